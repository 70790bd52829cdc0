using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;

namespace InspectionHub.Web.Rectifications;

/// <summary>Problem and demand as one text, which a case of the 整改台账 keeps, and apart again for a paper that has a place for each.</summary>
public static class CaseWords
{
    private const string Visit = "（要求：";
    private const string Hazard = "　整改要求：";

    /// <summary>A problem of a routine visit.</summary>
    public static string OfVisit(string problem, string demand) => demand.Length > 0 ? $"{problem}{Visit}{demand}）" : problem;

    /// <summary>A danger dealt with on the spot.</summary>
    public static string OfHazard(string what, string demand) => $"{what}{Hazard}{demand}";

    /// <summary>移交县级: the office that takes over, and why.</summary>
    public static string OfTransfer(string office, string reason) => $"移交{office.Trim()}：{reason.Trim()}";

    /// <summary>The office a case was handed over to; null where the step is older than this form.</summary>
    public static string? TransferOf(string text) => text.StartsWith("移交", StringComparison.Ordinal) && text.IndexOf('：', StringComparison.Ordinal) is > 2 and var at ? text[2..at] : null;

    /// <summary>Whether a step's photos show what it looked like before anything was mended.</summary>
    public static bool IsBefore(RectificationStep step) => step.Act is nameof(RectificationAct.Open) or nameof(RectificationAct.Propose) or nameof(RectificationAct.Confirm) or nameof(RectificationAct.Show);

    /// <summary>What a step's photos show.</summary>
    public static string PhotoWord(RectificationStep step) => IsBefore(step) ? "整改前" : step.Act switch { nameof(RectificationAct.Report) => "整改后", nameof(RectificationAct.Milestone) => "年度进展", _ => "核查" };

    /// <summary>The demand is empty where the case came with none.</summary>
    public static (string Problem, string Demand) Apart(string text, string sourceKind) => sourceKind switch
    {
        "visit" when text.EndsWith('）') && text.LastIndexOf(Visit, StringComparison.Ordinal) is >= 0 and var at => (text[..at], text[(at + Visit.Length)..^1]),
        "hazard" when text.LastIndexOf(Hazard, StringComparison.Ordinal) is >= 0 and var at => (text[..at], text[(at + Hazard.Length)..]),
        _ => (text, ""),
    };
}
