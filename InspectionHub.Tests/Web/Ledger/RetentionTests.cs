using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>到期隐去: positions after three years, photos and names of others after ten; asked for by one, agreed to by another, and the chain is whole.</summary>
public sealed class RetentionTests(EmptyDemoLedger hub) : IClassFixture<EmptyDemoLedger>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_rule_ends_on_its_day_and_not_before()
    {
        var rule = Retention.All.Single(r => r.Field == "Latitude");
        Assert.False(Retention.IsOver(rule, new(2023, 11, 29), new(2026, 11, 28)));
        Assert.True(Retention.IsOver(rule, new(2023, 11, 28), new(2026, 11, 28)));
        // Whatever is named is a column that may go.
        using var db = hub.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        Assert.All(Retention.All, r => Assert.Contains(FactTables.Of(db).Select(t => RowShape.Of(db, t)).Single(s => s.Table == r.Table).Columns, c => c.Name == r.Field && c.IsRedactable));
    }

    [Fact]
    public async Task What_is_past_its_time_is_on_the_list_and_goes_by_two_people_on_the_page()
    {
        var stop = Xunit.TestContext.Current.CancellationToken;
        var (office, admin) = (hub.Who("dudao", Roles.Office), hub.Who("admin", Roles.Administrator));
        var now = DateTimeOffset.UtcNow;
        var (fresh, placed, old) = (Photo("1", now.AddYears(-2)), Photo("2", now.AddYears(-4)), Photo("3", now.AddYears(-11)));
        await hub.Get<Writer>().WriteAsync((db, _) =>
        {
            db.Photos.AddRange(fresh, placed, old);
            db.BallotSignatures.Add(new BallotSignature { Id = Guid.NewGuid(), CountyId = 1, Sheet = "s", PersonId = "p", PersonName = "督学", Device = "d", DeviceSeq = 1, Inspector = "x", HeadName = "王校长", SignedAt = now, Received = now.AddYears(-11), IsLate = false, ContentHash = "y", LedgerSeq = 1 });
            return Task.FromResult(true);
        });
        var file = Path.Combine(hub.Get<HubOptions>().Photos, old.Stored[..2], $"{old.Stored}.jpg");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, [1, 2, 3], stop);
        async Task<IReadOnlyList<string>> ExpiredAsync() => [.. (await hub.Get<RetentionBook>().ExpiredAsync(1)).Select(e => $"{e.Table}.{e.Field}").Order()];
        Assert.Equal(["BallotSignatures.HeadName", "Photos.Latitude", "Photos.Latitude", "Photos.Stored"], await ExpiredAsync());
        foreach (var who in new[] { office, admin }) Assert.Contains((await hub.Get<DueBoard>().FindAsync(who)).Items, i => i is { What: "申请隐去保存期满的个人信息", About: "4 项", Link: "/ledger" });
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(hub.Who("jiaoyu", Roles.LeadOffice))).Items, i => i.Link == "/ledger");

        using var first = hub.As("dudao", Roles.Office);
        var page = first.Render<LedgerPage>();
        page.WaitForAssertion(() => Assert.Contains("4 项个人信息", page.Find("[data-testid=expired]").TextContent), Patience);
        page.Act("[data-act=ask-expired]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("等待另一人同意", page.Find("[data-testid=over]").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-testid=expired], [data-act=agree-expired]"));
        using var second = hub.As("admin", Roles.Administrator);
        var other = second.Render<LedgerPage>();
        other.WaitForAssertion(() => Assert.Contains("同意隐去 4 项", other.Find("[data-act=agree-expired]").TextContent), Patience);
        other.Act("[data-act=agree-expired]", e => e.Click());
        other.WaitForAssertion(() => Assert.Empty(other.FindAll("[data-testid=over]")), Patience);

        Assert.Empty(await ExpiredAsync());
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        var kept = await db.Photos.AsNoTracking().OrderBy(p => p.Sha).ToListAsync(stop);
        Assert.Equal([(fresh.Stored, 32.5), (placed.Stored, null), (RedactableAttribute.Tombstone, null)], kept.Select(p => (p.Stored, p.Latitude)));
        Assert.Equal(RedactableAttribute.Tombstone, (await db.BallotSignatures.AsNoTracking().SingleAsync(stop)).HeadName);
        Assert.False(File.Exists(file));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).IsChainWhole);
    }

    private static Photo Photo(string sha, DateTimeOffset at) => new() { Sheet = "s", Sha = sha, CountyId = 1, Stored = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([(byte)sha[0]])), Bytes = 3, Width = 1, Height = 1, Latitude = 32.5, Longitude = 108.5, Accuracy = 20, PersonId = "p", PersonName = "督学", Received = at };
}

/// <summary>The demo county: photos of this class only.</summary>
public sealed class EmptyDemoLedger() : HubInside(withDemo: true);
