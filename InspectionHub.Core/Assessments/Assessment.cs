using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;

namespace InspectionHub.Core.Assessments;

/// <summary>What the rules say about a county's year: the front door of Core.</summary>
/// <param name="Scorecards">By site code.</param>
/// <param name="Coefficients">Seven indicators × two stages, where any site has the stage.</param>
/// <param name="Units">Every unit's score and grade.</param>
/// <param name="Composites">综合差异系数 of the 2012 mode, by stage.</param>
/// <param name="Tests">Every county test of the three targets, as it stands in this year.</param>
public sealed record Assessment(IReadOnlyDictionary<string, Scorecard> Scorecards, IReadOnlyList<Coefficient> Coefficients, IReadOnlyList<TestResult> Tests, IReadOnlyList<UnitScore> Units,
    IReadOnlyList<Composite> Composites)
{
    /// <summary>Judges everything. Pure: the same edition and facts give the same answer.</summary>
    public static Assessment Of(IndicatorFramework framework, AssessmentFacts facts) => Of(framework, facts, null, facts.Sites.Select(s => s.Code).ToHashSet(StringComparer.Ordinal));

    /// <summary>The same answer as <see cref="Of(IndicatorFramework, AssessmentFacts)"/>, found from an earlier one of the same edition: a new mark is about one site, and the cards and
    /// coefficients it does not touch are taken over.</summary>
    /// <param name="framework">The edition.</param>
    /// <param name="earlier">The facts of the earlier answer.</param>
    /// <param name="judged">The earlier answer.</param>
    /// <param name="facts">The facts now.</param>
    public static Assessment After(IndicatorFramework framework, AssessmentFacts earlier, Assessment judged, AssessmentFacts facts) =>
        facts.ChangedSince(earlier) is { } sites ? Of(framework, facts, judged, sites) : Of(framework, facts);

    private static Assessment Of(IndicatorFramework framework, AssessmentFacts facts, Assessment? judged, IReadOnlySet<string> changed)
    {
        var items = framework.Items.ToDictionary(i => i.Key);
        var scorer = new Scorer(framework, facts.Day);
        var marks = facts.Marks.ToLookup(m => (m.Site, m.Indicator));
        var settled = facts.Settlements.GroupBy(s => (s.Site, s.Indicator)).ToDictionary(g => g.Key, g => g.MaxBy(s => s.Order));
        var classes = facts.Classes.ToLookup(c => c.Site);
        var best = new Lazy<MeasurementSet>(() => facts.Measurements.With(Verified(facts.Marks)));
        var cards = facts.Sites.ToDictionary(s => s.Code, site => changed.Contains(site.Code) ? CardOf(site) : judged!.Scorecards[site.Code]);
        var reported = facts.Sites.Select(s => new SiteData(s, facts.Measurements, [.. classes[s.Code]], items)).ToList();
        // Coefficients and composites rest on what was reported alone (scoring.md), which is the same object in both.
        var coefficients = judged?.Coefficients ?? [.. Coefficient.Between(framework, scorer, reported, LimitOf)];
        var county = new CountyView(framework, reported, facts.Measurements, facts.Rooms, cards, coefficients, facts.Day);
        var pupils = reported.ToDictionary(s => s.Site.Code, s => s.AllPupils);
        var units = UnitScore.Of(facts.Units, cards, pupils, framework.Settings, facts.VetoedSites);
        return new(cards, coefficients, [.. framework.Tests.Select(t => TargetJudge.Judge(t, county))], units,
            judged?.Composites ?? (framework.BasicBalance is { } basic ? [.. Composite.Between(basic, reported)] : []));

        Scorecard CardOf(Site site) => Scorecard.Judge(
            framework, scorer, new(site, best.Value, [.. classes[site.Code]], items),
            code => Ballots.Of(marks[(site.Code, code)], settled.GetValueOrDefault((site.Code, code)))) with
        { IsVetoed = facts.VetoedSites.Contains(site.Code) };

        decimal LimitOf(string resource, Stage stage)
        {
            var rule = framework.Tests.Select(t => t.Rule).OfType<ResourceRule>().First(r => r.Resource == resource);
            return stage == Stage.Primary ? rule.PrimaryLimit : rule.JuniorLimit;
        }
    }

    private static IEnumerable<Measurement> Verified(IReadOnlyList<Mark> marks) =>
        from mark in marks.Where(m => !m.IsLate).OrderBy(m => m.Order)
        let found = mark.Value as VerifiedMark
        where found is not null
        select new Measurement(mark.Site, found.Stage, found.Item, found.Value, new("现场核实", "", mark.PersonName, mark.Received), IsVerified: true);
}
