namespace InspectionHub.Core.Reports;

/// <summary>One block of a paper. Closed: RedHeader, Title, Heading, Paragraph, KeyFigures, Table, TrendChart, BarChart, Photos,
/// Signatures, Verification, Imprint, PageBreak. Writers switch over all of them.</summary>
public abstract record ReportBlock
{
    private protected ReportBlock()
    {
    }
}

/// <summary>版头: the red 发文机关标志, the 发文字号 and the red rule (GB/T 9704-2012, 7.2).</summary>
/// <param name="Organ">发文机关标志, e.g. 紫阳县人民政府教育督导委员会办公室.</param>
/// <param name="Number">发文字号, e.g. 紫教督〔2026〕7号; empty while it is a draft.</param>
/// <param name="Signer">签发人 of a paper to a higher body; null otherwise.</param>
public sealed record RedHeader(string Organ, string Number, string? Signer = null) : ReportBlock;

/// <summary>The title of the paper: centred, 2号小标宋. Lines are balanced; a line feed forces a new line.</summary>
/// <param name="Text">The title.</param>
public sealed record Title(string Text) : ReportBlock;

/// <summary>A heading. The composer numbers it: 一、 (一) 1. (1) for levels 1 to 4.</summary>
/// <param name="Level">1 to 4: 黑体, 楷体, 仿宋, 仿宋.</param>
/// <param name="Text">The heading with its number.</param>
public sealed record Heading(int Level, string Text) : ReportBlock;

/// <summary>The next block starts on a new page; a break at the top of a page is ignored.</summary>
public sealed record PageBreak : ReportBlock;

/// <summary>Two to six figures set large in a row.</summary>
/// <param name="Items">The figures, left to right.</param>
public sealed record KeyFigures(IReadOnlyList<KeyFigure> Items) : ReportBlock;

/// <summary>One large figure.</summary>
/// <param name="Label">What it is, e.g. 年度得分.</param>
/// <param name="Value">The figure as printed, e.g. 88.5 or 未填.</param>
/// <param name="Unit">Its unit, e.g. 分.</param>
/// <param name="Note">A short line below, e.g. 区间 71.5–88.0.</param>
/// <param name="State">Colours the figure.</param>
public sealed record KeyFigure(string Label, string Value, string Unit = "", string? Note = null, PrintState State = PrintState.None);

/// <summary>Photos in two columns with captions.</summary>
/// <param name="Items">The photos in order.</param>
public sealed record Photos(IReadOnlyList<Photo> Items) : ReportBlock;

/// <summary>One photo; its bytes go into the paper unchanged.</summary>
/// <param name="Jpeg">A baseline or progressive JPEG, grey or colour.</param>
/// <param name="Caption">The caption below it.</param>
public sealed record Photo(ReadOnlyMemory<byte> Jpeg, string Caption);

/// <summary>The place of the seal (署名, 成文日期) and lines to sign on; either part may be missing.</summary>
public sealed record Signatures : ReportBlock
{
    /// <summary>署名 above the date; room for the seal is kept around both. Null for none.</summary>
    public string? Organ { get; init; }

    /// <summary>成文日期, printed in Arabic digits; null prints 年 月 日 to be filled in.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Labels of lines to sign on by hand, e.g. 督学（签名）; each gets a rule and 年 月 日.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>A QR code to check the paper with, and what it says beside it.</summary>
/// <param name="QrText">The address or text inside the code.</param>
/// <param name="Caption">The text beside it; line feeds are kept.</param>
public sealed record Verification(string QrText, string Caption) : ReportBlock;

/// <summary>版记, at the foot of the last page (GB/T 9704-2012, 7.4).</summary>
/// <param name="CopyTo">抄送机关 without the word 抄送 and without the full stop; null for none.</param>
/// <param name="Organ">印发机关.</param>
/// <param name="Printed">印发日期.</param>
public sealed record Imprint(string? CopyTo, string Organ, DateOnly? Printed) : ReportBlock;
