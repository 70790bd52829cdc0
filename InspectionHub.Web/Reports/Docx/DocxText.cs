using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>How a run differs from its paragraph's style.</summary>
/// <param name="Style">A character style; null for none.</param>
/// <param name="Colour">RRGGBB; null for the style's.</param>
/// <param name="Size">In points; null for the style's.</param>
internal sealed record RunLook(string? Style = null, string? Colour = null, double? Size = null);

/// <summary>Turns text into runs and collects the characters XML has no place for, so that one message names them all.</summary>
internal sealed class DocxText
{
    private readonly List<MissingGlyph> _missing = [];
    private readonly HashSet<int> _named = [];

    public IReadOnlyList<MissingGlyph> Missing => _missing;

    /// <summary>A paragraph of one run.</summary>
    public W.Paragraph Line(string style, string text, Place place, RunLook? look = null, W.ParagraphProperties? more = null) => Paragraph(style, [Run(text, place, look)], more);

    public static W.Paragraph Paragraph(string style, IEnumerable<OpenXmlElement> runs, W.ParagraphProperties? more = null)
    {
        var properties = more ?? new W.ParagraphProperties();
        properties.ParagraphStyleId = new() { Val = style };
        var paragraph = new W.Paragraph(properties);
        paragraph.Append(runs);
        return paragraph;
    }

    /// <summary>Text with its line feeds as line breaks. The hint makes quotation marks and dashes full-width.</summary>
    public W.Run Run(string text, Place place, RunLook? look = null)
    {
        var properties = new W.RunProperties();
        if (look?.Style is { } style) properties.RunStyle = new() { Val = style };
        properties.RunFonts = new() { Hint = W.FontTypeHintValues.EastAsia };
        if (look?.Colour is { } colour) properties.Color = new() { Val = colour };
        if (look?.Size is { } size) properties.FontSize = new() { Val = HalfPoints(size) };
        var run = new W.Run(properties);
        var lines = Clean(text, place).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) run.Append(new W.Break());
            if (lines[i].Length > 0) run.Append(new W.Text(lines[i]) { Space = SpaceProcessingModeValues.Preserve });
        }
        return run;
    }

    public static string HalfPoints(double points) => ((int)Math.Round(points * 2)).ToString(CultureInfo.InvariantCulture);

    public static int Twips(double points) => (int)Math.Round(points * 20);

    /// <summary>The same characters the PDF shows: unseen marks left out, a tab as a blank, nothing that XML forbids.</summary>
    public string Clean(string text, Place place)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var codePoint = isPair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            if (!Typesetter.IsUnseen(codePoint))
            {
                if (codePoint == '\t') clean.Append(' ');
                else if (isPair || (XmlConvert.IsXmlChar(text[i]) && !char.IsSurrogate(text[i]))) clean.Append(char.ConvertFromUtf32(codePoint));
                else if (_named.Add(codePoint)) _missing.Add(new(codePoint, place.ToString()));
            }
            if (isPair) i++;
        }
        return clean.ToString();
    }
}
