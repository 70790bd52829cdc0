namespace InspectionHub.Core.Reports;

/// <summary>The face of a run of text; the writer chooses the font.</summary>
public enum TextFace
{
    /// <summary>仿宋, the face of the body.</summary>
    Normal,

    /// <summary>Bold, for a figure or word that must be seen.</summary>
    Bold,

    /// <summary>楷体.</summary>
    Kai,

    /// <summary>黑体.</summary>
    Hei,
}

/// <summary>Where a line of text stands in its width.</summary>
public enum TextAlign
{
    /// <summary>At the left.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Centre,

    /// <summary>At the right.</summary>
    Right,
}

/// <summary>Text in one face.</summary>
/// <param name="Text">The text; line feeds start a new line.</param>
/// <param name="Face">The face.</param>
public sealed record TextRun(string Text, TextFace Face = TextFace.Normal)
{
    /// <summary>Plain text is a run in the body's face.</summary>
    public static implicit operator TextRun(string text) => new(text);
}

/// <summary>A paragraph in 3号仿宋, justified, indented by two characters unless said otherwise.</summary>
/// <param name="Runs">Its text.</param>
public sealed record Paragraph(params IReadOnlyList<TextRun> Runs) : ReportBlock
{
    /// <summary>Indent the first line by two characters. Off for 主送机关.</summary>
    public bool Indent { get; init; } = true;

    /// <summary>Left (justified) unless said otherwise.</summary>
    public TextAlign Align { get; init; } = TextAlign.Left;

    /// <summary>Set small (五号), for notes below tables and charts.</summary>
    public bool IsNote { get; init; }

    /// <summary>Flush left and begun in bold: it heads what follows and never stands alone at the foot of a page.</summary>
    public bool IsHead() => !Indent && Runs is [{ Face: TextFace.Bold }, ..];

    /// <summary>The line 主送机关, flush left; the colon is added.</summary>
    /// <param name="recipients">Who receives the paper, e.g. 各镇中心学校.</param>
    public static Paragraph To(string recipients) => new(recipients + "：") { Indent = false };

    /// <summary>A note in small type below a table or chart.</summary>
    /// <param name="text">The note.</param>
    public static Paragraph Note(string text) => new(text) { Indent = false, IsNote = true };
}
