using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;

namespace InspectionHub.Bench.Rules;

/// <summary>One reported value changes: how long until the county's numbers are new.</summary>
internal static class ChangeBench
{
    public static void Run(DemoFacts demo)
    {
        var facts = demo.Of(demo.Sites);
        var site = facts.Sites.First(s => s.Kind == SchoolKind.Primary && facts.Measurements.Reported(s.Code, null, "sport_m2") is not null);
        var old = facts.Measurements.Reported(site.Code, null, "sport_m2")!;
        var items = demo.Framework.Items.ToDictionary(i => i.Key);
        var classes = facts.Classes.ToLookup(c => c.Site);
        var scorer = new Scorer(demo.Framework, facts.Day);
        var before = Assessment.Of(demo.Framework, facts);
        var limits = demo.Framework.Tests.Select(t => t.Rule).OfType<ResourceRule>().SelectMany(r => new[] { ((r.Resource, Stage.Primary), r.PrimaryLimit), ((r.Resource, Stage.Junior), r.JuniorLimit) }).ToDictionary(l => l.Item1, l => l.Item2);
        var added = 0;
        var whole = Whole();
        var quick = County();
        if (!Verdicts(whole.Coefficients).SequenceEqual(Verdicts(quick)) || quick.Select(c => c.Value).SequenceEqual(before.Coefficients.Select(c => c.Value)))
            throw new UnequalException("the fourteen coefficients after a change are not those of a whole assessment");

        var times = Timing.Of([() => Verdicts(County()), () => Whole()]);
        var sheet = new Sheet($"rules: one changed value, {demo.Sites} sites");
        sheet.Add("14 new coefficients with verdicts, from the facts", Sheet.Time(times[0].Milliseconds), $"aim < 5 ms; processor time {Sheet.Time(times[0].Processor)}");
        sheet.Add("a whole new assessment (scorecards, units, 69 tests)", Sheet.Time(times[1].Milliseconds), $"every row of every site judged again; processor time {Sheet.Time(times[1].Processor)}");
        sheet.Print();

        MeasurementSet Changed() => facts.Measurements.With([old with { Value = old.Value + 1 + (added++ % 100) }]);

        static List<(double?, IndicatorState)> Verdicts(IEnumerable<Coefficient> all) => [.. all.Select(c => (c.Value, c.State))];

        List<Coefficient> County()
        {
            added = 0;
            var now = Changed();
            return [.. Coefficient.Between(demo.Framework, scorer, [.. facts.Sites.Select(s => new SiteData(s, now, [.. classes[s.Code]], items))], (r, s) => limits[(r, s)])];
        }

        Assessment Whole()
        {
            added = 0;
            return Assessment.Of(demo.Framework, facts with { Measurements = Changed() });
        }
    }
}
