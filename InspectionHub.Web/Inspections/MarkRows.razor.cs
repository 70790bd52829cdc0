using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace InspectionHub.Web.Inspections;

/// <summary>Marking at the desk. Work queues: a tap made while another is being saved is not lost.</summary>
public sealed partial class MarkRows
{
    private List<RowResult> rows = [], others = [];
    private readonly Dictionary<string, string> notes = [], reasons = [];
    private string filter = "all";
    private string? saved, place;
    private IReadOnlyList<string> problems = [];
    private bool fromPaper;
    private DateTime seenAt = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).DateTime.Date.AddHours(9);
    private Task turn = Task.CompletedTask;

    [Parameter, EditorRequired] public InspectionView View { get; set; } = default!;
    [Parameter, EditorRequired] public Visitor Who { get; set; } = default!;
    [Parameter] public EventCallback OnDone { get; set; }

    protected override void OnParametersSet()
    {
        rows = [.. View.Card.Rows.Where(r => IsOnSite(r) && (r.IsMarkable || View.BallotsOf(r.Row.Code).State != BallotState.None))];
        others = [.. View.Card.Rows.Where(r => r.Row.Method is Method.Data or Method.Material)];
    }

    private static bool IsOnSite(RowResult row) => row.Row.Method is Method.OnSite or Method.Questionnaire;

    private bool Shown(RowResult row) => filter switch
    {
        "open" => View.MayMark ? View.MineFor(row.Row.Code, Who.Id) is null : View.BallotsOf(row.Row.Code).State == BallotState.None,
        "differing" => Differs(row),
        _ => true,
    };

    /// <summary>Whether this person may know that ballots differ: of a blind row that would already be a part of what the others said.</summary>
    private bool Differs(RowResult row) => View.MaySeeBallots(row, Who.Id) && View.BallotsOf(row.Row.Code).State == BallotState.Differing;

    private Task SaveAsync(string indicator, MarkValue? value, bool isRow = false) => InTurnAsync(async () =>
    {
        var seen = fromPaper ? new DateTimeOffset(seenAt, TimeSpan.FromHours(8)) : (DateTimeOffset?)null;
        if (seen > DateTimeOffset.UtcNow) throw new Refusal(422, "现场评分时间晚于现在，请改正。");
        var answer = await Desk.SaveAsync(Who, View.Inspection, indicator, value, (fromPaper ? "纸质评分表补录。" : "") + notes.GetValueOrDefault(indicator, ""), seen);
        saved = answer.IsKept ? $"{indicator} 已保存 {answer.Received.ToOffset(TimeSpan.FromHours(8)):HH:mm:ss}{(answer.Result == "late" ? "（迟到）" : "")}" : null;
        if (!answer.IsKept) throw new Refusal(answer.Status, answer.Reasons);
        Scripts.Saved($"mark-{indicator}");
    }, isRow ? indicator : null);

    private Task AdmitAsync(Mark late) => InTurnAsync(() => Desk.AdmitAsync(Who, View.Inspection, late));

    private Task DeclineAsync(Mark late) => InTurnAsync(async () =>
    {
        await Desk.DeclineAsync(Who, View.Inspection, late, reasons.GetValueOrDefault($"{late.Id}", ""));
        Scripts.Saved($"decline-{late.Id}");
    });

    /// <summary>Late marks wait for the lead until the result is signed.</summary>
    private bool MayDecide => View.IsLead && !View.State.IsFrozen();

    private Task SettleAsync(RowResult row, MarkValue value) => InTurnAsync(async () =>
    {
        await Desk.SettleAsync(Who, View.Inspection, row.Row.Code, value, reasons.GetValueOrDefault(row.Row.Code, ""), View.BallotsOf(row.Row.Code).Marks);
        Scripts.Saved($"settle-{row.Row.Code}");
    });

    private Task InTurnAsync(Func<Task> work, string? row = null) => turn = AfterAsync(turn, work, row);

    private async Task AfterAsync(Task before, Func<Task> work, string? row)
    {
        await Task.WhenAny(before);
        (problems, place) = ([], row);
        try
        {
            await work();
        }
        catch (Refusal refusal)
        {
            problems = refusal.Reasons;
        }
        await OnDone.InvokeAsync();
    }
}
