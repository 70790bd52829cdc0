using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>A sign-off without the text it froze.</summary>
public sealed record Signature(Guid Id, Guid InspectionId, string Site, int BatchId, long Position, DateTimeOffset At);

/// <summary>Whose results are signed for the data in force. Of a site the latest signature decides: its signer saw the whole card, with what earlier inspections had marked.</summary>
/// <param name="Valid">The signature of each site whose data are the same as when it was given.</param>
/// <param name="Stale">Sites whose data changed after they were signed, in the order they were signed: nothing official holds what was marked there until it is signed again.</param>
public sealed record SiteSignatures(IReadOnlyDictionary<string, Guid> Valid, IReadOnlyList<string> Stale)
{
    public static async Task<SiteSignatures> OfAsync(AppDb db, int countyId, int year, int batchId, long upTo = long.MaxValue)
    {
        List<Signature> latest = [.. (await GivenAsync(db, countyId, year, upTo)).GroupBy(s => s.Site).Select(site => site.Last()).OrderBy(s => s.At)];
        var changed = await ChangedAsync(db, year, batchId, [.. latest.Where(s => s.BatchId != batchId)]);
        return new(latest.Where(s => !changed.Contains(s.Site)).ToDictionary(s => s.Site, s => s.Id, StringComparer.Ordinal), [.. latest.Where(s => changed.Contains(s.Site)).Select(s => s.Site)]);
    }

    /// <summary>Sign-offs that were given by then, oldest first: a signature's own link says when, not the position the signer had looked at.</summary>
    public static async Task<IReadOnlyList<Signature>> GivenAsync(AppDb db, int countyId, int year, long upTo)
    {
        var signed = await db.SignOffs.Where(s => s.CountyId == countyId && s.Year == year && s.Position < upTo).OrderBy(s => s.At).Select(s => new Signature(s.Id, s.InspectionId, s.Site, s.BatchId, s.Position, s.At)).ToListAsync();
        if (upTo == long.MaxValue || signed.Count == 0) return signed;
        var later = (await db.LedgerLinks.Where(l => l.CountyId == countyId && l.Seq > upTo && l.Kind == "signoff").Select(l => l.Subject).ToListAsync()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        signed.RemoveAll(s => later.Contains($"{s.Id}"));
        return signed;
    }

    /// <summary>Where in the workbook a number stood is no part of it, as for what the heads confirm.</summary>
    private static async Task<IReadOnlySet<string>> ChangedAsync(AppDb db, int year, int batchId, List<Signature> earlier)
    {
        if (earlier.Count == 0) return new HashSet<string>();
        var (batches, sites) = (earlier.Select(s => s.BatchId).Append(batchId).Distinct().ToList(), earlier.Select(s => s.Site).ToList());
        var texts = await db.SchoolYears.Where(s => s.Year == year && batches.Contains(s.BatchId) && sites.Contains(s.Code)).ToDictionaryAsync(s => (s.BatchId, s.Code), s => s.Facts);
        return earlier.Where(s => !IsSame(texts.GetValueOrDefault((s.BatchId, s.Site)), texts.GetValueOrDefault((batchId, s.Site)))).Select(s => s.Site).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsSame(string? before, string? now) => before == now || (before is not null && now is not null && FactText.Read(before).Content() == FactText.Read(now).Content());
}
