using InspectionHub.Core.Measurements;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Tests.Web.Measurements;

public sealed class WorkbookReaderTests
{
    [Fact]
    public void A_good_workbook_is_read_whole_with_the_cell_of_every_value()
    {
        var reading = new WorkbookDraft().Read();
        Assert.Empty(reading.Problems);
        Assert.True(reading.IsReadable);
        Assert.False(reading.HasErrors);
        Assert.Equal(new Unit("U1", "城关镇中心学校", "镇中心学校", "A"), Assert.Single(reading.Units));
        var year = Assert.Single(reading.Years);
        Assert.Equal(2025, year.Year);
        Assert.Equal(new Site("A", "U1", "城关镇第一小学", "城关镇", SchoolKind.Primary, Area.Town, true, false, 2010), year.Sites[0]);
        Assert.Contains(new Measurement("A", null, "rooms_m2", 500.5m, new("学校", "K3")), year.Measurements);
        Assert.Contains(new Measurement("B", Stage.Primary, "above", 4, new("学段", "F4")), year.Measurements);
        Assert.Contains(new Measurement("A", null, "allowance_ok", 1, new("数据项", "D5")), year.Measurements);
        Assert.Contains(new Measurement(null, null, "meal_yuan", 5, new("县级", "C3")), year.Measurements);
        Assert.Contains(new ClassSize("A", Stage.Primary, "1", "1班", 60, new("班级", "F3")), year.Classes);
        Assert.Equal(new SpecialRoom("A", "音乐", 96.5m, 2012, new("专用室", "D3")), Assert.Single(year.Rooms));
        Assert.Equal(new Succession("B", "B", new(2024, 9, 1), SuccessionKind.Rename, new("沿革", "A3")), Assert.Single(reading.Successions));
    }

    [Theory]
    [InlineData("学段", "D3", -5, "负数")]
    [InlineData("学段", "D3", "abc", "文本")]
    [InlineData("学段", "D3", "100", "文本")]
    [InlineData("学段", "D3", 1_000_000_000, "超出可信范围")]
    [InlineData("学段", "D3", 99.5, "整数")]
    [InlineData("学段", "F3", 9, "大于")]
    [InlineData("学段", "C3", "大学", "学段")]
    [InlineData("学段", "B3", "Z9", "没有 2025 学年的校点")]
    [InlineData("学段", "A3", 2019, "Z")]
    [InlineData("学段", "B4", "A", "重复")]
    [InlineData("学校", "B4", "A", "重复")]
    [InlineData("学校", "C4", "U9", "单位")]
    [InlineData("学校", "E4", "不在镇", "镇")]
    [InlineData("学校", "F4", "郊", "城镇乡")]
    [InlineData("学校", "G4", "大", "类别")]
    [InlineData("学校", "H4", "也许", "1（是）")]
    [InlineData("学校", "I4", 2, "1（是）")]
    [InlineData("学校", "J4", 20188, "超出可信范围")]
    [InlineData("学校", "L3", 501, "大于")]
    [InlineData("单位", "D3", "Z9", "主校点")]
    [InlineData("单位", "C3", "大学", "分组")]
    [InlineData("班级", "D3", "十三", "年级")]
    [InlineData("班级", "F3", 1200, "超出可信范围")]
    [InlineData("专用室", "D3", "大", "文本")]
    [InlineData("数据项", "C3", "nothing", "没有“nothing”")]
    [InlineData("数据项", "C3", "meal_yuan", "应填在“县级”")]
    [InlineData("数据项", "D4", 21, "大于")]
    [InlineData("数据项", "C4", "aid_due", "重复")]
    [InlineData("县级", "B3", "", "必填")]
    [InlineData("沿革", "D3", "搬走", "变更")]
    [InlineData("沿革", "C3", "去年", "日期")]
    [InlineData("沿革", "B3", "Z9", "不在“学校”表中")]
    [InlineData("沿革", "B3", "A", "相同")]
    public void A_bad_cell_is_an_error_at_its_place(string sheet, string cell, object value, string say)
    {
        var reading = new WorkbookDraft().Set(sheet, cell, value is double number ? (decimal)number : value is "" ? null : value).Read();
        Assert.True(reading.IsReadable);
        Assert.True(reading.HasErrors);
        var place = sheet switch { _ when say == "重复" => sheet == "学段" ? "C4" : cell, _ when say == "Z" => "B3", _ => cell };
        var problem = Assert.Single(reading.Problems, problem => problem.Level == ProblemLevel.Error && problem.Sheet == sheet && problem.Cell == place);
        Assert.Contains(say == "Z" ? "2019" : say, problem.Say);
    }

