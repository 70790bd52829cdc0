using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>Marks in words, the same on page and paper.</summary>
public static class MarkText
{
    /// <summary>The mark as people read it.</summary>
    public static string Of(MarkValue value, Indicator row) => value switch
    {
        LevelMark level => $"{level.Level} 级",
        YesMark yes => yes.Yes ? "是" : "否",
        CountMark count => $"{((Fraction)count.N).ToText(4)} {row.Unit}".TrimEnd(),
        RatioMark ratio => $"{((Fraction)ratio.Num).ToText(4)} / {((Fraction)ratio.Den).ToText(4)}",
        AskedMark asked => string.Join("，", asked.Asked.Select(a => $"{a.Key} {asked.Knew.GetValueOrDefault(a.Key)}/{a.Value}")),
        NotApplicableMark none => $"不适用：{none.Reason}",
        VerifiedMark found => $"核实值 {((Fraction)found.Value).ToText(4)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
