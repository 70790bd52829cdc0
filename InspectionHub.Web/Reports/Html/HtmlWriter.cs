using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using QRCoder;

namespace InspectionHub.Web.Reports.Html;

/// <summary>Writes a report as a preview that looks like the paper: no scripts, every text encoded, charts as inline SVG. Its style is wwwroot/paper.css.</summary>
public sealed class HtmlWriter(FontSet fonts)
{
    /// <summary>A page of its own.</summary>
    public string Page(Report report) =>
        $"<!DOCTYPE html>\n<html lang=\"{Text(report.Language)}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>预览：{Text(report.Title)}</title><link rel=\"stylesheet\" href=\"/paper.css\"></head><body class=\"paper-desk\">{Sheets(report)}</body></html>\n";

    /// <summary>The sheets alone, to stand inside another page.</summary>
    /// <exception cref="MissingGlyphException">A chart's label holds characters that no font has.</exception>
    /// <exception cref="UnreadablePhotoException">A photo that is not a readable JPEG.</exception>
    public string Sheets(Report report)
    {
        var page = new StringBuilder();
        var (isTurned, isOpen) = (false, false);
        foreach (var block in report.Blocks)
        {
            var turns = PaperLayout.IsTurned(block, isTurned);
            if (!isOpen || turns != isTurned || block is PageBreak)
            {
                if (isOpen) page.Append("</article>");
                page.Append($"<article class=\"paper{(turns ? " paper-turned" : "")}\" lang=\"{Text(report.Language)}\">{Marks(report)}");
                (isTurned, isOpen) = (turns, true);
            }
            page.Append(Block(block));
        }
        return isOpen ? page.Append("</article>").ToString() : $"<article class=\"paper\">{Marks(report)}<p class=\"paper-note\">没有内容。</p></article>";
    }

    private static string Marks(Report report)
    {
        string[] marks = [.. report.IsDemo ? ["演示数据"] : Array.Empty<string>(), .. report.IsDraft ? ["草稿"] : Array.Empty<string>()];
        return marks.Length == 0 ? "" : $"<p class=\"paper-mark\">{string.Join('　', marks)}</p>";
    }

