using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web;
using InspectionHub.Web.Reports.Xlsx;
using Table = InspectionHub.Core.Reports.Table;

namespace InspectionHub.Tests.Web.Reports.Xlsx;

public sealed class TableBookTests
{
    [Fact]
    public void Each_table_is_a_sheet_with_numbers_as_numbers_and_codes_as_text()
    {
        var table = new Table([new("代码"), new("数值", 1, TextAlign.Right, "测算"), new("标准", 1, TextAlign.Right, "测算")], [new("3.10", "4.50", "≥4.5"), new TableRow(new TableCell("合计", Span: 2), "-0.25") { IsGroup = true }]) { Caption = "表1：各项*得分/标准" };
        var file = TableBook.Write(SampleReport.Of([table, table], isDemo: true, isDraft: true));

        Assert.Equal(file, TableBook.Write(SampleReport.Of([table, table], isDemo: true, isDraft: true)));
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(error => error.Description));
        Assert.Equal(["表1：各项 得分 标准", "表1：各项 得分 标准（2）"], book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value));
        var cells = Cells(book);
        Assert.Equal("学校年度考核报告　表1：各项*得分/标准　演示数据　草稿", cells["A1"].Text);
        Assert.Equal(["代码", "测算　数值", "测算　标准"], new[] { "A2", "B2", "C2" }.Select(at => cells[at].Text));
        Assert.Equal([("3.10", false), ("4.50", true), ("≥4.5", false)], new[] { "A3", "B3", "C3" }.Select(at => cells[at]));
        Assert.Equal([("合计", false), ("-0.25", true)], new[] { "A4", "C4" }.Select(at => cells[at]));
        Assert.DoesNotContain("B4", cells.Keys);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1校")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public void A_cell_that_a_spreadsheet_would_run_is_neutralised(string text)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(TableBook.Write(SampleReport.Of([new Table([new(text), new(text, 1, TextAlign.Left)], [new(text, text)]) { Caption = text }]))), isEditable: false);
        var cells = Cells(book);

        Assert.All(new[] { "A2", "A3", "B3" }, at => Assert.Equal(("'" + text, false), cells[at]));
        Assert.Empty(book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<CellFormula>());
    }

    [Fact]
    public void A_paper_without_tables_says_so() =>
        Assert.Contains("没有表格", Assert.Throws<Refusal>(() => TableBook.Write(SampleReport.Of([new InspectionHub.Core.Reports.Paragraph("一")]))).Message, StringComparison.Ordinal);

    private static Dictionary<string, (string Text, bool IsNumber)> Cells(SpreadsheetDocument book) =>
        book.WorkbookPart!.WorksheetParts.First().Worksheet!.Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!, cell => (cell.InlineString?.InnerText ?? cell.CellValue!.Text, cell.InlineString is null));
}
