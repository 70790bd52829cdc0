namespace InspectionHub.Core.Reports;

/// <summary>What a paper is about.</summary>
public enum PaperScope
{
    /// <summary>The county in a year.</summary>
    County,

    /// <summary>One site in a year.</summary>
    Site,

    /// <summary>One inspection.</summary>
    Inspection,

    /// <summary>One unit's rectifications.</summary>
    Unit,
}

/// <summary>A kind of paper.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">As an office calls it.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="HasHead">Carries the red 版头; a form or record carries its number below the title instead.</param>
public sealed record PaperKind(ReportKind Kind, string Name, PaperScope Scope, bool HasHead)
{
    /// <summary>The word of the command line and the database.</summary>
    public string Word => Kind.ToString().ToLowerInvariant();

    /// <summary>It is about what people did at a school, which goes on before a year has statistics.</summary>
    public bool IsOfWork => Scope == PaperScope.Inspection || Kind == ReportKind.Visit;
}

/// <summary>The papers of contracts.md, in its order.</summary>
public static class PaperKinds
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<PaperKind> All =
    [
        new(ReportKind.Notice, "督导检查通知书", PaperScope.Inspection, true),
        new(ReportKind.Preliminary, "初步督导意见", PaperScope.Inspection, true),
        new(ReportKind.Opinion, "督导意见书", PaperScope.Inspection, true),
        new(ReportKind.Rectify, "整改通知书", PaperScope.Unit, true),
        new(ReportKind.Recheck, "复查意见", PaperScope.Unit, true),
        new(ReportKind.Visit, "责任督学工作记录", PaperScope.Site, false),
        new(ReportKind.Assessment, "学校年度考核报告", PaperScope.Site, true),
        new(ReportKind.Circular, "年度考核通报", PaperScope.County, true),
        new(ReportKind.Target, "县域目标进展报告", PaperScope.County, true),
        new(ReportKind.Monitor, "优质均衡监测表", PaperScope.County, false),
        new(ReportKind.Preschool, "学前普及普惠监测表", PaperScope.County, false),
        new(ReportKind.Brief, "督导情况简报", PaperScope.County, false),
    ];

    /// <summary>The kind behind a word, or null.</summary>
    public static PaperKind? Find(string word) => All.FirstOrDefault(k => k.Word == word);
}
