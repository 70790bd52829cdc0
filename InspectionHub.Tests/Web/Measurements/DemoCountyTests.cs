using InspectionHub.Core.Measurements;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Tests.Web.Measurements;

public sealed class DemoCountyTests
{
    private static readonly byte[] File = Write(71);
    private static readonly WorkbookReading Reading = WorkbookReader.Read(new MemoryStream(File), SampleItems.All);

    [Fact]
    public void The_demo_reads_back_without_an_error_and_with_few_warnings()
    {
        Assert.DoesNotContain(Reading.Problems, problem => problem.Level != ProblemLevel.Warning);
        Assert.InRange(Reading.Problems.Count, 0, 5);
        Assert.Equal([2020, 2021, 2022, 2023, 2024, 2025, 2026], Reading.Years.Select(year => year.Year));
    }

    [Theory]
    [InlineData(Stage.Preschool, 8234, 350)]
    [InlineData(Stage.Primary, 21333, 981)]
    [InlineData(Stage.Junior, 10908, 1070)]
    [InlineData(Stage.Senior, 5931, 346)]
    [InlineData(Stage.Vocational, 1072, 55)]
    public void The_totals_of_2020_are_the_published_ones(Stage stage, int pupils, int teachers)
    {
        Assert.Equal(pupils, Sum(2020, stage, "pupils"));
        Assert.Equal(teachers, Sum(2020, stage, "teachers"));
    }

    [Fact]
    public void The_mix_of_2020_is_the_published_one_under_38_units()
    {
        var sites = Reading.Year(2020)!.Sites;
        Assert.Equal("幼35 小39 初9 九9 高2 职1 特1 点15", string.Join(' ', sites.GroupBy(site => site.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key.Short()}{kind.Count()}")));
        Assert.Equal(13, sites.Count(site => site.IsPublic == false));
        Assert.Equal(17, sites.Select(site => site.Town).Distinct().Count());
        Assert.All(Reading.Years, year => Assert.Equal(111, year.Sites.Count));
        Assert.Equal(38, Reading.Units.Count);
        Assert.Equal(17, Reading.Units.Count(unit => unit.Group == "镇中心学校"));
    }

    [Fact]
    public void Points_lie_on_both_sides_of_fifty_pupils_and_classes_add_up()
    {
        var year = Reading.Year(2025)!;
        var points = year.Sites.Where(site => site.Kind == SchoolKind.TeachingPoint).Select(site => Value(2025, site.Code, Stage.Primary, "pupils")).ToList();
        Assert.InRange(points.Count(pupils => pupils < 50), 5, 12);
        Assert.InRange(points.Count(pupils => pupils is >= 50 and < 100), 3, 8);
        Assert.All(year.Classes.GroupBy(one => (one.Site, one.Stage)), stage =>
            Assert.Equal(Value(2025, stage.Key.Site, stage.Key.Stage, "pupils"), stage.Sum(one => one.Pupils)));
    }

    [Fact]
    public void Every_item_has_data_and_some_values_are_unknown()
    {
        var found = Reading.Year(2025)!.Measurements.Select(fact => fact.Item).ToHashSet();
        Assert.Empty(new WorkbookSheets(SampleItems.All).Items.Select(item => item.Key).Except(found));
        var known = Reading.Year(2025)!.Measurements.Count(fact => fact is { Item: "rooms_m2" or "sport_m2" or "books" });
        Assert.InRange(known, 320, 332);
    }

    [Fact]
    public void Most_schools_meet_most_resource_rows_and_several_do_not()
    {
        foreach (var (stage, limits) in new[] { (Stage.Primary, (4.2m, 1m, 0.9m)), (Stage.Junior, (5.3m, 1m, 0.9m)) })
        {
            var sites = Reading.Year(2025)!.Sites.Where(site => site.Kind is SchoolKind.Primary or SchoolKind.Junior or SchoolKind.NineYear)
                .Where(site => Value(2025, site.Code, stage, "pupils") > 0).ToList();
            foreach (var (item, limit) in new[] { ("above", limits.Item1), ("backbone", limits.Item2), ("pe_arts", limits.Item3) })
            {
                var met = sites.Count(site => Value(2025, site.Code, stage, item) * 100 >= limit * Value(2025, site.Code, stage, "pupils"));
                Assert.InRange(met, sites.Count / 2, sites.Count);
            }
        }
    }

    [Theory]
    [InlineData("above", true)]
    [InlineData("pe_arts", true)]
    [InlineData("backbone", false)]
    public void Some_coefficients_of_the_primary_stage_are_within_the_limit_and_one_is_not(string item, bool isWithin)
    {
        var rows = Reading.Year(2025)!.Sites.Select(site => (Pupils: Value(2025, site.Code, Stage.Primary, "pupils") ?? 0, Part: Value(2025, site.Code, Stage.Primary, item), site.Kind))
            .Where(row => row.Part is not null && row.Kind != SchoolKind.Special && row.Pupils >= (row.Kind == SchoolKind.TeachingPoint ? 50 : 1)).ToList();
        // N·Σ(r²/p) ≤ (1 + L²)·R², contracts.md difference/1.
        var (pupils, parts) = (rows.Sum(row => row.Pupils), rows.Sum(row => row.Part!.Value));
        Assert.Equal(isWithin, pupils * rows.Sum(row => row.Part!.Value * row.Part.Value / row.Pupils) <= 1.25m * parts * parts);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(File, Write(71));
        Assert.NotEqual(File, Write(72));
    }

    [Fact]
    public void A_rename_keeps_its_code_and_a_merger_ends_one()
    {
        Assert.Equal([SuccessionKind.Rename, SuccessionKind.Merger, SuccessionKind.Split], Reading.Successions.Select(turn => turn.Kind));
        foreach (var turn in Reading.Successions)
        {
            var (before, after) = (Reading.Year(turn.On.Year - 1)!.Sites, Reading.Year(turn.On.Year)!.Sites);
            var (from, to) = (before.Single(site => site.Code == turn.From), after.Single(site => site.Code == turn.To));
            Assert.NotEqual(from.Name, to.Name);
            Assert.Equal(turn.Kind == SuccessionKind.Merger, after.All(site => site.Code != turn.From));
            Assert.Equal(turn.Kind == SuccessionKind.Split, before.All(site => site.Code != turn.To));
        }
    }

    [Theory]
    [InlineData(2022)]
    [InlineData(2023)]
    [InlineData(2024)]
    [InlineData(2026)]
    public void A_county_that_begins_in_a_later_year_is_a_workbook_without_errors(int from)
    {
        using var file = new MemoryStream();
        DemoCounty.Write(file, SampleItems.All, size: new(1, from));
        file.Position = 0;
        var reading = WorkbookReader.Read(file, SampleItems.All);
        Assert.DoesNotContain(reading.Problems, p => p.Level == ProblemLevel.Error);
        Assert.Equal(Enumerable.Range(from, DemoCounty.LastYear - from + 1), reading.Years.Select(y => y.Year).Order());
    }

    private static byte[] Write(int seed)
    {
        var file = new MemoryStream();
        DemoCounty.Write(file, SampleItems.All, seed);
        return file.ToArray();
    }

    private static decimal Sum(int year, Stage stage, string item) =>
        Reading.Year(year)!.Measurements.Where(fact => fact.Stage == stage && fact.Item == item).Sum(fact => fact.Value);

    private static decimal? Value(int year, string site, Stage stage, string item) =>
        Reading.Year(year)!.Measurements.FirstOrDefault(fact => fact.Site == site && fact.Stage == stage && fact.Item == item)?.Value;
}
