using System.Text.Json;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Scoring;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>From the 督导通知 to the handing-in: every step looks first whether it has been taken.</summary>
internal static class DemoOnSite
{
    public static readonly IReadOnlyList<Func<DemoCourse, Task>> Steps = [ConfirmAsync, OpenAsync, AssessSelfAsync, SubmitSelfAsync, AcceptSelfAsync, MarkAsync, SettleAsync, DemoRecords.RecordAsync, DemoRecords.FindAsync, CloseBallotsAsync, SubmitAsync];

    private static Task ConfirmAsync(DemoCourse one) => one.OnAsync(DemoDays.Before(one.From, 9), 9, one.Now is null, () => one.Books.Confirmations.ConfirmAsync(one.Head, one.Year, one.Batch));

    private static Task OpenAsync(DemoCourse one) => one.OnAsync(DemoDays.Before(one.From, 8), 9, one.Now is null, () => one.Books.Inspections.OpenAsync(one.Office, one.Year, one.Site.Code, $"{one.Line.Title}（演示）", Members(one),
        new(one.IsComprehensive, InspectionNotice.UsualBasis, one.IsComprehensive ? "（演示）落实紫教体科发〔2021〕71号方案各项任务的情况" : "（演示）食品安全、膳食经费管理和校园安全的情况",
            "（演示）任务分解表、食堂和安全管理台账、课程表、设备账", one.From, one.To, one.SelfRows.Count > 0 ? DemoDays.Before(one.From, 1) : null, "", one.Line)));

    /// <summary>The lead sees all clauses, the others share them.</summary>
    private static List<InspectionMember> Members(DemoCourse one)
    {
        var clauses = one.Rows.Select(r => r.Clause).Distinct().ToList();
        return [.. one.Team.Select((who, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = who.Id, PersonName = who.Name, IsLead = at == 0, Clauses = at == 0 ? "" : string.Join(' ', clauses.Where((_, index) => ShareOf(index) == at)) })];
    }

    private static int ShareOf(int clause) => 1 + clause % 2;

    private static async Task AssessSelfAsync(DemoCourse one)
    {
        if (one.SelfRows.Count == 0 || one.Now is null) return;
        var known = await one.Books.Self.FindAsync(one.Head, one.Year, one.Site.Code);
        var (dice, day) = (one.Dice("self"), DemoDays.Before(one.From, 3));
        await one.OnAsync(day, 9, known?.State == SelfAssessmentState.Open, () => Task.WhenAll([.. one.SelfRows.Where(r => !known!.Marks.ContainsKey(r.Code))
            .Select(r => one.Books.Self.SaveAsync(one.Head, one.Year, one.Site.Code, r.Code, DemoMarks.Of(one, r, dice, isGood: true), "（演示）见本校自评材料"))]));
    }

    private static async Task SubmitSelfAsync(DemoCourse one)
    {
        if (one.SelfRows.Count == 0 || one.Now is null) return;
        var isOpen = (await one.Books.Self.FindAsync(one.Head, one.Year, one.Site.Code))?.State == SelfAssessmentState.Open;
        await one.OnAsync(DemoDays.Before(one.From, 3), 16, isOpen, () => one.Books.Self.SubmitAsync(one.Head, one.Year, one.Site.Code, "（演示）功能室使用还不充分，安全教育的效果参差不齐；本学期将按月检查，逐项改进。"));
    }

    private static async Task AcceptSelfAsync(DemoCourse one)
    {
        if (one.SelfRows.Count == 0 || one.Now is null) return;
        var isIn = (await one.Books.Self.FindAsync(one.Office, one.Year, one.Site.Code))?.State == SelfAssessmentState.Submitted;
        await one.OnAsync(DemoDays.Before(one.From, 2), 15, isIn, () => one.Books.Self.AcceptAsync(one.Office, one.Year, one.Site.Code));
    }

    /// <summary>Each row by whoever has its clause; what is judged by levels by the lead too.</summary>
    private static Task MarkAsync(DemoCourse one) => one.OnAsync(one.From, 15, one.Now is not null && !one.Has(Act.Submit), () => Task.WhenAll(Ballots(one).Select(b => one.Books.Scores.SaveAsync(b.Who, b.Mark))));

    /// <summary>Differing ballots of the row that <see cref="Ballots"/> has them on.</summary>
    private static Task SettleAsync(DemoCourse one) => one.OnAsync(one.To, 11, one.Now is not null && !one.Has(Act.Submit) && DifferingOf(one) is not null, () =>
    {
        var row = DifferingOf(one)!;
        var both = Ballots(one).Where(b => b.Mark.Indicator == row.Code).ToList();
        return one.Books.Settlements.SaveAsync(one.Lead, new(DemoMarks.IdOf(one.Id, row.Code, "settled"), "demo", 0, $"{one.Id}", row.Code, Json(new LevelMark(3)), null, "（演示）三人共同查看原始记录后，按等级描述定为 3 级。", [.. both.Select(b => b.Mark.Id)]));
    });

    private static Task CloseBallotsAsync(DemoCourse one) => one.OnAsync(one.To, 16, one.Now is not null && !one.Has(Act.Submit), () => Task.WhenAll(one.Team
        .Where(who => !one.Now!.Acts.Any(a => a.Act == nameof(Act.CloseBallot) && a.PersonId == who.Id)).Select(who => one.Books.Acts.DoAsync(who, one.Id, Act.CloseBallot, ""))));

    private static Task SubmitAsync(DemoCourse one) => one.OnAsync(one.To, 17, one.Now is not null && !one.Has(Act.Submit), () => one.Books.Acts.DoAsync(one.Lead, one.Id, Act.Submit, ""));

    /// <summary>Of every third inspection one row that two of the team saw differently at first.</summary>
    private static Indicator? DifferingOf(DemoCourse one) => one.Number % 3 == 0 ? one.Rows.FirstOrDefault(r => r.Rule is RubricRule && one.Problems.All(p => p.Row != r.Code)) : null;

    private static List<(Visitor Who, MarkEnvelope Mark)> Ballots(DemoCourse one)
    {
        var (dice, all) = (one.Dice("marks"), new List<(Visitor, MarkEnvelope)>());
        var clauses = one.Rows.Select(r => r.Clause).Distinct().ToList();
        foreach (var row in one.Rows)
        {
            var problem = one.ProblemOf(row);
            var value = DemoMarks.Of(one, row, dice, isGood: problem is null);
            if (row == DifferingOf(one)) value = new LevelMark(4);
            var by = one.Team[ShareOf(clauses.IndexOf(row.Clause))];
            Add(by, value);
            if (row.Rule is RubricRule) Add(one.Lead, row == DifferingOf(one) ? new LevelMark(3) : value);

            void Add(Visitor who, MarkValue given) => all.Add((who, new(DemoMarks.IdOf(one.Id, row.Code, who.Id), "demo", all.Count, $"{one.Id}", one.Now!.Edition, row.Code, Json(given), problem is null ? null : one.Say(problem.Found), null, DemoClock.At(one.From, 10).AddMinutes(3 * all.Count), null, [])));
        }
        // Whoever is at the school has half of it before them, the lead all.
        return one.IsOnSiteNow ? [.. all.Where(b => b.Item1 != one.Lead).Take(one.Rows.Count / 2)] : all;
    }

    private static JsonElement Json(MarkValue value)
    {
        using var json = JsonDocument.Parse(MarkJson.Write(value));
        return json.RootElement.Clone();
    }
}
