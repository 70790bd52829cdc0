using System.Collections.Concurrent;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>The one place that feeds the rules. Pages with the same question share one computed answer; role filters come after computing.</summary>
public sealed class Assessor(IDbContextFactory<AppDb> factory, FrameworkShelf shelf, ImportedYears imported, StoredMarks stored, LedgerPositions positions, TimeProvider clock)
{
    /// <summary>Version of the rules' code, stored with every frozen result.</summary>
    public const string Engine = "3";

    private readonly ConcurrentDictionary<(int County, int Year, Basis Basis, string Edition), SemaphoreSlim> turns = [];
    private readonly ConcurrentDictionary<(int County, int Year, Basis Basis, string Edition), (YearStamp Stamp, DateOnly Day, AssessedYear Year)> latest = [];
    private readonly ConcurrentDictionary<(int County, int Year), (AssessmentFacts All, YearFacts Only)> confirmed = [];

    /// <summary>Years the county has data for, newest first.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.CountyYears.Where(y => db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == countyId)).Select(y => y.Year).Distinct().OrderByDescending(y => y).ToListAsync();
    }

    /// <summary>The year as this person may see it: without marks that nobody has signed off for those who read no open marks.</summary>
    public Task<AssessedYear?> SeenByAsync(Visitor who, int year) => FindAsync(who.CountyId, year, signedOnly: !MarkSight.SeesOpen(who));

    /// <summary>Years people work in, newest first: those with data, the one that has begun, and any other with inspections.</summary>
    public async Task<IReadOnlyList<int>> WorkedYearsAsync(int countyId)
    {
        if (await YearsAsync(countyId) is not { Count: > 0 } years) return [];
        await using var db = await factory.CreateDbContextAsync();
        var inspected = await db.Inspections.Where(i => i.CountyId == countyId).Select(i => i.Year).Distinct().ToListAsync();
        return [.. years.Append(Begun).Union(inspected).OrderDescending()];
    }

    /// <summary>The year as people work in it. A school year begins in September and its statistics come months later: until then it has the schools of the newest year before it and no
    /// figures. The next year is there too, for what is announced before it begins. Null for any other year without data.</summary>
    /// <param name="countyId">The county.</param>
    /// <param name="year">School year.</param>
    /// <param name="signedOnly">Without marks that nobody has signed off.</param>
    /// <param name="edition">The edition an inspection pinned when it opened; the current one if not given.</param>
    public async Task<AssessedYear?> WorkedAsync(int countyId, int year, bool signedOnly = false, string? edition = null) =>
        await FindAsync(countyId, year, signedOnly, edition) ?? (year <= Begun + 1 ? await JudgedAsync((countyId, year, signedOnly ? Basis.WorkedSigned : Basis.Worked, Pinned(edition).Edition)) : null);

    private int Begun => YearSites.Of(YearSites.DayOf(clock.GetUtcNow()));

    /// <summary>The year as it stands now, or null if the county has no data for it.</summary>
    /// <param name="countyId">The county.</param>
    /// <param name="year">School year.</param>
    /// <param name="signedOnly">Without marks that nobody has signed off.</param>
    /// <param name="edition">The edition an inspection pinned when it opened; the current one if not given.</param>
    public Task<AssessedYear?> FindAsync(int countyId, int year, bool signedOnly = false, string? edition = null) => JudgedAsync((countyId, year, signedOnly ? Basis.Signed : Basis.All, Pinned(edition).Edition));

    /// <summary>The year as a release or a public notice made now would freeze it: marks whose signatures hold for the data in force, and data only of units whose heads have confirmed them. A place in a group is
    /// told by these alone, or the two papers of one act would name different grades.</summary>
    public Task<AssessedYear?> ConfirmedAsync(int countyId, int year) => JudgedAsync((countyId, year, Basis.Confirmed, shelf.Current.Edition));

    private IndicatorFramework Pinned(string? edition) => (edition is null ? null : shelf.Find(edition)) ?? shelf.Current;

    private async Task<AssessedYear?> JudgedAsync((int County, int Year, Basis Basis, string Edition) key)
    {
        var day = YearSites.DayOf(clock.GetUtcNow());
        var position = await positions.OfAsync(key.County);
        if (latest.TryGetValue(key, out var known) && known.Day == day && known.Year.Position >= position) return known.Year;
        // A hundred pages are told of the same mark at once: one of them computes, the others take its answer.
        var turn = turns.GetOrAdd(key, _ => new(1, 1));
        await turn.WaitAsync();
        try
        {
            // Whoever waited here finds what the one before it computed.
            if (latest.TryGetValue(key, out known) && known.Day == day && known.Year.Position >= position) return known.Year;
            return await ComputeAsync(key, day);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<AssessedYear?> ComputeAsync((int County, int Year, Basis Basis, string Edition) key, DateOnly day)
    {
        var (countyId, year, basis, edition) = key;
        await using var db = await factory.CreateDbContextAsync();
        var position = await LedgerBook.PositionAsync(db, countyId);
        latest.TryGetValue(key, out var known);
        // A year that has begun is asked for again and again before it has statistics.
        if (basis is not (Basis.Worked or Basis.WorkedSigned) && await YearFacts.StatisticsAsync(db, countyId, year, null, orBefore: false) is null) return null;
        // Most of the ledger is about other years: only what is new in this one makes it worth judging again.
        var (stamp, isWorked) = (await YearStamp.OfAsync(db, countyId, year), basis is Basis.Worked or Basis.WorkedSigned);
        if (isWorked) stamp = stamp with { Batch = (await YearFacts.StatisticsAsync(db, countyId, year, null, orBefore: true))?.Batch ?? 0 };
        if (known.Stamp == stamp && known.Day == day)
        {
            var same = known.Year with { Position = position };
            latest[key] = (stamp, day, same);
            return same;
        }
        var framework = Pinned(edition);
        var facts = await YearFacts.LoadAsync(db, imported, stored, countyId, year, day, signedOnly: basis is not (Basis.All or Basis.Worked), register: isWorked ? framework : null);
        if (facts is null) return null;
        var stale = basis == Basis.Confirmed ? (await SiteSignatures.OfAsync(db, countyId, year, facts.Batch.Id)).Stale : [];
        if (basis == Basis.Confirmed) facts = OnlyConfirmed(countyId, facts, stale);
        var judged = known.Year?.Framework == framework ? Assessment.After(framework, known.Year.Facts, known.Year.Assessment, facts.Facts) : Assessment.Of(framework, facts.Facts);
        var assessed = new AssessedYear(year, position, facts.Batch, framework, facts.Facts, judged, facts.ConfirmedUnits) { RegisterOf = facts.RegisterOf, Stale = stale };
        latest[key] = (stamp, day, assessed);
        return assessed;
    }

    /// <summary>The confirmed data of the same import and the same heads are the same objects again: a mark makes only its own school be judged anew.</summary>
    private YearFacts OnlyConfirmed(int countyId, YearFacts all, IReadOnlyCollection<string> stale)
    {
        var only = all.OnlyConfirmed([.. all.ConfirmedUnits], stale);
        var key = (countyId, all.Facts.Year);
        if (confirmed.TryGetValue(key, out var last) && last.All.Measurements == all.Facts.Measurements && last.All.Classes == all.Facts.Classes && last.All.Rooms == all.Facts.Rooms && last.Only.ConfirmedUnits.SetEquals(only.ConfirmedUnits))
            only = only with { Facts = only.Facts with { Measurements = last.Only.Facts.Measurements, Classes = last.Only.Facts.Classes, Rooms = last.Only.Facts.Rooms } };
        confirmed[key] = (all.Facts, only);
        return only;
    }

    /// <summary>Which facts a year is judged by.</summary>
    private enum Basis
    {
        All,
        Signed,
        Confirmed,
        Worked,
        WorkedSigned,
    }

    /// <summary>Every site the county has ever reported, by code, under the name of its latest year.</summary>
    public async Task<IReadOnlyDictionary<string, Site>> SiteNamesAsync(int countyId)
    {
        var names = new Dictionary<string, Site>(StringComparer.Ordinal);
        foreach (var year in await YearsAsync(countyId))
            foreach (var site in (await FindAsync(countyId, year))!.Facts.Sites) names.TryAdd(site.Code, site);
        return names;
    }

    /// <summary>The year as it would stand if this sheet were signed now: by the edition it pinned when it opened, which a newer one does not touch. Only where a site has several
    /// inspections in a year is it another answer than <see cref="FindAsync"/>.</summary>
    public async Task<AssessedYear?> AsIfSignedAsync(Inspection inspection)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (!await db.Inspections.AnyAsync(i => i.CountyId == inspection.CountyId && i.Year == inspection.Year && i.Site == inspection.Site && i.Id != inspection.Id)) return await WorkedAsync(inspection.CountyId, inspection.Year, edition: inspection.Edition);
        var (position, framework) = (await LedgerBook.PositionAsync(db, inspection.CountyId), Pinned(inspection.Edition));
        var facts = await YearFacts.LoadAsync(db, imported, stored, inspection.CountyId, inspection.Year, YearSites.DayOf(clock.GetUtcNow()), asIfSigned: $"{inspection.Id}", register: framework);
        return facts is null ? null : Judged(inspection.Year, position, framework, facts);
    }

    /// <summary>The year as it was when a preliminary view was sent: the statistics of that day, the marks up to its link in the ledger.</summary>
    public async Task<AssessedYear?> AsSentAsync(Inspection inspection, Data.InspectionAct sent)
    {
        await using var db = await factory.CreateDbContextAsync();
        var position = sent.LedgerSeq ?? long.MaxValue;
        var later = (await db.LedgerLinks.Where(l => l.CountyId == inspection.CountyId && l.Seq > position && l.Kind == "import").Select(l => l.Subject).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var known = await db.CountyYears.Where(y => y.Year <= inspection.Year && db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == inspection.CountyId)).Select(y => new { y.Year, y.BatchId }).ToListAsync();
        var batch = known.Where(y => !later.Contains($"{y.BatchId}")).OrderByDescending(y => y.Year).ThenByDescending(y => y.BatchId).Select(y => y.BatchId).FirstOrDefault();
        var framework = Pinned(inspection.Edition);
        var facts = await YearFacts.LoadAsync(db, imported, stored, inspection.CountyId, inspection.Year, YearSites.DayOf(sent.At), position, batch, asIfSigned: $"{inspection.Id}", register: framework);
        return facts is null ? null : Judged(inspection.Year, position, framework, facts);
    }

    /// <summary>The year as a signer saw it: the same batch, edition and ledger position.</summary>
    public async Task<AssessedYear> AsSignedAsync(SignOff signed)
    {
        await using var db = await factory.CreateDbContextAsync();
        var framework = Pinned(signed.Edition);
        return Judged(signed.Year, signed.Position, framework, (await YearFacts.LoadAsync(db, imported, stored, signed.CountyId, signed.Year, YearSites.DayOf(signed.At), signed.Position, signed.BatchId, asIfSigned: $"{signed.InspectionId}", register: framework))!);
    }

    private static AssessedYear Judged(int year, long position, IndicatorFramework framework, YearFacts facts) =>
        new(year, position, facts.Batch, framework, facts.Facts, Assessment.Of(framework, facts.Facts), facts.ConfirmedUnits) { RegisterOf = facts.RegisterOf };
}

