using InspectionHub.Core.Differences;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Assessments;

/// <summary>What the rules say about a county's year: the front door of Core.</summary>
/// <param name="Scorecards">By site code.</param>
/// <param name="Coefficients">Seven indicators × two stages, where any site has the stage.</param>
public sealed record Assessment(IReadOnlyDictionary<string, Scorecard> Scorecards, IReadOnlyList<Coefficient> Coefficients)
{
    /// <summary>Judges everything. Pure: the same edition and facts give the same answer.</summary>
    public static Assessment Of(IndicatorFramework framework, AssessmentFacts facts)
    {
        var items = framework.Items.ToDictionary(i => i.Key);
        var scorer = new Scorer(framework, facts.Day);
        var marks = facts.Marks.ToLookup(m => (m.Site, m.Indicator));
        var settled = facts.Settlements.GroupBy(s => (s.Site, s.Indicator)).ToDictionary(g => g.Key, g => g.MaxBy(s => s.Order));
        var classes = facts.Classes.ToLookup(c => c.Site);
        var best = facts.Measurements.With(Verified(facts.Marks));
        var cards = facts.Sites.ToDictionary(s => s.Code, site => Scorecard.Judge(
            framework, scorer, new(site, best, [.. classes[site.Code]], items),
            code => Ballots.Of(marks[(site.Code, code)], settled.GetValueOrDefault((site.Code, code)))));
        return new(cards, [.. Between(framework, facts, scorer, items)]);
    }

    private static IEnumerable<Measurement> Verified(IReadOnlyList<Mark> marks) =>
        from mark in marks.Where(m => !m.IsLate).OrderBy(m => m.Order)
        let found = mark.Value as VerifiedMark
        where found is not null
        select new Measurement(mark.Site, found.Stage, found.Item, found.Value, new("现场核实", "", mark.PersonName, mark.Received), IsVerified: true);

    private static IEnumerable<Coefficient> Between(IndicatorFramework framework, AssessmentFacts facts, Scorer scorer, Dictionary<string, Item> items)
    {
        // County coefficients use reported values only: verified ones are for school verdicts (scoring.md).
        var sites = facts.Sites.Select(s => new SiteData(s, facts.Measurements, [], items)).ToList();
        foreach (var stage in (Stage[])[Stage.Primary, Stage.Junior])
            foreach (var row in framework.Indicators.Where(r => r.Resource is not null).OrderBy(r => r.Resource, StringComparer.Ordinal))
            {
                var rows = new List<DifferenceRow>();
                var missing = new List<string>();
                foreach (var site in sites.Where(s => s.Stages.Contains(stage) && s.Site.Kind is not (SchoolKind.Special or SchoolKind.Vocational) && !Compliance.IsOutside(s, stage)))
                {
                    var value = scorer.Judge(row, site, Ballots.Empty).First(r => r.Stage == stage).Value;
                    if (value is { } per) rows.Add(new(site.Site.Code, site.Pupils(stage)!.Value, per / ((RatioRule)row.Rule).Per * site.Pupils(stage)!.Value));
                    else missing.Add(site.Site.Code);
                }
                var limit = framework.Tests.Select(t => t.Rule).OfType<Targets.ResourceRule>().First(r => r.Resource == row.Resource);
                if (rows.Count + missing.Count > 0)
                    yield return new(stage, row, new(rows, missing), stage == Stage.Primary ? limit.PrimaryLimit : limit.JuniorLimit, ((RatioRule)row.Rule).Per);
            }
    }
}
