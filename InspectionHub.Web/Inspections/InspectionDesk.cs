using System.Collections.Concurrent;
using System.Text.Json;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Rectifications;
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

    /// <summary>What the rules of today would say otherwise of the facts of the last signature, where that was computed by earlier ones. It stands as it was signed.</summary>
    public IReadOnlyList<SignedChange> Recalculated { get; init; } = [];

    /// <summary>The year whose schools stand in, while the inspection's own has no statistics; else null.</summary>
    public int? RegisterOf { get; init; }

    /// <summary>The school is not in the year's statistics any more: there is nothing to mark or to sign.</summary>
    public bool IsGone { get; init; }

    /// <summary>When what is shown was sent: the course has gone back since, and those who were told of the result read on what they were told, not what is being marked anew.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What was marked is shown to the unit and to lead offices only once the preliminary view has been sent, and never of an inspection that was withdrawn.</summary>
    public bool MaySeeResult(Visitor who) => who.Role == Roles.Inspector || MarkSight.SeesOpen(who) || SentAt is not null || State is not (InspectionState.Open or InspectionState.Submitted or InspectionState.Withdrawn);

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
            Recalculated = [],
        };
    }

    /// <summary>This person's own mark on a row.</summary>
    public Mark? MineFor(string code, string person) => BallotsOf(code).Marks.FirstOrDefault(m => m.Person == person);

    /// <summary>The ballots of a row on this sheet.</summary>
    public Ballots BallotsOf(string code) => Sheet.Rows.GetValueOrDefault(code) ?? Ballots.Empty;

    /// <summary>Whether what others said of this row is withheld: rubric and veto rows stay blind to a team member until one has marked oneself (design section 10).</summary>
    public static bool IsBlind(Indicator row, bool hasMarked) => !hasMarked && (row.Rule is RubricRule || row.Veto is not null);

    /// <summary>The rows of a sheet whose ballots differ, as far as the lead may know: a blind row is not spoken of to a lead who has not marked it. Another inspection of the same
    /// school has a sheet and a lead of its own.</summary>
    public static IEnumerable<(Indicator Row, Ballots Ballots)> ToSettle(Scorecard card, SheetBallots sheet, string lead) =>
        from row in card.Rows.Select(r => r.Row).DistinctBy(r => r.Code)
        let ballots = sheet.Rows.GetValueOrDefault(row.Code)
        where ballots?.State == BallotState.Differing && !IsBlind(row, ballots.Marks.Any(m => m.Person == lead))
        select (row, ballots);

    public bool MaySeeBallots(RowResult row, string person) => !MayMark || !IsBlind(row.Row, MineFor(row.Row.Code, person) is not null);
}

/// <summary>The inspection page's class: joins the book of inspections, the score book and the assessor.</summary>
public sealed class InspectionDesk(IDbContextFactory<AppDb> factory, InspectionBook book, InspectionActs acts, NoticeChanges changes, ScoreBook scores, Settlements settlements, SelfAssessmentBook self, Assessor assessor, RectificationBook cases)
{
    public async Task<InspectionView?> FindAsync(Visitor who, Guid id)
    {
        if (await book.FindAsync(who, id) is not { } inspection) return null;
        var now = await assessor.AsIfSignedAsync(inspection);
        if (now?.CardOf(inspection.Site) is not { } card) return await GoneAsync(who, inspection);
        var member = inspection.Team.FirstOrDefault(m => m.PersonId == who.Id);
        await using var db = await factory.CreateDbContextAsync();
        var evidence = await SheetEvidence.ReadAsync(db, $"{inspection.Id}");
        var view = new InspectionView(inspection, InspectionBook.StateOf(inspection), card, InspectionBook.PermittedFor(inspection, who), member is not null, member?.IsLead == true, now.Position, now.Batch.Id, evidence, await SheetMarks.BySheetAsync(db, $"{inspection.Id}"), await InspectionFile.ReadAsync(db, id),
            (await self.FindAsync(who, inspection.Year, inspection.Site))?.Marks ?? new Dictionary<string, SelfRow>())
        {
            RegisterOf = now.RegisterOf,
            Signed = await db.SignOffs.AsNoTracking().Where(s => s.InspectionId == id).OrderBy(s => s.Version).ToListAsync(),
        };
        if (who.Role != Roles.LeadOffice && view.Signed.LastOrDefault() is { } last && last.Engine != Assessor.Engine) view = view with { Recalculated = await RecalculatedAsync(last, inspection.Site) };
        if (who.Role is Roles.Unit or Roles.LeadOffice && view.State is InspectionState.Open or InspectionState.Submitted && InspectionBook.SentTo(inspection) is { LedgerSeq: not null } sent) view = await AsSentAsync(db, view, sent);
        return who.Role == Roles.LeadOffice ? view.OnlyOf(who.LeadOffice) : view;
    }

    /// <summary>What today's rules say otherwise than a signature by earlier ones: the same for ever, and the whole county has to be judged for it.</summary>
    private async Task<IReadOnlyList<SignedChange>> RecalculatedAsync(SignOff last, string site)
    {
        if (recalculated.TryGetValue(last.Id, out var known)) return known;
        return recalculated[last.Id] = (await assessor.AsSignedAsync(last)).CardOf(site) is { } anew ? SignedVersions.Between(last.Frozen, Frozen(anew)) : [];
    }

