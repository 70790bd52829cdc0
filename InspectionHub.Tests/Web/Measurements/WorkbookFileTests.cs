using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Tests.Web.Measurements;

public sealed class WorkbookFileTests
{
    [Fact]
    public void What_is_no_workbook_is_refused_with_a_reason()
    {
        foreach (var bytes in new[] { [], Encoding.UTF8.GetBytes("school,pupils\n1,2"), Zip("a.txt", "hello"), Zip("[Content_Types].xml", "<oops") })
        {
            var reading = WorkbookReader.Read(new MemoryStream(bytes), []);
            Assert.False(reading.IsReadable);
            Assert.Contains("工作簿", Assert.Single(reading.Problems).Say);
        }
    }

    [Fact]
    public void A_zip_that_unpacks_beyond_measure_is_refused_before_it_is_parsed()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, true))
        {
            using var part = zip.CreateEntry("xl/workbook.xml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var at = 0; at < 260; at++) part.Write(zeros);
        }

        file.Position = 0;
        var reading = WorkbookReader.Read(file, []);
        Assert.False(reading.IsReadable);
        Assert.Contains("压缩炸弹", Assert.Single(reading.Problems).Say);
    }

    [Fact]
    public void An_entity_in_a_sheet_is_never_expanded()
    {
        var file = new WorkbookDraft().Write();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, true))
        {
            var entry = zip.GetEntry("xl/worksheets/sheet7.xml")!;
            string xml;
            using (var reader = new StreamReader(entry.Open())) xml = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet7.xml").Open());
            writer.Write(xml.Replace("<worksheet", "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><worksheet").Replace("meal_yuan", "&x;"));
        }

        file.Position = 0;
        var reading = WorkbookReader.Read(file, SampleItems.All);
        Assert.False(reading.IsReadable);
        Assert.Contains(reading.Problems, problem => problem.Sheet == "县级" && problem.Say.Contains("已损坏"));
    }

    [Fact]
    public void A_formula_counts_by_its_stored_result_and_a_failed_one_is_an_error()
    {
        var reading = Spoiled(cells =>
        {
            cells["D3"].CellFormula = new("40+60");
            cells["E3"].CellFormula = new("1/0");
            cells["E3"].DataType = CellValues.Error;
            cells["E3"].CellValue = new("#DIV/0!");
            cells["F3"].CellFormula = new("E3-2");
            cells["F3"].CellValue = null;
        });
        Assert.Equal(["E3", "F3"], reading.Problems.Where(problem => problem.Level == ProblemLevel.Error).Select(problem => problem.Cell));
        Assert.Equal(100, new MeasurementSet(reading.Years[0].Measurements).Reported("A", Stage.Primary, "pupils")?.Value);
    }

    [Fact]
    public void A_shared_text_is_understood_and_a_binary_tail_of_a_number_is_not_a_fraction()
    {
        var reading = Spoiled(cells =>
        {
            cells["C3"].DataType = CellValues.SharedString;
            cells["C3"].RemoveAllChildren<InlineString>();
            cells["C3"].CellValue = new("0");
            cells["D3"].CellValue = new("100.00000000000001");
        });
        Assert.Empty(reading.Problems);
        Assert.Equal(100, new MeasurementSet(reading.Years[0].Measurements).Reported("A", Stage.Primary, "pupils")?.Value);
    }

    [Theory]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("1E-3", "0.001")]
    [InlineData("4.5E2", "450")]
    [InlineData("0.000123456789012345678", "0.000123456789012346")]
    [InlineData("123456789012345.67", "123456789012346")]
    public void A_number_keeps_fifteen_significant_digits(string stored, string value) =>
        Assert.Equal(value, SheetCell.ReadNumber(stored)?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_day_in_the_place_of_a_number_is_an_error()
    {
        var reading = new WorkbookDraft().Set("学段", "D3", new DateOnly(2025, 9, 1)).Read();
        Assert.Contains("日期", Assert.Single(reading.Problems, problem => problem.Cell == "D3").Say);
    }

    [Fact]
    public void Rows_beyond_the_limit_are_an_error_at_the_first_of_them()
    {
        var draft = new WorkbookDraft();
        for (var at = 0; at <= SheetTable.MostRows; at++) draft.Add("专用室", 2025, "A", "音乐", 96, 2012);
        var reading = draft.Read();
        Assert.Equal($"A{SheetTable.MostRows + 3}", Assert.Single(reading.Problems).Cell);
        Assert.Equal(SheetTable.MostRows, reading.Years[0].Rooms.Count);
    }

    [Fact]
    public void Endless_problems_end_with_one_that_says_so()
    {
        var draft = new WorkbookDraft();
        for (var at = 0; at < 11_000; at++) draft.Add("县级", 2025, "nothing", -1);
        for (var at = 0; at < 11_000; at++) draft.Add("数据项", 2025, "A", "nothing", 1);
        var reading = draft.Read();
        Assert.Equal(20_001, reading.Problems.Count);
        Assert.Contains("其余没有列出", reading.Problems[0].Say);
    }

    [Fact]
    public void The_template_reads_as_an_empty_workbook_and_explains_every_item()
    {
        var file = new MemoryStream();
        WorkbookTemplate.Write(file, SampleItems.All);
        file.Position = 0;
        var reading = WorkbookReader.Read(file, SampleItems.All);
        Assert.True(reading.IsReadable);
        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Years);
        Assert.Empty(reading.Units);
        using var document = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator().Validate(document));
        var guide = document.WorkbookPart!.WorksheetParts.Last().Worksheet!.InnerText;
        Assert.All(new WorkbookSheets(SampleItems.All).Items, item => Assert.Contains(item.Key, guide));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-x", "'-x")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("一=1 <&> \u0001", "一=1 <&> ")]
    public void Text_that_looks_like_a_formula_is_neutralised(string text, string stored)
    {
        var file = new MemoryStream();
        using (var writer = new WorkbookWriter(file))
        {
            writer.Sheet("表", []);
            writer.Row(text, -5, 0.1m);
        }

        using var document = SpreadsheetDocument.Open(file, false);
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList();
        Assert.Equal([stored, "-5", "0.1"], cells.Select(cell => cell.InnerText));
        Assert.Equal([CellValues.InlineString, null, null], cells.Select(cell => cell.DataType?.Value));
    }

    private static WorkbookReading Spoiled(Action<Dictionary<string, Cell>> spoil)
    {
        var file = new WorkbookDraft().Write();
        using (var document = SpreadsheetDocument.Open(file, true))
        {
            var book = document.WorkbookPart!;
            var texts = book.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new(new SharedStringItem(new Text("小"), new Text("学")));
            var id = book.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == "学段").Id!.Value!;
            spoil(((WorksheetPart)book.GetPartById(id)).Worksheet!.Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!));
        }

        file.Position = 0;
        return WorkbookReader.Read(file, SampleItems.All);
    }

    private static byte[] Zip(string name, string text)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, true))
        {
            using var part = zip.CreateEntry(name).Open();
            part.Write(Encoding.UTF8.GetBytes(text));
        }

        return file.ToArray();
    }
}
