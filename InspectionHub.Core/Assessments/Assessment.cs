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
            code => Ballots.Of(marks[(site.Code, code)], settled.GetValueOrDefault((site.Code, code)))) with
        { IsVetoed = facts.VetoedSites.Contains(site.Code) });
        var reported = facts.Sites.Select(s => new SiteData(s, facts.Measurements, [.. classes[s.Code]], items)).ToList();
        var coefficients = Coefficient.Between(framework, scorer, reported, LimitOf).ToList();
        var county = new CountyView(framework, reported, facts.Measurements, facts.Rooms, cards, coefficients, facts.Day);
        var pupils = reported.ToDictionary(s => s.Site.Code, s => s.AllPupils);
        var units = UnitScore.Of(facts.Units, cards, pupils, framework.Settings, facts.VetoedSites);
        return new(cards, coefficients, [.. framework.Tests.Select(t => TargetJudge.Judge(t, county))], units,
            framework.BasicBalance is { } basic ? [.. Composite.Between(basic, reported)] : []);

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
