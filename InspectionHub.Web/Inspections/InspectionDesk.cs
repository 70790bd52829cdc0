using System.Text.Json;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;
using InspectionAct = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections;

/// <summary>What the page of one inspection shows to one person.</summary>
public sealed record InspectionView(Inspection Inspection, InspectionState State, Scorecard Card, IReadOnlyList<InspectionAct> Permitted, bool MayMark, bool IsLead, long Position, int BatchId, SheetEvidence Evidence, SheetBallots Sheet, InspectionFile File, IReadOnlyDictionary<string, SelfRow> SelfMarks)
{
    /// <summary>Versions of the signed result, oldest first.</summary>
    public IReadOnlyList<SignOff> Signed { get; init; } = [];

    /// <summary>What was marked is shown to the unit and to lead offices only once the preliminary view has been sent, and never of an inspection that was withdrawn.</summary>
    public bool MaySeeResult(Visitor who) => who.Role == Roles.Inspector || MarkSight.SeesOpen(who) || State is not (InspectionState.Open or InspectionState.Submitted or InspectionState.Withdrawn);

    /// <summary>What a lead office reads of an inspection: its own rows and what was found on them, nothing of the whole.</summary>
    public InspectionView OnlyOf(string? office)
    {
        var own = Card.Rows.Where(r => r.Row.Lead == office).ToList();
        var codes = own.Select(r => r.Row.Code).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Card = new(Card.Site, own, []),
            Sheet = new(Sheet.Rows.Where(r => codes.Contains(r.Key)).ToDictionary(), []),
            File = new([], [.. File.Findings.Where(f => codes.Contains(f.Indicator))], []),
            Evidence = new([], [], []),
            SelfMarks = SelfMarks.Where(m => codes.Contains(m.Key)).ToDictionary(),
            Signed = [],
        };
    }

    /// <summary>This person's own mark on a row.</summary>
    public Mark? MineFor(string code, string person) => BallotsOf(code).Marks.FirstOrDefault(m => m.Person == person);

    /// <summary>The ballots of a row on this sheet.</summary>
    public Ballots BallotsOf(string code) => Sheet.Rows.GetValueOrDefault(code) ?? Ballots.Empty;

    /// <summary>Whether what others said of this row is withheld: rubric and veto rows stay blind to a team member until one has marked oneself (design section 10).</summary>
    public static bool IsBlind(Indicator row, bool hasMarked) => !hasMarked && (row.Rule is RubricRule || row.Veto is not null);

    /// <summary>Whether ballots of a row differ and the lead may know it: a blind row is not spoken of to a lead who has not marked it.</summary>
    public static bool IsToSettle(RowResult row, string lead) => row.Ballots.State == BallotState.Differing && !IsBlind(row.Row, row.Ballots.Marks.Any(m => m.Person == lead));

    public bool MaySeeBallots(RowResult row, string person) => !MayMark || !IsBlind(row.Row, MineFor(row.Row.Code, person) is not null);
}

/// <summary>The inspection page's class: joins the book of inspections, the score book and the assessor.</summary>
public sealed class InspectionDesk(IDbContextFactory<AppDb> factory, InspectionBook book, InspectionActs acts, ScoreBook scores, Settlements settlements, SelfAssessmentBook self, Assessor assessor)
{
    public async Task<InspectionView?> FindAsync(Visitor who, Guid id)
    {
        if (await book.FindAsync(who, id) is not { } inspection) return null;
        var now = await assessor.AsIfSignedAsync(inspection);
        if (now?.CardOf(inspection.Site) is not { } card) return null;
        var member = inspection.Team.FirstOrDefault(m => m.PersonId == who.Id);
        await using var db = await factory.CreateDbContextAsync();
        var evidence = await SheetEvidence.ReadAsync(db, $"{inspection.Id}");
        var view = new InspectionView(inspection, InspectionBook.StateOf(inspection), card, InspectionBook.PermittedFor(inspection, who), member is not null, member?.IsLead == true, now.Position, now.Batch.Id, evidence, await SheetMarks.BySheetAsync(db, $"{inspection.Id}"), await InspectionFile.ReadAsync(db, id),
            (await self.FindAsync(who, inspection.Year, inspection.Site))?.Marks ?? new Dictionary<string, SelfRow>())
        {
            Signed = await db.SignOffs.AsNoTracking().Where(s => s.InspectionId == id).OrderBy(s => s.Version).ToListAsync(),
        };
        return who.Role == Roles.LeadOffice ? view.OnlyOf(who.LeadOffice) : view;
    }

    /// <summary>A mark from the desk page: the same book and the same shape as from a phone.</summary>
    public Task<MarkAnswer> SaveAsync(Visitor who, Inspection inspection, string indicator, MarkValue? value, string note, DateTimeOffset? observed = null) =>
        scores.SaveAsync(who, DeskMark.Of(who, $"{inspection.Id}", inspection.Edition, indicator, value, note, observed));

    public Task AdmitAsync(Visitor who, Inspection inspection, Mark late) => DecideAsync(who, inspection, late.Indicator, null, late.Id, "", []);

    /// <summary>Settles differing ballots. <paramref name="saw"/> are the ones the lead has on the screen.</summary>
    public Task SettleAsync(Visitor who, Inspection inspection, string indicator, MarkValue value, string reason, IEnumerable<Mark> saw) =>
        DecideAsync(who, inspection, indicator, JsonDocument.Parse(MarkJson.Write(value)).RootElement.Clone(), null, reason, [.. saw.Select(m => m.Id)]);

    private async Task DecideAsync(Visitor who, Inspection inspection, string indicator, JsonElement? value, Guid? admits, string reason, IReadOnlyList<Guid> saw)
    {
        var answer = await settlements.SaveAsync(who, new(Guid.CreateVersion7(), $"desk-{who.Id}", 0, $"{inspection.Id}", indicator, value, admits, reason, saw));
        if (!answer.IsKept) throw new Refusal(answer.Status, answer.Reasons);
    }

    public Task DoAsync(Visitor who, Inspection inspection, InspectionAct act, string reason) => acts.DoAsync(who, inspection.Id, act, reason);

    /// <summary>更换督学.</summary>
    public Task ReplaceAsync(Visitor who, Inspection inspection, string leaving, Person? coming, string reason) =>
        coming is null ? throw new Refusal(422, "请选择换下和换上的人。") : acts.ReplaceAsync(who, inspection.Id, leaving, coming, reason);

    /// <summary>Signs what the page showed: the position goes with it.</summary>
    /// <param name="who">Who signs.</param>
    /// <param name="seen">What the page showed.</param>
    /// <param name="reason">Why it is signed again; not asked for the first version.</param>
    public Task SignOffAsync(Visitor who, InspectionView seen, string reason = "") => acts.SignOffAsync(who, seen.Inspection.Id, seen.Position, Frozen(seen.Card), seen.BatchId, reason);

    private static string Frozen(Scorecard card) => JsonSerializer.Serialize(new
    {
        schema = "scorecard/1",
        site = card.Site.Code,
        low = $"{card.Low}",
        high = $"{card.High}",
        rows = card.Rows.Select(r => new { code = r.Row.Code, stage = r.Stage is { } s ? Core.Measurements.StageNames.Name(s) : null, state = r.State.Word(), value = r.Value?.ToString(), low = $"{r.Low}", high = $"{r.High}", of = $"{r.Of}", marks = r.Ballots.Marks.Select(m => m.Id) }),
    });
}
