using System.Text.Json;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>Puts together what a device may keep: the person's own sheets, blind where they must be.</summary>
public sealed class FieldDesk(IDbContextFactory<AppDb> factory, Assessor assessor, FrameworkShelf shelf, VisitSheets visits, SelfAssessmentBook selves, TimeProvider clock)
{
    public async Task<FieldSheets> SheetsAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        var inspections = await db.Inspections.AsNoTracking().Include(i => i.Members).Include(i => i.Acts)
            .Where(i => i.CountyId == who.CountyId && i.Members.Any(m => m.PersonId == who.Id && m.LeftAt == null)).OrderByDescending(i => i.OpenedAt).ToListAsync();
        var demo = await db.Counties.Where(c => c.Id == who.CountyId).Select(c => c.IsDemo).FirstAsync();
        var sheets = new List<FieldSheet>();
        foreach (var inspection in inspections)
            if (await SheetAsync(db, who, inspection, demo) is { } sheet) sheets.Add(sheet);
        var editions = sheets.Select(s => s.Edition).Distinct().ToDictionary(e => e, e => (IReadOnlyList<FieldWording>)[.. shelf.Find(e)!.Indicators.Where(IsOnSite).Select(FieldWords.Of)]);
        return new("sheets/1", clock.GetUtcNow(), new(who.Id, who.Name), editions, sheets, await visits.ReadAsync(db, who, demo));
    }

    private async Task<FieldSheet?> SheetAsync(AppDb db, Visitor who, Inspection inspection, bool demo)
    {
        if (shelf.Find(inspection.Edition) is null || await assessor.FindAsync(who.CountyId, inspection.Year) is not { } now || now.CardOf(inspection.Site) is not { } card) return null;
        var before = (await assessor.FindAsync(who.CountyId, inspection.Year - 1))?.CardOf(inspection.Site);
        var self = await selves.FindAsync(who, inspection.Year, inspection.Site);
        var sheet = new Sheet($"{inspection.Id}", inspection.Year, inspection.Site, card.Site.Kind, inspection.Edition, inspection, false);
        var state = InspectionBook.StateOf(inspection);
        var isOver = state.IsFrozen() || state == InspectionState.Withdrawn;
        var ballots = isOver ? Array.Empty<object>().ToLookup(_ => "") : await BallotsAsync(db, sheet);
        var isLead = inspection.Members.First(m => m.PersonId == who.Id).IsLead;
        var hazards = await db.Hazards.AsNoTracking().Where(h => h.Sheet == sheet.Id).OrderBy(h => h.LedgerSeq).ToListAsync();
        return new(sheet.Id, inspection.Title, inspection.Site, card.Site.Name, card.Site.Town, card.Site.Kind.Name(), inspection.Year, inspection.Edition,
            state switch { InspectionState.Open => "open", _ when isOver => "signed", _ => "submitted" },
            sheet.IsClosedFor(who.Id), isLead, demo,
            [.. inspection.Team.OrderByDescending(m => m.IsLead).Select(m => m.PersonName + (m.IsLead ? "（组长）" : ""))], inspection.OpenedAt,
            isOver ? [] : [.. card.Rows.Where(r => IsOnSite(r.Row)).DistinctBy(r => r.Row.Code).Where(r => Applies(r, ballots)).Select(r => RowOf(r, sheet, who, isLead, ballots[r.Row.Code].ToList(), before, self))],
            isOver ? [] : [.. card.Rows.Where(r => !IsOnSite(r.Row)).Select(r => ReadingOf(r, sheet, who, before, self))],
            [.. hazards.Select(HazardOf)]);
    }

    internal static FieldHazard HazardOf(Hazard h) =>
        new($"{h.Id}", h.PersonName, h.What, h.Done, h.Called, h.Demand is null ? null : $"{h.Demand}（{h.DueOn:yyyy-MM-dd} 前，{h.Responsible}）", h.FoundAt, h.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>All marks and settlements of one sheet, by row.</summary>
    private static async Task<ILookup<string, object>> BallotsAsync(AppDb db, Sheet sheet)
    {
        var marks = await db.ScoreEntries.AsNoTracking().Where(e => e.Sheet == sheet.Id).OrderBy(e => e.LedgerSeq).ToListAsync();
        var settlements = await db.SettlementEntries.AsNoTracking().Where(s => s.Sheet == sheet.Id).OrderBy(s => s.LedgerSeq).ToListAsync();
        return marks.Cast<object>().Concat(settlements).ToLookup(e => e is ScoreEntry mark ? mark.Indicator : ((SettlementEntry)e).Indicator);
    }

    private static FieldRow RowOf(RowResult row, Sheet sheet, Visitor who, bool isLead, List<object> entries, Scorecard? before, SelfAssessment? self)
    {
        var (all, decisions) = (entries.OfType<ScoreEntry>().ToList(), entries.OfType<SettlementEntry>().ToList());
        var counted = SheetMarks.Counted(all, decisions);
        var late = SheetMarks.Late(all, decisions);
        var mine = counted.FirstOrDefault(e => e.PersonId == who.Id);
        var blind = InspectionView.IsBlind(row.Row, mine?.Value is not null);
        var settled = decisions.LastOrDefault(s => s.Admits is null);
        if (settled is not null && counted.Any(e => e.LedgerSeq > settled.LedgerSeq && e.Value != settled.Value)) settled = null;
        return new(row.Row.Code, row.LimitText, blind, sheet.WhyNotRow(row.Row, who), mine is null ? null : MarkOf(mine, row.Row),
            blind ? [] : [.. counted.Where(e => e.PersonId != who.Id && e.Value is not null).OrderBy(e => e.LedgerSeq).Select(e => MarkOf(e, row.Row))],
            blind || settled is null ? null : new($"{settled.Id}", settled.PersonName, Json(settled.Value), TextOf(settled.Value, row.Row), settled.Reason, settled.At, []),
            [.. late.Where(e => e.PersonId == who.Id).Select(e => MarkOf(e, row.Row))],
            blind || !isLead ? [] : [.. late.Where(e => e.PersonId != who.Id).Select(e => MarkOf(e, row.Row))],
            LastOf(row, before), SelfOf(row, self));
    }

    private static FieldReading ReadingOf(RowResult row, Sheet sheet, Visitor who, Scorecard? before, SelfAssessment? self) => new(
        row.Row.Code, row.Row.Name, row.Row.Method == Method.Data ? "数据" : $"{row.Row.Lead}评分", row.Stage?.Name() ?? "", row.ValueText, row.State.Word(), row.State.Name(), row.LimitText, row.Reason, LastOf(row, before), SelfOf(row, self),
        row.Row.Method != Method.Data || sheet.WhyNotRow(row.Row, who) is not null ? [] : [.. row.Inputs.Where(i => i.Item != "class").Select(i => new FieldInput(i.Item, i.Stage?.Name(), i.Name, i.Value, i.IsVerified))]);

    private static FieldSelf? SelfOf(RowResult row, SelfAssessment? self) => self?.Marks.GetValueOrDefault(row.Row.Code) is { } own ? new(own.Text, own.Evidence) : null;

    private static string? LastOf(RowResult row, Scorecard? before) => before?.Find(row.Row.Code, row.Stage) is { Value: not null } last ? last.ValueText : null;

    private static bool Applies(RowResult row, ILookup<string, object> entries) => row.State != IndicatorState.NotApplicable || entries[row.Row.Code].Any();

    private static bool IsOnSite(Indicator row) => row.Method is Method.OnSite or Method.Questionnaire;

    private static FieldMark MarkOf(ScoreEntry entry, Indicator row) => new(
        $"{entry.Id}", entry.PersonName, Json(entry.Value), TextOf(entry.Value, row), entry.Note, entry.Received, entry.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string TextOf(string? value, Indicator row) => value is null || ValueOf(value) is not { } mark ? "已撤回" : MarkText.Of(mark, row);

    private static MarkValue? ValueOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        return MarkJson.Parse(json.RootElement, []);
    }

    private static JsonElement? Json(string? text)
    {
        if (text is null) return null;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
