using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Plans;

/// <summary>责任区 by the day it changes on and with what others enter meanwhile; 聘书 entered by mistake; people whose account is closed.</summary>
public sealed class InspectorAreaTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private InspectorRegister Register => hub.Get<InspectorRegister>();

    private DateOnly Today => Register.Today;

    private async Task<InspectorLine> LineAsync(string user, DateOnly? day = null) => (await Register.ListAsync(Office.CountyId, day ?? Today)).Single(l => l.Id == hub.Who(user, Roles.Inspector).Id);

    [Fact]
    public async Task A_rotation_entered_for_a_later_day_is_shown_and_not_undone_by_who_adds_a_school_to_it()
    {
        var (line, colleague, third) = (await LineAsync("duxue1"), await LineAsync("duxue2"), await LineAsync("duxue3"));
        var (given, kept, coming, more) = (line.Sites[0], line.Sites.Skip(1).ToList(), colleague.Sites[0], third.Sites[0]);
        var day = Today.AddDays(60);
        await Register.AssignAsync(Office, line.Id, [.. kept, coming], day);

        using var context = hub.As("dudao", Roles.Office);
        var page = await OpenAsync(context, line.Name);
        Assert.Contains($"自 {day:yyyy-MM-dd} 起", page.Find("[data-testid=later]").TextContent);
        page.Act($"[data-duty='{more}']", e => e.Change(true));
        page.Act("[data-testid=duty-from]", e => e.Change($"{day:yyyy-MM-dd}"));
        page.WaitForAssertion(() => Assert.True(page.Find($"[data-duty='{coming}']").HasAttribute("checked")), Patience);
        Assert.False(page.Find($"[data-duty='{given}']").HasAttribute("checked"));
        Assert.True(page.Find($"[data-duty='{more}']").HasAttribute("checked"));
        page.Act("[data-testid=assign]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=inspector-form]")), Patience);
        Assert.Equal(kept.Append(coming).Append(more).Order(StringComparer.Ordinal), (await LineAsync("duxue1", day)).Sites);
        Assert.Equal(line.Sites, (await LineAsync("duxue1")).Sites);
    }

    [Fact]
    public async Task Of_two_colleagues_who_change_one_area_the_later_reads_what_the_earlier_entered_before_it_is_saved()
    {
        var (line, third) = (await LineAsync("duxue4"), await LineAsync("duxue11"));
        using var context = hub.As("dudao", Roles.Office);
        var page = await OpenAsync(context, line.Name);
        await Register.AssignAsync(hub.Who("hegao", Roles.Office), line.Id, [.. line.Sites, third.Sites[0]], Today);
        page.Act($"[data-duty='{third.Sites[1]}']", e => e.Change(true));
        page.Act("[data-testid=assign]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("责任督学又有变化", page.Find("[role=alert]").TextContent), Patience);
        Assert.True(page.Find($"[data-duty='{third.Sites[0]}']").HasAttribute("checked"));
        Assert.DoesNotContain(third.Sites[1], (await LineAsync("duxue4")).Sites);
        page.Act("[data-testid=assign]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=inspector-form]")), Patience);
        Assert.Equal(line.Sites.Concat(third.Sites.Take(2)).Order(StringComparer.Ordinal), (await LineAsync("duxue4")).Sites);
        // A school that was somebody else's than the one seen is not taken either.
        var seen = (await Register.AreaAsync(Office.CountyId, line.Id, Today)).Duties;
        await Register.AssignAsync(Office, hub.Who("duxue12", Roles.Inspector).Id, [third.Sites[2]], Today);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Register.AssignAsync(Office, line.Id, [third.Sites[2]], Today, seen: seen))).Status);
    }

    [Fact]
    public async Task A_letter_entered_by_mistake_is_taken_back_with_a_reason_and_counts_for_nothing()
    {
        var who = hub.Who("duxue7", Roles.Inspector);
        var before = await LineAsync("duxue7");
        await Register.AppointAsync(Office, who.Id, "紫督聘错1号", Today, before.Now!.To.AddDays(1), before.Now.To.AddDays(700), false);
        using var context = hub.As("dudao", Roles.Office);
        var page = await OpenAsync(context, who.Name);
        var mistaken = (await LineAsync("duxue7")).Letters[0];
        page.Act("[data-testid=mistaken]", e => e.Change($"{mistaken.Id}"));
        page.Act("[data-testid=take-back]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("请写明撤销登记的原因", page.Find("[role=alert]").TextContent), Patience);
        page.Act("[data-testid=mistake]", e => e.Change("任期填错"));
        page.Act("[data-testid=take-back]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=inspector-form]")), Patience);
        Assert.Contains((await hub.Get<NoticeBook>().ListAsync(who)).Select(n => n.Notice.Text), t => t.Contains("督学聘任登记") && t.Contains("已撤销") && !t.Contains("任期填错"));
        foreach (var again in (Func<Task<Guid>>[])[() => Register.TakeBackAsync(Office, mistaken.Id, "再撤"), () => Register.EndAsync(Office, mistaken.Id, mistaken.From, "结束")]) Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(again)).Status);
        // The same number for the right days, which overlap the mistaken ones; and it is the next term, not the one after that.
        await Register.AppointAsync(Office, who.Id, "紫督聘错1号", Today, before.Now.To.AddDays(1), before.Now.To.AddDays(365), false);
        Assert.Equal(before.Ordinal + 1, (await LineAsync("duxue7", before.Now.To.AddDays(2))).Ordinal);
        // Also one whose term holds today: nobody is in office by it any more, and the area waits for the right one.
        await Register.TakeBackAsync(Office, before.Now.Id, "编号填错");
        var after = await LineAsync("duxue7");
        Assert.Null(after.Now);
        Assert.Equal(before.Sites, after.Sites);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.DoesNotContain(who.Id, (await InspectorRegister.HeldDutiesAsync(db, Office.CountyId, Today)).Values);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Whoever_s_account_is_closed_covers_no_school_and_the_area_is_to_be_handed_over()
    {
        var line = await LineAsync("duxue9");
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        async Task<int> HeldAsync() => (await InspectorRegister.HeldDutiesAsync(db, Office.CountyId, Today)).Values.Count(p => p == line.Id);
        Assert.Equal((line.Sites.Count, false), (await HeldAsync(), await IsDueAsync()));
        var covered = await CoveredAsync();
        await db.Users.Where(u => u.Id == line.Id).ExecuteUpdateAsync(u => u.SetProperty(p => p.LockoutEnd, Person.Closed), Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((0, true), (await HeldAsync(), await IsDueAsync()));
        Assert.Equal(covered - line.Sites.Count, await CoveredAsync());

        async Task<bool> IsDueAsync() => (await hub.Get<DueBoard>().FindAsync(Office)).Items.Any(i => i.What == "办理责任区交接" && i.About == $"{line.Name}的账号已停用，责任区还有 {line.Sites.Count} 所");
        async Task<int> CoveredAsync()
        {
            using var context = hub.As("dudao", Roles.Office);
            var page = context.Render<InspectorsPage>();
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=covered]")), Patience);
            return await Task.FromResult(int.Parse(page.Find("[data-testid=covered]").TextContent.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static Task<IRenderedComponent<InspectorsPage>> OpenAsync(BunitContext context, string name)
    {
        var page = context.Render<InspectorsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-edit='{name}']")), Patience);
        page.Act($"[data-edit='{name}']", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-duty][checked]")), Patience);
        return Task.FromResult(page);
    }
}
