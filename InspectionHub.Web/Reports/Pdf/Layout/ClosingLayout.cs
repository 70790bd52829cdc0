using System.Globalization;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using QRCoder;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>署名 and 成文日期, lines to sign on, the code to verify with, 版记.</summary>
internal sealed class ClosingLayout(Typesetter typesetter)
{
    private const double Thick = 0.35 * Grid.Mm;
    private const double Thin = 0.25 * Grid.Mm;

    public IEnumerable<FlowItem> Lay(Signatures signatures)
    {
        var place = new Place("署名");
        for (var i = 0; i < signatures.Lines.Count; i++)
            yield return SigningLine(signatures.Organ is not null || i + 1 < signatures.Lines.Count, LineBreaker.Break(typesetter.SetLine(SigningLabel(signatures.Lines[i]), FontRole.Body, Grid.Body, place), Grid.Width - (14 * Grid.Body), Grid.Width - (14 * Grid.Body)), typesetter.Set("　　年　　月　　日", FontRole.Body, Grid.Body, place));
        if (signatures.Organ is null)
            yield break;
        var organ = TextLayout.Balanced(typesetter.SetLine(signatures.Organ, FontRole.Body, Grid.Body, place), Grid.Width - (4 * Grid.Body));
        var date = typesetter.Set(DateText(signatures.Date), FontRole.Body, Grid.Body, place);
        var organWidth = organ.Select(line => line.Width).DefaultIfEmpty(0).Max();
        var (organLeft, dateLeft) = SealPlaces(organWidth, Typesetter.WidthOf(date));
        yield return new Drawn((4 + organ.Count) * Grid.LinePitch, (canvas, top) =>
        {
            FigureLayout.Lines(canvas, organ, organLeft, top + (2 * Grid.LinePitch), organWidth, Grid.Body, Grid.LinePitch / Grid.Body, Ink.Black);
            canvas.Text(date, dateLeft, top + ((2 + organ.Count) * Grid.LinePitch) + LineItem.Baseline(Grid.LinePitch, Grid.Body));
        });
    }

    /// <summary>7.3.5.1: the date ends four characters from the right, the organ is centred on it; a seal of 42 mm covers both.</summary>
    public static (double OrganLeft, double DateLeft) SealPlaces(double organWidth, double dateWidth)
    {
        var dateLeft = Grid.Width - (4 * Grid.Body) - dateWidth;
        var organLeft = dateLeft + ((dateWidth - organWidth) / 2);
        if (organLeft + organWidth <= Grid.Width - Grid.Body)
            return (organLeft, dateLeft);
        // A long name ends two characters from the right and the date stands below its middle.
        organLeft = Math.Max(0, Grid.Width - (2 * Grid.Body) - organWidth);
        return (organLeft, organLeft + ((organWidth - dateWidth) / 2));
    }

    /// <summary>The label before a line to sign on; a label that names somebody already needs no second colon.</summary>
    public static string SigningLabel(string label) => label.EndsWith('：') ? label : label.Contains('：') ? label + "　" : label + "：";

    public IEnumerable<FlowItem> Lay(Verification verification)
    {
        var size = 24 * Grid.Mm;
        var modules = Modules(verification.QrText);
        var lines = CellText.Fit(typesetter.Set(verification.Caption, FontRole.Kai, Grid.Five, new("验证说明")), Grid.Width - size - 14);
        var text = lines.Count * Grid.Five * 1.5;
        var height = Math.Max(size, text) + 8;
        yield return new Blank(6);
        yield return new Drawn(height, (canvas, top) =>
        {
            var module = size / modules.Count;
            var areas = new List<(double, double, double, double)>();
            for (var row = 0; row < modules.Count; row++)
                for (var column = 0; column < modules.Count; column++)
                    if (modules[row][column])
                        areas.Add((column * module, top + (row * module), module, module));
            canvas.Boxes(areas, Ink.Black);
            FigureLayout.Lines(canvas, lines, size + 14, top + ((size - text) / 2), Grid.Width - size - 14, Grid.Five, 1.5, Ink.Black, TextAlign.Left);
        });
    }