    private string Block(ReportBlock block) => block switch
    {
        RedHeader header => $"<header class=\"paper-head\"><p class=\"paper-organ\">{Text(header.Organ)}</p><p class=\"paper-number\"><span>{(header.Number.Length > 0 ? Text(header.Number) : "（文号在签发时编）")}</span>{(header.Signer is { } signer ? $"<span>签发人：<span class=\"paper-kai\">{Text(signer)}</span></span>" : "")}</p></header>",
        Title title => $"<h2 class=\"paper-title\">{Text(title.Text)}</h2>",
        Heading heading => $"<h{Math.Clamp(heading.Level, 1, 4) + 2} class=\"paper-level{Math.Clamp(heading.Level, 1, 4)}\">{Text(heading.Text)}</h{Math.Clamp(heading.Level, 1, 4) + 2}>",
        Paragraph paragraph => Of(paragraph),
        KeyFigures figures => $"<div class=\"paper-figures\">{string.Concat(figures.Items.Select(f => $"<div><span class=\"paper-label\">{Text(f.Label)}</span><span class=\"{State(f.State)}\"><b>{Text(f.Value)}</b> {Text(f.Unit)}</span><span class=\"paper-small\">{Text(f.Note ?? "")}</span></div>"))}</div>",
        Table table => Of(table),
        TrendChart chart => Chart(chart, chart.Caption),
        BarChart chart => Chart(chart, chart.Caption),
        Photos photos => $"<div class=\"paper-photos\">{string.Concat(photos.Items.Select(Of))}</div>",
        Signatures signatures => Of(signatures),
        Verification verification => $"<div class=\"paper-check\">{Code(verification.QrText)}<p>{Text(verification.Caption)}</p></div>",
        Imprint imprint => $"<footer class=\"paper-imprint\">{(imprint.CopyTo is { } copies ? $"<p class=\"paper-copies\">抄送：{Text(copies)}。</p>" : "")}<p><span>{Text(imprint.Organ)}</span><span>{ClosingLayout.DateText(imprint.Printed)}印发</span></p></footer>",
        PageBreak => "",
        _ => throw new UnreachableException(),
    };

    private static string Of(Paragraph paragraph)
    {
        var kind = paragraph.IsNote ? "paper-note" : "paper-text";
        var more = (paragraph.Indent ? " paper-indent" : "") + (paragraph.Align == TextAlign.Left ? "" : $" paper-{paragraph.Align.ToString().ToLowerInvariant()}");
        return $"<p class=\"{kind}{more}\">{string.Concat(paragraph.Runs.Select(run => run.Face switch
        {
            TextFace.Bold => $"<b>{Text(run.Text)}</b>",
            TextFace.Kai => $"<span class=\"paper-kai\">{Text(run.Text)}</span>",
            TextFace.Hei => $"<span class=\"paper-hei\">{Text(run.Text)}</span>",
            _ => Text(run.Text),
        }))}</p>";
    }

    private static string Of(Table table)
    {
        var html = new StringBuilder("<table class=\"paper-table\">");
        if (table.Caption is { } caption) html.Append($"<caption>{Text(caption)}</caption>");
        var weight = table.Columns.Sum(column => Math.Max(0.01, column.Weight));
        html.Append("<colgroup>").Append(string.Concat(table.Columns.Select(column => $"<col width=\"{(100 * Math.Max(0.01, column.Weight) / weight).ToString("0.#", CultureInfo.InvariantCulture)}%\">"))).Append("</colgroup><thead><tr>");
        var hasGroups = table.Columns.Any(column => column.Group is not null);
        var lower = new StringBuilder();
        for (var i = 0; i < table.Columns.Count;)
        {
            var group = table.Columns[i].Group;
            var end = i + 1;
            while (group is not null && end < table.Columns.Count && table.Columns[end].Group == group) end++;
            html.Append(group is not null ? $"<th scope=\"colgroup\" colspan=\"{end - i}\">{Text(group)}</th>" : $"<th scope=\"col\"{(hasGroups ? " rowspan=\"2\"" : "")}>{Text(table.Columns[i].Title)}</th>");
            for (; i < end; i++)
                if (group is not null) lower.Append($"<th scope=\"col\">{Text(table.Columns[i].Title)}</th>");
        }
        html.Append(hasGroups ? $"</tr><tr>{lower}</tr></thead><tbody>" : "</tr></thead><tbody>");
        foreach (var row in table.Rows) html.Append(Row(table, row));
        if (table.Rows.Count == 0) html.Append($"<tr><td class=\"paper-centre state-unknown\" colspan=\"{table.Columns.Count}\">无数据</td></tr>");
        return html.Append("</tbody></table>").ToString();
    }

    private static string Row(Table table, TableRow row)
    {
        var html = new StringBuilder(row.IsGroup ? "<tr class=\"paper-group\">" : "<tr>");
        var column = 0;
        foreach (var cell in row.Cells.TakeWhile(_ => column < table.Columns.Count))
        {
            var span = Math.Clamp(cell.Span, 1, table.Columns.Count - column);
            var align = cell.Span > 1 ? TextAlign.Left : table.Columns[column].Align;
            html.Append($"<td class=\"paper-{align.ToString().ToLowerInvariant()} {State(cell.State)}\"{(span > 1 ? $" colspan=\"{span}\"" : "")}>{Text(cell.Text)}</td>");
            column += span;
        }
        for (; column < table.Columns.Count; column++) html.Append("<td></td>");
        return html.Append("</tr>").ToString();
    }

    private string Chart(ReportBlock chart, string caption) =>
        $"<figure class=\"paper-figure\">{string.Concat(ChartPicture.Of(chart, fonts).Select(picture => SvgPicture.Of(picture.Width, picture.Height, picture.Marks, caption)))}<figcaption>{Text(caption)}</figcaption></figure>";

    private static string Of(Photo photo)
    {
        JpegPhoto.Read(photo.Jpeg, photo.Caption);
        return $"<figure class=\"paper-figure\"><img src=\"data:image/jpeg;base64,{Convert.ToBase64String(photo.Jpeg.Span)}\" alt=\"{Text(photo.Caption)}\"><figcaption>{Text(photo.Caption)}</figcaption></figure>";
    }

    private static string Of(Signatures signatures) =>
        string.Concat(signatures.Lines.Select(line => $"<p class=\"paper-sign\"><span>{Text(ClosingLayout.SigningLabel(line))}</span><span class=\"paper-rule\"></span><span>　　年　　月　　日</span></p>"))
        + (signatures.Organ is { } organ ? $"<div class=\"paper-seal\"><p>{Text(organ)}</p><p>{ClosingLayout.DateText(signatures.Date)}</p></div>" : "");

    private static string Code(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var boxes = new List<(double X, double Y, double Width, double Height)>();
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
            for (var column = 0; column < code.ModuleMatrix.Count; column++)
                if (code.ModuleMatrix[row][column]) boxes.Add((column * 2, row * 2, 2, 2));
        return SvgPicture.Of(code.ModuleMatrix.Count * 2, code.ModuleMatrix.Count * 2, [new Boxes(boxes, Ink.Black)], "核验二维码");
    }

    private static string State(PrintState state) => state switch
    {
        PrintState.NotMet => "state-not-met",
        PrintState.Unknown or PrintState.NotApplicable => "state-unknown",
        _ => "state-none",
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text.ReplaceLineEndings("\n")).Replace("\n", "<br>", StringComparison.Ordinal);
}