/// <summary>A year's facts and what the rules say about them at one ledger position.</summary>
public sealed record AssessedYear(
    int Year, long Position, ImportBatch Batch, IndicatorFramework Framework, AssessmentFacts Facts, Assessment Assessment, IReadOnlySet<string> ConfirmedUnits)
{
    /// <summary>The release these numbers are; null while they are provisional (暂评).</summary>
    public ReleaseStamp? Release { get; init; }

    /// <summary>The year whose schools stand in, while this one has no statistics of its own; else null.</summary>
    public int? RegisterOf { get; init; }
    /// <summary>Of official numbers: sites whose data changed after they were signed. What was marked there is left out until it is signed again.</summary>
    public IReadOnlyList<string> Stale { get; init; } = [];

    public Site? SiteOf(string code) => Facts.Sites.FirstOrDefault(s => s.Code == code);

    /// <summary>Address of a school's page with numbers of the same kind: official ones lead to official ones.</summary>
    /// <param name="row">Code of the row whose explanation stands open there.</param>
    /// <param name="stage">The stage of it, where the row is judged by stage.</param>
    public string AddressOf(string site, string? row = null, Stage? stage = null)
    {
        var query = string.Join('&', new[] { Release is null ? null : $"data={YearView.Official}", row is null ? null : $"row={Uri.EscapeDataString(row)}", stage is { } at ? $"stage={Uri.EscapeDataString(at.Name())}" : null }.Where(p => p is not null));
        return $"/schools/{Year}/{site}{(query.Length > 0 ? $"?{query}" : "")}";
    }

    public Unit? UnitOf(string code) => Facts.Units.FirstOrDefault(u => u.Code == code);

    /// <summary>What a row decides beyond its own points: the 6-of-7 rule and the county's coefficient.</summary>
    public IReadOnlyList<string> EffectsOf(Core.Scoring.RowResult row, string site)
    {
        if (row.Row.Resource is not { } resource || row.Stage is not { } stage) return [];
        var effects = new List<string>();
        if (Facts.Measurements.Best(site, stage, "pupils") is { } pupils && Core.Scoring.Shortfall.Text(row, pupils.Value) is { } lacking) effects.Add($"{lacking}即达标{(row.Part == 1 ? "" : $"（所增按学段折算，{(row.Part * 100).ToText(1)} % 计入{Core.Measurements.StageNames.Name(stage)}）")}");
        if (CardOf(site)?.Compliance.FirstOrDefault(c => c.Stage == stage) is { } rule)
            effects.Add($"本校七项（{stage.Name()}）：{rule.State.Name()}，达标 {rule.Met} 项{(rule.Short.Count > 0 ? $"，未达标 {string.Join('、', rule.Short)}" : "")}");
        if (Assessment.Coefficients.FirstOrDefault(c => c.Stage == stage && c.Resource == resource) is { } one
            && one.Difference.Rows.Select((r, i) => (r.Site, Index: i)).FirstOrDefault(r => r.Site == site) is { Site: not null } own)
            effects.Add($"全县差异系数（{stage.Name()}）{(one.Value is { } v ? $"{v:0.000}" : "未填")}，限 {one.Limit.ToText(2, true)}，{one.State.Name()}；本校占差异的 {one.Difference.Shares()[own.Index] * 100:0.0} %");
        return effects;
    }

    public Scorecard? CardOf(string site) => Assessment.Scorecards.GetValueOrDefault(site);
}
