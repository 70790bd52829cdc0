using System.Text.Json;
using InspectionHub.Tests.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Tests.Web;

/// <summary>./hub assess, as contracts.md says: the whole demo county, and small workbooks with every kind of mistake.</summary>
public sealed class AssessCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assess-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_demo_county_is_judged_whole_with_the_cell_of_every_input()
    {
        var book = Path.Combine(folder, "demo.xlsx");
        using (var file = File.Create(book)) DemoCounty.Write(file, TestFrameworks.Ziyang.Items);
        var answer = Assess(book, 2025);
        Assert.Equal("assess/1", answer.GetProperty("schema").GetString());
        Assert.Equal("ziyang-71-2021.v1", answer.GetProperty("edition").GetString());
        Assert.Equal(111, answer.GetProperty("schools").GetArrayLength());
        Assert.Equal(14, answer.GetProperty("coefficients").GetArrayLength());
        Assert.Equal([19, 18, 32], answer.GetProperty("targets").EnumerateArray().Select(t => t.GetProperty("tests").GetArrayLength()));
        Assert.All(answer.GetProperty("targets").EnumerateArray(), t => Assert.Equal("unchecked", t.GetProperty("vetoes").GetString()));
        Assert.DoesNotContain(answer.GetProperty("targets").EnumerateArray(), t => t.GetProperty("status").GetString() == "met");

        // Every input is found in the cell it names.
        using var read = File.OpenRead(book);
        var facts = WorkbookReader.Read(read, TestFrameworks.Ziyang.Items).Year(2025)!.Measurements.ToDictionary(m => (m.Origin.Sheet, m.Origin.Cell));
        var inputs = Rows(answer).SelectMany(r => r.GetProperty("inputs").EnumerateArray()).Where(i => i.GetProperty("item").GetString() != "class").ToList();
        Assert.True(inputs.Count > 3000, $"{inputs.Count} inputs");
        Assert.All(inputs, i => Assert.Equal(facts[(i.GetProperty("sheet").GetString()!, i.GetProperty("cell").GetString()!)].Value, decimal.Parse(i.GetProperty("value").GetString()!)));
    }

    [Fact]
    public void A_threshold_that_differs_by_target_has_its_own_entry()
    {
        // 14.1 残疾儿童少年安置: 97 % for 2025, 95 % for 2030.
        var entries = Rows(Assess(Write(new WorkbookDraft().Add("数据项", 2025, "A", "disabled_named", 100).Add("数据项", 2025, "A", "disabled_placed", 96)), 2025), "A").Where(r => r.GetProperty("code").GetString() == "14.1").ToList();
        Assert.Equal([("2025", "97", "not_met"), ("2030", "95", "met")], entries.Select(e => (e.GetProperty("purpose").GetString()!, e.GetProperty("threshold").GetString()!, e.GetProperty("state").GetString()!)));
    }

    [Fact]
    public void Marks_are_unknown_and_leave_an_interval_without_a_grade()
    {
        var answer = Assess(Write(new WorkbookDraft()), 2025);
        var school = answer.GetProperty("schools")[0];
        Assert.Equal("unknown", Row(answer, "A", "3.6").GetProperty("state").GetString());
        Assert.True(decimal.Parse(school.GetProperty("points").GetProperty("low").GetString()!) < decimal.Parse(school.GetProperty("points").GetProperty("high").GetString()!));
        Assert.Equal(JsonValueKind.Null, school.GetProperty("grade").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("units")[0].GetProperty("grade").ValueKind);
    }

    [Fact]
    public void A_bad_cell_makes_its_value_unknown_and_is_listed_and_the_rest_is_judged()
    {
        var answer = Assess(Write(new WorkbookDraft().Set("学段", "D4", "abc").Set("学段", "F3", -1)), 2025);
        Assert.Contains(answer.GetProperty("problems").EnumerateArray(), p => p.GetProperty("level").GetString() == "error" && p.GetProperty("sheet").GetString() == "学段" && p.GetProperty("cell").GetString() == "D4" && p.GetProperty("value").GetString() == "abc");
        Assert.Contains(answer.GetProperty("problems").EnumerateArray(), p => p.GetProperty("cell").GetString() == "F3");
        Assert.Equal("unknown", Row(answer, "B", "10.2").GetProperty("state").GetString());
        Assert.Equal("unknown", Row(answer, "A", "10.2").GetProperty("state").GetString());
        Assert.Equal("met", Row(answer, "A", "3.1").GetProperty("state").GetString());
        var rooms = answer.GetProperty("coefficients").EnumerateArray().Single(c => c.GetProperty("indicator").GetString() == "R4");
        Assert.Equal(["B"], rooms.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal("unknown", rooms.GetProperty("state").GetString());
        Assert.DoesNotContain("NaN", answer.GetRawText());
    }

    [Fact]
    public void More_qualified_teachers_than_teachers_and_classes_that_do_not_add_up_are_listed()
    {
        var answer = Assess(Write(new WorkbookDraft().Set("学段", "J3", 99).Set("班级", "F3", 50)), 2025);
        var said = answer.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("sheet").GetString()} {p.GetProperty("cell").GetString()}：{p.GetProperty("say").GetString()}").ToList();
        Assert.Contains(said, s => s.StartsWith("学段 J3", StringComparison.Ordinal));
        Assert.Contains(said, s => s.Contains("各班学生合计", StringComparison.Ordinal));
        Assert.NotEqual("met", Row(answer, "A", "4.3").GetProperty("state").GetString());
    }

    [Fact]
    public void The_same_workbook_judged_twice_gives_the_same_text() =>
        Assert.Equal(Run(Write(new WorkbookDraft()), 2025, "--json").Text, Run(Write(new WorkbookDraft()), 2025, "--json").Text);

    [Fact]
    public void Without_json_a_person_reads_how_the_three_targets_stand()
    {
        var (code, text) = Run(Write(new WorkbookDraft()), 2025);
        Assert.Equal(0, code);
        Assert.Contains("2030 目标：", text);
        Assert.Contains("否决项未核", text);
    }

    [Fact]
    public void What_cannot_be_judged_is_refused_with_its_reason()
    {
        Assert.Equal(1, Run(Write(new WorkbookDraft().Without("学段")), 2025).Code);
        Assert.Contains("学段", Run(Write(new WorkbookDraft().Without("学段")), 2025).Text);
        Assert.Contains("school", Run(Write(new WorkbookDraft().Set("学段", "B2", "shool")), 2025).Text);
        var (code, text) = Run(Write(new WorkbookDraft()), 2019);
        Assert.Equal(1, code);
        Assert.Contains("2025", text);
        Assert.Equal(1, Run(folder, 2025).Code);
        Assert.Equal(1, Run(Path.Combine(folder, "gone.xlsx"), 2025).Code);
        Assert.Equal(2, HubProcess.RunAlone("assess", "x.xlsx").Code);
    }

    private string Write(WorkbookDraft draft)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():n}.xlsx");
        File.WriteAllBytes(path, draft.Write().ToArray());
        return path;
    }

    private static (int Code, string Text) Run(string book, int year, params string[] more) => HubProcess.RunAlone(["assess", book, "--year", $"{year}", .. more]);

    private static JsonElement Assess(string book, int year)
    {
        var (code, text) = Run(book, year, "--json");
        Assert.True(code == 0, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static IEnumerable<JsonElement> Rows(JsonElement answer, string? site = null) =>
        answer.GetProperty("schools").EnumerateArray().Where(s => site is null || s.GetProperty("code").GetString() == site).SelectMany(s => s.GetProperty("indicators").EnumerateArray());

    private static JsonElement Row(JsonElement answer, string site, string code) => Rows(answer, site).First(r => r.GetProperty("code").GetString() == code);
}
