using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>One line of an explanation: 计算, 来源, 标准, 影响 …</summary>
/// <param name="Head">What the line is about.</param>
/// <param name="Text">The line.</param>
public sealed record ExplanationLine(string Head, string Text);

/// <summary>依据: why a row stands as it does, down to clause and cell. Page and paper print the same one.</summary>
/// <param name="Title">Code, name and stage.</param>
/// <param name="Summary">Value against limit, in one line.</param>
/// <param name="Lines">Everything behind it.</param>
public sealed record Explanation(string Title, string Summary, IReadOnlyList<ExplanationLine> Lines)
{
    /// <summary>Explains a result.</summary>
    /// <param name="framework">The edition it was judged by.</param>
    /// <param name="result">The result.</param>
    /// <param name="effects">What else it decides, such as its share of a coefficient.</param>
    /// <param name="history">The row's value in the years before, oldest first.</param>
    public static Explanation Of(IndicatorFramework framework, RowResult result, IReadOnlyList<string> effects, IReadOnlyList<(int Year, string Value)> history)
    {
        var row = result.Row;
        var clause = framework.ClauseOf(row);
        var lines = new List<ExplanationLine> { new("怎么测", row.Measured) };
        if (result.Calculation is { } calculation) lines.Add(new("计算", calculation));
        if (result.Reason is { } reason) lines.Add(new(result.State == IndicatorState.NotApplicable ? "不适用的原因" : "还缺什么", reason));
        lines.AddRange(result.Inputs.Select(i => new ExplanationLine("来源", $"{i.Name}：{i.Value}（{SourceOf(i)}）")));
        if (result.Ballots.Settlement is { } settled) lines.Add(new("裁定", $"{settled.Person}：{MarkText.Of(settled.Value, row)}，理由：{settled.Reason}"));
        lines.AddRange(result.Ballots.Late.Select(m => new ExplanationLine("迟到评分", $"{m.PersonName}：{(m.Value is null ? "撤回" : MarkText.Of(m.Value, row))}，未计入，待组长采纳")));
        if (result.Limit is { } limit) lines.Add(new("标准", $"{result.LimitText}（{limit.Basis}；自 {limit.From:yyyy-MM-dd} 起）"));
        if (row.Rule is RubricRule rubric) lines.AddRange(rubric.Levels.Select(l => new ExplanationLine($"{l.Number} 级", l.Text)));
        lines.Add(new("条款", $"{clause.Code} {clause.Name}；牵头：{row.Lead}；{(row.Responsibility == Responsibility.County ? "县级责任，只监测不计分" : "学校责任")}；指标体系 {framework.Edition}"));
        if (result.Of.Sign > 0) lines.Add(new("得分", $"本项 {result.Of.ToText(2, true)} 分，{PointsOf(result)}（分值与计分方法为县级自定）"));
        lines.AddRange(effects.Select(e => new ExplanationLine("影响", e)));
        if (history.Count > 0) lines.Add(new("历史", string.Join(" · ", history.Select(h => $"{h.Year} {h.Value}"))));
        return new($"{row.Code} {row.Name}{(result.Stage is { } stage ? $"（{stage.Name()}）" : "")}", $"{result.State.Shape()} {result.State.Name()}　{result.ValueText}　{(result.LimitText.Length > 0 ? $"标准 {result.LimitText}" : "")}".TrimEnd(), lines);
    }

    private static string PointsOf(RowResult result) => result.Low == result.High ? $"得 {result.Low.ToText(2, true)} 分" : $"得 {result.Low.ToText(2, true)}—{result.High.ToText(2, true)} 分";

    private static string SourceOf(RowInput input)
    {
        var place = input.Origin.Cell.Length > 0 ? $"{input.Origin.Sheet}!{input.Origin.Cell}" : input.Origin.Sheet;
        var who = input.Origin.Who.Length > 0 ? $"，{input.Origin.Who}" : "";
        var when = input.Origin.At is { } at ? $"，{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}" : "";
        return $"{(input.IsVerified ? "现场核实 " : "")}{place}{who}{when}";
    }
}
