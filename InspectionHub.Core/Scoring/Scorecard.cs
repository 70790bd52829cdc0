using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>All rows of one site with their points: an interval while something is unknown.</summary>
/// <param name="Site">The site.</param>
/// <param name="Rows">In the edition's order; a row judged by stage stands once for each stage.</param>
/// <param name="Compliance">The 6-of-7 rule for each compulsory stage the site has.</param>
public sealed record Scorecard(Site Site, IReadOnlyList<RowResult> Rows, IReadOnlyList<Compliance> Compliance)
{
    /// <summary>An established veto: 不合格 whatever the points, which are kept.</summary>
    public bool IsVetoed { get; init; }

    /// <summary>Points earned for certain, of 100.</summary>
    public Fraction Low { get; } = Rows.Aggregate(Fraction.Zero, (sum, row) => sum + row.Low);

    /// <summary>Points earned if everything unknown turns out well.</summary>
    public Fraction High { get; } = Rows.Aggregate(Fraction.Zero, (sum, row) => sum + row.High);

    /// <summary>Points that can be earned: 100, unless nothing applies.</summary>
    public Fraction Of { get; } = Rows.Aggregate(Fraction.Zero, (sum, row) => sum + row.Of);

    /// <summary>Scored rows that have a result.</summary>
    public int Done => Rows.Count(r => r.Of.Sign > 0 && r.State != IndicatorState.Unknown);

    /// <summary>Scored rows that apply.</summary>
    public int Scored => Rows.Count(r => r.Of.Sign > 0);

    /// <summary>The grade if both ends of the interval give the same, else null (未定); 不合格 with an established veto. 优秀 is decided among the units of a group.</summary>
    public Grade? GradeOf(ScoringSettings settings, bool isTop)
    {
        if (IsVetoed) return Grade.Fail;
        var low = GradeNames.Of(Low, settings, isTop);
        return low == GradeNames.Of(High, settings, isTop) ? low : null;
    }

    /// <summary>The result of a row, or null.</summary>
    public RowResult? Find(string code, Stage? stage = null) => Rows.FirstOrDefault(r => r.Row.Code == code && (stage is null || r.Stage == stage));

    /// <summary>Judges every row that belongs to the site's kind and shares out the points.</summary>
    public static Scorecard Judge(IndicatorFramework framework, Scorer scorer, SiteData site, Func<string, Ballots> ballotsOf)
    {
        var rows = framework.Indicators.Where(r => r.Kinds.Contains(site.Site.Kind) && r.Rule is not ComplianceRule)
            .SelectMany(r => scorer.Judge(r, site, ballotsOf(r.Code))).ToList();
        var compliance = rows.Where(r => r.Row.Resource is not null).GroupBy(r => r.Stage!.Value).Select(g => Scoring.Compliance.Of(g.Key, [.. g])).ToList();
        var ruled = framework.Indicators.FirstOrDefault(r => r.Rule is ComplianceRule && r.Kinds.Contains(site.Site.Kind));
        if (ruled is not null) rows.AddRange(compliance.Select(c => ComplianceRow(ruled, c)));
        var order = framework.Indicators.Select((row, index) => (row.Code, index)).ToDictionary(p => p.Code, p => p.index);
        return new(site.Site, PointSharing.Share(framework, site.Site.Kind, [.. rows.OrderBy(r => order[r.Row.Code]).ThenBy(r => r.Stage)]), compliance);
    }

    private static RowResult ComplianceRow(Indicator row, Compliance one) => new(
        row, Purpose.Target2030, one.Stage, one.State, null, null, one.State switch { IndicatorState.Met => 1, IndicatorState.NotMet => 0, _ => null },
        one.State switch
        {
            IndicatorState.Unknown => $"未填：{string.Join('、', one.Missing)}",
            IndicatorState.NotApplicable => "不足 50 人的教学点不参加七项指标评估",
            _ => null,
        },
        $"七项中达标 {one.Met} 项{(one.Short.Count > 0 ? $"，未达标：{string.Join('、', one.Short)}" : "")}（标准：至少 6 项达标，其余一项不低于 85 %）", [], Ballots.Empty)
    {
        Text = $"达标 {one.Met} / 7 项",
    };
}
