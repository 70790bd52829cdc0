using System.Text.RegularExpressions;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using UglyToad.PdfPig;

namespace InspectionHub.Tests.Web.Reports.Docx;

/// <summary>Documents opened and printed by LibreOffice, all in one start.</summary>
public sealed class OpenedDocuments : IAsyncLifetime
{
    internal static readonly string Note = string.Concat(Enumerable.Range(0, 1000).Select(i => $"第{i:0000}条意见：请尽快整改并报送材料。"));
    internal static readonly string Name = string.Concat(Enumerable.Repeat("紫阳县蒿坪镇中心小学", 6));

    internal IReadOnlyDictionary<string, byte[]> Files { get; private set; } = new Dictionary<string, byte[]>();

    internal IReadOnlyDictionary<string, byte[]> Prints { get; private set; } = new Dictionary<string, byte[]>();

    public async ValueTask InitializeAsync()
    {
        var wide = new Table([.. Enumerable.Range(1, 14).Select(i => new TableColumn($"指标{i}"))], [.. Enumerable.Range(1, 60).Select(r => new TableRow([.. Enumerable.Range(1, 14).Select(i => new TableCell($"{r}"))]))]) { IsLandscape = true, Caption = "附表" };
        Files = new Dictionary<string, byte[]>
        {
            ["whole"] = WordFile.Of(SampleReport.Whole()),
            ["wide"] = WordFile.Of(new Paragraph("前"), wide, Paragraph.Note("注在横页"), new Paragraph("后")),
            ["bad"] = WordFile.Of(new RedHeader(Name, "紫教督〔2026〕7号", "王某"), new Title(Name), new Table([new("学校"), new("意见", 3)], [new(Name, Note), new("末行", new string('9', 300)), new("表情", "好😀")]) { Caption = "意见汇总" }, new Signatures { Organ = Name, Date = new(2026, 1, 1), Lines = [Name] }, new Imprint(Name, Name, null)),
            ["empty"] = WordFile.Of(),
            ["long"] = WordFile.Of(SampleReport.Rows(150)),
        };
        // Every kind of paper as it goes out, in the same start.
        Files = Files.Concat(EveryPaper.Issued.Where(paper => paper.Key != "sample").Select(paper => KeyValuePair.Create($"paper-{paper.Key}", WordFile.Of(paper.Value())))).ToDictionary();
        Prints = await WordFile.PrintAsync(Files);
        if (Environment.GetEnvironmentVariable("HUB_PAPERS") is not { } folder) return;
        foreach (var (name, file) in Files) await File.WriteAllBytesAsync(Path.Combine(folder, name + ".docx"), file);
        foreach (var (name, file) in Prints) await File.WriteAllBytesAsync(Path.Combine(folder, name + ".docx.pdf"), file);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed partial class DocxOpenedTests(OpenedDocuments opened) : IClassFixture<OpenedDocuments>
{
    [Fact]
    public void What_LibreOffice_prints_holds_the_text_of_the_PDF_and_nothing_else()
    {
        // Charts are pictures in a document; every other character is the same, as often.
        var report = SampleReport.Whole();
        var same = report with { Blocks = [.. report.Blocks.Where(block => block is not (TrendChart or BarChart))] };
        var pdf = Count(Body(Printed.Of(same).Bytes));
        foreach (var caption in report.Blocks.Select(block => block switch { TrendChart chart => chart.Caption, BarChart chart => chart.Caption, _ => "" }))
            foreach (var letter in Squeezed(caption)) pdf[letter] = pdf.GetValueOrDefault(letter) + 1;
        var word = Count(Body(opened.Prints["whole"]));

        Assert.Equal(pdf.OrderBy(entry => entry.Key), word.OrderBy(entry => entry.Key));
    }

    [Fact]
    public void Its_paragraphs_and_cells_stand_in_the_order_they_were_written()
    {
        var text = Body(opened.Prints["whole"]);
        var at = 0;
        foreach (var expected in SampleReport.Whole().Blocks.Where(block => block is Title or Heading or Paragraph or Table).SelectMany(block => block is Table table ? [table.Caption!, .. table.Rows.SelectMany(row => row.Cells.Select(cell => cell.Text))] : ReportWords.Of(block)).Select(Squeezed))
        {
            var found = text.IndexOf(expected, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{expected}” is not after “{text[Math.Max(0, at - 20)..at]}”");
            at = found + expected.Length;
        }
    }

    [Fact]
    public void The_document_has_as_many_pages_as_the_PDF_give_or_take_one_and_numbers_them_outside()
    {
        using var file = PdfDocument.Open(opened.Prints["whole"]);
        Assert.InRange(file.NumberOfPages, Printed.Of(SampleReport.Whole()).Pages().Count - 1, Printed.Of(SampleReport.Whole()).Pages().Count + 1);
        foreach (var page in file.GetPages())
        {
            var foot = page.Letters.Where(letter => letter.Location.Y < 99 && char.IsAsciiDigit(letter.Value[0])).ToList();
            Assert.Equal($"{page.Number}", string.Concat(foot.Select(letter => letter.Value)));
            Assert.True(page.Number % 2 == 1 ? foot[0].Location.X > 450 : foot[0].Location.X < 150);
            Assert.Contains("演示数据", string.Concat(page.Letters.Where(letter => letter.Location.Y > 720).Select(letter => letter.Value)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_imprint_is_the_last_thing_of_the_last_page_and_bound_to_its_foot()
    {
        // Word sets a floating table at the foot; LibreOffice leaves it where it was written.
        using var document = WordFile.Open(opened.Files["whole"]);
        var place = document.MainDocumentPart!.Document!.Descendants<DocumentFormat.OpenXml.Wordprocessing.TablePositionProperties>().Single();
        Assert.Equal(("bottom", "margin"), (place.TablePositionYAlignment!.InnerText, place.VerticalAnchor!.InnerText));
        using var file = PdfDocument.Open(opened.Prints["whole"]);
        var letters = file.GetPages().Last().Letters.Where(letter => letter.Location.Y > 99 && letter.Value.Trim().Length > 0).ToList();
        Assert.Equal("印发", string.Concat(letters.Where(letter => letter.Location.Y <= letters.Min(other => other.Location.Y) + 3).OrderBy(letter => letter.Location.X).Select(letter => letter.Value))[^2..]);
    }

    [Fact]
    public void A_wide_table_and_its_note_lie_on_landscape_pages_under_a_repeated_head()
    {
        using var file = PdfDocument.Open(opened.Prints["wide"]);
        var pages = file.GetPages().ToList();

        Assert.False(pages[0].Width > pages[0].Height || pages[^1].Width > pages[^1].Height);
        Assert.All(pages[1..^1], page => Assert.True(page.Width > page.Height));
        Assert.All(pages[1..^1], page => Assert.Contains("指标14", Squeezed(string.Concat(page.Letters.Select(letter => letter.Value))), StringComparison.Ordinal));
        Assert.Contains("注在横页", string.Concat(pages[^2].Letters.Select(letter => letter.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_long_notes_unbreakable_words_and_emoji_are_whole_and_stay_on_the_page()
    {
        Assert.Empty(WordFile.Complaints(opened.Files["bad"]));
        using var file = PdfDocument.Open(opened.Prints["bad"]);
        var text = Squeezed(string.Concat(file.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)));

        Assert.True(file.NumberOfPages > 3);
        for (var i = 0; i < 1000; i++) Assert.Contains($"第{i:0000}条", text, StringComparison.Ordinal);
        Assert.Contains(new string('9', 300), WordFile.Text(opened.Files["bad"]), StringComparison.Ordinal);
        Assert.All(file.GetPages().SelectMany(page => page.Letters.Where(letter => letter.Value.Trim().Length > 0).Select(letter => (letter.Location.X, page.Width))), at => Assert.InRange(at.X, 40, at.Width - 50));
    }

    [Fact]
    public void A_table_over_several_pages_repeats_its_head_and_loses_no_row()
    {
        using var file = PdfDocument.Open(opened.Prints["long"]);
        var pages = file.GetPages().Select(page => Squeezed(string.Concat(page.Letters.Select(letter => letter.Value)))).ToList();

        Assert.True(pages.Count > 3);
        Assert.All(pages, page => Assert.Contains("代码", page, StringComparison.Ordinal));
        Assert.Equal(150, pages.Sum(page => Regex.Count(page, "≥4.20")));
    }

    public static TheoryData<string> Papers => [.. EveryPaper.Issued.Keys.Where(name => name != "sample")];

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_kind_of_paper_keeps_to_the_standard_and_opens_with_all_its_words(string name)
    {
        Assert.Empty(WordFile.Complaints(opened.Files[$"paper-{name}"]));
        using var file = PdfDocument.Open(opened.Prints[$"paper-{name}"]);
        var text = Squeezed(string.Concat(file.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)));
        // A cell's words may be cut by the page's end; titles, headings and paragraphs are found whole.
        foreach (var block in EveryPaper.Issued[name]().Blocks.Where(block => block is Title or Heading))
            foreach (var words in ReportWords.Of(block)) Assert.Contains(Squeezed(words), text, StringComparison.Ordinal);
        var letters = Count(text);
        var written = string.Concat(EveryPaper.Issued[name]().Blocks.Where(block => block is not (TrendChart or BarChart)).SelectMany(ReportWords.Of));
        foreach (var (letter, times) in Count(written).Where(entry => entry.Key is >= '\u4E00' and < '\uA000'))
            Assert.True(letters.GetValueOrDefault(letter) >= times, $"“{letter}”: {letters.GetValueOrDefault(letter)}, not {times}");
    }

    [Fact]
    public void An_empty_report_is_an_empty_page()
    {
        using var file = PdfDocument.Open(opened.Prints["empty"]);
        Assert.Equal(1, file.NumberOfPages);
    }

    private static string Body(byte[] pdf)
    {
        using var file = PdfDocument.Open(pdf);
        // Repeated heads and page furniture differ with the page breaks.
        return string.Concat(file.GetPages().Select(page => Furniture().Replace(Squeezed(string.Concat(page.Letters.Select(letter => letter.Value))), ""))).Replace("代码指标测算状态得分依据数值标准", "", StringComparison.Ordinal).Replace("代码指标状态得分依据测算数值标准", "", StringComparison.Ordinal);
    }

    private static Dictionary<char, int> Count(string text) => text.GroupBy(c => c).ToDictionary(group => group.Key, group => group.Count());

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\u3000' && c != '_'));

    [GeneratedRegex("—\\d+—|演示数据　?(草稿)?")]
    private static partial Regex Furniture();
}
