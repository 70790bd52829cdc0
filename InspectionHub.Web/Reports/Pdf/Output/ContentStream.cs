using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>The marks of one page as content operators (ISO 32000-1, annex A).</summary>
internal sealed class ContentStream(FontTable fonts, PhotoTable photos)
{
    private readonly PdfBytes _bytes = new();
    private double _height;

    public static PdfBytes Of(PageDrawing page, FontTable fonts, PhotoTable photos)
    {
        var stream = new ContentStream(fonts, photos) { _height = Grid.PaperHeight };
        stream.Artifact(page.Under);
        if (page.IsTurned)
        {
            // The reader's up becomes the paper's left.
            stream._bytes.Add("q\n").Operator("cm", 0, 1, -1, 0, Grid.PaperWidth, 0);
            stream._height = Grid.PaperWidth;
        }

        foreach (var op in page.Body)
            stream.Draw(op);
        if (page.IsTurned)
            stream._bytes.Add("Q\n");
        stream._height = Grid.PaperHeight;
        stream.Artifact(page.Over);
        return stream._bytes;
    }

    private void Artifact(IReadOnlyList<DrawOp> ops)
    {
        if (ops.Count == 0)
            return;
        _bytes.Add("/Artifact BMC\n");
        foreach (var op in ops)
            Draw(op);
        _bytes.Add("EMC\n");
    }

    private void Draw(DrawOp op)
    {
        switch (op)
        {
            case GlyphRun run:
                Draw(run);
                break;
            case Stroke stroke:
                Colour(stroke.Colour, "RG");
                _bytes.Operator("w", stroke.Width);
                _bytes.Add("[");
                if (stroke.Dash > 0)
                    _bytes.Number(stroke.Dash);
                _bytes.Add("] 0 d\n");
                Path(stroke.Points);
                _bytes.Add("S\n");
                break;
            case Boxes boxes:
                Colour(boxes.Colour, "rg");
                foreach (var (x, y, width, height) in boxes.Areas)
                    _bytes.Operator("re", x, _height - y - height, width, height);
                _bytes.Add("f\n");
                break;
            case Shape shape:
                Colour(shape.Colour, "rg");
                Path(shape.Points);
                _bytes.Add("h f\n");
                break;
            case Picture picture:
                Draw(picture);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Draw(GlyphRun run)
    {
        // A watermark is seen, but would fall between the words of whoever copies the text.
        var isHidden = run.Turn != 0;
        if (isHidden)
            _bytes.Add("/Span<</ActualText<FEFF>>>BDC\n");
        Colour(run.Colour, "rg");
        var (cos, sin) = (Math.Cos(run.Turn * Math.PI / 180), Math.Sin(run.Turn * Math.PI / 180));
        _bytes.Add("BT\n").Operator("Tm", cos, sin, -sin, cos, run.X, _height - run.Y);
        var glyphs = run.Glyphs.Span;
        for (var i = 0; i < glyphs.Length;)
        {
            var (font, _) = fonts.Find(glyphs[i]);
            var size = glyphs[i].Size;
            _bytes.Add("/F").Number(font).Add(" ").Number(size).Add(" Tf\n[<");
            while (i < glyphs.Length && glyphs[i].Size == size && fonts.Find(glyphs[i]) is var found && found.Font == font)
            {
                _bytes.Hex(found.Code);
                if (run.Extra is { } extra && Math.Abs(extra[i]) > 0.0005)
                    _bytes.Add(">").Number(-extra[i] * 1000 / size).Add("<");
                i++;
            }

            _bytes.Add(">]TJ\n");
        }

        _bytes.Add(isHidden ? "ET\nEMC\n" : "ET\n");
    }

    /// <summary>Turns the stored picture as the camera was held (EXIF orientation).</summary>
    private void Draw(Picture picture)
    {
        var (x, y, w, h) = (picture.X, _height - picture.Y - picture.Height, picture.Width, picture.Height);
        double[] matrix = picture.Photo.Orientation switch
        {
            2 => [-w, 0, 0, h, x + w, y],
            3 => [-w, 0, 0, -h, x + w, y + h],
            4 => [w, 0, 0, -h, x, y + h],
            5 => [0, -h, -w, 0, x + w, y + h],
            6 => [0, -h, w, 0, x, y + h],
            7 => [0, h, w, 0, x, y],
            8 => [0, h, -w, 0, x + w, y],
            _ => [w, 0, 0, h, x, y],
        };
        _bytes.Add("q\n").Operator("cm", matrix);
        _bytes.Add("/P").Number(photos.Find(picture.Photo)).Add(" Do\nQ\n");
    }

    private void Path(IReadOnlyList<(double X, double Y)> points)
    {
        for (var i = 0; i < points.Count; i++)
            _bytes.Operator(i == 0 ? "m" : "l", points[i].X, _height - points[i].Y);
    }

    private void Colour(Ink ink, string name) => _bytes.Operator(name, ink.Red, ink.Green, ink.Blue);
}