    private readonly ConcurrentDictionary<Guid, IReadOnlyList<SignedChange>> recalculated = [];

    /// <summary>What is left of an inspection whose school a corrected import took out of the year: no result, and only the acts that need none.</summary>
    private async Task<InspectionView?> GoneAsync(Visitor who, Inspection inspection)
    {
        await using var db = await factory.CreateDbContextAsync();
        // One that was opened before its year had statistics may never have been in them.
        var last = await db.SchoolYears.AsNoTracking().Where(s => s.Code == inspection.Site && s.Year <= inspection.Year && db.ImportBatches.Any(b => b.Id == s.BatchId && b.CountyId == who.CountyId)).OrderByDescending(s => s.Year).ThenByDescending(s => s.BatchId).FirstOrDefaultAsync();
        if (last is null) return null;
        IReadOnlyList<InspectionAct> permitted = [.. InspectionBook.PermittedFor(inspection, who).Where(a => a is InspectionAct.TakeBack or InspectionAct.Withdraw or InspectionAct.Publish or InspectionAct.Close)];
        return new(inspection, InspectionBook.StateOf(inspection), new(YearFacts.SiteOf(last), [], []), permitted, MayMark: false, IsLead: false, 0, 0, new([], [], []), new(new Dictionary<string, Ballots>(), []), new([], [], []), new Dictionary<string, SelfRow>()) { IsGone = true };
    }

    private async Task<InspectionView> AsSentAsync(AppDb db, InspectionView view, Data.InspectionAct sent)
    {
        var (inspection, upTo) = (view.Inspection, sent.LedgerSeq!.Value);
        return (await assessor.AsSentAsync(inspection, sent))?.CardOf(inspection.Site) is not { } card ? view
            : view with { SentAt = sent.At, Card = card, Sheet = await SheetMarks.BySheetAsync(db, $"{inspection.Id}", upTo), File = await InspectionFile.ReadAsync(db, inspection.Id, upTo) };
    }

    /// <summary>A mark from the desk page: the same book and the same shape as from a phone.</summary>
    public Task<MarkAnswer> SaveAsync(Visitor who, Inspection inspection, string indicator, MarkValue? value, string note, DateTimeOffset? observed = null) =>
        scores.SaveAsync(who, DeskMark.Of(who, $"{inspection.Id}", inspection.Edition, indicator, value, note, observed));

    public Task AdmitAsync(Visitor who, Inspection inspection, Mark late) => DecideAsync(who, inspection, late.Indicator, null, late.Id, "", []);

    /// <summary>不采纳 of a late mark.</summary>
    public Task DeclineAsync(Visitor who, Inspection inspection, Mark late, string reason) => DecideAsync(who, inspection, late.Indicator, null, null, reason, [], late.Id);

    /// <summary>Settles differing ballots. <paramref name="saw"/> are the ones the lead has on the screen.</summary>
    public Task SettleAsync(Visitor who, Inspection inspection, string indicator, MarkValue value, string reason, IEnumerable<Mark> saw) =>
        DecideAsync(who, inspection, indicator, JsonDocument.Parse(MarkJson.Write(value)).RootElement.Clone(), null, reason, [.. saw.Select(m => m.Id)]);

    private async Task DecideAsync(Visitor who, Inspection inspection, string indicator, JsonElement? value, Guid? admits, string reason, IReadOnlyList<Guid> saw, Guid? declines = null)
    {
        var answer = await settlements.SaveAsync(who, new(Guid.CreateVersion7(), $"desk-{who.Id}", 0, $"{inspection.Id}", indicator, value, admits, reason, saw, declines));
        if (!answer.IsKept) throw new Refusal(answer.Status, answer.Reasons);
    }

    public Task DoAsync(Visitor who, Inspection inspection, InspectionAct act, string reason) => acts.DoAsync(who, inspection.Id, act, reason);

    /// <summary>发出督导意见书 with the last day of each problem.</summary>
    public Task IssueAsync(Visitor who, Inspection inspection, string text, IReadOnlyDictionary<Guid, DateOnly?> days) => acts.IssueAsync(who, inspection.Id, text, days);

    /// <summary>The days a problem is given when the opinion is issued now: the county's term counts from the opinion; a later day of the team's own holds.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateOnly?>> TermsAsync(Visitor who, InspectionView view)
    {
        var terms = new Dictionary<Guid, DateOnly?>();
        foreach (var one in view.File.Of(FindingKind.Problem))
            terms[one.Id] = Enum.TryParse<RectificationClass>(one.Class, out var kind) && await cases.ProposedDueAsync(who.CountyId, kind) is { } term && !(one.DueOn > term) ? term : one.DueOn;
        return terms;
    }

    /// <summary>变更通知.</summary>
    public Task ChangeAsync(Visitor who, Inspection inspection, NoticeDates dates, Person? joining, string reason, string hurry) => changes.ChangeAsync(who, inspection.Id, dates, joining, reason, hurry);

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
