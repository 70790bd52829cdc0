using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>Papers about the county: every number on them is the number the rules gave, read back from the PDF.</summary>
public sealed class CountyPaperTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Theory]
    [InlineData("monitor")]
    [InlineData("target")]
    [InlineData("brief")]
    [InlineData("preschool")]
    [InlineData("circular")]
    public async Task A_county_paper_prints_says_that_it_is_a_draft_of_demo_data_and_its_text_can_be_read_back(string kind)
    {
        var (bytes, name) = await hub.Get<PaperPress>().PrintAsync(new PaperSubject(Office.CountyId, kind, 2026), new());
        var text = Squeezed(Printed.OfBytes(bytes));
        Assert.Contains("学年", name);
        Assert.Contains("紫阳县", text);
        Assert.Contains("2026—2027学年", text);
        if (Environment.GetEnvironmentVariable("HUB_PAPERS") is { } folder) await File.WriteAllBytesAsync(Path.Combine(folder, $"{kind}.pdf"), bytes);
    }

    [Fact]
    public async Task The_monitor_form_holds_every_school_every_value_and_the_fourteen_coefficients()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!;
        var report = MonitorForm.Compose(now.Assessment, now.Facts.Measurements, Paper(now));
        var tables = report.Blocks.OfType<Table>().Where(t => t.IsLandscape).ToList();
        Assert.Equal(2, tables.Count);
        var summary = Assert.Single(report.Blocks.OfType<Table>(), t => !t.IsLandscape);
        Assert.Equal(now.Assessment.Coefficients.OrderBy(c => c.Stage).ThenBy(c => c.Resource, StringComparer.Ordinal).Select(c => c.State.Name()), summary.Rows.Select(r => r.Cells[5].Text[2..]));
        foreach (var (table, stage) in tables.Zip([Stage.Primary, Stage.Junior]))
        {
            var coefficients = now.Assessment.Coefficients.Where(c => c.Stage == stage).OrderBy(c => c.Resource, StringComparer.Ordinal).ToList();
            Assert.Equal(7, coefficients.Count);
            var schools = table.Rows.Where(r => !r.IsGroup).ToList();
            Assert.Equal(coefficients.SelectMany(c => c.Difference.Rows.Select(r => r.Site).Concat(c.Difference.Missing)).Distinct().Count(), schools.Count);
            foreach (var row in schools)
            {
                var card = now.Assessment.Scorecards.Values.Single(c => c.Site.Name == row.Cells[0].Text);
                for (var i = 0; i < 7; i++) Assert.StartsWith(card.Find(coefficients[i].Row.Code, stage)!.Value?.ToText(2, true) ?? "未填", row.Cells[2 + i].Text);
            }
            var sums = table.Rows.Where(r => r.IsGroup).ToList();
            Assert.Equal(coefficients.Select(c => c.Value is not { } v ? "未填" : c.State == IndicatorState.Unknown ? $"（{v:0.000}）" : $"{v:0.000}"), sums[1].Cells.Skip(1).Take(7).Select(c => c.Text));
            Assert.Equal(coefficients.Select(c => c.State.Name()), sums[3].Cells.Skip(1).Take(7).Select(c => c.Text[2..]));
        }
    }

    [Fact]
    public async Task The_preschool_form_holds_the_eighteen_tests_and_every_kindergarten_at_form_precision()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!;
        var tables = PreschoolForm.Compose(now.Assessment, now.Facts, Paper(now)).Blocks.OfType<Table>().ToList();
        var tests = now.Assessment.Tests.Where(t => t.Test.Target == 2028).ToList();
        Assert.Equal(18, tests.Count);
        Assert.Equal(tests.Select(t => (t.Test.Code, t.ValueText, t.State.Name())), tables[0].Rows.Select(r => (r.Cells[0].Text, r.Cells[2].Text, r.Cells[4].Text[2..])));
        var kindergartens = now.Facts.Sites.Where(s => s.Kind == SchoolKind.Kindergarten).ToDictionary(s => s.Name);
        Assert.Equal(kindergartens.Count, tables[2].Rows.Count);
        foreach (var row in tables[2].Rows)
        {
            var site = kindergartens[row.Cells[0].Text];
            Fraction Value(string item, Stage? stage) => now.Facts.Measurements.Reported(site.Code, stage, item)!.Value;
            Assert.Equal((Value("outdoor_m2", null) / Value("pupils", Stage.Preschool)).ToText(2, true), row.Cells[2].Text);
            Assert.Equal(now.Assessment.Scorecards[site.Code].Find("11.3")!.State.Name(), row.Cells[5].Text[2..]);
        }
        var sum = tables[1].Rows.Single(r => r.IsGroup);
        Assert.Equal($"{tables[1].Rows.Where(r => !r.IsGroup).Sum(r => int.Parse(r.Cells[3].Text))}", sum.Cells[1].Text);
        Assert.Contains(tests.Single(t => t.Test.Code == "P15").ValueText.Split(' ')[0], sum.Cells[3].Text);
    }

    [Fact]
    public async Task The_brief_is_one_page_and_each_of_its_numbers_stands_in_the_data()
    {
        var read = (await hub.Get<TargetBoard>().FindAsync(Office, 2026))!;
        var printed = Printed.OfBytes((await hub.Get<PaperPress>().PrintAsync(new PaperSubject(Office.CountyId, "brief", 2026), new())).Bytes);
        Assert.Single(printed.Pages());
        var text = Squeezed(printed);
        var assessment = read.Now.Assessment;
        Assert.Contains($"{assessment.Scorecards.Count}所", text);
        foreach (var target in read.Targets)
        {
            var failed = target.Tests.Count(t => t.Now.State == IndicatorState.NotMet);
            var open = target.Tests.Count(t => t.Now.State == IndicatorState.Unknown);
            Assert.Contains($"{target.Year}年{TargetWords.Title(target.Year)}：{target.Status.Name()}。{target.Tests.Count}项中达到{target.Met}项，未达到{failed}项，缺数据{open}项。", text);
            Assert.Equal(target.Tests.Count, target.Met + failed + open);
        }
        foreach (var one in assessment.Coefficients.Where(c => c.State == IndicatorState.NotMet).OrderByDescending(c => c.Value / c.Limit.ToDouble()).Take(2))
            Assert.Contains($"{one.Stage.Name()}{one.Row.Name}的差异系数为{one.Value:0.000}", text);
        var failing = assessment.Scorecards.Values.Where(c => c.Compliance.Any(r => r.State == IndicatorState.NotMet)).ToList();
        var worst = failing.OrderByDescending(c => c.Compliance.Sum(r => r.Short.Count)).ThenBy(c => c.Site.Code, StringComparer.Ordinal).First();
        Assert.Contains($"{worst.Site.Name}（{worst.Compliance.Sum(r => r.Short.Count)}项次未达标）", text);
    }

    [Fact]
    public async Task The_target_report_lists_every_test_with_its_state_and_names_the_schools_in_the_way()
    {
        var read = (await hub.Get<TargetBoard>().FindAsync(Office, 2026))!;
        var report = TargetReport.Compose(read.Now.Assessment, read.Targets, Paper(read.Now));
        var rows = report.Blocks.OfType<Table>().SelectMany(t => t.Rows).ToList();
        Assert.Equal(read.Targets.SelectMany(t => t.Tests).Select(t => t.Test.Code), rows.Select(r => r.Cells[0].Text));
        Assert.Equal(read.Targets.SelectMany(t => t.Tests).Select(t => t.Now.State.Name()), rows.Select(r => r.Cells[2].Text[2..]));
        var text = Squeezed(Printed.OfBytes((await hub.Get<PaperPress>().PrintAsync(new PaperSubject(Office.CountyId, "target", 2026), new())).Bytes));
        Assert.Contains("校际差异系数", text);
        Assert.DoesNotContain("NaN", text);
    }

    [Fact]
    public async Task Papers_about_the_county_are_not_for_heads_and_inspectors_and_an_unknown_kind_is_named()
    {
        using var context = hub.As("duxue1", Roles.Inspector);
        var orders = context.Services.GetRequiredService<OrderBook>();
        foreach (var who in (Visitor[])[hub.Who("duxue1", Roles.Inspector), Office with { Role = Roles.Unit, UnitCode = "x" }])
            Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => orders.OrderAsync(who, "brief", 2026, ""))).Status);
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=tests]")), TimeSpan.FromSeconds(30));
        Assert.Empty(page.FindAll("[data-paper]"));
        using var leader = hub.As("lingdao", Roles.Leader);
        var own = leader.Render<TargetsPage>();
        own.WaitForAssertion(() => Assert.Equal(3, own.FindAll("[data-paper]").Count), TimeSpan.FromSeconds(30));
        Assert.Contains("monitor", (await Assert.ThrowsAsync<Refusal>(() => hub.Get<PaperPress>().PrintAsync(new PaperSubject(Office.CountyId, "poem", 2026), new()))).Message);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => hub.Get<PaperPress>().PrintAsync(new PaperSubject(Office.CountyId, "brief", 1999), new()))).Status);
    }

    private static CountyPaper Paper(AssessedYear now) => new("紫阳县（演示）", now.Year, new DateOnly(2026, 11, 24), now.Position, new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero), true);

    private static string Squeezed(Printed printed) => string.Concat(printed.Pages()).Replace(" ", "").Replace("\n", "").Replace("\u3000", "");
}
