using System.Diagnostics;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Layout;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>What a reader must find in a written paper, in reading order.</summary>
internal static class ReportWords
{
    public static IEnumerable<string> Of(ReportBlock block) => block switch
    {
        RedHeader header => [header.Organ, header.Number],
        Title title => title.Text.Split('\n'),
        Heading heading => [heading.Text],
        Paragraph paragraph => [string.Concat(paragraph.Runs.Select(run => run.Text))],
        KeyFigures figures => figures.Items.SelectMany(item => new[] { item.Label, item.Value, item.Unit, item.Note ?? "" }),
        Table table => [table.Caption ?? "", .. table.Columns.Select(column => column.Title).Where(title => title is not ("数值" or "标准" or "测算")).Take(1), .. table.Rows.SelectMany(row => row.Cells.Select(cell => cell.Text))],
        TrendChart chart => [.. chart.Labels, .. chart.Series.Where(line => line.Values.Any(value => value is not null)).Select(line => line.Name), .. chart.Limits.Select(limit => limit.Label), chart.Caption],
        BarChart chart => [.. chart.Bars.SelectMany(bar => new[] { bar.Label, bar.Shown }), chart.Limit?.Label ?? "", chart.Caption],
        Photos photos => photos.Items.Select(photo => photo.Caption),
        Signatures signatures => [.. signatures.Lines, signatures.Organ ?? ""],
        Verification verification => verification.Caption.Split('\n'),
        Imprint imprint => [imprint.CopyTo is { } copies ? copies + "。" : "", imprint.Organ, ClosingLayout.DateText(imprint.Printed) + "印发"],
        PageBreak => [],
        _ => throw new UnreachableException(),
    };
}
