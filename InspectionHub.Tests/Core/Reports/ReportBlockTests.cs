using InspectionHub.Core.Reports;

namespace InspectionHub.Tests.Core.Reports;

public sealed class ReportBlockTests
{
    [Fact]
    public void Recipients_stand_flush_left_and_end_with_a_full_width_colon()
    {
        var paragraph = Paragraph.To("各镇中心学校");

        Assert.Equal("各镇中心学校：", Assert.Single(paragraph.Runs).Text);
        Assert.False(paragraph.Indent);
        Assert.False(paragraph.IsNote);
    }

    [Fact]
    public void A_paragraph_mixes_plain_text_and_runs()
    {
        var paragraph = new Paragraph("得分", new TextRun("88.5", TextFace.Bold), "分");

        Assert.Equal(["得分", "88.5", "分"], paragraph.Runs.Select(run => run.Text));
        Assert.Equal([TextFace.Normal, TextFace.Bold, TextFace.Normal], paragraph.Runs.Select(run => run.Face));
        Assert.True(paragraph.Indent);
    }

    [Fact]
    public void A_note_is_small_and_not_indented() =>
        Assert.Equal((true, false), (Paragraph.Note("注").IsNote, Paragraph.Note("注").Indent));

    [Fact]
    public void A_row_is_written_with_plain_text_and_cells_of_a_state()
    {
        var row = new TableRow("3.1", new TableCell("未填", PrintState.Unknown), "—");

        Assert.Equal(["3.1", "未填", "—"], row.Cells.Select(cell => cell.Text));
        Assert.Equal([PrintState.None, PrintState.Unknown, PrintState.None], row.Cells.Select(cell => cell.State));
        Assert.All(row.Cells, cell => Assert.Equal(1, cell.Span));
    }

    [Fact]
    public void The_kinds_are_those_of_the_command_line() =>
        Assert.Equal(
            "notice preliminary opinion rectify recheck visit assessment circular target monitor preschool brief sheet",
            string.Join(' ', Enum.GetNames<ReportKind>().Select(name => name.ToLowerInvariant())));
}
