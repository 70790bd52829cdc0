using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Bench.Rules;

/// <summary>One site's whole scorecard against Microsoft RulesEngine on the same data rows.</summary>
internal static class SiteBench
{
    public static void Run(DemoFacts demo)
    {
        var facts = demo.Of(demo.Sites);
        var scorer = new Scorer(demo.Framework, facts.Day);
        // Not rural, so that R3 needs no visiting teachers; nine years, so that the split over stages is used.
        var site = demo.Data(facts, facts.Sites.First(s => s.Kind == SchoolKind.NineYear && s.Area != Area.Rural && demo.Data(facts, s).PupilsByStage is { Count: 2 }));
        var marks = facts.Marks.ToLookup(m => (m.Site, m.Indicator));
        var rival = EngineRival.For(demo.Framework, scorer, site);
        var input = EngineRival.Input(demo.Framework, site);
        var (card, states) = (Card(), rival.Judge(input));
        var both = rival.Rows.Select(r => r.Code).ToHashSet();
        var ours = card.Rows.Where(r => both.Contains(r.Row.Code)).ToList();
        foreach (var row in ours)
            if (!states.TryGetValue((row.Row.Code, row.Stage), out var state) || state != row.State) throw new UnequalException($"{row.Row.Code} {row.Stage}: {row.State} here, {state} there");
        if (states.Count != ours.Count) throw new UnequalException($"{ours.Count} rows here, {states.Count} there");

        var data = demo.Framework.Indicators.Where(r => both.Contains(r.Code)).ToList();
        var times = Timing.Of([() => Card(), () => States(), () => rival.Judge(input)]);
        var sheet = new Sheet($"rules: one site, other = Microsoft RulesEngine, {states.Count} states compared and equal");
        sheet.Add($"whole scorecard ({card.Rows.Count} rows, marks, points, reasons)", times[0].Milliseconds, times[2].Milliseconds, Sheet.Time, "other: states of the data rows only, in doubles");
        sheet.Add("  allocated per call", times[0].Bytes, times[2].Bytes, Sheet.Size);
        sheet.Add($"the same {states.Count} data rows alone", times[1].Milliseconds, times[2].Milliseconds, Sheet.Time, "ours with value, inputs, arithmetic as text");
        sheet.Add("  allocated per call", times[1].Bytes, times[2].Bytes, Sheet.Size);
        sheet.Print();

        Scorecard Card() => Scorecard.Judge(demo.Framework, scorer, site, code => Ballots.Of(marks[(site.Site.Code, code)], null));

        List<RowResult> States() => [.. data.SelectMany(r => scorer.Judge(r, site, Ballots.Empty))];
    }
}
