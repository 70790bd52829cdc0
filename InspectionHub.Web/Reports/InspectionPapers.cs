using InspectionHub.Core.Reports;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what the papers of one inspection need: 通知书, 初步意见, 意见书.</summary>
public sealed class InspectionPapers(IDbContextFactory<AppDb> factory, Assessor assessor)
{
    public async Task<ComposedPaper> ComposeAsync(ReportKind kind, PaperSubject subject, PaperMoment moment)
    {
        await using var db = await factory.CreateDbContextAsync();
        var inspection = await FindAsync(db, subject);
        var signed = await db.SignOffs.AsNoTracking().Where(s => s.InspectionId == inspection.Id).OrderByDescending(s => s.Version).FirstOrDefaultAsync();
        // A signed result is printed as it stood when it was signed: same batch, same ledger position.
        var now = signed is null ? await assessor.AsIfSignedAsync(inspection) : await assessor.AsSignedAsync(signed);
        if (now?.SiteOf(inspection.Site) is not { } site) throw new Refusal(404, $"{inspection.Year} 学年的数据中没有校点 {inspection.Site}。");
        var unit = now.UnitOf(site.Unit)?.Name ?? site.Name;
        var facts = new InspectionFacts
        {
            Title = inspection.Title,
            Site = site.Name,
            Unit = unit,
            IsComprehensive = inspection.Title.Contains("综合", StringComparison.Ordinal),
            Team = [.. inspection.Members.OrderByDescending(m => m.IsLead).ThenBy(m => m.PersonId, StringComparer.Ordinal).Select(m => new TeamPlace(m.PersonName, m.IsLead, m.Clauses.Replace(' ', '、')))],
            Card = kind == ReportKind.Notice ? null : now.CardOf(site.Code),
            Framework = now.Framework,
            SignedBy = signed?.PersonName,
            SignedOn = signed is null ? null : DateOnly.FromDateTime(signed.At.ToOffset(TimeSpan.FromHours(8)).Date),
        };
        var paper = await PaperComposer.HeadAsync(db, subject, moment, signed?.Position ?? now.Position);
        return kind switch
        {
            ReportKind.Notice => new(NoticePaper.Compose(facts, paper), site.Unit, $"{site.Name}督导检查通知书", unit),
            ReportKind.Preliminary => new(PreliminaryPaper.Compose(facts, paper), site.Unit, $"{site.Name}初步督导意见", unit),
            _ => new(OpinionPaper.Compose(facts, paper), site.Unit, $"{site.Name}督导意见书", unit, signed is null ? ["督导结果尚未审签，不能签发督导意见书。请先在督导页面审签。"] : []),
        };
    }

    /// <summary>The inspection named, or the site's latest of the year.</summary>
    private static async Task<Inspection> FindAsync(AppDb db, PaperSubject subject) =>
        await db.Inspections.AsNoTracking().Include(i => i.Members).Include(i => i.Acts).Where(i => i.CountyId == subject.CountyId)
            .Where(i => subject.Inspection != null ? i.Id == subject.Inspection : i.Site == subject.Site && i.Year == subject.Year).OrderByDescending(i => i.OpenedAt).FirstOrDefaultAsync()
        ?? throw new Refusal(404, subject.Inspection is null ? $"校点 {subject.Site} 在 {subject.Year} 学年没有督导。" : "没有这次督导。");
}
