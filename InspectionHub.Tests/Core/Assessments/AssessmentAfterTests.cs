using System.Text.Json;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Core.Oracle;

namespace InspectionHub.Tests.Core.Assessments;

/// <summary>An answer found from an earlier one is the answer found from nothing, whatever happened in between.</summary>
public sealed class AssessmentAfterTests
{
    private static readonly JsonElement Edition = JsonDocument.Parse(TestFrameworks.Text).RootElement;

    [Fact]
    public void After_any_course_of_marks_settlements_and_vetoes_the_answer_is_that_of_judging_everything()
    {
        var random = new Random(71);
        for (var county = 0; county < 12; county++)
        {
            var draw = new OracleDraw(Edition, 500 + county);
            var facts = CountyOracleTests.Facts([.. Enumerable.Range(0, 6).Select(_ => draw.Site())]);
            var judged = Assessment.Of(TestFrameworks.Ziyang, facts);
            for (var step = 1; step <= 25; step++)
            {
                var next = Step(facts, random, step);
                var after = Assessment.After(TestFrameworks.Ziyang, facts, judged, next);
                Assert.Equal(Flat(Assessment.Of(TestFrameworks.Ziyang, next)), Flat(after));
                (facts, judged) = (next, after);
            }
        }
    }

    [Fact]
    public void A_mark_leaves_the_cards_of_other_sites_and_the_coefficients_as_they_were()
    {
        var draw = new OracleDraw(Edition, 9);
        var facts = CountyOracleTests.Facts([.. Enumerable.Range(0, 4).Select(_ => draw.Site())]);
        var judged = Assessment.Of(TestFrameworks.Ziyang, facts);
        var after = Assessment.After(TestFrameworks.Ziyang, facts, judged, facts with { Marks = [MarkOf("S1", "2.4", new LevelMark(3), "甲", 1)] });
        Assert.NotSame(judged.Scorecards["S1"], after.Scorecards["S1"]);
        Assert.All(new[] { "S0", "S2", "S3" }, site => Assert.Same(judged.Scorecards[site], after.Scorecards[site]));
        Assert.Same(judged.Coefficients, after.Coefficients);
    }

    private static AssessmentFacts Step(AssessmentFacts facts, Random random, int step)
    {
        var site = facts.Sites[random.Next(facts.Sites.Count)];
        var rows = TestFrameworks.Ziyang.Indicators.Where(r => r.Kinds.Contains(site.Kind)).ToList();
        var row = rows[random.Next(rows.Count)].Code;
        return random.Next(12) switch
        {
            0 => facts with { VetoedSites = facts.VetoedSites.Contains(site.Code) ? facts.VetoedSites.Except([site.Code]).ToHashSet() : facts.VetoedSites.Append(site.Code).ToHashSet() },
            1 when facts.Marks.Count > 0 => facts with { Marks = [.. facts.Marks.Where(m => m.Site != site.Code)] },
            2 => facts with { Settlements = [.. facts.Settlements, new(site.Code, row, new LevelMark(random.Next(5)), "按实", "组长", step)] },
            3 => facts with { Marks = [.. facts.Marks, MarkOf(site.Code, "10.2", new VerifiedMark("pupils", site.Kind.Implies(Stage.Primary) ? Stage.Primary : Stage.Junior, random.Next(300)), "甲", step)] },
            4 => facts with { Measurements = facts.Measurements.With([new(site.Code, null, "sport_m2", random.Next(3000), new("测试", "A1"))]) },
            5 => facts with { Day = facts.Day.AddDays(40) },
            6 => facts with { Marks = [.. facts.Marks.Select(m => m with { IsLate = false })] },
            var other => facts with { Marks = [.. facts.Marks, MarkOf(site.Code, row, other == 7 ? new NotApplicableMark("没有") : new LevelMark(random.Next(5)), random.Next(2) == 0 ? "甲" : "乙", step) with { IsLate = other == 8 }] },
        };
    }

    private static Mark MarkOf(string site, string row, MarkValue value, string person, int order) => new(Guid.NewGuid(), site, row, value, person, person, default, order, "");

    private static List<string> Flat(Assessment all) =>
    [
        .. all.Scorecards.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => c.Value.Rows.Select(r =>
            $"{c.Key} {c.Value.IsVetoed} {r.Row.Code} {r.Stage} {r.State} {r.Value} {r.Low} {r.High} {r.Of} {r.Reason} {r.Calculation} {string.Join('|', r.Inputs)} {r.Ballots.State} {r.Ballots.Value} {string.Join('|', r.Ballots.Marks)} {string.Join('|', r.Ballots.Late)} {r.Ballots.Settlement}")
            .Concat(c.Value.Compliance.Select(x => $"{c.Key} {x.Stage} {x.State} {x.Met} {string.Join('|', x.Short)}"))),
        .. all.Coefficients.Select(c => $"{c.Resource} {c.Stage} {c.Value} {c.State} {c.Limit}"),
        .. all.Composites.Select(c => $"{c.Stage} {c.Value} {c.State}"),
        .. all.Units.Select(u => $"{u.Unit.Code} {u.Low} {u.High} {u.Grade} {u.Reason}"),
        .. all.Tests.Select(t => $"{t.Test.Code} {t.State} {t.Value} {t.ValueText} {t.LimitText} {t.Reason} {string.Join('|', t.InTheWay)}"),
    ];
}
