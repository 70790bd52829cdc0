using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>A county whose office is one person: what that person reported nobody else can check, and the hub says so and what to do, instead of waiting for ever.</summary>
public sealed class LonelyOfficeTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly CancellationToken Stop = Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_that_nobody_can_take_is_said_on_its_page_and_on_the_lists_of_office_and_administrator_until_there_is_somebody()
    {
        var (office, admin, book) = (hub.Who("dudao", Roles.Office), hub.Who("admin", Roles.Administrator), hub.Get<RectificationBook>());
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites[0].Code;
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        async Task CloseAsync(DateTimeOffset? until, params string[] users) => await db.Users.Where(u => users.Contains(u.UserName!)).ExecuteUpdateAsync(u => u.SetProperty(p => p.LockoutEnd, until), Stop);
        string[] inspectors = [.. await db.Users.Where(u => u.UserName!.StartsWith("duxue")).Select(u => u.UserName!).ToListAsync(Stop)];
        var id = await book.OpenAsync(office, new(2026, site, RectificationClass.Dated, "校门外没有人行道", "《学校安全条例》", "", "", null, "office", ""));
        await book.StepAsync(office, id, new(RectificationAct.Transfer, "属县级事权", To: "县住建局"));
        await book.StepAsync(office, id, new(RectificationAct.Report, "人行道已修好"));
        async Task<string[]> DueAsync(Visitor who) => [.. (await hub.Get<DueBoard>().FindAsync(who)).Items.Where(i => i.What.StartsWith("增设", StringComparison.Ordinal)).Select(i => $"{i.What} {i.Link}")];
        string? Said()
        {
            using var context = hub.As("dudao", Roles.Office);
            var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=state]")), Patience);
            return page.FindAll("[data-testid=stuck]").FirstOrDefault()?.TextContent;
        }
        Assert.Null(Said());
        Assert.Empty(await DueAsync(office));

        await CloseAsync(Person.Closed, [.. inspectors, "hegao"]);
        Assert.Contains($"整改情况由{office.Name}报送，须由另一人核查", Said());
        Assert.Contains("增设一个督导室账号，或聘任督学并开通账号", Said());
        Assert.Equal($"增设账号或聘任督学，由另一人核查 /rectifications/{id}", Assert.Single(await DueAsync(office)));
        Assert.Equal("增设督导室或督学账号 /people", Assert.Single(await DueAsync(admin)));
        // Two persons it stays.
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(office, id, new(RectificationAct.Pass, "看过")))).Status);

        // A 督学 may check; then the office approves, and one person is enough for that.
        await CloseAsync(null, "duxue1");
        Assert.Null(Said());
        Assert.Empty(await DueAsync(admin));
        await book.StepAsync(hub.Who("duxue1", Roles.Inspector), id, new(RectificationAct.Partly, "还差盲道"));
        await CloseAsync(null, "hegao");
        await book.StepAsync(hub.Who("hegao", Roles.Office), id, new(RectificationAct.Report, "盲道已修好", Photos: []));
        var photo = await hub.Get<InspectionHub.Web.Field.PhotoStore>().KeepAsync(office, id, Field.Pictures.Jpeg(320, 240, seed: 5));
        await book.StepAsync(office, id, new(RectificationAct.Pass, "看过了", Photos: [photo]));
        await CloseAsync(Person.Closed, "hegao");
        // Who checked does not approve, and a 督学 cannot.
        Assert.Contains($"核查由{office.Name}完成，须由督导室另一人批准销号", Said());
        Assert.Equal($"增设督导室账号，由另一人批准销号 /rectifications/{id}", Assert.Single(await DueAsync(office)));
        await CloseAsync(null, [.. inspectors, "hegao"]);
        Assert.Null(Said());
        Assert.Empty(await DueAsync(office));
    }
}
