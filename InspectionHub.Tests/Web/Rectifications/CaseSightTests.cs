using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>The row behind a case is told on its page as everywhere: what stands on a sheet nobody has signed is for the office and the leaders.</summary>
public sealed class CaseSightTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_marked_on_an_open_sheet_is_not_told_to_the_school_its_lead_office_or_other_inspectors_before_it_is_signed()
    {
        var (office, book, desk, inspections) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>(), hub.Get<RectificationDesk>(), hub.Get<InspectionDesk>());
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary).ElementAt(2);
        var head = hub.Who(DemoAccounts.HeadOf(site.Unit), Roles.Unit);
        var id = await book.OpenAsync(office, new(Year, site.Code, RectificationClass.Dated, "留样不足", "食品安全国家标准", "8.7", "校长", null, "office", ""));
        var inspection = await hub.Get<InspectionBook>().OpenAsync(office, Year, site.Code, "综合督导", [.. team.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })]);
        Assert.Equal("stored", (await inspections.SaveAsync(team[0], (await inspections.FindAsync(team[0], inspection))!.Inspection, "8.7", new LevelMark(1), "")).Result);

        Visitor[] told = [office, hub.Who("lingdao", Roles.Leader)], untold = [head, hub.Who("anquan", Roles.LeadOffice), team[1]];
        async Task<IndicatorState> SeenAsync(Visitor who) => (await desk.FindAsync(who, id))!.Now!.State;
        foreach (var who in told) Assert.Equal(IndicatorState.NotMet, await SeenAsync(who));
        foreach (var who in untold) Assert.Equal(IndicatorState.Unknown, await SeenAsync(who));
        Assert.Null(await desk.FindAsync(hub.Who("admin", Roles.Administrator), id));
        using (var context = hub.As(DemoAccounts.HeadOf(site.Unit), Roles.Unit))
        {
            var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
            page.WaitForAssertion(() => Assert.Contains("指标现状", page.Find("dl.facts").TextContent), Patience);
            Assert.DoesNotContain("1 级", page.Find("dl.facts").TextContent);
        }

        // Checking does not lean on what was told: the checker writes down what was found on site.
        await book.StepAsync(head, id, new(RectificationAct.Report, "已换称量勺"));
        await book.StepAsync(team[1], id, new(RectificationAct.Pass, "三餐抽查均达标", Value: new LevelMark(3)));

        await hub.SubmitAsync(team[0], inspection);
        await hub.HearAsync(office, site.Unit, inspection);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, site.Unit), Year, (await inspections.FindAsync(office, inspection))!.BatchId);
        await inspections.SignOffAsync(office, (await inspections.FindAsync(office, inspection))!);
        foreach (var who in told.Concat(untold)) Assert.Equal(IndicatorState.NotMet, await SeenAsync(who));
    }

    [Fact]
    public async Task Why_the_statistics_do_not_let_a_check_pass_is_told_without_a_value_that_nobody_has_signed()
    {
        var (office, book, inspections, assessor) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>(), hub.Get<InspectionDesk>(), hub.Get<Assessor>());
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var outside = hub.Who("duxue4", Roles.Inspector);
        var now = (await assessor.FindAsync(office.CountyId, Year))!;
        async Task<string> RefusedAsync(Visitor who, Guid id) => (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(who, id, new(RectificationAct.Pass, "看过")))).Message;
        // One school whose reported number is good, one whose is not: at both an open sheet has verified another.
        foreach (var state in new[] { IndicatorState.Met, IndicatorState.NotMet })
        {
            var card = now.Assessment.Scorecards.Values.First(c => c.Site.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary && c.Rows.Any(r => r.Row.Code == "5.1" && r.State == state && r.Value?.Sign > 0));
            var id = await book.OpenAsync(office, new(Year, card.Site.Code, RectificationClass.Dated, "网络多媒体教室不足", "教督〔2017〕6号", "5.1", "校长", null, "office", ""));
            await book.StepAsync(hub.Who(DemoAccounts.HeadOf(card.Site.Unit), Roles.Unit), id, new(RectificationAct.Report, "已经添置"));
            var inspection = await hub.Get<InspectionBook>().OpenAsync(office, Year, card.Site.Code, "综合督导", [.. team.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })]);
            Assert.Equal("stored", (await inspections.SaveAsync(team[0], (await inspections.FindAsync(team[0], inspection))!.Inspection, "5.1", new VerifiedMark("media_rooms", null, 0), "")).Result);

            var (reported, live) = (card.Find("5.1")!.ValueText, (await assessor.FindAsync(office.CountyId, Year))!.CardOf(card.Site.Code)!.Find("5.1")!);
            Assert.Equal(IndicatorState.NotMet, live.State);
            Assert.NotEqual(reported, live.ValueText);
            Assert.Contains($"目前未达标（{live.ValueText}，", await RefusedAsync(office, id));
            var told = await RefusedAsync(outside, id);
            Assert.DoesNotContain($"（{live.ValueText}，", told);
            Assert.Contains(state == IndicatorState.Met ? "有现场核实的数值还没有审签，审签以前不能通过" : $"目前未达标（{reported}，", told);
        }
    }
}
