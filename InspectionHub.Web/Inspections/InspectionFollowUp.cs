using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Inspections;

/// <summary>What follows from an inspection: deadlines for the unit, and the cases its problems become.</summary>
public sealed class InspectionFollowUp(CalendarBook calendars, RectificationBook cases, FindingBook findings)
{
    private const string Source = "inspection";

    /// <summary>Last day for the unit's reply to a preliminary view sent now.</summary>
    public Task<DateOnly> ReplyDueAsync(AppDb db, int countyId) => CalendarBook.DueAsync(db, countyId, Deadline.Reply, calendars.Today);

    /// <summary>Problems whose term would be over before the opinion that sets it, in Chinese.</summary>
    /// <param name="days">Days set anew, by problem.</param>
    public async Task<IEnumerable<string>> TermProblemsAsync(AppDb db, Guid inspection, IReadOnlyDictionary<Guid, DateOnly?> days) =>
        from one in await InspectionFile.FindingsAsync(db, inspection)
        where one.Kind == nameof(FindingKind.Problem)
        let day = days.GetValueOrDefault(one.Id, one.DueOn)
        where day is null || day < calendars.Today
        select day is null ? $"请填写这个问题的整改期限：“{one.Text}”。" : $"这个问题的整改期限 {day:yyyy-MM-dd} 早于今天，请从意见书发出之日起重新确定：“{one.Text}”。";

    /// <summary>Every problem of the opinion becomes a case of the 整改台账.</summary>
    /// <param name="days">Last days the office set anew, by problem: the finding itself says so from now on.</param>
    public async Task OpenRectificationsAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection inspection, IReadOnlyDictionary<Guid, DateOnly?> days)
    {
        // As those of visits: a year that has just begun keeps its cases with the newest that has statistics.
        var year = await YearSites.DataYearAsync(db, inspection.CountyId, inspection.Year) ?? inspection.Year;
        foreach (var one in (await InspectionFile.FindingsAsync(db, inspection.Id)).Where(f => f.Kind == nameof(FindingKind.Problem)))
        {
            var day = days.GetValueOrDefault(one.Id, one.DueOn);
            if (day != one.DueOn) await findings.SetDayAsync(db, topics, who, inspection, one, day!.Value);
            await cases.OpenAsync(db, topics, who, new(year, inspection.Site, Enum.Parse<RectificationClass>(one.Class), one.Text, one.Basis, one.Indicator, "", day, Source, $"{inspection.Id}", [.. (await PhotosAsync(db, inspection, one.Indicator)).Concat(one.PhotoNames()).Distinct()]));
        }
    }

    /// <summary>Photos taken of the row a problem is about, of the marks that stand.</summary>
    private static async Task<IReadOnlyList<string>> PhotosAsync(AppDb db, Inspection inspection, string indicator)
    {
        if (indicator.Length == 0) return [];
        var entries = await db.ScoreEntries.AsNoTracking().Where(e => e.Sheet == $"{inspection.Id}" && e.Indicator == indicator).ToListAsync();
        var decisions = await db.SettlementEntries.AsNoTracking().Where(s => s.Sheet == $"{inspection.Id}" && s.Admits != null).ToListAsync();
        return [.. SheetMarks.Counted(entries, decisions).Where(e => e.Value is not null).SelectMany(e => e.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }

    /// <summary>Cases of this inspection that are not closed.</summary>
    public async Task<int> OpenCasesAsync(AppDb db, Guid inspection)
    {
        var heads = await db.Rectifications.Where(r => r.SourceKind == Source && r.SourceId == $"{inspection}").Select(r => r.Id).ToListAsync();
        var steps = (await db.RectificationSteps.AsNoTracking().Where(s => heads.Contains(s.CaseId)).OrderBy(s => s.LedgerSeq).ToListAsync()).ToLookup(s => s.CaseId);
        return heads.Count(h => RectificationFlow.After(steps[h].Select(s => Enum.Parse<RectificationAct>(s.Act))) is not (RectificationState.Closed or RectificationState.Dismissed or RectificationState.Withdrawn));
    }
}
