using System.Globalization;
using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Targets;
using SkiaSharp;

namespace InspectionHub.Tests.Web.Targets;

/// <summary>The charts of the targets to take away: their numbers as a workbook, the drawing as a picture.</summary>
[Collection(nameof(FieldDoors))]
public sealed class TargetSheetTests(FieldHub field)
{
    [Fact]
    public async Task The_workbook_holds_every_test_and_every_number_of_every_chart()
    {
        var office = await field.DoorAsync("dudao");
        TargetProgress target = default!;
        await field.WithAsync<TargetBoard>(async board => target = (await board.FindAsync(field.Who("dudao", Roles.Office), 2026, wantsOfficial: true))!.Targets.Single(t => t.Year == 2030));
        var (tests, series) = await SheetsAsync(office.Client, "/api/targets.xlsx?target=2030&year=2026");
        Assert.Contains("演示数据", tests[0][0]);
        Assert.Equal(target.Tests.Select(t => t.Test.Code), tests.Skip(3).Select(r => r[0]));
        Assert.Equal(target.Tests.Sum(t => t.Series.Where(s => !s.Measure.IsYesNo).Sum(s => s.AllYears.Count)), series.Count - 3);
        foreach (var (test, one) in target.Tests.SelectMany(t => t.Series.Where(s => !s.Measure.IsYesNo).Select(s => (t, s))))
            foreach (var (year, value) in one.Years)
            {
                var row = series.Skip(3).First(r => r[0] == test.Test.Code && r[2] == one.Measure.Name && r[5] == $"{year}");
                Assert.Equal(value, double.Parse(row[6], CultureInfo.InvariantCulture), 1e-6);
            }
        var (only, _) = await SheetsAsync(office.Client, "/api/targets.xlsx?target=2030&year=2026&test=R6");
        Assert.Equal(["R6"], only.Skip(3).Select(r => r[0]));
        Assert.Equal(HttpStatusCode.NotFound, (await office.Client.GetAsync("/api/targets.xlsx?target=2030&test=NIX")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await (await field.Hub.SignInAsync("xz-m01")).GetAsync("/api/targets.xlsx?target=2030")).StatusCode);
    }

