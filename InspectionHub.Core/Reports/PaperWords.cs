using System.Globalization;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

/// <summary>What a paper about the whole county needs to know beside the figures.</summary>
/// <param name="CountyName">County, as in the heading.</param>
/// <param name="Year">School year.</param>
/// <param name="Day">The day the judgement is about: whether a target is past due.</param>
/// <param name="Position">Ledger position the result was computed at.</param>
/// <param name="Printed">When the paper is made.</param>
/// <param name="IsDemo">Demonstration data.</param>
public sealed record CountyPaper(string CountyName, int Year, DateOnly Day, long Position, DateTimeOffset Printed, bool IsDemo)
{
    /// <summary>The office that makes the paper.</summary>
    public string Organ => $"{CountyName.Replace("（演示）", "")}人民政府教育督导室";

    /// <summary>2026—2027学年</summary>
    public string YearText => $"{Year}—{Year + 1}学年";

    /// <summary>A draft of this kind with these blocks: nothing issues county papers yet, so each says 草稿.</summary>
    public Report Draft(ReportKind kind, string title, IReadOnlyList<ReportBlock> blocks) =>
        new() { Kind = kind, Title = title, Organ = Organ, Created = Printed, IsDemo = IsDemo, IsDraft = true, Blocks = blocks };
}

/// <summary>Words and colours that all papers share.</summary>
public static class PaperWords
{
    /// <summary>How a state is coloured.</summary>
    public static PrintState Print(this IndicatorState state) => state switch
    {
        IndicatorState.Met => PrintState.Met,
        IndicatorState.NotMet => PrintState.NotMet,
        IndicatorState.NotApplicable => PrintState.NotApplicable,
        _ => PrintState.Unknown,
    };

    /// <summary>The state's sign. The cross of the screen (U+2715) stands in no text face; the multiplication sign does.</summary>
    public static string Sign(this IndicatorState state) => state == IndicatorState.NotMet ? "×" : state.Shape();

    /// <summary>A difference coefficient as printed: in brackets while schools are missing, because it then decides nothing.</summary>
    public static string Text(Coefficient one) => one.Value is not { } value ? "未填"
        : one.State == IndicatorState.Unknown ? $"（{value.ToString("0.000", CultureInfo.InvariantCulture)}）" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Sign and name in a cell of the state's colour.</summary>
    public static TableCell Cell(this IndicatorState state) => new($"{state.Sign()} {state.Name()}", state.Print());
}
