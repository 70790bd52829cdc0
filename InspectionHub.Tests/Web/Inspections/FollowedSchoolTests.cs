using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using Microsoft.Extensions.Time.Testing;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>An inspection whose school is merged, taken out of the data, or grown old.</summary>
public sealed class FollowedSchoolTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    private InspectionActs Acts => hub.Get<InspectionActs>();

    [Fact]
    public async Task The_head_of_the_school_that_took_another_in_replies_for_it_and_a_school_that_left_the_data_is_withdrawn()
    {
        var merged = await team.SiteAsync();
        var id = await team.OpenAsync(merged);
        var gone = await team.SiteAsync();
        var other = await team.OpenAsync(gone);
        var into = (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, Team.Year))!.Facts.Sites.First(s => s.Kind == SchoolKind.Primary && s.Unit != merged.Unit);
        var (old, head) = (team.HeadOf(merged), team.HeadOf(into));
        await team.SubmitAsync(id);
        await Acts.DoAsync(team.Office, id, Act.SendPreliminary, "总体较好");
        Assert.Null(await Desk.FindAsync(head, id));
        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), team.Office.CountyId, s => s.Code == merged.Code ? null : NextYear.Copy(s), (merged.Code, into.Code, "合并"));

        Assert.Null(await Desk.FindAsync(old, id));
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(head)).Items, i => i.What == "看初步意见，申辩或表示无异议" && i.Link == $"/inspections/{id}");
        using (var context = hub.As(DemoAccounts.HeadOf(into.Unit), Roles.Unit))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-reply=general]")), Patience);
            page.Act("[data-reply=general]", e => e.Change("合并前已改正"));
            page.Act("[data-act=Reply]", e => e.Click());
            page.WaitForAssertion(() => Assert.Equal(InspectionState.Replied.Name(), page.Find("[data-testid=state]").TextContent), Patience);
        }
        await hub.Get<HearingBook>().AnswerAsync(team.Office, id, [new((await Desk.FindAsync(team.Office, id))!.File.Points[0].Point.Id, ReplyOutcome.NotAdopted, "以当时为准")]);
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(head), n => n.Notice.Link == $"/inspections/{id}" && n.Notice.Text.Contains("申辩已答复"));

        // A corrected import of the year itself without the school: nothing to mark or sign, but it can be brought to its end.
        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), team.Office.CountyId, Team.Year, s => s.Code == gone.Code ? null : NextYear.Copy(s));
        Assert.Equal([Act.Withdraw], (await Desk.FindAsync(team.Office, other))!.Permitted);
        using (var context = hub.As("dudao", Roles.Office))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, other));
            page.WaitForAssertion(() => Assert.Contains("没有这所学校", page.Find("[data-testid=gone]").TextContent), Patience);
            Assert.Contains(gone.Name, page.Find("h1").TextContent);
            page.Act("[data-text=Withdraw]", e => e.Change("学校已不在本学年"));
            page.Act("[data-act=Withdraw]", e => e.Click());
            page.WaitForAssertion(() => Assert.Equal(InspectionState.Withdrawn.Name(), page.Find("[data-testid=state]").TextContent), Patience);
        }
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task However_old_an_unfinished_inspection_stays_on_the_list()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var lone = await LoneHub.StartAsync(withDemo: true, clock: clock);
        var office = lone.Who("dudao", Roles.Office);
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => lone.Who(u, Roles.Inspector)).ToArray();
        var site = (await lone.Get<Assessor>().FindAsync(office.CountyId, Team.Year))!.Facts.Sites.Last(s => s.Kind == SchoolKind.Primary);
        var id = await lone.Get<InspectionBook>().OpenAsync(office, Team.Year, site.Code, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
        await Course.SubmitAsync(lone.Get<FindingBook>(), lone.Get<InspectionActs>(), people[0], id);
        foreach (var year in (int[])[2027, 2028, 2029]) await NextYear.ImportAsync(lone.Get<Writer>(), lone.Get<LedgerBook>(), office.CountyId, year, s => NextYear.Copy(s));
        clock.Advance(TimeSpan.FromDays(1000));
        async Task<bool> IsDueAsync() => (await lone.Get<DueBoard>().FindAsync(office)).Items.Any(i => i.What == "发出初步意见" && i.Link == $"/inspections/{id}");
        Assert.True(await IsDueAsync());
        await lone.Get<InspectionActs>().DoAsync(office, id, Act.Withdraw, "不再进行");
        Assert.DoesNotContain((await lone.Get<DueBoard>().FindAsync(office)).Items, i => i.Link == $"/inspections/{id}");
    }
}
