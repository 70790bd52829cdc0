using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>What axe finds serious or critical on a page. The package's own call loads axe anew at every look and opens a second page to gather the findings of frames;
/// our pages have no frames to look into, and one axe per page takes a third of the time.</summary>
public static class Accessibility
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <param name="scope">Selector of the part to look at.</param>
    /// <param name="options">axe's own options.</param>
    public static async Task<IReadOnlyList<string>> SeriousAsync(IPage page, string scope = "html", string options = "{}")
    {
        if (await page.EvaluateAsync<bool>("() => !window.axe")) await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>("""
            async ([scope, options]) => (await axe.run(scope, { resultTypes: ['violations'], ...JSON.parse(options) })).violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => `${v.id}: ${v.help} ${v.nodes.slice(0, 3).map(n => n.html).join(' ')}`)
            """, new[] { scope, options });
    }
}
