namespace InspectionHub.Core.Reports;

/// <summary>The papers the hub writes; the command line names are the lower-case members.</summary>
public enum ReportKind
{
    /// <summary>督导检查通知书.</summary>
    Notice,

    /// <summary>初步督导意见.</summary>
    Preliminary,

    /// <summary>督导意见书.</summary>
    Opinion,

    /// <summary>整改通知书.</summary>
    Rectify,

    /// <summary>复查意见.</summary>
    Recheck,

    /// <summary>责任督学工作记录.</summary>
    Visit,

    /// <summary>学校年度考核报告.</summary>
    Assessment,

    /// <summary>年度考核通报.</summary>
    Circular,

    /// <summary>县域目标进展报告.</summary>
    Target,

    /// <summary>优质均衡监测表.</summary>
    Monitor,

    /// <summary>学前普及普惠监测表.</summary>
    Preschool,

    /// <summary>One page in plain words for the county's leader.</summary>
    Brief,

    /// <summary>现场评分表, to fill in by hand.</summary>
    Sheet,
}

/// <summary>A paper as blocks in reading order, before any page, font or file format. Two equal reports print the same bytes.</summary>
public sealed record Report
{
    /// <summary>Which paper this is.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>The document's title as shown by a reader's window; usually the text of the <see cref="Reports.Title"/> block.</summary>
    public required string Title { get; init; }

    /// <summary>The issuing organ (发文机关), written as the document's author.</summary>
    public required string Organ { get; init; }

    /// <summary>When the paper was made; given from outside, because Core has no clock.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>BCP 47 tag of the text.</summary>
    public string Language { get; init; } = "zh-CN";

    /// <summary>Made from demonstration data: every page says 演示数据.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Not issued: every page says 草稿.</summary>
    public bool IsDraft { get; init; }

    /// <summary>The blocks, top to bottom. An empty list is an empty page, not an error.</summary>
    public required IReadOnlyList<ReportBlock> Blocks { get; init; }
}
