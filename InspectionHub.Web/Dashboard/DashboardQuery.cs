using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;

namespace InspectionHub.Web.Dashboard;

/// <summary>What an address asks of the dashboard: words nobody has checked yet.</summary>
public sealed record DashboardQuery
{
    public int? Year { get; init; }
    public string? Town { get; init; }
    public string? Unit { get; init; }
    public string? Stage { get; init; }
    public string? Kind { get; init; }
    public string? Lead { get; init; }
    public string? By { get; init; }
    public string? Sort { get; init; }

    /// <summary>official or provisional.</summary>
    public string? Data { get; init; }

    public static DashboardQuery From(IQueryCollection query) => new()
    {
        Year = int.TryParse(query["year"], out var year) ? year : null,
        Town = query["town"],
        Unit = query["unit"],
        Stage = query["stage"],
        Kind = query["kind"],
        Lead = query["lead"],
        By = query["by"],
        Sort = query["sort"],
        Data = query["data"],
    };

    /// <summary>The word of an address that opens a coefficient, such as R2-小学.</summary>
    public static string Word(Core.Scoring.Coefficient one) => $"{one.Resource}-{one.Stage.Name()}";

    /// <summary>The same as an address, for exports.</summary>
    public string Text => string.Join('&', new (string Name, string? Value)[] { ("year", $"{Year}"), ("town", Town), ("unit", Unit), ("stage", Stage), ("kind", Kind), ("lead", Lead), ("by", By), ("sort", Sort), ("data", Data) }
        .Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
}

/// <summary>The filters as this person may have them: what is not among the offered words falls away; a lead office has its own clauses only.</summary>
public sealed record DashboardFilter(string? Town, Unit? Unit, Stage? Stage, SchoolKind? Kind, string? Lead, string By, bool IsByRisk)
{
    public static DashboardFilter Of(Visitor who, DashboardQuery query, AssessedYear now)
    {
        var sites = now.Facts.Sites.Where(s => who.MaySeeUnit(s.Unit)).ToList();
        return new(
            sites.Any(s => s.Town == query.Town) ? query.Town : null,
            now.Facts.Units.FirstOrDefault(u => u.Code == query.Unit && who.MaySeeUnit(u.Code)),
            StageNames.Parse(query.Stage ?? ""),
            SchoolKindNames.Parse(query.Kind ?? ""),
            who.Role == Roles.LeadOffice ? who.LeadOffice ?? "" : LeadsOf(now.Framework).Contains(query.Lead) ? query.Lead : null,
            ProgressTable.Way(query.By),
            query.Sort != "official");
    }

    public static IReadOnlyList<string> LeadsOf(IndicatorFramework framework) => [.. framework.Indicators.Select(r => r.Lead).Distinct()];

    /// <summary>Whether nothing is left out.</summary>
    public bool IsAll => this is { Town: null, Unit: null, Stage: null, Kind: null, Lead: null };

    public bool Has(Indicator row) => Lead is null || row.Lead == Lead;

    public bool Has(Site site, MeasurementSet values) => (Town is null || site.Town == Town) && (Unit is null || site.Unit == Unit.Code) && (Kind is null || site.Kind == Kind)
        // 特殊教育学校 report their pupils as 小学 and 初中 (targets.md), and are of 特教 all the same.
        && (Stage is not { } stage || site.Kind.Implies(stage) || (stage == Core.Measurements.Stage.Special && site.Kind == SchoolKind.Special) || values.Best(site.Code, stage, "pupils") is { Value: > 0 });

    /// <summary>The same where no school is left out: coefficients are of the county, whatever schools are shown below.</summary>
    public string SayOfCounty => (this with { Town = null, Unit = null, Kind = null }).Say;

    /// <summary>In words, for titles and exports.</summary>
    public string Say => string.Join('，', new[] { Town ?? "全县", Unit?.Name, Stage?.Name(), Kind?.Name(), Lead is null ? null : $"{Lead}牵头的条款" }.Where(t => t is not null));
}
