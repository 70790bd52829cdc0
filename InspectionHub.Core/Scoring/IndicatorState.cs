namespace InspectionHub.Core.Scoring;

/// <summary>The four states of a row, never three (design section 4).</summary>
public enum IndicatorState
{
    /// <summary>未填: not known, never zero and never met.</summary>
    Unknown,

    /// <summary>达标</summary>
    Met,

    /// <summary>未达标</summary>
    NotMet,

    /// <summary>不适用</summary>
    NotApplicable,
}

/// <summary>Words and shapes of the states.</summary>
public static class IndicatorStateNames
{
    /// <summary>The Chinese word.</summary>
    public static string Name(this IndicatorState state) => state switch
    {
        IndicatorState.Met => "达标",
        IndicatorState.NotMet => "未达标",
        IndicatorState.NotApplicable => "不适用",
        _ => "未填",
    };

    /// <summary>The shape that survives a black-and-white print.</summary>
    public static string Shape(this IndicatorState state) => state switch
    {
        IndicatorState.Met => "●",
        IndicatorState.NotMet => "✕",
        IndicatorState.NotApplicable => "–",
        _ => "○",
    };

    /// <summary>The word of assess/1.</summary>
    public static string Word(this IndicatorState state) => state switch
    {
        IndicatorState.Met => "met",
        IndicatorState.NotMet => "not_met",
        IndicatorState.NotApplicable => "not_applicable",
        _ => "unknown",
    };
}
