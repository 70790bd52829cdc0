using InspectionHub.Core.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Vetoes;

namespace InspectionHub.Web.Targets;

/// <summary>How the three targets stand in a year, from all years the county has data for.</summary>
public sealed class TargetBoard(Assessor assessor, Releases releases, VetoBook vetoes, TimeProvider clock)
{
    /// <summary>Null if the county has no data for the year. Official numbers are used of every year that has a release, if they are asked for.</summary>
    public Task<TargetsOfYear?> FindAsync(Visitor who, int year, bool wantsOfficial = false) => FindAsync(who.CountyId, year, !MarkSight.SeesOpen(who), wantsOfficial);

    /// <summary>Targets an established county veto keeps from being met in a year, each with the year in whose register the latest stands.</summary>
    public Task<IReadOnlyDictionary<int, int>> VetoedAsync(int countyId, int year) => vetoes.TargetsAsync(countyId, year);

    /// <summary>The same for nobody in particular.</summary>
    public async Task<TargetsOfYear?> FindAsync(int countyId, int year, bool signedOnly = false, bool wantsOfficial = false)
    {
        if (await YearAsync(year) is not { } now) return null;
        var (years, open, judged) = (new List<(int, IReadOnlyList<TestResult>)>(), new List<int>(), new Dictionary<int, AssessedYear>());
        var all = await assessor.YearsAsync(countyId);
        foreach (var one in all.Where(y => y <= year).Order())
        {
            if (await YearAsync(one) is not { } assessed) continue;
            years.Add((one, assessed.Assessment.Tests));
            judged[one] = assessed;
            if (assessed.Release is null) open.Add(one);
        }
        var progress = TargetProgress.Of(years, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), (await vetoes.TargetsAsync(countyId, year)).Keys.ToHashSet(), await HeldAsync());
        return new(now, progress, open) { Years = judged };

        async Task<AssessedYear?> YearAsync(int one) => (wantsOfficial ? await releases.OfficialAsync(countyId, one) : null) ?? await assessor.FindAsync(countyId, one, signedOnly);

        // "Still held" reads the latest year with a release, else the latest imported (targets.md). A veto is decided, not released: one of a later year counts too.
        async Task<HeldReading?> HeldAsync() => await ReadingAsync() is { } reading ? reading with { Vetoes = await vetoes.EstablishedAsync(countyId, reading.Year) } : null;

        async Task<HeldReading?> ReadingAsync()
        {
            if (wantsOfficial && (await releases.YearsAsync(countyId)).FirstOrDefault() is > 0 and var released && await releases.OfficialAsync(countyId, released) is { } official)
                return new(released, true, official.Assessment.Tests);
            return all.Count > 0 && await assessor.FindAsync(countyId, all[0], signedOnly) is { } latest ? new(all[0], false, latest.Assessment.Tests) : null;
        }
    }
}

/// <summary>A year with its targets.</summary>
/// <param name="Provisional">Years of the trajectories that have no release.</param>
public sealed record TargetsOfYear(AssessedYear Now, IReadOnlyList<TargetProgress> Targets, IReadOnlyList<int> Provisional)
{
    /// <summary>Every year up to the one asked about, as it was read.</summary>
    public IReadOnlyDictionary<int, AssessedYear> Years { get; init; } = new Dictionary<int, AssessedYear>();

    /// <summary>The year a target's tests are read in: the one it was due in once that is past, else the one asked about.</summary>
    public AssessedYear JudgedIn(TargetProgress target) => target.HeldIn is null ? Now : Years.GetValueOrDefault(target.Year) ?? Now;
}
