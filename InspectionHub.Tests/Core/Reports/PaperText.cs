using InspectionHub.Core.Reports;

namespace InspectionHub.Tests.Core.Reports;

/// <summary>A paper's text, block by block.</summary>
internal static class PaperText
{
    public static string Of(Report report) => string.Join('\n', report.Blocks.Select(Of));

    public static string Of(ReportBlock block) => block switch
    {
        Title title => title.Text,
        Heading heading => heading.Text,
        Paragraph paragraph => string.Concat(paragraph.Runs.Select(run => run.Text)),
        KeyFigures figures => string.Join('\n', figures.Items.Select(item => $"{item.Label} {item.Value} {item.Unit} {item.Note}")),
        Table table => string.Join('\n', table.Rows.Select(row => string.Join(' ', row.Cells.Select(cell => cell.Text)))),
        Photos photos => string.Join('\n', photos.Items.Select(photo => photo.Caption)),
        Signatures signatures => $"{signatures.Organ} {string.Join(' ', signatures.Lines)}",
        _ => "",
    };

    /// <summary>The texts below a heading of level 1, up to the next.</summary>
    public static string Part(Report report, string heading) =>
        string.Join('\n', report.Blocks.SkipWhile(block => block is not Heading { Level: 1 } one || !one.Text.EndsWith($"、{heading}", StringComparison.Ordinal)).Skip(1).TakeWhile(block => block is not Heading { Level: 1 }).Select(Of));
}
