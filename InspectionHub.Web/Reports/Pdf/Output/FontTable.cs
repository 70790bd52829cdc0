using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>The fonts of one file. A code stands for one glyph and one character; where two characters share a glyph (⽤ and 用),
/// the second gets a font of its own over the same program, so the extracted text is always what was written.</summary>
internal sealed class FontTable
{
    private sealed class Used(FontFace face)
    {
        public FontFace Face { get; } = face;
        public Dictionary<(ushort Glyph, int CodePoint), int> Variants { get; } = [];
        public List<SortedDictionary<ushort, int>> Characters { get; } = [];
        public FontSubset? Subset { get; set; }
        public int First { get; set; }
    }

    private readonly Dictionary<FontFace, Used> _used = [];
    private readonly List<Used> _order = [];

    public FontTable(IEnumerable<PageDrawing> pages)
    {
        foreach (var page in pages)
            foreach (var run in page.Under.Concat(page.Body).Concat(page.Over).OfType<GlyphRun>())
                foreach (var glyph in run.Glyphs.Span)
                    Note(glyph);
        var number = 1;
        foreach (var used in _order)
        {
            used.First = number;
            number += used.Characters.Count;
            used.Subset = FontSubset.Of(used.Face, [.. used.Characters.SelectMany(map => map.Keys).Distinct().Order()]);
        }
    }

    /// <summary>The font's number in the resources and the code of the glyph in it.</summary>
    public (int Font, ushort Code) Find(in Glyph glyph)
    {
        var used = _used[glyph.Face];
        return (used.First + used.Variants[(glyph.Id, glyph.CodePoint)], used.Subset!.Codes[glyph.Id]);
    }

    /// <summary>Adds the fonts to the file; the answer is the resource dictionary's content.</summary>
    public string Write(PdfFile file)
    {
        var resources = new StringBuilder();
        foreach (var used in _order)
        {
            var name = Tag(used) + "+" + used.Face.PostScriptName.Replace(' ', '-');
            var descendant = Descendant(file, used, name);
            for (var variant = 0; variant < used.Characters.Count; variant++)
            {
                var unicode = file.AddStream(ToUnicode(used, variant).Span);
                var font = file.Add($"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{PdfFile.Ref(descendant)}]/ToUnicode {PdfFile.Ref(unicode)}>>");
                resources.Append(CultureInfo.InvariantCulture, $"/F{used.First + variant} {PdfFile.Ref(font)}");
            }
        }

        return resources.ToString();
    }

    private void Note(in Glyph glyph)
    {
        if (!_used.TryGetValue(glyph.Face, out var used))
        {
            _used[glyph.Face] = used = new(glyph.Face);
            _order.Add(used);
        }

        if (used.Variants.ContainsKey((glyph.Id, glyph.CodePoint)))
            return;
        var variant = 0;
        while (variant < used.Characters.Count && used.Characters[variant].ContainsKey(glyph.Id))
            variant++;
        if (variant == used.Characters.Count)
            used.Characters.Add([]);
        used.Characters[variant][glyph.Id] = glyph.CodePoint;
        used.Variants[(glyph.Id, glyph.CodePoint)] = variant;
    }

    private static int Descendant(PdfFile file, Used used, string name)
    {
        var (face, subset) = (used.Face, used.Subset!);
        var program = file.AddStream(subset.Program, face.IsCff ? "/Subtype/CIDFontType0C" : $"/Length1 {subset.Program.Length.ToString(CultureInfo.InvariantCulture)}");
        var cidSet = file.AddStream(CidSet(subset));
        var descriptor = new PdfBytes().Add($"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[");
        foreach (var side in face.Box)
            descriptor.Number(side).Add(" ");
        descriptor.Add("]/ItalicAngle ").Number(face.ItalicAngle).Add("/Ascent ").Number(face.Ascent).Add("/Descent ").Number(face.Descent)
            .Add("/CapHeight ").Number(face.CapHeight).Add($"/StemV 80/{(face.IsCff ? "FontFile3" : "FontFile2")} {PdfFile.Ref(program)}/CIDSet {PdfFile.Ref(cidSet)}>>");
        var descriptorId = file.Add(Encoding.ASCII.GetString(descriptor.Span));
        var kind = face.IsCff ? "/Subtype/CIDFontType0" : "/Subtype/CIDFontType2/CIDToGIDMap/Identity";
        return file.Add($"<</Type/Font{kind}/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {PdfFile.Ref(descriptorId)}/DW 1000/W[{Widths(used)}]>>");
    }

    private static string Widths(Used used)
    {
        var widths = new PdfBytes();
        foreach (var (glyph, code) in used.Subset!.Codes.OrderBy(entry => entry.Value))
            if (used.Face.Advance(glyph) is not 1.0 and var advance)
                widths.Number(code).Add("[").Number(advance * 1000).Add("]");
        // .notdef is never drawn, but its width must agree with the program's (ISO 19005-2, 6.2.11.5).
        return widths.Length == 0 && used.Face.Advance(0) == 1.0 ? "" : "0[" + Encoding.ASCII.GetString(new PdfBytes().Number(used.Face.Advance(0) * 1000).Span) + "]" + Encoding.ASCII.GetString(widths.Span);
    }

    private static byte[] CidSet(FontSubset subset)
    {
        var bits = new byte[(subset.Cids.Max() / 8) + 1];
        foreach (var cid in subset.Cids)
            bits[cid / 8] |= (byte)(0x80 >> (cid % 8));
        return bits;
    }

    private static PdfBytes ToUnicode(Used used, int variant)
    {
        var map = new PdfBytes().Add("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
            + "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
        foreach (var part in used.Characters[variant].OrderBy(entry => used.Subset!.Codes[entry.Key]).Chunk(100))
        {
            map.Number(part.Length).Add(" beginbfchar\n");
            foreach (var (glyph, codePoint) in part)
            {
                map.Add("<").Hex(used.Subset!.Codes[glyph]).Add("><");
                foreach (var unit in char.ConvertFromUtf32(codePoint))
                    map.Hex(unit);
                map.Add(">\n");
            }

            map.Add("endbfchar\n");
        }

        return map.Add("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend");
    }

    /// <summary>Six letters that name the subset (ISO 32000-1, 9.6.4).</summary>
    private static string Tag(Used used)
    {
        var hash = SHA256.HashData(used.Subset!.Program);
        return string.Concat(hash.Take(6).Select(b => (char)('A' + (b % 26))));
    }
}
