using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>Submitting, late marks, settling and signing, against the real database.</summary>
public sealed class SignOffTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Fact]
    public async Task What_arrives_after_the_signer_looked_refuses_the_signature_and_a_late_mark_counts_only_when_admitted()
    {
        var desk = hub.Get<InspectionDesk>();
        var book = hub.Get<InspectionBook>();
        var office = hub.Who("dudao", Roles.Office);
        var lead = hub.Who("duxue1", Roles.Inspector);
        var second = hub.Who("duxue2", Roles.Inspector);
        var third = hub.Who("duxue3", Roles.Inspector);
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites.First(s => s.Kind == SchoolKind.Primary);
        var id = await book.OpenAsync(office, 2026, site.Code, "专项督导", [.. new[] { lead, second, third }.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == lead })]);

        var sheet = (await desk.FindAsync(lead, id))!;
        Assert.Equal("stored", (await desk.SaveAsync(lead, sheet.Inspection, "3.6", new LevelMark(4), "")).Result);
        Assert.Equal("stored", (await desk.SaveAsync(second, sheet.Inspection, "3.6", new LevelMark(2), "")).Result);
        Assert.Equal(BallotState.Differing, (await desk.FindAsync(lead, id))!.Card.Find("3.6")!.Ballots.State);
        var differing = (await desk.FindAsync(lead, id))!.Card.Find("3.6")!.Ballots.Marks;
        Assert.Contains("又有变化", (await Assert.ThrowsAsync<Refusal>(() => desk.SettleAsync(lead, sheet.Inspection, "3.6", new LevelMark(2), "记录不全", differing.Take(1)))).Message);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => desk.SettleAsync(lead, sheet.Inspection, "3.6", new LevelMark(2), " ", differing))).Status);
        await desk.SettleAsync(lead, sheet.Inspection, "3.6", new LevelMark(2), "记录不全", differing);
        Assert.Equal(BallotState.Settled, (await desk.FindAsync(lead, id))!.Card.Find("3.6")!.Ballots.State);

        await desk.SaveAsync(lead, sheet.Inspection, "5.1", new VerifiedMark("media_rooms", null, 0), "");
        var counted = (await desk.FindAsync(lead, id))!.Card.Find("5.1")!;
        Assert.Equal(IndicatorState.NotMet, counted.State);
        Assert.Contains(counted.Inputs, i => i.IsVerified && i.Origin.Who == lead.Name);

        await desk.DoAsync(third, sheet.Inspection, Act.CloseBallot, "");
        Assert.Equal("late", (await desk.SaveAsync(third, sheet.Inspection, "17.4", new LevelMark(4), "")).Result);
        Assert.Equal(IndicatorState.Unknown, (await desk.FindAsync(lead, id))!.Card.Find("17.4")!.State);
        Assert.Equal("late", (await desk.SaveAsync(third, sheet.Inspection, "5.1", new VerifiedMark("media_rooms", null, 7), "")).Result);
        var found = Assert.Single((await desk.FindAsync(lead, id))!.Sheet.LateFindings);
        Assert.DoesNotContain((await desk.FindAsync(lead, id))!.Card.Find("5.1")!.Inputs, i => i.Value == "7 间");
        await desk.AdmitAsync(lead, sheet.Inspection, found);
        Assert.Empty((await desk.FindAsync(lead, id))!.Sheet.LateFindings);
        Assert.Contains((await desk.FindAsync(lead, id))!.Card.Find("5.1")!.Inputs, i => i.IsVerified && i.Value == "7 间");
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => desk.AdmitAsync(second, sheet.Inspection, Late(desk, lead, id).Result))).Status);
        await desk.AdmitAsync(lead, sheet.Inspection, await Late(desk, lead, id));
        Assert.Equal(IndicatorState.Met, (await desk.FindAsync(lead, id))!.Card.Find("17.4")!.State);

        await hub.SubmitAsync(lead, id);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => desk.DoAsync(lead, sheet.Inspection, Act.Submit, ""))).Status);
        await hub.HearAsync(office, site.Unit, id);
        var seen = (await desk.FindAsync(office, id))!;
        Assert.Equal("late", (await desk.SaveAsync(second, sheet.Inspection, "15.3", new LevelMark(3), "")).Result);
        var refused = await Assert.ThrowsAsync<Refusal>(() => desk.SignOffAsync(office, seen));
        Assert.Equal(409, refused.Status);
        Assert.Contains("又有 1 条", refused.Message);

        await hub.Get<Confirmations>().ConfirmAsync(office with { Role = Roles.Unit, UnitCode = site.Unit }, 2026, seen.BatchId);
        await desk.SignOffAsync(office, (await desk.FindAsync(office, id))!);
        Assert.Equal(InspectionState.SignedOff, (await desk.FindAsync(office, id))!.State);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Two_inspections_of_one_site_keep_their_own_ballots_and_the_one_that_is_signed_is_frozen_with_its_own_marks()
    {
        var (desk, book) = (hub.Get<InspectionDesk>(), hub.Get<InspectionBook>());
        var office = hub.Who("dudao", Roles.Office);
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray();
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites.Last(s => s.Kind == SchoolKind.Primary);
        var ids = new List<Guid>();
        foreach (var (title, level) in new[] { ("春季督导", 4), ("秋季督导", 0) })
        {
            var id = await book.OpenAsync(office, 2026, site.Code, title, [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
            await desk.SaveAsync(people[0], (await desk.FindAsync(people[0], id))!.Inspection, "17.4", new LevelMark(level), "");
            ids.Add(id);
        }
        var (spring, autumn) = ((await desk.FindAsync(people[0], ids[0]))!, (await desk.FindAsync(people[0], ids[1]))!);
        Assert.Equal(new LevelMark(4), spring.MineFor("17.4", people[0].Id)!.Value);
        Assert.Equal(new LevelMark(0), autumn.MineFor("17.4", people[0].Id)!.Value);
        Assert.Equal(IndicatorState.Met, spring.Card.Find("17.4")!.State);

        await hub.SubmitAsync(people[0], ids[0]);
        await hub.HearAsync(office, site.Unit, ids[0]);
        await hub.Get<Confirmations>().ConfirmAsync(office with { Role = Roles.Unit, UnitCode = site.Unit }, 2026, spring.BatchId);
        await desk.SignOffAsync(office, (await desk.FindAsync(office, ids[0]))!);
        Assert.Equal(IndicatorState.Met, (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.CardOf(site.Code)!.Find("17.4")!.State);

        // The second one signed is printed with its own marks too, though the first was signed before it.
        await hub.SubmitAsync(people[0], ids[1]);
        await hub.HearAsync(office, site.Unit, ids[1]);
        await desk.SignOffAsync(office, (await desk.FindAsync(office, ids[1]))!);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var signed = await db.SignOffs.SingleAsync(s => s.InspectionId == ids[1], TestContext.Current.CancellationToken);
        Assert.Equal(IndicatorState.NotMet, (await hub.Get<Assessor>().AsSignedAsync(signed)).CardOf(site.Code)!.Find("17.4")!.State);
    }

    private static async Task<Mark> Late(InspectionDesk desk, Visitor who, Guid id) => (await desk.FindAsync(who, id))!.Card.Find("17.4")!.Ballots.Late.Single();
}