    [Fact]
    public void All_problems_are_reported_at_once_and_only_the_bad_values_are_unknown()
    {
        var reading = new WorkbookDraft().Set("学段", "D3", "abc").Set("学段", "E4", -1).Set("学校", "K4", "大").Set("县级", "C3", -1).Set("数据项", "D3", 20.5m).Read();
        Assert.Equal(["学校!K4", "学段!D3", "学段!E4", "数据项!D3", "县级!C3"],
            reading.Problems.Where(problem => problem.Level == ProblemLevel.Error).Select(problem => $"{problem.Sheet}!{problem.Cell}"));
        Assert.Equal("abc", reading.Problems.First(problem => problem.Cell == "D3").Value);
        var set = new MeasurementSet(reading.Years[0].Measurements);
        Assert.Null(set.Reported("A", Stage.Primary, "pupils"));
        Assert.Equal(8, set.Reported("A", Stage.Primary, "teachers")?.Value);
    }

    [Fact]
    public void A_blank_cell_is_unknown_and_no_problem()
    {
        var reading = new WorkbookDraft().Set("学段", "G3", null).Set("学校", "H3", null).Set("学校", "F3", null).Set("学校", "J3", null).Read();
        Assert.Empty(reading.Problems);
        Assert.DoesNotContain(reading.Years[0].Measurements, fact => fact is { Site: "A", Item: "backbone" });
        Assert.Equal((null, null, null), (reading.Years[0].Sites[0].IsPublic, reading.Years[0].Sites[0].Area, reading.Years[0].Sites[0].Designed));
    }

    [Fact]
    public void A_missing_sheet_and_a_missing_key_column_are_both_named_and_make_the_workbook_unreadable()
    {
        var reading = new WorkbookDraft().Without("班级").Set("学段", "C2", "x").Read();
        Assert.False(reading.IsReadable);
        Assert.Contains(reading.Problems, problem => problem is { Level: ProblemLevel.Error, Sheet: "班级" } && problem.Say.Contains("缺少工作表"));
        Assert.Contains(reading.Problems, problem => problem is { Level: ProblemLevel.Error, Sheet: "学段", Value: "stage" } && problem.Say.Contains("缺少必需的列"));
    }

    [Fact]
    public void A_missing_value_column_is_a_warning_and_its_values_are_unknown()
    {
        var reading = new WorkbookDraft().Set("学段", "G2", null).Read();
        Assert.False(reading.HasErrors);
        Assert.Contains(reading.Problems, problem => problem is { Level: ProblemLevel.Warning, Sheet: "学段", Value: "backbone" });
        Assert.DoesNotContain(reading.Years[0].Measurements, fact => fact.Item == "backbone");
    }

    [Fact]
    public void Extra_columns_blank_rows_and_extra_sheets_are_passed_over_with_a_note()
    {
        var draft = new WorkbookDraft().Set("县级", "E2", "mine").Set("县级", "E3", "x").Set("县级", "E9", "y");
        draft.Set("县级", "A7", 2025).Set("县级", "B7", "quota").Set("县级", "C7", 10);
        var reading = draft.Read();
        Assert.All(reading.Problems, problem => Assert.Equal(ProblemLevel.Note, problem.Level));
        Assert.Equal(["E2", "A4", "A9"], reading.Problems.Select(problem => problem.Cell));
        Assert.Contains(reading.Years[0].Measurements, fact => fact.Item == "quota");
    }

    [Theory]
    [InlineData("班级", "F3", 59, "D3", "不一致")]
    [InlineData("学段", "K3", 7, "K3", "教职工")]
    public void Numbers_that_do_not_go_together_are_warnings(string sheet, string cell, int value, string place, string say)
    {
        var reading = new WorkbookDraft().Set(sheet, cell, value).Read();
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((ProblemLevel.Warning, "学段", place), (problem.Level, problem.Sheet, problem.Cell));
        Assert.Contains(say, problem.Say);
    }

    [Fact]
    public void Pupils_without_teachers_and_a_jump_by_more_than_half_are_warnings()
    {
        var draft = new WorkbookDraft();
        draft.Add("学校", 2026, "A", "U1", "城关镇第一小学", "城关镇", "镇", "小", 1, 0, 2010);
        var reading = draft.Add("学段", 2026, "A", "小学", 151, 0, 0, 0, 0, 0, 0, 3).Read();
        Assert.Equal(["E5 0", "D5 151"], reading.Problems.Select(problem => $"{problem.Cell} {problem.Value}"));
        Assert.All(reading.Problems, problem => Assert.Equal(ProblemLevel.Warning, problem.Level));
    }
}
