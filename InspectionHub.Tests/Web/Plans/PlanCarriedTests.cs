using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Plans;

/// <summary>A line that has been carried out is not lost by amending the plan.</summary>
public sealed class PlanCarriedTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task What_has_been_carried_out_stays_in_an_amended_plan_and_is_shown_where_an_earlier_amendment_dropped_it()
    {
        var (plans, today) = (hub.Get<PlanBook>(), hub.Get<InspectorRegister>().Today);
        var held = (await plans.ListAsync(Office.CountyId, Year)).Last(v => v.State == PlanState.Approved).Plan;
        var line = held.Inspections.Last(i => i.Kind == "专项" && held.Inspections.Count(o => o.Site == i.Site) == 1);
        var id = await hub.Get<InspectionBook>().OpenAsync(Office, Year, line.Site, "食堂督导", Team(), InspectionNotice.About("食堂"));
        async Task<long> SeenAsync() => PlanBook.SeenOf(await plans.ListAsync(Office.CountyId, Year));
        // Dropped or given another month: neither.
        foreach (var changed in new PlannedInspection[][] { [], [line with { Month = line.Month.AddMonths(1) }] })
        {
            var without = held with { Inspections = [.. held.Inspections.Where(i => i != line), .. changed] };
            var draft = await plans.SaveDraftAsync(Office, without, "调整", await SeenAsync());
            Assert.Contains("已经开展，调整后的计划要保留这一项", Assert.Single((await Assert.ThrowsAsync<Refusal>(() => plans.ApproveAsync(Office, without, draft.LedgerSeq, "试〔2026〕77号", today))).Reasons));
        }
        await plans.DiscardAsync(Office, Year, "不再调整", await SeenAsync());
        await plans.SaveDraftAsync(Office, held, "另行调整", await SeenAsync());
        using (var context = hub.As("dudao", Roles.Office))
        {
            var form = context.Render<PlanPage>();
            form.WaitForAssertion(() => Assert.Contains("已开展，调整时保留", form.Find("[data-testid=plan-form]").TextContent), Patience);
        }

        // As versions before this one let it happen.
        var dropped = held with { Inspections = [.. held.Inspections.Where(i => i != line)] };
        await hub.Get<Writer>().WriteAsync(async (db, _) =>
        {
            var version = (await db.PlanEntries.Where(p => p.CountyId == Office.CountyId && p.Year == Year).MaxAsync(p => p.Version));
            foreach (var act in new[] { PlanAct.Draft, PlanAct.Approve })
            {
                var (entry, content) = (Guid.CreateVersion7(), act == PlanAct.Draft ? System.Text.Json.JsonSerializer.Serialize(dropped) : "");
                var (number, day) = act == PlanAct.Approve ? ("试〔2026〕78号", today) : ((string?)null, (DateOnly?)null);
                var seq = await hub.Get<LedgerBook>().AppendAsync(db, Office.CountyId, "plan", $"{Year}-{version}", new { id = entry, year = Year, version, act = $"{act}", content, documentNo = number, approvedOn = day, by = Office.Id });
                db.PlanEntries.Add(new PlanEntry { Id = entry, CountyId = Office.CountyId, Year = Year, Version = version, Act = $"{act}", Content = content, DocumentNo = number, ApprovedOn = day, Reason = "", PersonId = Office.Id, PersonName = Office.Name, At = DateTimeOffset.UtcNow, LedgerSeq = seq });
            }
            return true;
        });
        var view = await hub.Get<PlanDesk>().ReadAsync(Office, Year);
        var gone = Assert.Single(view.Lines, l => l.IsGone);
        Assert.Equal((line, id), (gone.Planned, Assert.Single(gone.Deeds).Id));
        using var after = hub.As("dudao", Roles.Office);
        var page = after.Render<PlanPage>();
        page.WaitForAssertion(() => Assert.EndsWith($"／计划 {dropped.Inspections.Count} 项", page.Find("[data-testid=carried-out]").TextContent), Patience);
        page.Act("[data-testid=all-lines]", e => e.Click());
        Assert.Contains("不再列有这一项", page.FindAll($"[data-line='专项-{line.Site}']").Single(l => l.InnerHtml.Contains($"{id}")).TextContent);
    }

    [Fact]
    public async Task A_plan_is_amended_though_the_school_of_a_line_that_was_carried_out_has_left_the_statistics()
    {
        var (plans, today) = (hub.Get<PlanBook>(), hub.Get<InspectorRegister>().Today);
        var held = (await plans.ListAsync(Office.CountyId, Year)).Last(v => v.State == PlanState.Approved).Plan;
        var line = held.Inspections.First(i => i.Kind == "专项" && held.Inspections.Count(o => o.Site == i.Site) == 1);
        await hub.Get<InspectionBook>().OpenAsync(Office, Year, line.Site, "食堂督导", Team(), InspectionNotice.About("食堂"));
        await NextYear.CorrectAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), Office.CountyId, s => s.Code == line.Site ? null : NextYear.Copy(s));
        var draft = await plans.SaveDraftAsync(Office, held, "调整", PlanBook.SeenOf(await plans.ListAsync(Office.CountyId, Year)));
        await plans.ApproveAsync(Office, held, draft.LedgerSeq, "试〔2026〕76号", today);
        Assert.Contains(line, (await plans.ListAsync(Office.CountyId, Year)).Last(v => v.State == PlanState.Approved).Plan.Inspections);
    }

    private List<InspectionMember> Team() =>
        [.. new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })];
}
