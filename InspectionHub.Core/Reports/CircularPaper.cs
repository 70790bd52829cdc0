namespace InspectionHub.Core.Reports;

/// <summary>A unit's result in the circular.</summary>
/// <param name="Group">镇中心学校, 县直中小学, 幼儿园, 职, 特.</param>
/// <param name="Unit">The unit's name.</param>
/// <param name="Points">Points as printed, an interval while something is unknown; null if undecided.</param>
/// <param name="Order">What the graded are sorted by: the lower end of the points. The undecided follow as they came, because their order is not a rank.</param>
/// <param name="Grade">等级; null if undecided.</param>
/// <param name="Reason">Why undecided, or what a veto did.</param>
public sealed record CircularRow(string Group, string Unit, string? Points, double? Order, string? Grade, string? Reason);

/// <summary>Where the annual assessment stands.</summary>
/// <param name="IsApproved">审定.</param>
/// <param name="ApprovedOn">The day; null before.</param>
/// <param name="PublicUntil">Last day of the public notice; null before.</param>
/// <param name="Reviews">Requests for a review.</param>
/// <param name="Framework">The edition's name and source.</param>
public sealed record AnnualStanding(bool IsApproved, DateOnly? ApprovedOn, DateOnly? PublicUntil, int Reviews, string Framework);

/// <summary>年度考核通报: every unit's result by group (scoring.md, 年度考核). Pure.</summary>
public static class CircularPaper
{
    private static readonly string[] Grades = ["优秀", "良好", "合格", "不合格"];

    /// <summary>The blocks of the circular.</summary>
    public static Report Compose(IReadOnlyList<CircularRow> rows, AnnualStanding standing, CountyPaper paper)
    {
        var title = $"关于{paper.YearText}学校年度考核结果的通报";
        var decided = rows.Count(r => r.Grade is not null);
        var outline = new Outline().Add(new Title(title))
            .Text($"依据{standing.Framework}，对全县 {rows.Count} 个考核单位{paper.YearText}工作进行了年度考核。"
                + (standing.PublicUntil is { } until ? $"结果公示至{Numerals.Day(until)}，收到复核申请 {standing.Reviews} 件。" : "")
                + (standing.IsApproved ? $"结果已{(standing.ApprovedOn is { } on ? $"于{Numerals.Day(on)}" : "")}审定，现予通报。" : "结果尚未审定，为暂评。"))
            .Part("总体情况")
            .Text($"{string.Join("，", Grades.Select(g => $"{g} {rows.Count(r => r.Grade == g)} 个"))}{(rows.Count > decided ? $"，等级未定 {rows.Count - decided} 个（有数据未填或名次未定）" : "")}。等级、分值和名次比例为县级自定，不是国家或省级认定。")
            .Part("分组结果");
        var number = 0;
        foreach (var group in rows.GroupBy(r => r.Group))
            outline.Add(new Table([new("序号", 0.7, TextAlign.Centre), new("考核单位", 4), new("得分", 2, TextAlign.Right), new("等级", 1.2, TextAlign.Centre), new("说明", 3)],
                [.. group.OrderByDescending(r => r.Grade is null ? -1 : r.Order ?? -1).Select((r, i) => new TableRow($"{i + 1}", r.Unit, r.Points ?? "未定", new TableCell(r.Grade ?? "未定", r.Grade is null ? PrintState.Unknown : r.Grade == "不合格" ? PrintState.NotMet : PrintState.None), r.Reason ?? ""))])
            { Caption = $"表{++number}　{GroupName(group.Key)}（{group.Count()} 个）" });
        if (rows.Count == 0) outline.Text("本学年没有考核单位的结果。");
        outline.Part("工作要求").Text("请各单位对照考核报告查找差距，制订改进措施；不合格单位按整改通知书要求限期整改。");
        return paper.Draft(ReportKind.Circular, title, [.. outline.Blocks, new Signatures { Organ = paper.Organ }]);
    }

    private static string GroupName(string group) => group switch { "职" => "职业学校", "特" => "特殊教育学校", _ => group };
}
