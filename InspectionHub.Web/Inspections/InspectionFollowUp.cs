using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Inspections;

/// <summary>What follows from an inspection: deadlines for the unit, and the cases its problems become.</summary>
public sealed class InspectionFollowUp(CalendarBook calendars, RectificationBook cases)
{
    private const string Source = "inspection";

    /// <summary>Last day for the unit's reply to a preliminary view sent now.</summary>
    public Task<DateOnly> ReplyDueAsync(AppDb db, int countyId) => CalendarBook.DueAsync(db, countyId, Deadline.Reply, calendars.Today);

    /// <summary>Every problem of the opinion becomes a case of the 整改台账.</summary>
    public async Task OpenRectificationsAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection inspection)
    {
        foreach (var one in (await InspectionFile.FindingsAsync(db, inspection.Id)).Where(f => f.Kind == nameof(FindingKind.Problem)))
            await cases.OpenAsync(db, topics, who, new(inspection.Year, inspection.Site, Enum.Parse<RectificationClass>(one.Class), one.Text, one.Basis, one.Indicator, "", one.DueOn, Source, $"{inspection.Id}", [.. (await PhotosAsync(db, inspection, one.Indicator)).Concat(one.PhotoNames()).Distinct()]));
    }

    /// <summary>Photos taken of the row a problem is about, of the marks that stand.</summary>
    private static async Task<IReadOnlyList<string>> PhotosAsync(AppDb db, Inspection inspection, string indicator)
    {
        if (indicator.Length == 0) return [];
        var entries = await db.ScoreEntries.AsNoTracking().Where(e => e.Sheet == $"{inspection.Id}" && e.Indicator == indicator).OrderBy(e => e.LedgerSeq).ToListAsync();
        return [.. entries.GroupBy(e => e.PersonId).Select(own => own.Last()).SelectMany(e => e.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }

    /// <summary>Cases of this inspection that are not closed.</summary>
    public async Task<int> OpenCasesAsync(AppDb db, Guid inspection)
    {
        var heads = await db.Rectifications.Where(r => r.SourceKind == Source && r.SourceId == $"{inspection}").Select(r => r.Id).ToListAsync();
        var steps = (await db.RectificationSteps.AsNoTracking().Where(s => heads.Contains(s.CaseId)).OrderBy(s => s.LedgerSeq).ToListAsync()).ToLookup(s => s.CaseId);
        return heads.Count(h => RectificationFlow.After(steps[h].Select(s => Enum.Parse<RectificationAct>(s.Act))) is not (RectificationState.Closed or RectificationState.Dismissed or RectificationState.Withdrawn));
    }
}
