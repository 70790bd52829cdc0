using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what papers about one unit's corrections need: 整改通知书, 复查意见.</summary>
public sealed class UnitPapers(IDbContextFactory<AppDb> factory, Assessor assessor)
{
    public async Task<ComposedPaper> ComposeAsync(ReportKind kind, PaperSubject subject, PaperMoment moment)
    {
        if (await assessor.FindAsync(subject.CountyId, subject.Year) is not { } now) throw new Refusal(404, $"没有 {subject.Year} 学年的数据。");
        var code = subject.About.Length > 0 ? subject.About : now.SiteOf(subject.Site)?.Unit ?? "";
        if (now.UnitOf(code) is not { } unit) throw new Refusal(404, $"{subject.Year} 学年的数据中没有考核单位 {code}。");
        await using var db = await factory.CreateDbContextAsync();
        var paper = await PaperComposer.HeadAsync(db, subject, moment, now.Position);
        var sites = now.Facts.Sites.Where(s => s.Unit == code).ToDictionary(s => s.Code, s => s.Name);
        if (kind == ReportKind.Recheck) throw new Refusal(404, $"{unit.Name}没有可复查的整改事项。");
        var hazards = await db.Hazards.AsNoTracking().Where(h => h.CountyId == subject.CountyId && h.Year == subject.Year && h.Demand != null && sites.Keys.Contains(h.Site)).OrderBy(h => h.LedgerSeq).ToListAsync();
        // A problem is demanded once the inspection it comes from has been signed off.
        var findings = await db.InspectionFindings.AsNoTracking().Where(f => f.CountyId == subject.CountyId && f.Kind == nameof(FindingKind.Problem)
            && db.SignOffs.Any(s => s.InspectionId == f.InspectionId && s.Year == subject.Year && sites.Keys.Contains(s.Site))).Select(f => f.InspectionId).Distinct().ToListAsync();
        var problems = new List<RectifyItem>();
        foreach (var inspection in await db.Inspections.AsNoTracking().Where(i => findings.Contains(i.Id)).OrderBy(i => i.OpenedAt).ToListAsync())
            problems.AddRange((await InspectionFile.ReadAsync(db, inspection.Id)).Of(FindingKind.Problem).Select(f => new RectifyItem(sites[inspection.Site], f.Text, f.Basis, "", "", f.DueOn, InspectionPapers.ClassOf(f.Class))));
        if (hazards.Count + problems.Count == 0) throw new Refusal(404, $"{unit.Name}在 {subject.Year} 学年没有需要通知的整改事项。");
        var items = hazards.Select(h => new RectifyItem(sites[h.Site], h.What, "危及师生生命安全，应立即处置（《教育督导条例》第十五条）", h.Demand!, h.Responsible ?? "", h.DueOn, "立行立改")).Concat(problems).ToList();
        return new(RectifyNotice.Compose(unit.Name, $"{paper.YearText}督导", items, paper), code, $"{unit.Name}整改通知书", unit.Name);
    }
}
