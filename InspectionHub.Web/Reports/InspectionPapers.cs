using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what the papers of one inspection need: 通知书, 初步意见, 意见书.</summary>
public sealed class InspectionPapers(IDbContextFactory<AppDb> factory, Assessor assessor, PaperPhotos photos)
{
    public async Task<ComposedPaper> ComposeAsync(ReportKind kind, PaperSubject subject, PaperMoment moment)
    {
        await using var db = await factory.CreateDbContextAsync();
        var inspection = await FindAsync(db, subject);
        var signed = await db.SignOffs.AsNoTracking().Where(s => s.InspectionId == inspection.Id).OrderByDescending(s => s.Version).FirstOrDefaultAsync();
        // A signed result is printed as it stood when it was signed: same batch, same ledger position.
        var now = signed is null ? await assessor.AsIfSignedAsync(inspection) : await assessor.AsSignedAsync(signed);
        if (now?.SiteOf(inspection.Site) is not { } site) throw new Refusal(404, $"{inspection.Year} 学年的数据中没有校点 {inspection.Site}。");
        // Who answers for the school today replies to it.
        var place = (await CasePlaces.ReadAsync(db, inspection.CountyId, [site.Code])).Of(site.Code, site.Unit);
        var unit = (now.UnitOf(place.Unit) ?? now.UnitOf(site.Unit))?.Name ?? site.Name;
        var file = await InspectionFile.ReadAsync(db, inspection.Id);
        var facts = FactsOf(inspection, file, site.Name, unit) with
        {
            Card = kind == ReportKind.Notice ? null : now.CardOf(site.Code),
            Framework = now.Framework,
            SignedBy = signed?.PersonName,
            SignedOn = signed is null ? null : DateOnly.FromDateTime(signed.At.ToOffset(TimeSpan.FromHours(8)).Date),
        };
        if (kind == ReportKind.Opinion) facts = facts with { Findings = await WithPhotosAsync(db, inspection, file.Findings, facts.Findings) };
        var paper = await PaperComposer.HeadAsync(db, subject, moment, signed?.Position ?? now.Position);
        var state = InspectionBook.StateOf(inspection);
        var blocked = new List<string>();
        if (state == InspectionState.Withdrawn) blocked.Add("这次督导已撤销，不能再签发它的文书。");
        else if (kind == ReportKind.Preliminary && state == InspectionState.Open) blocked.Add("督导组尚未提交，不能签发初步督导意见。");
        else if (kind == ReportKind.Opinion && signed is null) blocked.Add("督导结果尚未审签，不能签发督导意见书。请先在督导页面审签。");
        // What the opinion says and the terms it sets are settled on the page: the paper says the same.
        else if (kind == ReportKind.Opinion && state == InspectionState.SignedOff) blocked.Add("请先在督导页面发出督导意见书，发出时确定总体评价和整改期限，再签发文书。");
        return kind switch
        {
            ReportKind.Notice => new(NoticePaper.Compose(facts, paper), place.Unit, $"{site.Name}督导检查通知书", unit, blocked),
            ReportKind.Preliminary => new(PreliminaryPaper.Compose(facts, paper), place.Unit, $"{site.Name}初步督导意见", unit, blocked),
            _ => new(OpinionPaper.Compose(facts, paper), place.Unit, $"{site.Name}督导意见书", unit, blocked),
        };
    }

    /// <summary>A problem shows the photos of the marks that stand on its row, and its own.</summary>
    private async Task<IReadOnlyList<PaperFinding>> WithPhotosAsync(AppDb db, Inspection inspection, IReadOnlyList<InspectionFinding> kept, IReadOnlyList<PaperFinding> findings)
    {
        var taken = (await SheetEvidence.ReadAsync(db, $"{inspection.Id}")).Photos.ToLookup(p => p.Indicator, p => p.Photo.Sha);
        var shown = new List<PaperFinding>();
        foreach (var (own, one) in kept.Zip(findings))
            shown.Add(one.Sort == FindingSort.Problem ? one with { Photos = await photos.ReadAsync(inspection.CountyId, [inspection.Id], (one.Row.Length > 0 ? taken[one.Row] : []).Concat(own.PhotoNames())) } : one);
        return shown;
    }

