using System.Globalization;
using System.Net;
using System.Text;
using InspectionHub.Core.Reports;
using QRCoder;

namespace InspectionHub.Bench.Papers;

/// <summary>A report as a page for a browser to print: the same words, tables, charts, photos and code.</summary>
internal static class PaperHtml
{
    private const string Style = """
        @page { size: A4; margin: 37mm 26mm 35mm 28mm }
        body { font: 16pt/28pt FandolFang, 'Noto Serif CJK SC', serif; text-align: justify } p { text-indent: 2em; margin: 0 }
        h1 { font: bold 22pt 'Noto Serif CJK SC'; text-align: center } h2, h3, h4 { font: 16pt/28pt FandolHei, 'Noto Sans CJK SC'; margin: 0 } h3 { font-family: FandolKai }
        table { border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 16pt } td, th { border: .5pt solid #000; padding: 2pt } thead { display: table-header-group } tr { break-inside: avoid }
        .organ { color: #e00; font: bold 28pt 'Noto Serif CJK SC'; text-align: center; border-bottom: 2pt solid #e00 } .NotMet { color: #b00 } .Unknown { color: #777 } figure { margin: 6pt; break-inside: avoid } img { width: 45% }
        """;

    public static string Of(Report report)
    {
        var page = new StringBuilder($"<!doctype html><html lang=\"{report.Language}\"><meta charset=utf-8><title>{Text(report.Title)}</title><style>{Style}</style>");
        foreach (var block in report.Blocks) page.Append(Block(block));
        return page.Append("</html>").ToString();
    }

    private static string Block(ReportBlock block) => block switch
    {
        RedHeader head => $"<div class=organ>{Text(head.Organ)}</div><div>{Text(head.Number)}</div>",
        Title title => $"<h1>{Text(title.Text)}</h1>",
        Heading heading => $"<h{heading.Level + 1}>{Text(heading.Text)}</h{heading.Level + 1}>",
        Paragraph paragraph => $"<p>{string.Concat(paragraph.Runs.Select(r => r.Face == TextFace.Bold ? $"<b>{Text(r.Text)}</b>" : Text(r.Text)))}</p>",
        KeyFigures figures => $"<table><tr>{string.Concat(figures.Items.Select(i => $"<td class={i.State}>{Text(i.Label)}<br><b>{Text(i.Value)}</b>{Text(i.Unit)}<br>{Text(i.Note ?? "")}</td>"))}</tr></table>",
        Table table => TableOf(table),
        TrendChart trend => Trend(trend),
        BarChart bars => Bars(bars),
        Photos photos => string.Concat(photos.Items.Select(p => $"<figure><img src=\"data:image/jpeg;base64,{Convert.ToBase64String(p.Jpeg.Span)}\"><figcaption>{Text(p.Caption)}</figcaption></figure>")),
        Signatures signatures => $"<p>{string.Join("<br>", signatures.Lines.Select(l => Text(l) + "________　　年　月　日"))}{Text(signatures.Organ ?? "")}<br>{Day(signatures.Date)}</p>",
        Verification check => $"<div>{new SvgQRCode(QRCodeGenerator.GenerateQrCode(check.QrText, QRCodeGenerator.ECCLevel.M)).GetGraphic(2)}{Text(check.Caption)}</div>",
        Imprint imprint => $"<hr><div>抄送：{Text(imprint.CopyTo ?? "")}。</div><div>{Text(imprint.Organ)}　{Day(imprint.Printed)}印发</div>",
        PageBreak => "<div style=\"break-after: page\"></div>",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string TableOf(Table table) =>
        $"<p>{Text(table.Caption ?? "")}</p><table><thead><tr>{string.Concat(table.Columns.Select(c => $"<th>{Text(c.Group is { } g ? $"{g} {c.Title}" : c.Title)}</th>"))}</tr></thead>"
        + string.Concat(table.Rows.Select(r => $"<tr>{string.Concat(r.Cells.Select(c => $"<td class={c.State} colspan={c.Span}>{Text(c.Text)}</td>"))}</tr>")) + "</table>";

    private static string Trend(TrendChart chart)
    {
        var values = chart.Series.SelectMany(s => s.Values).OfType<double>().Concat(chart.Limits.Select(l => l.Value)).ToList();
        var (low, high) = (values.Min(), values.Max());
        double Y(double v) => 150 - ((v - low) / (high - low) * 130);
        var drawing = new StringBuilder("<figure><svg viewBox=\"0 0 460 190\" font-size=9>");
        foreach (var series in chart.Series)
        {
            var points = series.Values.Select((v, i) => v is { } known ? $"{N(30 + (i * 70))},{N(Y(known))}" : null).OfType<string>().ToList();
            drawing.Append($"<polyline fill=none stroke=#246 points=\"{string.Join(' ', points)}\"/><text x=330 y={N(Y(series.Values.OfType<double>().Last()))}>{Text(series.Name)}</text>");
        }
        foreach (var limit in chart.Limits) drawing.Append($"<path d=\"M30 {N(Y(limit.Value))}H320\" stroke=red /><text x=400 y={N(Y(limit.Value))}>{Text(limit.Label)}</text>");
        for (var i = 0; i < chart.Labels.Count; i++) drawing.Append($"<text x={30 + (i * 70)} y=170>{Text(chart.Labels[i])}</text>");
        return drawing.Append($"</svg><figcaption>{Text(chart.Caption)}</figcaption></figure>").ToString();
    }

    private static string Bars(BarChart chart)
    {
        var most = chart.Bars.Max(b => b.Value ?? 0);
        var drawing = new StringBuilder($"<figure><svg viewBox=\"0 0 460 {(chart.Bars.Count * 20) + 20}\" font-size=9>");
        for (var i = 0; i < chart.Bars.Count; i++)
            drawing.Append($"<text x=0 y={14 + (i * 20)}>{Text(chart.Bars[i].Label)}</text><rect x=130 y={4 + (i * 20)} width={N((chart.Bars[i].Value ?? 0) / most * 250)} height=12 /><text x=400 y={14 + (i * 20)}>{Text(chart.Bars[i].Shown)}</text>");
        if (chart.Limit is { } limit) drawing.Append($"<path d=\"M{N(130 + (limit.Value / most * 250))} 0v{chart.Bars.Count * 20}\" stroke=red /><text x=300 y={(chart.Bars.Count * 20) + 14}>{Text(limit.Label)}</text>");
        return drawing.Append($"</svg><figcaption>{Text(chart.Caption)}</figcaption></figure>").ToString();
    }

    private static string Day(DateOnly? day) => day is { } known ? $"{known.Year}年{known.Month}月{known.Day}日" : "";

    private static string N(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
