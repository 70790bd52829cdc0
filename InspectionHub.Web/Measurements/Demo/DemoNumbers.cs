using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>Pupils and teachers of every site, stage and year: 2020 adds up to the published totals, later years follow their own trend.</summary>
public sealed class DemoNumbers
{
    private static readonly Dictionary<Stage, (int Pupils, int Teachers, decimal PupilTrend, decimal TeacherTrend)> Published = new()
    {
        [Stage.Preschool] = (8234, 350, 0.97m, 1.035m),
        [Stage.Primary] = (21333, 981, 0.98m, 1.008m),
        [Stage.Junior] = (10908, 1070, 0.99m, 0.999m),
        [Stage.Senior] = (5931, 346, 0.995m, 1.03m),
        [Stage.Vocational] = (1072, 55, 1.03m, 1.06m),
    };

    private readonly Dictionary<(string, Stage, int), (int Pupils, int Teachers)> numbers = [];

    /// <summary>Shares out the totals.</summary>
    public DemoNumbers(int seed, IReadOnlyList<DemoSite> sites)
    {
        foreach (var (stage, total) in Published) Share(stage, total, sites, DemoRandom.For(seed, "numbers " + stage));
        foreach (var site in sites.Where(site => site.Kind == SchoolKind.Special))
            for (var year = DemoCounty.FirstYear; year <= DemoCounty.LastYear; year++)
                numbers[(site.Code, Stage.Special, year)] = (0, 21 + ((year - DemoCounty.FirstYear) / 2));
    }

    /// <summary>Pupils and full-time teachers; zero for a stage the site does not have.</summary>
    public (int Pupils, int Teachers) Of(DemoSite site, Stage stage, int year) => numbers.GetValueOrDefault((site.Code, stage, year));

    /// <summary>Over all stages.</summary>
    public (int Pupils, int Teachers) Of(DemoSite site, int year) =>
        site.Stages.Aggregate((Pupils: 0, Teachers: 0), (sum, stage) =>
            Of(site, stage.Stage, year) is var one ? (sum.Pupils + one.Pupils, sum.Teachers + one.Teachers) : sum);

    /// <summary>Over all sites of a stage.</summary>
    public int Pupils(Stage stage, int year) => numbers.Where(pair => pair.Key.Item2 == stage && pair.Key.Item3 == year).Sum(pair => pair.Value.Pupils);

    /// <summary>Whole shares in proportion to weights that add up to the total exactly (largest remainder).</summary>
    public static int[] Apportion(int total, IReadOnlyList<decimal> weights)
    {
        var sum = weights.Sum();
        var shares = weights.Select(weight => (int)(total * weight / sum)).ToArray();
        var order = Enumerable.Range(0, shares.Length).OrderByDescending(at => (total * weights[at] / sum) - shares[at]).ThenBy(at => at).ToList();
        for (var at = 0; shares.Sum() < total; at++) shares[order[at % order.Count]]++;
        return shares;
    }

    private void Share(Stage stage, (int Pupils, int Teachers, decimal PupilTrend, decimal TeacherTrend) total, IReadOnlyList<DemoSite> sites, DemoRandom random)
    {
        var all = sites.Where(site => site.Stages.Any(one => one.Stage == stage))
            .Select(site => (Site: site, site.Stages.First(one => one.Stage == stage).Weight, Drift: random.Between(-0.012m, 0.012m), Staffing: random.Around(0.26m))).ToList();
        decimal pupilTotal = total.Pupils, teacherTotal = total.Teachers;
        var grown = all.Select(one => one.Weight).ToArray();
        for (var year = DemoCounty.FirstYear; year <= DemoCounty.LastYear; year++)
        {
            var open = Enumerable.Range(0, all.Count).Where(at => all[at].Site.IsIn(year)).ToList();
            // Points and the special school keep their small size; the rest share what is left.
            var small = open.Where(at => IsFixed(all[at].Site)).ToList();
            var large = open.Except(small).ToList();
            foreach (var at in small) Set(at, (int)(all[at].Weight * (1 - (0.015m * (year - DemoCounty.FirstYear)))));
            var rest = (int)pupilTotal - small.Sum(at => Of(all[at].Site, stage, year).Pupils);
            var shares = Apportion(rest, [.. large.Select(at => grown[at])]);
            for (var at = 0; at < large.Count; at++) Set(large[at], shares[at]);
            // Small sites need more teachers per pupil: a fixed part beside the proportional one; none for the special school's 小学 and 初中 rows.
            var teachers = Apportion((int)teacherTotal, [.. open.Select(at => all[at].Site.Kind == SchoolKind.Special ? 0
                : (Of(all[at].Site, stage, year).Pupils + (IsFixed(all[at].Site) ? 8 : 12)) * all[at].Staffing)]);
            for (var at = 0; at < open.Count; at++)
            {
                var key = (all[open[at]].Site.Code, stage, year);
                numbers[key] = (numbers[key].Pupils, teachers[at]);
            }

            for (var at = 0; at < all.Count; at++) grown[at] *= 1 + all[at].Drift;
            pupilTotal *= total.PupilTrend;
            teacherTotal *= total.TeacherTrend;

            void Set(int at, int pupils) => numbers[(all[at].Site.Code, stage, year)] = (pupils, 0);
        }
    }

    private static bool IsFixed(DemoSite site) => site.Kind is SchoolKind.TeachingPoint or SchoolKind.Special;
}
