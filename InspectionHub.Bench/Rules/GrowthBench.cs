using InspectionHub.Core.Assessments;

namespace InspectionHub.Bench.Rules;

/// <summary>A whole assessment as the place grows, and after one changed value.</summary>
internal static class GrowthBench
{
    private static readonly (string Name, int Sites)[] Places = [("demo county", 111), ("city", 1_000), ("province", 10_000)];

    public static void Run(DemoFacts demo)
    {
        var sheet = new Sheet("rules: whole assessment, every row marked, by number of sites");
        var (walls, processors) = (new List<(double, double)>(), new List<(double, double)>());
        foreach (var (name, sites) in Places)
        {
            var facts = demo.Of(sites);
            var result = Assessment.Of(demo.Framework, facts);
            if (result.Scorecards.Count != sites || result.Coefficients.Count != 14) throw new UnequalException($"{name}: {result.Scorecards.Count} scorecards, {result.Coefficients.Count} coefficients");
            var time = Timing.Of(() => Assessment.Of(demo.Framework, facts), sites > 1000 ? 3 : 7);
            walls.Add((sites, time.Milliseconds));
            processors.Add((sites, time.Processor));
            sheet.Add($"{name}, {sites} sites", Sheet.Time(time.Milliseconds), $"{Sheet.Time(time.Milliseconds / sites)}, processor time {Sheet.Time(time.Processor / sites)} and {Sheet.Size(time.Bytes / sites)} allocated per site; {result.Scorecards.Values.Sum(c => c.Rows.Count)} rows judged");
        }
        sheet.Add("growth exponent", $"{Timing.Growth(walls):0.00}", $"aim ≤ 1.05; of processor time {Timing.Growth(processors):0.00}");
        sheet.Print();
    }
}
