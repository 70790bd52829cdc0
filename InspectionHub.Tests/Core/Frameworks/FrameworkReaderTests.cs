using System.Text.Json.Nodes;
using InspectionHub.Core.Frameworks;

namespace InspectionHub.Tests.Core.Frameworks;

/// <summary>One mistake at a time in the published edition: it is named at its place, and nothing else is.</summary>
public sealed class FrameworkReaderTests
{
    [Theory]
    [InlineData("\"method\": \"D\"", "\"method\": \"数据\"", "indicators[0].method", "“数据”不在可用的词（D、M、X、Q）之内")]
    [InlineData("\"duty\": \"校\"", "\"duty\": \"班\"", "indicators[0].duty", "“班”不在可用的词")]
    [InlineData("\"op\": \"=\"", "\"op\": \"==\"", "indicators[0].thresholds[0].op", "“==”不在可用的词（>=、<=、=、>、<）之内")]
    [InlineData("\"purpose\": \"annual\"", "\"purpose\": \"2026\"", "indicators[0].thresholds[0].purpose", "annual、2025、2028、2030")]
    [InlineData("\"stage\": \"小学\"", "\"stage\": \"大学\"", "thresholds[0].stage", "不认识的学段“大学”")]
    [InlineData("\"source\": \"founding\", \"basis\"", "\"source\": \"梦\", \"basis\"", "indicators[0].thresholds[0].source", "founding、national、provincial、county")]
    [InlineData("\"from\": \"2021-09-02\"", "\"from\": \"2021-9-2\"", "indicators[0].thresholds[0].from", "不是日期")]
    [InlineData("\"unit\": \"%\",\n", "", "indicators[0]", "缺少“unit”")]
    [InlineData("\"duty\": \"校\",\n", "\"duty\": \"校\", \"colour\": \"红\",\n", "indicators[0].colour", "不认识的字段“colour”")]
    [InlineData("\"clause\": \"四(一)1\"", "\"clause\": \"四(三)1\"", "indicators[0].clause", "所属条款“四(三)1”不存在")]
    [InlineData("\"lead\": \"乡村振兴办\"", "\"lead\": \"人事股\"", "indicators[0].lead", "不是条款 四(一)1 的牵头股室（乡村振兴办）")]
    [InlineData("\"numerator\": [\"visited\"]", "\"numerator\": [\"visitors\"]", "indicators[0].rule", "数据项“visitors”不在 items 中")]
    [InlineData("\"teachers@高中\"", "\"teachers@高校\"", "rule.denominator[0]", "不认识的学段或校点类别“高校”")]
    [InlineData("\"幼\": 4, \"小\": 3", "\"幼\": 5, \"小\": 3", "indicators", "“幼”类各项分值之和应为 100，实为 101")]
    [InlineData("\"kinds\": \"幼小初九高职特点\"", "\"kinds\": \"幼幼小初九高职特点\"", "indicators[0].kinds", "“幼”写了两次")]
    [InlineData("\"partOf\": \"teachers\"", "\"partOf\": \"teacher\"", "partOf", "整体“teacher”不在 items 中")]
    [InlineData("\"key\": \"staff\"", "\"key\": \"pupils\"", "key", "数据项“pupils”重复")]
    [InlineData("\"code\": \"T2\"", "\"code\": \"T1\"", "tests[1].code", "县级测试代码“T1”重复")]
    [InlineData("\"target\": 2025", "\"target\": 2026", "tests[0].target", "2025、2028 或 2030")]
    [InlineData("\"target\": 2025", "\"target\": 99999999999", "tests[0].target", "应为整数")]
    [InlineData("\"excellent\": 90", "\"excellent\": 70", "settings", "合格 ≤ 良好 ≤ 优秀")]
    [InlineData("\"metFromLevel\": 3", "\"metFromLevel\": \"3\"", "settings.metFromLevel", "应为整数，实为“3”")]
    [InlineData("\"edition\": \"ziyang-71-2021.v1\"", "\"edition\": \"a\", \"edition\": \"b\"", "edition", "写了两次")]
    public void A_mistake_is_named_at_its_place_and_alone(string old, string replacement, string place, string say)
    {
        var (text, line) = Changed(old, replacement);
        var problem = Assert.Single(FrameworkReader.Read(text).Problems);
        Assert.Contains(place, problem.Place);
        Assert.Contains(say, problem.Say);
        // A missing member is named at its object, sums and lists at theirs; everything else at its own line.
        if (replacement.Length > 0 && !say.Contains("之和") && !say.Contains("合格 ≤")) Assert.Contains($"行 {line}", problem.Place);
    }

    [Fact]
    public void A_rubric_without_its_fifth_level_is_refused()
    {
        var root = JsonNode.Parse(TestFrameworks.Text)!;
        var row = root["indicators"]!.AsArray().First(r => (string?)r!["code"] == "3.6")!;
        row["rule"]!["levels"]!.AsObject().Remove("1");
        var problem = Assert.Single(FrameworkReader.Read(root.ToString()).Problems);
        Assert.Contains("rule.levels", problem.Place);
        Assert.Contains("五级", problem.Say);
    }

    [Fact]
    public void A_row_without_its_standard_is_refused()
    {
        var root = JsonNode.Parse(TestFrameworks.Text)!;
        root["indicators"]![0]!.AsObject().Remove("thresholds");
        Assert.Contains("指标 1.1 缺少标准值", Assert.Single(FrameworkReader.Read(root.ToString()).Problems).Say);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"clauses\": 3, \"settings\": []}")]
    [InlineData("{\"name\": \"\\ud800\"}")]
    [InlineData("{} {}")]
    public void What_is_no_edition_is_refused_with_reasons(string text)
    {
        var reading = FrameworkReader.Read(text);
        Assert.Null(reading.Framework);
        Assert.NotEmpty(reading.Problems);
        Assert.Equal(reading.Problems.Count, reading.Problems.Distinct().Count());
    }

    [Fact]
    public void Whatever_single_value_is_broken_the_reader_answers_with_problems_and_never_throws()
    {
        var lines = TestFrameworks.Text.Split('\n');
        for (var at = 0; at < lines.Length; at += 37)
        {
            var text = string.Join('\n', lines.Where((_, n) => n != at));
            var reading = FrameworkReader.Read(text);
            Assert.True(reading.Framework is not null ^ reading.Problems.Count > 0, lines[at]);
        }
    }

    private static (string Text, int Line) Changed(string old, string replacement)
    {
        var text = TestFrameworks.Text;
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{old} is not in the file");
        var line = 1 + text[..at].Count(c => c == '\n');
        return (text[..at] + replacement + text[(at + old.Length)..], line);
    }
}
