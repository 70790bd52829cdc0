using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Reports.Docx;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Html;
using InspectionHub.Web.Reports.Xlsx;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>A school's name, a note and a problem that look like code stay text in every format a paper is written in.</summary>
public sealed class PaperScriptTests
{
    private const string Tag = "</td></w:t><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">";
    private const string Markup = "A&B &amp; ]]> <!--";
    private const string Field = "{ HYPERLINK \"http://example.org\" } MERGEFIELD";
    private const string Formula = "=HYPERLINK(\"http://example.org\",\"点\")";

    private static readonly string[] All = [Tag, Markup, Field, Formula];

    /// <summary>The table of problems, each a hostile text, in a paper as it goes out.</summary>
    private static Report Hostile()
    {
        var composed = RecheckPaper.Compose(Tag, [.. All.Select(text => new RecheckItem(new(text, text, text, text, text, null, "立行立改"), "已整改", text, "", text, new(2026, 11, 23), null))], PaperComposerTests.Head);
        return PaperDress.Issue(PaperDress.Draft(composed, PaperKinds.Find("recheck")!, new(Markup, Field, string.Join('\n', All))), new("紫教督〔2026〕7号", new(2026, 11, 24), PaperComposerTests.Head.Printed, 1, null));
    }

    [Fact]
    public void The_pdf_says_it_as_it_was_written()
    {
        var text = Printed.Of(Hostile()).Text();
        Assert.All(All, one => Assert.Contains(one, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_word_document_is_valid_and_has_no_field_made_of_it()
    {
        var file = WordFile.Of(Hostile());
        Assert.Empty(WordFile.Complaints(file));
        var text = WordFile.Text(file);
        Assert.All(All, one => Assert.Contains(one, text, StringComparison.Ordinal));
        using var document = WordFile.Open(file);
        var body = document.MainDocumentPart!.Document!.Body!;
        Assert.Empty(body.Descendants<W.Hyperlink>());
        Assert.Empty(body.Descendants<W.SimpleField>());
        Assert.Empty(body.Descendants<W.FieldCode>());
        Assert.Empty(document.MainDocumentPart.HyperlinkRelationships);
    }

    [Fact]
    public void The_workbook_has_no_formula()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(TableBook.Write(Hostile())), isEditable: false);
        var cells = book.WorkbookPart!.WorksheetParts.SelectMany(sheet => sheet.Worksheet!.Descendants<Cell>()).ToList();
        Assert.Empty(cells.SelectMany(cell => cell.Descendants<CellFormula>()));
        var texts = cells.Select(cell => cell.InlineString?.InnerText ?? "").ToList();
        Assert.Contains("'" + Formula, texts);
        Assert.DoesNotContain(texts, text => text.StartsWith('='));
        Assert.All(All, one => Assert.Contains(texts, text => text.Contains(one, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_preview_runs_nothing_in_a_browser_even_without_the_hub_s_headers()
    {
        await using var context = await (await Chromium.BrowserAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(new HtmlWriter(Printed.Fonts).Page(Hostile()));
        Assert.StartsWith("预览：", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("script, img, td script").CountAsync());
        var text = await page.Locator("article").First.InnerTextAsync();
        Assert.All(All, one => Assert.Contains(one, text, StringComparison.Ordinal));
        // The same page would have run it had it been written as markup.
        await page.SetContentAsync($"<title>预览</title>{Tag}");
        Assert.Equal("ran", await page.TitleAsync());
    }
}
