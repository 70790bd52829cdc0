using System.Runtime.InteropServices;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Output;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>The outline of a glyph as HarfBuzz draws it from the whole font, in PDF path operators and font units.</summary>
internal static class GlyphOutline
{
    private const string Library = "libHarfBuzzSharp";

    private delegate void Point(nint funcs, nint data, nint state, float x, float y, nint user);

    private delegate void Quadratic(nint funcs, nint data, nint state, float cx, float cy, float x, float y, nint user);

    private delegate void Cubic(nint funcs, nint data, nint state, float ax, float ay, float bx, float by, float x, float y, nint user);

    private delegate void Close(nint funcs, nint data, nint state, nint user);

    [DllImport(Library)]
    private static extern nint hb_face_create_from_file_or_fail([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint index);

    [DllImport(Library)]
    private static extern nint hb_font_create(nint face);

    [DllImport(Library)]
    private static extern void hb_font_destroy(nint font);

    [DllImport(Library)]
    private static extern void hb_face_destroy(nint face);

    [DllImport(Library)]
    private static extern nint hb_draw_funcs_create();

    [DllImport(Library)]
    private static extern void hb_draw_funcs_destroy(nint funcs);

    [DllImport(Library)]
    private static extern void hb_draw_funcs_set_move_to_func(nint funcs, Point func, nint user, nint destroy);

    [DllImport(Library)]
    private static extern void hb_draw_funcs_set_line_to_func(nint funcs, Point func, nint user, nint destroy);

    [DllImport(Library)]
    private static extern void hb_draw_funcs_set_quadratic_to_func(nint funcs, Quadratic func, nint user, nint destroy);

    [DllImport(Library)]
    private static extern void hb_draw_funcs_set_cubic_to_func(nint funcs, Cubic func, nint user, nint destroy);

    [DllImport(Library)]
    private static extern void hb_draw_funcs_set_close_path_func(nint funcs, Close func, nint user, nint destroy);

    [DllImport(Library)]
    private static extern void hb_font_draw_glyph(nint font, uint glyph, nint funcs, nint data);

    public static PdfBytes Of(FontFace face, ushort glyph, double scale)
    {
        var path = new PdfBytes();
        var (atX, atY) = (0f, 0f);
        void Go(string name, float x, float y, params ReadOnlySpan<double> before)
        {
            foreach (var value in before)
                path.Number(value * scale).Add(" ");
            path.Operator(name, x * scale, y * scale);
            (atX, atY) = (x, y);
        }

        Point move = (_, _, _, x, y, _) => Go("m", x, y);
        Point line = (_, _, _, x, y, _) => Go("l", x, y);
        Quadratic quadratic = (_, _, _, cx, cy, x, y, _) =>
            Go("c", x, y, atX + ((cx - atX) * 2 / 3), atY + ((cy - atY) * 2 / 3), x + ((cx - x) * 2 / 3), y + ((cy - y) * 2 / 3));
        Cubic cubic = (_, _, _, ax, ay, bx, by, x, y, _) => Go("c", x, y, ax, ay, bx, by);
        Close close = (_, _, _, _) => path.Add("h\n");

        var native = hb_face_create_from_file_or_fail(face.File.Path, (uint)face.File.Index);
        var font = hb_font_create(native);
        var funcs = hb_draw_funcs_create();
        hb_draw_funcs_set_move_to_func(funcs, move, 0, 0);
        hb_draw_funcs_set_line_to_func(funcs, line, 0, 0);
        hb_draw_funcs_set_quadratic_to_func(funcs, quadratic, 0, 0);
        hb_draw_funcs_set_cubic_to_func(funcs, cubic, 0, 0);
        hb_draw_funcs_set_close_path_func(funcs, close, 0, 0);
        hb_font_draw_glyph(font, glyph, funcs, 0);
        GC.KeepAlive((move, line, quadratic, cubic, close));
        hb_draw_funcs_destroy(funcs);
        hb_font_destroy(font);
        hb_face_destroy(native);
        return path;
    }
}
