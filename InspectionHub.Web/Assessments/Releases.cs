using System.Collections.Concurrent;
using System.Globalization;
using InspectionHub.Core.Assessments;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>What a release would hold now.</summary>
/// <param name="Now">The year from confirmed data and signed marks only.</param>
/// <param name="Signed">Sign-off of each site whose scorecard would be in it.</param>
/// <param name="Stale">Sites whose data changed after they were signed: they are left out until signed again.</param>
public sealed record ReleaseDraft(AssessedYear Now, IReadOnlyDictionary<string, Guid> Signed, IReadOnlyList<string> Stale);

/// <summary>正式数据: publishes versions of a county's year and reads them back as they were published.</summary>
public sealed class Releases(IDbContextFactory<AppDb> factory, FrameworkShelf shelf, ImportedYears imported, StoredMarks stored, Writer writer, LedgerBook ledger, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, (int Blackouts, AssessedYear Year)> known = [];

    /// <summary>All versions of a county, newest first, without their frozen text.</summary>
    public async Task<IReadOnlyList<CountyRelease>> ListAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.CountyReleases.AsNoTracking().Where(r => r.CountyId == countyId).OrderByDescending(r => r.Year).ThenByDescending(r => r.Version).ToListAsync();
    }

    /// <summary>The year as its latest release has it: same batch, edition, position, confirmed units. Null without a release.</summary>
    public async Task<AssessedYear?> OfficialAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var id = await db.CountyReleases.Where(r => r.CountyId == countyId && r.Year == year).OrderByDescending(r => r.Version).Select(r => (Guid?)r.Id).FirstOrDefaultAsync();
        if (id is null) return null;
        var blackouts = await Blackout.CountAsync(db, countyId);
        if (known.TryGetValue(id.Value, out var read) && read.Blackouts == blackouts) return read.Year;
        return await ReadAsync(db, await db.CountyReleases.AsNoTracking().FirstAsync(r => r.Id == id), blackouts);
    }

    /// <summary>The year as it was published with its approval: what was approved stays as it was, whatever versions follow. Null if there is none.</summary>
    /// <param name="countyId">The county.</param>
    /// <param name="year">School year.</param>
    /// <param name="approval">The approval's link in the ledger.</param>
    public async Task<AssessedYear?> ApprovedAsync(int countyId, int year, long approval)
    {
        await using var db = await factory.CreateDbContextAsync();
        var release = await db.CountyReleases.AsNoTracking().Where(r => r.CountyId == countyId && r.Year == year && r.LedgerSeq > approval).OrderBy(r => r.LedgerSeq).FirstOrDefaultAsync();
        return release is null ? null : await ReadAsync(db, release, await Blackout.CountAsync(db, countyId));
    }

    private async Task<AssessedYear> ReadAsync(AppDb db, CountyRelease release, int blackouts)
    {
        if (known.TryGetValue(release.Id, out var read) && read.Blackouts == blackouts) return read.Year;
        var (countyId, year) = (release.CountyId, release.Year);
        // A version stays as it was published: those of the first two engines counted every signature, and every unit the workbook named.
        var isEarly = int.Parse(release.Engine, CultureInfo.InvariantCulture) < 3;
        var stale = isEarly ? [] : (await SiteSignatures.OfAsync(db, countyId, year, release.BatchId, release.Position)).Stale;
        var facts = (await YearFacts.LoadAsync(db, imported, stored, countyId, year, release.Day, release.Position, release.BatchId, signedOnly: true))!
            .OnlyConfirmed(release.ConfirmedUnits.Split(' ', StringSplitOptions.RemoveEmptyEntries), stale);
        if (isEarly) facts = facts with { Facts = facts.Facts with { Units = (await imported.OfAsync(db, facts.Batch, year)).Named } };
        var framework = shelf.Find(release.Edition) ?? shelf.Current;
        var official = new AssessedYear(year, release.Position, facts.Batch, framework, facts.Facts, Assessment.Of(framework, facts.Facts), facts.ConfirmedUnits) { Release = ReleaseStamp.Of(release), Stale = stale };
        known[release.Id] = (blackouts, official);
        return official;
    }

    /// <summary>Years with a release, newest first.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.CountyReleases.Where(r => r.CountyId == countyId).Select(r => r.Year).Distinct().OrderByDescending(y => y).ToListAsync();
    }

    /// <summary>What a release would hold now, or null if the county has no data for the year.</summary>
    public async Task<ReleaseDraft?> DraftAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await DraftAsync(db, countyId, year);
    }

    /// <summary>Publishes the next version. <paramref name="seen"/> is the ledger position of the draft the person looked at.</summary>
    /// <exception cref="Refusal">403, 404, 409 when something arrived since, 422.</exception>
    public Task<CountyRelease> PublishAsync(Visitor who, int year, string basis, long seen) => writer.WriteAsync(async (db, topics) =>
    {
        if (await DraftAsync(db, who.CountyId, year) is { } draft && draft.Now.Position != seen && await IsChangedAsync(db, who.CountyId, year, seen))
            throw new Refusal(409, "您查看之后本学年又有新的数据、评分或审签，请重新核对后再发布。");
        return await PublishAsync(db, topics, who, year, basis);
    });

    /// <summary>The same inside a write that another book has begun, such as the approval of the annual assessment.</summary>
    public async Task<CountyRelease> PublishAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string basis)
    {
        if (!who.May(Policies.CanSignOff)) throw new Refusal(403, "只有督导室可以发布正式数据。");
        if (string.IsNullOrWhiteSpace(basis)) throw new Refusal(422, "请写明发布的依据，如会议、文号。");
        var draft = await DraftAsync(db, who.CountyId, year) ?? throw new Refusal(404, $"没有 {year} 学年的数据。");
        if (draft.Now.ConfirmedUnits.Count == 0) throw new Refusal(422, $"还没有一个考核单位确认 {year}—{year + 1} 学年数据，不能发布正式数据。请先通知各单位做“数据确认”。");
        var version = 1 + await db.CountyReleases.CountAsync(r => r.CountyId == who.CountyId && r.Year == year);
        var frozen = ReleaseText.Of(draft.Now, version, draft.Signed).Write();
        var (id, hash) = (Guid.CreateVersion7(), ReleaseText.HashOf(frozen));
        var release = new CountyRelease
        {
            Id = id,
            CountyId = who.CountyId,
            Year = year,
            Version = version,
            BatchId = draft.Now.Batch.Id,
            Edition = draft.Now.Framework.Edition,
            Engine = Assessor.Engine,
            Position = draft.Now.Position,
            Day = draft.Now.Facts.Day,
            ConfirmedUnits = string.Join(' ', draft.Now.ConfirmedUnits.Order(StringComparer.Ordinal)),
            Frozen = frozen,
            Hash = hash,
            Basis = basis.Trim(),
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = await ledger.AppendAsync(db, who.CountyId, "release", $"{id}", new { year, version, hash, position = draft.Now.Position, batch = draft.Now.Batch.Id, by = who.Id }),
        };
        db.CountyReleases.Add(release);
        topics.Add(LiveFeed.Year(who.CountyId, year));
        return release;
    }

    /// <summary>The difference list of a version against the one before; empty for the first.</summary>
    public static IReadOnlyList<ReleaseChange> Differences(CountyRelease release, IReadOnlyList<CountyRelease> all) =>
        all.FirstOrDefault(r => r.Year == release.Year && r.Version == release.Version - 1) is { } before ? ReleaseDifference.Between(ReleaseText.Read(before), ReleaseText.Read(release)) : [];

    private async Task<ReleaseDraft?> DraftAsync(AppDb db, int countyId, int year)
    {
        var position = await LedgerBook.PositionAsync(db, countyId);
        if (await YearFacts.LoadAsync(db, imported, stored, countyId, year, YearSites.DayOf(clock.GetUtcNow()), position, signedOnly: true) is not { } facts) return null;
        var signatures = await SiteSignatures.OfAsync(db, countyId, year, facts.Batch.Id, position);
        var (official, framework) = (facts.OnlyConfirmed([.. facts.ConfirmedUnits], signatures.Stale), shelf.Current);
        var now = new AssessedYear(year, position, official.Batch, framework, official.Facts, Assessment.Of(framework, official.Facts), official.ConfirmedUnits) { Stale = signatures.Stale };
        return new(now, signatures.Valid.Where(s => IsConfirmed(s.Key)).ToDictionary(), [.. signatures.Stale.Where(IsConfirmed)]);

        bool IsConfirmed(string site) => now.SiteOf(site) is { } place && now.ConfirmedUnits.Contains(place.Unit);
    }

    private static async Task<bool> IsChangedAsync(AppDb db, int countyId, int year, long since) =>
        await db.ScoreEntries.AnyAsync(e => e.CountyId == countyId && e.Year == year && e.LedgerSeq > since)
        || await db.SettlementEntries.AnyAsync(e => e.CountyId == countyId && e.Year == year && e.LedgerSeq > since)
        || await db.LedgerLinks.AnyAsync(l => l.CountyId == countyId && l.Seq > since && (l.Kind == "import" || l.Kind == "confirmation" || l.Kind == "signoff" || l.Kind == "veto" || l.Kind == "county-value" || l.Kind == "release"));
}

/// <summary>Which release a number is from.</summary>
public sealed record ReleaseStamp(Guid Id, int Year, int Version, DateTimeOffset At, string PersonName, string Hash)
{
    public static ReleaseStamp Of(CountyRelease release) => new(release.Id, release.Year, release.Version, release.At, release.PersonName, release.Hash);

    /// <summary>As it stands above official numbers.</summary>
    public string Say => $"正式数据 第 {Version} 版（{At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} 由{PersonName}发布）";
}
