using System.Text.Json;
using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Vetoes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>What somebody types is text wherever it is shown, whatever it looks like.</summary>
public sealed class StoredScriptTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task In_a_note_a_name_and_a_clue_it_stays_text()
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var site = await db.SchoolYears.Where(s => s.Year == 2026 && s.Kind == "小").OrderBy(s => s.Code).Select(s => s.Code).FirstAsync(Xunit.TestContext.Current.CancellationToken);
        await hub.Get<ScoreBook>().SaveAsync(hub.Who("jiaoyu", Roles.LeadOffice), new(Guid.CreateVersion7(), "test", 1, Sheet.Desk(2026, site), "ziyang-71-2021.v1", "2.4", JsonDocument.Parse("""{"level":3}""").RootElement, Script, null, DateTimeOffset.UtcNow, null, []));
        var books = hub.Get<VetoBook>();
        await books.RaiseAsync(hub.Who("dudao", Roles.Office), 2026, site, books.Kinds.First(k => !k.IsCounty).Code, Script);
        await using (var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<People>().AddAsync(hub.Who("admin", Roles.Administrator), "scripted", Script, Roles.Inspector, null, null);

        await using var office = hub.As("dudao", Roles.Office);
        var ledger = office.Render<LedgerPage>();
        ledger.WaitForElement("[data-testid=site]", Patience).Change(site);
        ledger.FindAll("button").First(b => b.TextContent == "查找").Click();
        Text(ledger);
        Text(office.Render<VetoesPage>());
        await using var admin = hub.As("admin", Roles.Administrator);
        Text(admin.Render<PeoplePage>());
    }

    [Fact]
    public void No_page_writes_markup_that_it_was_given() => Assert.DoesNotContain(
        RepositoryRoot.SourceFiles(".cs", ".razor").Where(f => f.StartsWith("InspectionHub.Web/", StringComparison.Ordinal)),
        f => File.ReadAllText(RepositoryRoot.PathOf(f)) is var text && (text.Contains("(MarkupString)") || text.Contains("new MarkupString") || text.Contains("AddMarkupContent(")));

    private static void Text<T>(IRenderedComponent<T> page) where T : Microsoft.AspNetCore.Components.IComponent
    {
        page.WaitForAssertion(() => Assert.Contains("alert(1)", page.Markup), Patience);
        Assert.Empty(page.FindAll("script"));
        Assert.Empty(page.FindAll("img[src=x]"));
    }
}
