using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>What the office reads when somebody has been at the database file.</summary>
public sealed class BrokenLedgerPageTests(EmptyHubInside hub) : IClassFixture<EmptyHubInside>
{
    [Fact]
    public async Task A_broken_chain_is_said_with_its_link_and_with_what_to_do()
    {
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken))
        {
            var county = (await db.Counties.FirstAsync(Xunit.TestContext.Current.CancellationToken)).Id;
            await SampleRows.WriteAsync(hub.Get<Writer>(), county, FactTables.Of(db));
            using var outside = new Outside(db.Database.GetConnectionString()!);
            outside.Set("ScoreEntries", "Value", outside.Value("SELECT rowid FROM ScoreEntries LIMIT 1")!, """{"level":4}""");
        }
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<LedgerPage>();
        page.WaitForAssertion(() => Assert.StartsWith("✕", page.Find("[data-testid=verdict]").TextContent), TimeSpan.FromSeconds(30));
        Assert.Contains("环", page.Find("[data-testid=verdict]").TextContent);
        Assert.Contains("请不要再录入数据，先做一份备份留存现状", page.Markup);
    }
}
