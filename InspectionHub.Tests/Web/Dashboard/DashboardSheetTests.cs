using Bunit;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Measurements.Workbook;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>A workbook of the dashboard holds what the page shows, in the page's order.</summary>
public sealed class DashboardSheetTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("dudao", Roles.Office, null)]
    [InlineData("dudao", Roles.Office, "人事股")]
    [InlineData("renshi", Roles.LeadOffice, null)]
    public async Task The_schools(string user, string role, string? lead)
    {
        var query = new DashboardQuery { Lead = lead, Town = "毛坝镇" };
        var rows = await RowsAsync("schools", hub.Who(user, role), query);
        using var context = hub.As(user, role);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/?{query.Text}");
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table[data-testid=schools] tbody tr")), Patience);
        var shown = page.FindAll("table[data-testid=schools] tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent).ToList()).ToList();
        var heads = page.FindAll("table[data-testid=schools] th").Select(h => h.TextContent).ToList();
        Assert.Equal(heads, rows[2].Skip(1));
        Assert.Equal(shown.Select(Plain), rows.Skip(3).Select(r => Plain(r.Skip(1))));
    }

    /// <summary>Of a lead office's own rows each is counted once: met, not met, open or not applicable, watched ones too. Beside points stand the rows that earn them.</summary>
    [Theory]
    [InlineData("renshi", Roles.LeadOffice, "有未达标项", false)]
    [InlineData("dudao", Roles.Office, "计分项有未达标", true)]
    public async Task The_card_counts_the_schools_whose_line_counts_a_row_not_met(string user, string role, string label, bool isScored)
    {
        var who = hub.Who(user, role);
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(who, new()))!;
        var lines = (await RowsAsync("schools", who, new())).Skip(3).ToDictionary(r => r[0]);
        foreach (var card in picture.Cards)
        {
            var rows = card.Rows.Where(r => picture.Filter.Has(r.Row)).ToList();
            Assert.Equal(rows.Count(r => r.State == IndicatorState.NotMet && (!isScored || r.Of.Sign > 0)), int.Parse(lines[card.Site.Code][^1]));
            if (!isScored) Assert.Equal(rows.Count(r => r.State == IndicatorState.NotApplicable), int.Parse(lines[card.Site.Code][4].Split('/')[0]) - int.Parse(lines[card.Site.Code][5]) - int.Parse(lines[card.Site.Code][7]));
        }
        // The county's duties differ from what is scored: neither rule is the other by chance.
        Assert.Contains(picture.Cards.SelectMany(c => c.Rows), r => picture.Filter.Has(r.Row) && r.Of.Sign == 0 && r.State == IndicatorState.NotMet);
        using var context = hub.As(user, role);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Equal($"{label}{lines.Values.Count(l => l[^1] != "0")} 校", page.FindAll("a.card").Single(c => c.TextContent.StartsWith(label, StringComparison.Ordinal)).TextContent.Trim()), Patience);
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("official")]
    public async Task The_matrix_in_the_order_asked_for(string sort)
    {
        var (who, query) = (hub.Who("dudao", Roles.Office), new DashboardQuery { Sort = sort });
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(who, query))!;
        var rows = await RowsAsync("matrix", who, query);
        var failed = rows.Skip(3).Select(r => int.Parse(r[1])).ToList();
        Assert.Equal(picture.Lines.Count, failed.Count);
        // The demo's schools differ: neither order is the other by chance.
        Assert.NotEqual(picture.Lines.Select(l => l.Failed), picture.Lines.Select(l => l.Failed).OrderDescending());
        if (sort == "official") Assert.Equal(picture.Lines.Select(l => l.Name), rows.Skip(3).Select(r => r[0]));
        else Assert.Equal(failed.Skip(picture.Lines.Count(l => l.IsVetoed)), failed.Skip(picture.Lines.Count(l => l.IsVetoed)).OrderDescending());
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/?{query.Text}");
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=matrix] tbody th a")), Patience);
        Assert.Equal(page.FindAll("[data-testid=matrix] tbody th a").Select(a => a.TextContent), rows.Skip(3).Select(r => r[0]).Take(page.FindAll("[data-testid=matrix] tbody th a").Count));
    }

    [Fact]
    public async Task The_address_of_the_workbook_names_the_kind_of_warning_shown_alone()
    {
        var who = hub.Who("dudao", Roles.Office);
        var all = (await hub.Get<DashboardBoard>().ReadAsync(who, new()))!.Warnings;
        var kind = all[^1].Kind;
        Assert.Contains(all, w => w.Kind != kind);
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/?warning={Uri.EscapeDataString(kind)}");
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Contains($"warning={Uri.EscapeDataString(kind)}", page.Find("a[href*='warnings.xlsx']").GetAttribute("href")), Patience);
    }

    private static string Plain(IEnumerable<string> cells) => string.Join('|', cells.Select(c => new string([.. c.Where(ch => !char.IsWhiteSpace(ch) && ch is not ('，' or '●' or '✕' or '○' or '–'))])));

    private async Task<List<List<string>>> RowsAsync(string part, Visitor who, DashboardQuery query)
    {
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(who, query))!;
        var file = new MemoryStream();
        using (var writer = new WorkbookWriter(file)) DashboardSheets.Write(writer, part, picture, isDemo: true);
        return SheetText.Of(file.ToArray());
    }
}
