using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Data;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Vetoes;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>Loads everything the rules may look at for one county and year: the latest batch that holds the year, marks and settlements.</summary>
public sealed record YearFacts(ImportBatch Batch, AssessmentFacts Facts, IReadOnlySet<string> ConfirmedUnits)
{
    /// <summary>The year whose schools stand in, while this one has no statistics of its own; else null.</summary>
    public int? RegisterOf { get; init; }

    /// <param name="register">Given, a year without statistics has the schools of the newest year before it, and of their figures only what this edition asks to know which rows apply.</param>
    public static async Task<YearFacts?> LoadAsync(AppDb db, ImportedYears imported, StoredMarks stored, int countyId, int year, DateOnly today, long upTo = long.MaxValue, int? batchId = null, bool signedOnly = false, string? asIfSigned = null, IndicatorFramework? register = null)
    {
        if (await StatisticsAsync(db, countyId, year, batchId, register is not null) is not { } found) return null;
        var (batch, of) = (await db.ImportBatches.AsNoTracking().FirstAsync(b => b.Id == found.Batch), found.Year);
        var read = of == year ? await imported.OfAsync(db, batch, year) : await imported.RegisterAsync(db, batch, of, register!);
        var entered = await CountyEntries.HoldingAsync(db, countyId, year, upTo);
        var confirmed = await db.DataConfirmations.Where(c => c.CountyId == countyId && c.Year == year && c.BatchId == batch.Id).Select(c => c.UnitCode).ToListAsync();
        var (marks, sheets) = await MarksAsync(db, stored, countyId, year, upTo, signedOnly, asIfSigned);
        var facts = new AssessmentFacts
        {
            Year = year,
            Day = today,
            Units = read.Units,
            Sites = read.Sites,
            Measurements = entered.Count == 0 ? read.Measurements : read.Measurements.With(entered),
            Classes = read.Classes,
            Rooms = read.Rooms,
            Marks = marks,
            VetoedSites = (await VetoBook.CasesAsync(db, countyId, year, upTo)).Where(c => c.Site.Length > 0 && c.State == VetoState.Established).Select(c => c.Site).ToHashSet(),
            Settlements = await SettlementsAsync(db, countyId, year, upTo, sheets),
        };
        return new(batch, facts, confirmed.Where(c => read.Units.Any(u => u.Code == c)).ToHashSet(StringComparer.Ordinal)) { RegisterOf = of == year ? null : of };
    }

    /// <summary>The latest batch that holds the year; with <paramref name="orBefore"/> else the latest of the newest year before it. Null without any.</summary>
    internal static async Task<(int Batch, int Year)?> StatisticsAsync(AppDb db, int countyId, int year, int? batchId, bool orBefore) =>
        await (from y in db.CountyYears
               join b in db.ImportBatches on y.BatchId equals b.Id
               where b.CountyId == countyId && (batchId == null || b.Id == batchId) && (y.Year == year || (orBefore && y.Year < year))
               orderby y.Year descending, b.Id descending
               select new { b.Id, y.Year }).FirstOrDefaultAsync() is { } found ? (found.Id, found.Year) : null;

