using InspectionHub.Core.Reports;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
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
        if (hazards.Count == 0) throw new Refusal(404, $"{unit.Name}在 {subject.Year} 学年没有需要通知的整改事项。");
        var items = hazards.Select(h => new RectifyItem(sites[h.Site], h.What, "危及师生生命安全，应立即处置（《教育督导条例》第十五条）", h.Demand!, h.Responsible ?? "", h.DueOn, "立行立改")).ToList();
        return new(RectifyNotice.Compose(unit.Name, $"{paper.YearText}督导", items, paper), code, $"{unit.Name}整改通知书", unit.Name);
    }
}