    /// <summary>An inspection with its file, without the result.</summary>
    internal static InspectionFacts FactsOf(Inspection inspection, InspectionFile file, string site, string unit) => new()
    {
        Title = inspection.Title,
        Site = site,
        Unit = unit,
        IsComprehensive = inspection.IsComprehensive,
        Basis = inspection.Basis,
        PlanNo = inspection.PlanNo,
        Matters = inspection.Matters,
        Materials = inspection.Materials,
        From = NoticeDates.Of(inspection).From,
        To = NoticeDates.Of(inspection).To,
        SelfAssessmentDue = NoticeDates.Of(inspection).SelfDue,
        Team = [.. inspection.Team.OrderByDescending(m => m.IsLead).ThenBy(m => m.PersonName, StringComparer.Ordinal).Select(m => new TeamPlace(m.PersonName, m.IsLead, m.Clauses.Replace(' ', '、')))],
        Work = [.. file.Records.GroupBy(r => r.Kind).Select(g => new SiteWork(Enum.Parse<RecordKind>(g.Key).Name(), g.Count(), Sum(g, r => r.Asked), Sum(g, r => r.Valid), Sum(g, r => r.Satisfied)))],
        Findings = [.. file.Findings.Select(f => new PaperFinding(SortOf(f.Kind), f.Text, f.Basis, f.Indicator, ClassOf(f.Class), f.DueOn))],
        ReplyDue = Held(inspection, Act.SendPreliminary)?.DueOn,
        Preliminary = Held(inspection, Act.SendPreliminary)?.Reason ?? "",
        Opinion = Held(inspection, Act.Issue)?.Reason ?? "",
        Replies = [.. file.Points.Where(p => !p.IsTakenBack).Select(p => new HeardReply(p.Point.Text, p.Answer is { } answer ? Enum.Parse<ReplyOutcome>(answer.Outcome).Name() : null, p.Answer?.Reason ?? ""))],
        Framework = null!,
    };

    /// <summary>The latest act of a kind since the result was last sent back or the preliminary view taken back.</summary>
    private static Data.InspectionAct? Held(Inspection inspection, Act act)
    {
        var back = inspection.Acts.Where(a => a.Act is nameof(Act.SendBack) or nameof(Act.TakeBack)).Select(a => a.Id).DefaultIfEmpty().Max();
        return inspection.Acts.Where(a => a.Act == $"{act}" && a.Id > back).MaxBy(a => a.Id);
    }

    /// <summary>限期整改 for Dated, and so on.</summary>
    internal static string ClassOf(string code) => Enum.TryParse<RectificationClass>(code, out var known) ? known.Name() : code;

    private static FindingSort SortOf(string kind) => Enum.Parse<FindingKind>(kind) switch { FindingKind.Merit => FindingSort.Merit, FindingKind.Problem => FindingSort.Problem, _ => FindingSort.Advice };

    private static int? Sum(IEnumerable<InspectionRecord> records, Func<InspectionRecord, int?> of) => records.Any(r => of(r) is not null) ? records.Sum(of) : null;

    /// <summary>The inspection named, or the site's latest of the year that was not withdrawn.</summary>
    private static async Task<Inspection> FindAsync(AppDb db, PaperSubject subject)
    {
        var found = await WholeInspections.ReadAsync(db, db.Inspections.Where(i => i.CountyId == subject.CountyId)
            .Where(i => subject.Inspection != null ? i.Id == subject.Inspection : i.Site == subject.Site && i.Year == subject.Year).OrderByDescending(i => i.OpenedAt));
        return found.FirstOrDefault(i => subject.Inspection != null || InspectionBook.StateOf(i) != InspectionState.Withdrawn)
            ?? throw new Refusal(404, subject.Inspection is null ? $"校点 {subject.Site} 在 {subject.Year} 学年没有督导。" : "没有这次督导。");
    }
}
