using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Turns text into glyphs and collects the characters no font has, so that one message names them all.</summary>
internal sealed class Typesetter(FontSet fonts)
{
    private readonly List<MissingGlyph> _missing = [];
    private readonly HashSet<int> _named = [];

    /// <summary>Characters met so far that no font has.</summary>
    public IReadOnlyList<MissingGlyph> Missing => _missing;

    public Glyph[] Set(string text, FontRole role, double size, Place place)
    {
        var glyphs = new List<Glyph>(text.Length);
        Append(glyphs, text, role, size, place);
        return [.. glyphs];
    }

    /// <summary>Text that stands on one line: a line feed becomes a space.</summary>
    public Glyph[] SetLine(string text, FontRole role, double size, Place place) => Set(text.Replace('\n', ' '), role, size, place);

    public Glyph[] Set(IReadOnlyList<TextRun> runs, double size, Place place)
    {
        var glyphs = new List<Glyph>();
        foreach (var run in runs)
            Append(glyphs, run.Text, RoleOf(run.Face), size, place);
        return [.. glyphs];
    }

    public static double WidthOf(ReadOnlySpan<Glyph> glyphs)
    {
        var width = 0.0;
        foreach (var glyph in glyphs)
            width += glyph.Width;
        return width;
    }

    /// <summary>Marks that pasting leaves behind and nobody sees: joiners, directions, variation selectors.</summary>
    public static bool IsUnseen(int codePoint) => codePoint is '\r' or 0xFEFF or 0xAD or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    public static FontRole RoleOf(TextFace face) => face switch
    {
        TextFace.Normal => FontRole.Body,
        TextFace.Bold => FontRole.Strong,
        TextFace.Kai => FontRole.Kai,
        TextFace.Hei => FontRole.Hei,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void Append(List<Glyph> glyphs, string text, FontRole role, double size, Place place)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var codePoint = (int)text[i];
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                codePoint = char.ConvertToUtf32(text[i], text[++i]);
            switch (codePoint)
            {
                // A line feed is a forced break and has no shape of its own.
                case '\n':
                    glyphs.Add(new('\n', null!, 0, 0, size));
                    continue;
                case var unseen when IsUnseen(unseen):
                    continue;
                case '\t':
                    codePoint = ' ';
                    break;
            }

            if (fonts.Find(role, codePoint) is { } found)
                glyphs.Add(new(codePoint, found.Face, found.Glyph, found.Advance * size, size));
            else if (_named.Add(codePoint))
                _missing.Add(new(codePoint, place.ToString()));
        }
    }
}
