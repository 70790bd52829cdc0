using System.Runtime.InteropServices;

namespace InspectionHub.Web.Reports.Pdf.Fonts;

/// <summary>The glyphs of one face that a paper uses, as a font program, and the code of each in the paper's content.</summary>
/// <param name="Program">The bare CFF table, or a TrueType file.</param>
/// <param name="Codes">Glyph of the whole font → CID, which is also the two-byte code (Identity-H).</param>
/// <param name="Cids">The CID of each glyph of the program, .notdef first.</param>
internal sealed record FontSubset(byte[] Program, IReadOnlyDictionary<ushort, ushort> Codes, IReadOnlyList<ushort> Cids)
{
    // What a viewer does not read from an embedded TrueType program.
    private static readonly string[] Needless = ["GSUB", "GPOS", "GDEF", "BASE", "cmap", "name", "OS/2", "post", "DSIG", "vhea", "vmtx", "VORG", "kern", "gasp", "JSTF", "MATH", "FFTM", "PCLT", "hdmx", "LTSH", "VDMX", "meta", "STAT"];

    public static FontSubset Of(FontFace face, IReadOnlyCollection<ushort> glyphs)
    {
        var input = HarfBuzzSubset.CreateInput();
        HarfBuzzSubset.SetFlags(input, HarfBuzzSubset.NoHinting | HarfBuzzSubset.NoLayoutClosure);
        var dropped = HarfBuzzSubset.InputSet(input, HarfBuzzSubset.DropTables);
        foreach (var table in Needless)
            HarfBuzzSubset.Add(dropped, HarfBuzzSubset.Tag(table));
        var wanted = HarfBuzzSubset.GlyphSet(input);
        foreach (var glyph in glyphs)
            HarfBuzzSubset.Add(wanted, glyph);

        var plan = HarfBuzzSubset.CreatePlan(face.ForSubset, input);
        HarfBuzzSubset.DestroyInput(input);
        if (plan == 0)
            throw new ExternalException($"The subsetter refused {face.File.Path}.");
        try
        {
            return Execute(face, glyphs, plan);
        }
        finally
        {
            HarfBuzzSubset.DestroyPlan(plan);
        }
    }

    private static FontSubset Execute(FontFace face, IReadOnlyCollection<ushort> glyphs, nint plan)
    {
        var subset = HarfBuzzSubset.ExecutePlan(plan);
        if (subset == 0)
            throw new ExternalException($"The subsetter failed on {face.File.Path}.");
        try
        {
            var program = face.IsCff ? HarfBuzzSubset.Table(subset, "CFF ") : HarfBuzzSubset.File(subset);
            var cids = face.IsCff ? CffCharset.Read(program) : [.. Enumerable.Range(0, glyphs.Count + 1).Select(i => (ushort)i)];
            var map = HarfBuzzSubset.OldToNew(plan);
            var codes = new Dictionary<ushort, ushort>();
            foreach (var glyph in glyphs)
            {
                var at = HarfBuzzSubset.Get(map, glyph);
                if (at == HarfBuzzSubset.NotMapped || (face.IsCff && at >= cids.Length))
                    throw new ExternalException($"Glyph {glyph} of {face.File.Path} is lost in its subset.");
                codes[glyph] = face.IsCff ? cids[at] : (ushort)at;
            }

            return new(program, codes, cids);
        }
        finally
        {
            HarfBuzzSubset.DestroyFace(subset);
        }
    }
}
