using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Reports;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>A course that goes back after the unit has been told: sent back to the team, or the preliminary view taken back.</summary>
public sealed class BackAgainTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    private InspectionActs Acts => hub.Get<InspectionActs>();

    private HearingBook Hearing => hub.Get<HearingBook>();

    [Fact]
    public async Task The_unit_reads_what_it_was_sent_and_answered_while_the_team_marks_anew()
    {
        var site = await team.SiteAsync();
        var head = team.HeadOf(site);
        var id = await team.OpenAsync(site);
        foreach (var one in team.People) await team.MarkAsync(one, id, 1);
        await hub.Get<FindingBook>().AddAsync(team.People[0], id, new FindingDraft(FindingKind.Merit, "", "每班都有阅读角", "", "", null));
        await team.SubmitAsync(id);
        await Acts.DoAsync(team.Office, id, Act.SendPreliminary, "经典诵读没有开展起来");
        await Hearing.ReplyAsync(head, id, [new(null, "17.4 有全年活动记录")]);
        await Hearing.AnswerAsync(team.Office, id, [new((await Desk.FindAsync(team.Office, id))!.File.Points[0].Point.Id, ReplyOutcome.Adopted, "经核实，采纳")]);
        await Acts.DoAsync(team.Office, id, Act.SendBack, "请改正 17.4");
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(head), n => n.Notice.Link == $"/inspections/{id}" && n.Notice.Text.Contains("退回督导组重新评定"));

        foreach (var one in team.People) await team.MarkAsync(one, id, 4);
        await hub.Get<FindingBook>().AddAsync(team.People[0], id, new FindingDraft(FindingKind.Merit, "", "还没有送达的一条", "", "", null));
        var own = (await Desk.FindAsync(head, id))!;
        Assert.True(own.MaySeeResult(head));
        Assert.Equal((new LevelMark(1), IndicatorState.NotMet), (own.BallotsOf("17.4").Value, own.Card.Find("17.4")!.State));
        Assert.Equal(IndicatorState.Met, (await Desk.FindAsync(team.Office, id))!.Card.Find("17.4")!.State);
        using (var context = hub.As(DemoAccounts.HeadOf(site.Unit), Roles.Unit))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.Contains("督导组正在重新评定", page.Find("[data-testid=as-sent]").TextContent), Patience);
            foreach (var shown in (string[])["经典诵读没有开展起来", "17.4 有全年活动记录", "经核实，采纳", "每班都有阅读角"]) Assert.Contains(shown, page.Markup);
            Assert.DoesNotContain("还没有送达的一条", page.Markup);
            Assert.Empty(page.FindAll("[data-act]"));
        }

        await Acts.DoAsync(team.People[0], id, Act.Submit, "");
        Assert.Equal(IndicatorState.NotMet, (await Desk.FindAsync(head, id))!.Card.Find("17.4")!.State);
        await Acts.DoAsync(team.Office, id, Act.SendPreliminary, "已按申辩改正");
        var anew = (await Desk.FindAsync(head, id))!;
        Assert.Null(anew.SentAt);
        Assert.Equal(IndicatorState.Met, anew.Card.Find("17.4")!.State);
    }

    [Fact]
    public async Task A_preliminary_view_sent_in_error_is_taken_back_with_a_reason_and_sent_anew()
    {
        var site = await team.SiteAsync();
        var head = team.HeadOf(site);
        var id = await team.OpenAsync(site);
        await team.MarkAsync(team.People[0], id, 1);
        await team.SubmitAsync(id);
        await Acts.DoAsync(team.Office, id, Act.SendPreliminary, "这是另一所学校的意见");
        await Hearing.ReplyAsync(head, id, [new(null, "不是我校情况")]);
        Assert.Contains("收回的原因", (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(team.Office, id, Act.TakeBack, " "))).Message);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(head, id, Act.TakeBack, "x"))).Status);
        using (var context = hub.As("dudao", Roles.Office))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=TakeBack]")), Patience);
            page.Act("[data-text=TakeBack]", e => e.Change("误发了另一所学校的意见"));
            page.Act("[data-act=TakeBack]", e => e.Click());
            page.WaitForAssertion(() => Assert.Equal(InspectionState.Submitted.Name(), page.Find("[data-testid=state]").TextContent), Patience);
            Assert.Empty(page.FindAll("[data-testid=sent]"));
        }
        // Nor does a paper name the day by which the unit should have replied to it.
        Assert.Null(InspectionPapers.FactsOf((await Desk.FindAsync(team.Office, id))!.Inspection, new([], [], []), "", "").ReplyDue);

        Assert.False((await Desk.FindAsync(head, id))!.MaySeeResult(head));
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(head), n => n.Notice.Link == $"/inspections/{id}" && n.Notice.Text.Contains("初步意见已收回") && !n.Notice.Text.Contains("误发"));
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(head)).Items, i => i.Link == $"/inspections/{id}");
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(team.Office)).Items, i => i.What == "发出初步意见" && i.Link == $"/inspections/{id}");
        using (var context = hub.As(DemoAccounts.HeadOf(site.Unit), Roles.Unit))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.Contains("误发了另一所学校的意见", page.Find("[data-testid=history]").TextContent), Patience);
            Assert.Contains("所针对的初步意见已收回", page.Find("[data-testid=hearing]").TextContent);
            Assert.DoesNotContain("这是另一所学校的意见", page.Markup);
        }

        await Acts.DoAsync(team.Office, id, Act.SendPreliminary, "本校的意见");
        await Hearing.ReplyAsync(head, id, [new(null, "17.4 请复核")]);
        // Only what was said to the view that holds is to be answered.
        var open = (await Desk.FindAsync(team.Office, id))!.File.Points;
        Assert.Equal([true, false], open.Select(p => p.IsTakenBack));
        await Hearing.AnswerAsync(team.Office, id, [new(open[1].Point.Id, ReplyOutcome.NotAdopted, "复核无误")]);
        Assert.Equal(InspectionState.Heard, (await Desk.FindAsync(team.Office, id))!.State);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(team.Office, id, Act.TakeBack, "已经听取"))).Status);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }
}