    /// <summary>The same facts without what nobody stands for: an unconfirmed unit's data are unknown, never official, and so are the marks of an inspection whose signature was given
    /// for other data than those in force. What the lead offices score needs no signature.</summary>
    /// <param name="units">Units whose heads have confirmed.</param>
    /// <param name="stale">Sites to be signed again.</param>
    public YearFacts OnlyConfirmed(IReadOnlyCollection<string> units, IReadOnlyCollection<string> stale)
    {
        var sites = Facts.Sites.Where(s => units.Contains(s.Unit)).Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            ConfirmedUnits = units.ToHashSet(StringComparer.Ordinal),
            Facts = Facts with
            {
                Measurements = Facts.Measurements.Without(site => !sites.Contains(site)),
                Classes = [.. Facts.Classes.Where(c => sites.Contains(c.Site))],
                Rooms = [.. Facts.Rooms.Where(r => sites.Contains(r.Site))],
                Marks = [.. Facts.Marks.Where(m => sites.Contains(m.Site) && (!stale.Contains(m.Site) || Sheet.IsDesk(m.Person)))],
            },
        };
    }

    public static Site SiteOf(SchoolYear row) => new(row.Code, row.Unit, row.Name, row.Town, SchoolKindNames.Parse(row.Kind)!.Value, AreaOf(row.Area), row.IsPublic, row.IsBoarding, row.Designed);

    private static Area? AreaOf(string? text) => text switch { "城" => Area.City, "镇" => Area.Town, "乡" => Area.Rural, _ => null };

    /// <summary>Of several inspections in a year the latest signed-off one with a mark on the row counts; while none is signed off, the latest opened one. <paramref name="asIfSigned"/> is the sheet somebody is about to sign.</summary>
    /// <returns>The marks, and of each row the sheet they are from.</returns>
    private static async Task<(IReadOnlyList<Mark> Marks, IReadOnlyDictionary<(string Site, string Indicator), string> Sheets)> MarksAsync(AppDb db, StoredMarks stored, int countyId, int year, long upTo, bool signedOnly, string? asIfSigned)
    {
        var decided = (await db.SettlementEntries.Where(s => s.CountyId == countyId && s.Year == year && s.LedgerSeq <= upTo && s.Admits != null).Select(s => new { Mark = s.Admits!.Value, s.Value }).ToListAsync()).ToLookup(s => s.Value.Length == 0, s => s.Mark);
        var (admitted, declined) = (decided[true].ToHashSet(), decided[false].ToHashSet());
        var signed = (await SiteSignatures.GivenAsync(db, countyId, year, upTo)).GroupBy(s => $"{s.InspectionId}").ToDictionary(s => s.Key, s => s.Max(one => one.Position));
        var opened = await db.Inspections.Where(i => i.CountyId == countyId && i.Year == year).ToDictionaryAsync(i => i.Id.ToString(), i => i.OpenedAt);
        var withdrawn = (await db.InspectionActs.Where(a => a.Act == nameof(Core.Procedures.InspectionAct.Withdraw) && a.LedgerSeq <= upTo).Select(a => a.InspectionId).ToListAsync()).Select(i => $"{i}").ToHashSet();
        var entries = (await stored.OfAsync(db, countyId, year)).Where(e => e.Mark.Order <= upTo && !declined.Contains(e.Mark.Id) && !(opened.ContainsKey(e.Sheet) && (withdrawn.Contains(e.Sheet) || (signedOnly && !signed.ContainsKey(e.Sheet)))));
        var counts = new Dictionary<(string Site, string Indicator), string>();
        List<Mark> marks = [.. entries.GroupBy(e => (e.Mark.Site, e.Mark.Indicator)).SelectMany(row =>
        {
            var sheets = row.Select(e => e.Sheet).Distinct().ToList();
            var sheet = counts[row.Key] = sheets.FirstOrDefault(s => s == asIfSigned) ?? sheets.Where(signed.ContainsKey).MaxBy(s => signed[s]) ?? sheets.MaxBy(s => opened.GetValueOrDefault(s))!;
            return row.Where(e => e.Sheet == sheet).Select(e => e.Mark.IsLate && admitted.Contains(e.Mark.Id) ? e.Mark with { IsLate = false } : e.Mark);
        })];
        return (marks, counts);
    }

    /// <summary>A stored mark as the rules see it.</summary>
    public static Mark MarkOf(ScoreEntry entry, bool admitted) => new(
        entry.Id, entry.Site, entry.Indicator, ValueOf(entry.Value), Sheet.IsDesk(entry.Sheet) ? entry.Sheet : entry.PersonId, entry.PersonName, entry.Received, entry.LedgerSeq, entry.Note, entry.IsLate && !admitted);

    /// <summary>A settlement decides between the marks of its own sheet and counts only where they do.</summary>
    private static async Task<IReadOnlyList<Settlement>> SettlementsAsync(AppDb db, int countyId, int year, long upTo, IReadOnlyDictionary<(string Site, string Indicator), string> sheets)
    {
        var rows = await db.SettlementEntries.AsNoTracking().Where(s => s.CountyId == countyId && s.Year == year && s.LedgerSeq <= upTo && s.Admits == null).OrderBy(s => s.LedgerSeq).ToListAsync();
        rows.RemoveAll(s => sheets.GetValueOrDefault((s.Site, s.Indicator)) != s.Sheet);
        return [.. rows.Select(s => new Settlement(s.Site, s.Indicator, ValueOf(s.Value)!, s.Reason, s.PersonName, s.LedgerSeq))];
    }

    /// <summary>A stored value; null = withdrawn. One whose reason two people blacked out is 不适用 still.</summary>
    public static MarkValue? ValueOf(string? json) => string.IsNullOrEmpty(json) ? null : json == RedactableAttribute.Tombstone ? new NotApplicableMark(json) : MarkJson.Read(json);
}