    /// <summary>7.4: thick rules first and last, a thin one between; 4号 仿宋, one character in from both sides.</summary>
    public IEnumerable<FlowItem> Lay(Imprint imprint)
    {
        var place = new Place("版记");
        var pitch = Grid.Four * 1.6;
        var inner = Grid.Width - (2 * Grid.Four);
        var lead = typesetter.Set("抄送：", FontRole.Body, Grid.Four, place);
        var leadWidth = Typesetter.WidthOf(lead);
        var copies = imprint.CopyTo is null ? [] : LineBreaker.Break(typesetter.Set(imprint.CopyTo + "。", FontRole.Body, Grid.Four, place), inner - leadWidth, inner - leadWidth);
        var printed = typesetter.Set(DateText(imprint.Printed) + "印发", FontRole.Body, Grid.Four, place);
        var organs = LineBreaker.Break(typesetter.Set(imprint.Organ, FontRole.Body, Grid.Four, place), inner - Typesetter.WidthOf(printed) - Grid.Four, inner - Typesetter.WidthOf(printed) - Grid.Four);
        var copyHeight = copies.Count == 0 ? 0 : (copies.Count * pitch) + 4;
        var height = copyHeight + (Math.Max(1, organs.Count) * pitch) + 4;
        yield return new Blank(10);
        yield return new Drawn(height, (canvas, top) =>
        {
            canvas.Rule(0, top, Grid.Width, top, Thick);
            if (copies.Count > 0)
            {
                canvas.Text(lead, Grid.Four, top + 2 + LineItem.Baseline(pitch, Grid.Four));
                for (var i = 0; i < copies.Count; i++)
                    canvas.Line(copies[i], Grid.Four + leadWidth, top + 2 + (i * pitch) + LineItem.Baseline(pitch, Grid.Four), inner - leadWidth, justify: true);
                canvas.Rule(0, top + copyHeight, Grid.Width, top + copyHeight, Thin);
            }

            for (var i = 0; i < organs.Count; i++)
                canvas.Line(organs[i], Grid.Four, top + copyHeight + 2 + (i * pitch) + LineItem.Baseline(pitch, Grid.Four), inner);
            canvas.Text(printed, Grid.Width - Grid.Four - Typesetter.WidthOf(printed), top + height - 2 - pitch + LineItem.Baseline(pitch, Grid.Four));
            canvas.Rule(0, top + height, Grid.Width, top + height, Thick);
        })
        { Foot = true };
    }

    public static string DateText(DateOnly? date) =>
        date is { } day ? day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) : "　　年　　月　　日";

    private static Drawn SigningLine(bool isKept, List<TextLine> label, Glyph[] date)
    {
        var height = (label.Count + 0.5) * Grid.LinePitch;
        return new Drawn(height, (canvas, top) =>
        {
            var baseline = top + height - (Grid.LinePitch / 2) + 4;
            var left = 2 * Grid.Body;
            for (var i = 0; i < label.Count; i++)
                canvas.Line(label[i], left, baseline - ((label.Count - 1 - i) * Grid.LinePitch), Grid.Width);
            var dateLeft = Grid.Width - Typesetter.WidthOf(date);
            canvas.Text(date, dateLeft, baseline);
            canvas.Rule(left + label[^1].Width, baseline + 3, dateLeft, baseline + 3, 0.5);
        })
        // A seal never stands on a page alone (7.3.5), and lines to sign on stay together.
        { KeepWithNext = isKept };
    }

    private static List<System.Collections.BitArray> Modules(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // The generator adds four light modules on each side; the page is white already.
        var rows = code.ModuleMatrix.Skip(4).Take(code.ModuleMatrix.Count - 8).ToList();
        return [.. rows.Select(row => new System.Collections.BitArray([.. row.Cast<bool>().Skip(4).Take(rows.Count)]))];
    }
}
