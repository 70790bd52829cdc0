using System.Globalization;

namespace InspectionHub.Core.Reports;

/// <summary>A point of the visit's checklist with its answer.</summary>
/// <param name="Code">Its number.</param>
/// <param name="Text">What holds when all is well.</param>
/// <param name="Answer">是, 否, 不适用：reason; null while unanswered.</param>
/// <param name="Note">The inspector's note.</param>
public sealed record VisitPoint(string Code, string Text, string? Answer, string Note);

/// <summary>A problem of a visit: what, what is demanded, and how it goes on.</summary>
/// <param name="Text">What it is about, without names of pupils.</param>
/// <param name="Demand">What is demanded.</param>
/// <param name="Kind">整改方式.</param>
/// <param name="Due">By when; null if no day.</param>
public sealed record VisitMatter(string Text, string Demand, string Kind, DateOnly? Due);

/// <summary>One visit of a 责任督学, as its record shows it.</summary>
public sealed record VisitFacts
{
    /// <summary>The school.</summary>
    public required string Site { get; init; }

    /// <summary>责任督学.</summary>
    public required string Inspector { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When it began and was handed in; null while unknown.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it was handed in.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Name and edition of the checklist.</summary>
    public required string Checklist { get; init; }

    /// <summary>批准文号 of the plan; empty if unplanned.</summary>
    public string PlanNo { get; init; } = "";

    /// <summary>Whether the visit was handed in; before that the record is not complete.</summary>
    public bool IsSubmitted { get; init; }

    /// <summary>The points.</summary>
    public IReadOnlyList<VisitPoint> Points { get; init; } = [];

    /// <summary>What was looked at, and what else the work record says; empty if not filled in.</summary>
    public string Matters { get; init; } = "";

    /// <summary>Lessons heard; null if not filled in.</summary>
    public int? Classes { get; init; }

    /// <summary>People talked with, by group, in counts.</summary>
    public IReadOnlyList<(string Group, int Count)> Talked { get; init; } = [];

    /// <summary>What was put right on the spot.</summary>
    public string Fixed { get; init; } = "";

    /// <summary>Advice to the school.</summary>
    public string Advice { get; init; } = "";

    /// <summary>Problems found.</summary>
    public IReadOnlyList<VisitMatter> Problems { get; init; } = [];
}

/// <summary>责任督学工作记录: the record of one routine visit (教育督导条例 §15; standards.md D2). It is not scored, and the school reads and signs it: complaints have a book of their own. Pure.</summary>
public static class VisitPaper
{
    /// <summary>The blocks of the record.</summary>
    public static Report Compose(VisitFacts facts, CountyPaper paper)
    {
        var title = $"{facts.Site}责任督学工作记录";
        var head = new Table([new("项目", 1.2), new("内容", 3), new("项目", 1.2), new("内容", 3)],
        [
            new("学校", facts.Site, "责任督学", facts.Inspector),
            new("日期", Numerals.Day(facts.Day), "起止时间", $"{Time(facts.Began)}—{Time(facts.Ended)}"),
            new("清单", facts.Checklist, "计划文号", facts.PlanNo.Length > 0 ? facts.PlanNo : "计划外"),
            new("听课", facts.Classes is { } heard ? $"{heard} 节" : "未填", "访谈", facts.Talked.Count > 0 ? string.Join('、', facts.Talked.Select(t => $"{t.Group} {t.Count} 人")) : "未填"),
        ]);
        var outline = new Outline().Add(new Title(title), head)
            .Part("督导事项").Text(facts.Matters.Length > 0 ? facts.Matters : "未填。")
            .Add(new Table([new("条目", 0.8), new("内容", 5), new("情况", 1.4), new("备注", 2.4)],
                [.. facts.Points.Select(p => new TableRow(p.Code, p.Text, new TableCell(p.Answer ?? "未填", p.Answer switch { "是" => PrintState.Met, "否" => PrintState.NotMet, null => PrintState.Unknown, _ => PrintState.NotApplicable }), p.Note))])
            { Caption = "清单（不计分）" })
            .Part("发现的问题").Add(Matters(facts.Problems));
        if (facts.Fixed.Length > 0) outline.Part("当场整改").Text(facts.Fixed);
        outline.Part("意见建议").Text(facts.Advice.Length > 0 ? facts.Advice : "没有。");
        if (!facts.IsSubmitted) outline.Add(Paragraph.Note("本次督导尚未提交，记录不完整。"));
        return paper.Draft(ReportKind.Visit, title, [.. outline.Blocks, new Signatures { Lines = ["责任督学（签名）：", "学校负责人（签名）："] }]);
    }

    private static ReportBlock Matters(IReadOnlyList<VisitMatter> matters) => matters.Count == 0 ? new Paragraph("没有发现问题。")
        : new Table([new("序号", 0.7, TextAlign.Centre), new("内容", 4), new("整改要求", 3), new("整改方式", 1.3), new("期限", 1.5)],
            [.. matters.Select((m, i) => new TableRow($"{i + 1}", m.Text, m.Demand, m.Kind, m.Due is { } due ? due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "—"))]);

    private static string Time(DateTimeOffset? at) => at is { } time ? time.ToOffset(TimeSpan.FromHours(8)).ToString("HH:mm", CultureInfo.InvariantCulture) : "未记";
}
