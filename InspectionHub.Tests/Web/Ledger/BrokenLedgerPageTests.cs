using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>What the office reads when somebody has been at the database file, or when only a photo is lost.</summary>
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

/// <summary>A photo's file that is gone is no reason to stop work: the records are whole.</summary>
public sealed class LostPhotoPageTests(EmptyHubInside hub) : IClassFixture<EmptyHubInside>
{
    [Fact]
    public async Task Only_a_photo_that_is_lost_is_named_with_where_it_belongs_and_nobody_is_told_to_stop()
    {
        var stored = string.Concat(Enumerable.Repeat("ab", 32));
        await hub.Get<Writer>().WriteAsync((db, _) => Task.FromResult(db.Photos.Add(new Photo { Sheet = "s", Sha = stored, CountyId = 1, Stored = stored, Bytes = 7, Width = 1, Height = 1, PersonId = "p", PersonName = "某", Received = DateTimeOffset.UnixEpoch })));
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<LedgerPage>();
        page.WaitForAssertion(() => Assert.StartsWith("✕", page.Find("[data-testid=verdict]").TextContent), TimeSpan.FromSeconds(30));
        var verdict = page.Find("[data-testid=verdict]").TextContent;
        Assert.Contains("前后相接", verdict);
        Assert.Contains($"{stored} 不见了", verdict);
        Assert.DoesNotContain("核验不通过", verdict);
        Assert.DoesNotContain("请不要再录入数据", page.Markup);
        Assert.Contains("可以照常录入", page.Markup);
        Assert.Contains("photos 文件夹", page.Markup);
    }
}
