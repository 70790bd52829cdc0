using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Vetoes;

namespace InspectionHub.Web.Targets;

/// <summary>How the three targets stand in a year, from all years the county has data for.</summary>
public sealed class TargetBoard(Assessor assessor, VetoBook vetoes, TimeProvider clock)
{
    /// <summary>Null if the county has no data for the year.</summary>
    public Task<TargetsOfYear?> FindAsync(Visitor who, int year) => FindAsync(who.CountyId, year, who.Role == Roles.Inspector);

    /// <summary>The same for nobody in particular.</summary>
    public async Task<TargetsOfYear?> FindAsync(int countyId, int year, bool signedOnly = false)
    {
        if (await assessor.FindAsync(countyId, year, signedOnly) is not { } now) return null;
        var years = new List<(int, IReadOnlyList<TestResult>)>();
        foreach (var one in (await assessor.YearsAsync(countyId)).Where(y => y <= year).Order())
            if (await assessor.FindAsync(countyId, one, signedOnly) is { } assessed) years.Add((one, assessed.Assessment.Tests));
        return new(now, TargetProgress.Of(years, DateOnly.FromDateTime(clock.GetUtcNow().Date), await vetoes.TargetsAsync(countyId, year)));
    }
}

/// <summary>A year with its targets.</summary>
public sealed record TargetsOfYear(AssessedYear Now, IReadOnlyList<TargetProgress> Targets)
{
    /// <summary>What a site that stands in the way of a test lacks, as far as it can be put in numbers.</summary>
    public string Lacking(TargetTest test, string site)
    {
        if (test.Rule is not ResourceRule rule || Now.CardOf(site) is not { } card) return "";
        return string.Join("；", card.Rows.Where(r => r.Row.Resource == rule.Resource && r.State is IndicatorState.NotMet or IndicatorState.Unknown).Select(r =>
            r.State == IndicatorState.Unknown ? $"{r.Stage?.Name()} {r.Reason}"
            : $"{r.Stage?.Name()} {r.ValueText}，标准 {r.LimitText}{(Pupils(site, r.Stage) is { } pupils && Shortfall.Text(r, pupils) is { } text ? $"，{text}" : "")}"));
    }

    private Fraction? Pupils(string site, Stage? stage) => Now.Facts.Measurements.Best(site, stage, "pupils") is { } fact ? fact.Value : null;
}