    [Fact]
    public async Task A_chart_is_saved_as_a_picture_with_its_lines_on_white()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(field.Hub.Address, "dudao");
        await page.GotoAsync("/targets?target=2030&test=R6");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-picture]").First.ClickAsync());
        Assert.StartsWith("R6", download.SuggestedFilename);
        Assert.EndsWith(".png", download.SuggestedFilename);
        using var picture = SKBitmap.Decode(await download.PathAsync());
        var box = await page.EvaluateAsync<double[]>("() => { const box = document.querySelector('svg.trend[id]').viewBox.baseVal; return [box.width, box.height]; }");
        Assert.Equal(((int)((box[0] + 32) * 2), (int)((box[1] + 54 + 24) * 2)), (picture.Width, picture.Height));
        // White at the edge, the title above, and in the drawing the red of the limit and the blue of the values.
        Assert.Equal(SKColors.White, picture.GetPixel(1, 1));
        var colours = Enumerable.Range(108, picture.Height - 108).SelectMany(y => Enumerable.Range(0, picture.Width).Select(x => picture.GetPixel(x, y))).ToList();
        Assert.Contains(colours, c => c.Red > 150 && c.Green < 110 && c.Blue < 110);
        Assert.Contains(colours, c => c.Blue > 100 && c.Red < 60);
        Assert.Contains(Enumerable.Range(0, picture.Width).SelectMany(x => Enumerable.Range(8, 44).Select(y => picture.GetPixel(x, y))), c => c.Red < 80 && c.Green < 80 && c.Blue < 90);
    }

    [Theory]
    [InlineData("chart-coefficients", "校际差异系数")]
    [InlineData("chart-progress", "考核等级")]
    public async Task The_charts_of_the_county_are_saved_with_the_year_and_which_numbers_they_show(string chart, string name)
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(field.Hub.Address, "dudao");
        await page.GotoAsync("/?year=2025&town=" + Uri.EscapeDataString("毛坝镇"));
        var button = page.Locator($"[data-picture={chart}]");
        var note = await button.GetAttributeAsync("data-note");
        Assert.StartsWith($"2025—2026 学年，{(chart == "chart-progress" ? "毛坝镇" : "全县")}。", note);
        Assert.Matches("正式|暂评", note!);
        var download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        Assert.StartsWith(name, download.SuggestedFilename);
        using var picture = SKBitmap.Decode(await download.PathAsync());
        var box = await page.EvaluateAsync<double[]>("id => { const box = document.getElementById(id).viewBox.baseVal; return [box.width, box.height]; }", chart);
        Assert.Equal(((int)((box[0] + 32) * 2), (int)((box[1] + 54 + 24) * 2)), (picture.Width, picture.Height));
        Assert.Equal(SKColors.White, picture.GetPixel(1, 1));
        // Ink in the title, in the line under it, and in the drawing.
        bool HasInk(int from, int to) => Enumerable.Range(from, to - from).Any(y => Enumerable.Range(0, picture.Width).Any(x => picture.GetPixel(x, y) is { Red: < 90, Green: < 100 }));
        Assert.All(new[] { (16, 56), (62, 98), (112, picture.Height - 48) }, part => Assert.True(HasInk(part.Item1, part.Item2), $"{part}"));
    }

    [Fact]
    public async Task A_target_past_its_day_also_says_whether_it_holds_now_and_a_lead_office_gets_its_own_tests()
    {
        var office = await field.DoorAsync("dudao");
        var (past, _) = await SheetsAsync(office.Client, "/api/targets.xlsx?target=2025&year=2026");
        Assert.Equal("到期时", past[2][2]);
        Assert.StartsWith("目前（20", past[2][3]);
        Assert.All(past.Skip(3), row => Assert.Matches("^(达标|未达标|未填|不适用|该年度版本无此项)$", row[3]));
        Assert.All(past.Skip(3), row => Assert.Equal("", row[past[2].IndexOf("预计达到")]));
        var (all, _) = await SheetsAsync(office.Client, "/api/targets.xlsx?target=2030&year=2026");
        Assert.Contains(all.Skip(3), row => row[all[2].IndexOf("每年还需")].StartsWith('+') || row[all[2].IndexOf("每年还需")].StartsWith('−'));
        var (lead, expected) = ("", (IReadOnlyList<string>)[]);
        await field.WithAsync<TargetBoard>(async board =>
        {
            var now = (await board.FindAsync(field.Who("dudao", Roles.Office), 2026, wantsOfficial: true))!;
            var target = now.Targets.Single(t => t.Year == 2025);
            (lead, expected) = now.Now.Framework.Clauses.SelectMany(c => c.Leads).Distinct().Select(l => (l, (IReadOnlyList<string>)[.. now.Now.Framework.TestsOf(target, l).Select(t => t.Test.Code)]))
                .First(x => x.Item2.Count > 0 && x.Item2.Count < target.Tests.Count);
        });
        var (own, _) = await SheetsAsync(office.Client, $"/api/targets.xlsx?target=2025&year=2026&lead={Uri.EscapeDataString(lead)}");
        Assert.Contains($"{lead}牵头的条款", own[0][0]);
        Assert.Equal(expected, own.Skip(3).Select(r => r[0]));
    }

    private static async Task<(List<List<string>> Tests, List<List<string>> Series)> SheetsAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var book = SpreadsheetDocument.Open(await answer.Content.ReadAsStreamAsync(), false);
        var part = book.WorkbookPart!;
        var sheets = part.Workbook!.Descendants<Sheet>().ToDictionary(s => s.Name!.Value!, s => ((WorksheetPart)part.GetPartById(s.Id!.Value!)).Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToList()).ToList());
        return (sheets["逐项"], sheets["走势"]);
    }
}
