using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>One class of the demo.</summary>
public sealed record DemoClass(Stage Stage, string Grade, string Name, int Pupils);

/// <summary>Classes whose sizes add up to the pupils of their stage.</summary>
public sealed class DemoClasses(int seed, DemoNumbers numbers)
{
    private static readonly string[] Gardens = ["小班", "中班", "大班"];
    private static readonly int[] GardenLimits = [25, 30, 35];

    /// <summary>All classes of a site in a year.</summary>
    public List<DemoClass> Of(DemoSite site, int year) =>
        [.. site.Stages.SelectMany(one => Stage(site, one.Stage, numbers.Of(site, one.Stage, year).Pupils, year))];

    private IEnumerable<DemoClass> Stage(DemoSite site, Stage stage, int pupils, int year)
    {
        var grades = Grades(site, stage);
        var weights = stage == Core.Measurements.Stage.Preschool ? [0.28m, 0.33m, 0.39m] : Enumerable.Repeat(1m, grades.Length).ToArray();
        var perGrade = DemoNumbers.Apportion(pupils, weights);
        for (var grade = 0; grade < grades.Length; grade++)
        {
            if (perGrade[grade] == 0) continue;
            var count = (perGrade[grade] + Limit(site, stage, grade, year) - 1) / Limit(site, stage, grade, year);
            var sizes = DemoNumbers.Apportion(perGrade[grade], [.. Enumerable.Repeat(1m, count)]);
            for (var at = 0; at < count; at++) yield return new(stage, grades[grade], $"{grades[grade]}（{at + 1}）班", sizes[at]);
        }
    }

    private static string[] Grades(DemoSite site, Stage stage) => stage switch
    {
        Core.Measurements.Stage.Preschool => Gardens,
        Core.Measurements.Stage.Primary => [.. Enumerable.Range(1, site.Kind == SchoolKind.TeachingPoint ? 4 : 6).Select(grade => $"{grade}")],
        Core.Measurements.Stage.Junior => ["7", "8", "9"],
        Core.Measurements.Stage.Senior or Core.Measurements.Stage.Vocational => ["10", "11", "12"],
        _ => ["1"],
    };

    // The largest class a site allows; a few allow more than the standard, two schools far more before 2022.
    private int Limit(DemoSite site, Stage stage, int grade, int year)
    {
        var random = DemoRandom.For(seed, $"classes {site.Code} {stage}");
        var isCrowded = random.Chance(280 - (20 * (year - DemoCounty.FirstYear)));
        var isOld = site.Unit is "X04" or "X05" && year < 2022;
        return stage switch
        {
            Core.Measurements.Stage.Preschool => GardenLimits[grade] + (isCrowded ? 4 : 0),
            Core.Measurements.Stage.Primary => isOld ? 58 : isCrowded ? 50 : 45,
            Core.Measurements.Stage.Junior => isOld ? 60 : isCrowded ? 55 : 50,
            _ => year < 2023 ? 56 : 54,
        };
    }
}
