using System.Collections.Concurrent;
using System.Diagnostics;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using SkiaSharp;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>Marks as a bitmap, for word processors that do not draw SVG.</summary>
internal static class PngPicture
{
    private const float Scale = 220f / 72;
    private static readonly ConcurrentDictionary<FontFile, SKTypeface> Typefaces = new();

    public static byte[] Of(ChartPicture picture)
    {
        using var bitmap = new SKBitmap((int)Math.Ceiling(picture.Width * Scale), (int)Math.Ceiling(picture.Height * Scale), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            canvas.Scale(Scale);
            foreach (var mark in picture.Marks)
                Draw(canvas, mark);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The photo turned as the camera was held; a word processor does not turn it by itself. Unturned photos stay as they are.</summary>
    public static byte[] Upright(JpegPhoto photo)
    {
        if (photo.Orientation == 1)
            return photo.Bytes.ToArray();
        using var stored = SKBitmap.Decode(photo.Bytes.Span);
        var (width, height) = photo.IsSideways ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        using var upright = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(upright))
        {
            canvas.SetMatrix(photo.Orientation switch
            {
                2 => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
                3 => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
                4 => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
                5 => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
                6 => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
                7 => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
                8 => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
                _ => SKMatrix.Identity,
            });
            using var image = SKImage.FromBitmap(stored);
            canvas.DrawImage(image, 0, 0, SKSamplingOptions.Default);
        }

        using var data = upright.Encode(SKEncodedImageFormat.Jpeg, 92);
        return data.ToArray();
    }

    private static void Draw(SKCanvas canvas, DrawOp mark)
    {
        using var paint = new SKPaint { IsAntialias = true };
        switch (mark)
        {
            case GlyphRun run:
                paint.Color = Colour(run.Colour);
                Draw(canvas, run, paint);
                break;
            case Stroke stroke:
                paint.Color = Colour(stroke.Colour);
                paint.Style = SKPaintStyle.Stroke;
                paint.StrokeWidth = (float)stroke.Width;
                using (var dash = stroke.Dash > 0 ? SKPathEffect.CreateDash([(float)stroke.Dash, (float)stroke.Dash], 0) : null)
                using (var path = Path(stroke.Points))
                {
                    paint.PathEffect = dash;
                    canvas.DrawPath(path, paint);
                }

                break;
            case Boxes boxes:
                paint.Color = Colour(boxes.Colour);
                foreach (var (x, y, width, height) in boxes.Areas)
                    canvas.DrawRect((float)x, (float)y, (float)width, (float)height, paint);
                break;
            case Shape shape:
                paint.Color = Colour(shape.Colour);
                using (var path = Path(shape.Points))
                    canvas.DrawPath(path, paint);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Draw(SKCanvas canvas, GlyphRun run, SKPaint paint)
    {
        var glyphs = run.Glyphs.Span;
        var x = run.X;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var typeface = Typefaces.GetOrAdd(glyphs[i].Face.File, file => SKTypeface.FromFile(file.Path, file.Index));
            using var font = new SKFont(typeface, (float)glyphs[i].Size) { Hinting = SKFontHinting.None, Subpixel = true, Edging = SKFontEdging.Antialias };
            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun([glyphs[i].Id], font, [new SKPoint((float)x, (float)run.Y)]);
            using var blob = builder.Build();
            canvas.DrawText(blob, 0, 0, paint);
            x += glyphs[i].Width + (run.Extra?[i] ?? 0);
        }
    }

    private static SKPath Path(IReadOnlyList<(double X, double Y)> points)
    {
        using var path = new SKPathBuilder();
        for (var i = 0; i < points.Count; i++)
            if (i == 0)
                path.MoveTo((float)points[i].X, (float)points[i].Y);
            else
                path.LineTo((float)points[i].X, (float)points[i].Y);
        return path.Detach();
    }

    private static SKColor Colour(Ink ink) => new((byte)Math.Round(ink.Red * 255), (byte)Math.Round(ink.Green * 255), (byte)Math.Round(ink.Blue * 255));
}
