using System.Buffers.Binary;
using System.Collections.Concurrent;
using HarfBuzzSharp;

namespace InspectionHub.Web.Reports.Pdf.Fonts;

/// <summary>One face of a font file, opened once for the life of its <see cref="FontSet"/> and safe to read from several threads.</summary>
internal sealed class FontFace
{
    private readonly Blob _blob;
    private readonly Face _face;
    private readonly Font _font;
    private readonly ConcurrentDictionary<int, (ushort Glyph, double Advance)> _glyphs = new();
    private readonly Lazy<nint> _prepared;

    public FontFace(FontFile file)
    {
        File = file;
        _blob = Blob.FromFile(file.Path);
        _face = new Face(_blob, (uint)file.Index);
        _face.MakeImmutable();
        _font = new Font(_face);
        UnitsPerEm = _face.UnitsPerEm;
        IsCff = Table("CFF ").Length > 0;
        var head = Table("head");
        var hhea = Table("hhea");
        var os2 = Table("OS/2");
        Box = [Scaled(head, 36), Scaled(head, 38), Scaled(head, 40), Scaled(head, 42)];
        Ascent = Scaled(hhea, 4);
        Descent = Scaled(hhea, 6);
        CapHeight = os2.Length >= 90 && Scaled(os2, 88) is > 0 and var cap ? cap : Ascent;
        var post = Table("post");
        ItalicAngle = post.Length < 8 ? 0 : BinaryPrimitives.ReadInt32BigEndian(post.AsSpan(4)) / 65536.0;
        // The subsetter would parse 65,535 outlines again for every paper otherwise.
        _prepared = new(() => HarfBuzzSubset.Preprocess(_face.Handle));
    }

    public FontFile File { get; }
    public string PostScriptName => File.PostScriptName;
    public int UnitsPerEm { get; }
    public bool IsCff { get; }
    public double[] Box { get; }
    public double Ascent { get; }
    public double Descent { get; }
    public double CapHeight { get; }
    public double ItalicAngle { get; }
    public nint Handle => _face.Handle;
    public nint Prepared => _prepared.Value;

    /// <summary>The glyph of a character and its advance in em; glyph 0 when the face has none.</summary>
    public (ushort Glyph, double Advance) Find(int codePoint) => _glyphs.GetOrAdd(codePoint, Look);

    public double Advance(ushort glyph) => (double)_font.GetHorizontalGlyphAdvance(glyph) / UnitsPerEm;

    public byte[] Table(string tag) => HarfBuzzSubset.Table(_face.Handle, tag);

    private (ushort, double) Look(int codePoint) =>
        _font.TryGetNominalGlyph((uint)codePoint, out var glyph) && glyph is > 0 and <= ushort.MaxValue
            ? ((ushort)glyph, Advance((ushort)glyph))
            : ((ushort)0, 0);

    private double Scaled(byte[] table, int offset) =>
        table.Length < offset + 2 ? 0 : BinaryPrimitives.ReadInt16BigEndian(table.AsSpan(offset)) * 1000.0 / UnitsPerEm;
}
