using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>到期隐去: personal data past its time, found every time somebody looks, asked for by one person and agreed to by another like any blacking out, but all at once.</summary>
public sealed class RetentionBook(IDbContextFactory<AppDb> factory, RedactionBook redactions, TimeProvider clock)
{
    /// <summary>What is past its time, still there, and not asked for yet.</summary>
    public async Task<IReadOnlyList<RedactionChoice>> ExpiredAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var today = YearSites.DayOf(clock.GetUtcNow());
        var (placed, kept) = (Before(today, Retention.PlaceYears), Before(today, Retention.EvidenceYears));
        // Only what is old and still there is read: there are many photos.
        var photos = await db.Photos.AsNoTracking().Where(p => p.CountyId == countyId && ((p.Latitude != null && p.Received < placed) || (p.Stored != RedactableAttribute.Tombstone && p.Received < kept))).ToListAsync();
        var signatures = await db.BallotSignatures.AsNoTracking().Where(s => s.CountyId == countyId && s.Received < kept).ToListAsync();
        var asked = (await db.Redactions.Where(r => r.CountyId == countyId && r.Step == Redaction.Ask && !db.Redactions.Any(d => d.CaseId == r.CaseId && d.Step != Redaction.Ask)).Select(r => new { r.Table, r.RowKey, r.Field }).ToListAsync()).Select(r => (r.Table, r.RowKey, r.Field)).ToHashSet();
        var old = photos.Select(p => (Row: RedactableRow.Of(db, p), Day: YearSites.DayOf(p.Received))).Concat(signatures.Select(s => (Row: RedactableRow.Of(db, s), Day: YearSites.DayOf(s.Received))));
        return [.. from one in old
                   from choice in one.Row.Choices()
                   where Retention.All.Any(r => r.Table == choice.Table && r.Field == choice.Field && Retention.IsOver(r, one.Day, today)) && !asked.Contains((choice.Table, choice.Key, choice.Field))
                   select choice];
    }

    /// <summary>Asks for all of it; gives their number.</summary>
    public async Task<int> AskAsync(Visitor who)
    {
        var expired = await ExpiredAsync(who.CountyId);
        foreach (var one in expired) await redactions.AskAsync(who, one.Table, one.Key, one.Field, Retention.Reason);
        return expired.Count;
    }

    /// <summary>The first moment that is not yet past its time, at the county's midnight.</summary>
    private static DateTimeOffset Before(DateOnly today, int years) => new(today.AddYears(-years).AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8));
}
