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
using InspectionAct = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Field;

/// <summary>Puts together what a device may keep: the person's own sheets, blind where they must be.</summary>
public sealed class FieldDesk(IDbContextFactory<AppDb> factory, Assessor assessor, FrameworkShelf shelf, VisitSheets visits, SelfAssessmentBook selves, TimeProvider clock)
{
    /// <summary>Days for which a person is told of a sheet that was given to another.</summary>
    private const int KeptDays = 30;

    public async Task<FieldSheets> SheetsAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        var inspections = await WholeInspections.ReadAsync(db, db.Inspections.Where(i => i.CountyId == who.CountyId && i.Members.Any(m => m.PersonId == who.Id)).OrderByDescending(i => i.OpenedAt));
        var demo = await db.Counties.Where(c => c.Id == who.CountyId).Select(c => c.IsDemo).FirstAsync();
        var sheets = new List<FieldSheet>();
        foreach (var inspection in inspections)
            if (await SheetAsync(db, who, inspection, demo) is { } sheet) sheets.Add(sheet);
        var editions = sheets.Select(s => s.Edition).Distinct().ToDictionary(e => e, e => (IReadOnlyList<FieldWording>)[.. shelf.Find(e)!.Indicators.Where(IsOnSite).Select(FieldWords.Of)]);
        return new("sheets/1", clock.GetUtcNow(), new(who.Id, who.Name), editions, sheets, await visits.ReadAsync(db, who, demo));
    }

    private async Task<FieldSheet?> SheetAsync(AppDb db, Visitor who, Inspection inspection, bool demo)
    {
        if (shelf.Find(inspection.Edition) is not { } framework || await assessor.WorkedAsync(who.CountyId, inspection.Year, edition: inspection.Edition) is not { } now || now.CardOf(inspection.Site) is not { } card) return null;
        var me = inspection.Members.First(m => m.PersonId == who.Id);
        var state = me.LeftAt is not null ? "reassigned" : InspectionBook.StateOf(inspection) switch
        {
            InspectionState.Open => "open",
            InspectionState.Withdrawn => "withdrawn",
            var other => other.IsFrozen() ? "signed" : "submitted",
        };
        var isOver = state is not ("open" or "submitted");
        var ballots = await BallotsAsync(db, $"{inspection.Id}", isOver ? who.Id : null);
        var mine = LateOf(ballots, who);
        if (me.LeftAt is { } left && left < Since && mine.All(e => e.Received < Since)) return null;
        var before = isOver ? null : (await assessor.FindAsync(who.CountyId, inspection.Year - 1))?.CardOf(inspection.Site);
        var self = isOver ? null : await selves.FindAsync(who, inspection.Year, inspection.Site);
        var sheet = new Sheet($"{inspection.Id}", inspection.Year, inspection.Site, card.Site.Kind, inspection.Edition, inspection, false);
        IReadOnlyList<FieldRow> rows = isOver ? [] : [.. card.Rows.Where(r => IsOnSite(r.Row)).DistinctBy(r => r.Row.Code).Where(r => Applies(r, ballots)).Select(r => RowOf(r, sheet, who, me.IsLead, ballots[r.Row.Code].ToList(), before, self))];
        List<Hazard> hazards = state == "reassigned" ? [] : await db.Hazards.AsNoTracking().Where(h => h.Sheet == sheet.Id).OrderBy(h => h.LedgerSeq).ToListAsync();
        return new(sheet.Id, inspection.Title, inspection.Site, card.Site.Name, card.Site.Town, card.Site.Kind.Name(), inspection.Year, inspection.Edition,
            state, sheet.IsClosedFor(who.Id), me is { IsLead: true, LeftAt: null }, demo,
            state == "reassigned" ? [] : [.. inspection.Team.OrderByDescending(m => m.IsLead).Select(m => m.PersonName + (m.IsLead ? "（组长）" : ""))], inspection.OpenedAt,
            rows,
            isOver ? [] : [.. card.Rows.Where(r => !IsOnSite(r.Row)).Select(r => ReadingOf(r, sheet, who, before, self))],
            [.. hazards.Select(HazardOf)], ReasonOf(inspection, me, state),
            [.. mine.ExceptBy(rows.Select(r => r.Code), e => e.Indicator).Select(e => LateOf(e, framework.Find(e.Indicator)!))]);
    }

    private DateTimeOffset Since => clock.GetUtcNow().AddDays(-KeptDays);

    private static List<ScoreEntry> LateOf(ILookup<string, object> ballots, Visitor who) =>
        [.. ballots.SelectMany(row => SheetMarks.Late(row.OfType<ScoreEntry>(), row.OfType<SettlementEntry>())).Where(e => e.PersonId == who.Id).OrderBy(e => e.LedgerSeq)];

    private static FieldLate LateOf(ScoreEntry entry, Indicator row) => new($"{entry.Id}", row.Code, row.Name, MarkOf(entry, row));

    private static string? ReasonOf(Inspection inspection, InspectionMember me, string state) => state switch
    {
        "withdrawn" => $"撤销：{Said(inspection, InspectionAct.Withdraw, DateTimeOffset.MinValue)}",
        "reassigned" => $"更换督学：{Said(inspection, InspectionAct.Replace, me.LeftAt!.Value)}",
        _ => null,
    };

    /// <summary>The reason given with the first act of this kind from then on.</summary>
    private static string? Said(Inspection inspection, InspectionAct act, DateTimeOffset from) => inspection.Acts.Where(a => a.Act == $"{act}" && a.At >= from).MinBy(a => a.Id)?.Reason;

    internal static FieldHazard HazardOf(Hazard h) =>
        new($"{h.Id}", h.PersonName, h.What, h.Done, h.Called, h.Demand is null ? null : $"{h.Demand}（{h.DueOn:yyyy-MM-dd} 前，{h.Responsible}）", h.FoundAt, h.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Marks and settlements of one sheet, by row.</summary>
    /// <param name="only">Whose marks are read; null = everybody's.</param>
    private static async Task<ILookup<string, object>> BallotsAsync(AppDb db, string sheet, string? only)
    {
        var marks = await db.ScoreEntries.AsNoTracking().Where(e => e.Sheet == sheet && (only == null || e.PersonId == only)).OrderBy(e => e.LedgerSeq).ToListAsync();
        var settlements = await db.SettlementEntries.AsNoTracking().Where(s => s.Sheet == sheet).OrderBy(s => s.LedgerSeq).ToListAsync();
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
        if (settled is not null && counted.Any(e => e.LedgerSeq > settled.LedgerSeq && !Ballots.Same(YearFacts.ValueOf(e.Value), YearFacts.ValueOf(settled.Value)))) settled = null;
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

    private static string? LastOf(RowResult row, Scorecard? before) => before?.Find(row.Row.Code, row.Stage) is { State: IndicatorState.Met or IndicatorState.NotMet } last ? last.ValueText : null;

    private static bool Applies(RowResult row, ILookup<string, object> entries) => row.IsMarkable || entries[row.Row.Code].Any();

    private static bool IsOnSite(Indicator row) => row.Method is Method.OnSite or Method.Questionnaire;

    private static FieldMark MarkOf(ScoreEntry entry, Indicator row) => new(
        $"{entry.Id}", entry.PersonName, Json(entry.Value), TextOf(entry.Value, row), entry.Note, entry.Received, entry.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string TextOf(string? value, Indicator row) => YearFacts.ValueOf(value) is not { } mark ? "已撤回" : MarkText.Of(mark, row);

    private static JsonElement? Json(string? text)
    {
        if (YearFacts.ValueOf(text) is not { } value) return null;
        using var json = JsonDocument.Parse(MarkJson.Write(value));
        return json.RootElement.Clone();
    }
}
