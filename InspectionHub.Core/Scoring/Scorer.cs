using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>Judges rows at a site: what applies, which value holds, and what it is worth as a share of the points.</summary>
/// <param name="framework">The edition.</param>
/// <param name="day">The day whose thresholds hold.</param>
public sealed class Scorer(IndicatorFramework framework, DateOnly day)
{
    private static readonly Stage[] Compulsory = [Stage.Primary, Stage.Junior];

    /// <summary>All results of one row at one site: one, or one for each stage it is judged for.</summary>
    public IEnumerable<RowResult> Judge(Indicator row, SiteData site, Ballots ballots)
    {
        if (row.Rule is not RatioRule { ByStage: true }) return [One(row, site, null, ballots)];
        return Compulsory.Where(site.Stages.Contains).Select(stage => One(row, site, stage, ballots));
    }

    /// <summary>The threshold shown for a row: the annual one, or for watched rows the earliest target's.</summary>
    public Threshold? LimitOf(Indicator row, Stage? stage) =>
        Enum.GetValues<Purpose>().Select(purpose => row.ThresholdFor(purpose, stage, day)).FirstOrDefault(limit => limit is not null);

    private RowResult One(Indicator row, SiteData site, Stage? stage, Ballots ballots)
    {
        var inputs = new List<RowInput>();
        var limit = LimitOf(row, stage);
        var verdict = Outside(row, site, stage) ?? Condition(row, site, inputs)
            ?? (row.Method == Method.Data ? DataJudge.Judge(row, site, stage, limit, framework, day, inputs) : Marked(row, limit, ballots, inputs));
        var result = new RowResult(row, limit?.Purpose ?? Purpose.Annual, stage, verdict.State, verdict.Value, limit, verdict.Share, verdict.Reason, verdict.Calculation, inputs, ballots) { Text = verdict.Text, Part = verdict.Part };
        return ballots.State == BallotState.Differing ? result with { Span = SpanOf(row, limit, ballots) } : result;
    }

    private static Verdict? Outside(Indicator row, SiteData site, Stage? stage) =>
        row.Resource is not null && stage is { } at && Compliance.IsOutside(site, at) ? Verdict.NotApplicable("不足 50 人的教学点不参加七项指标评估") : null;

    private static Verdict? Condition(Indicator row, SiteData site, List<RowInput> inputs)
    {
        if (row.AppliesWhen is not { } when || when.Kinds?.Contains(site.Site.Kind) == false) return null;
        if (site.Read(when.Item, null, inputs) is not { } value) return Verdict.Unknown($"未填：{site.NameOf(when.Item, null)}");
        return value == when.Value ? null : Verdict.NotApplicable($"{site.NameOf(when.Item, null)}：否");
    }

    private Verdict Marked(Indicator row, Threshold? limit, Ballots ballots, List<RowInput> inputs)
    {
        foreach (var mark in ballots.Marks) inputs.Add(new(row.Code, $"{mark.PersonName}评分", MarkText.Of(mark.Value!, row), new("现场", "", mark.PersonName, mark.Received)));
        return ballots.State switch
        {
            BallotState.None => Verdict.Unknown(row.Method == Method.Material ? $"待{row.Lead}评分" : "待督学现场评分"),
            BallotState.Differing => Verdict.Unknown("几位督学的评分不一致，待组长裁定"),
            _ => MarkJudge.Judge(row, ballots.Value!, limit, framework.Settings),
        };
    }

    private (Fraction Low, Fraction High) SpanOf(Indicator row, Threshold? limit, Ballots ballots)
    {
        var shares = ballots.Marks.Select(m => MarkJudge.Judge(row, m.Value!, limit, framework.Settings).Share).ToList();
        return shares.Any(s => s is null) ? (0, 1) : (shares.Min()!.Value, shares.Max()!.Value);
    }
}
