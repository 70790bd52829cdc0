using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Papers to fill in by hand on the day the phone is dead. They hold nothing that anybody marked, and only whoever would mark gets one.</summary>
public sealed class HandPapers(IDbContextFactory<AppDb> factory, Assessor assessor, ChecklistShelf checklists, PaperFiles files, TimeProvider clock)
{
    /// <summary>现场评分表 for one member of an inspection's team.</summary>
    /// <exception cref="Refusal">The person is not on the team, or not any more.</exception>
    public async Task<(byte[] Bytes, string Name)> SheetAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await Sheet.OfInspectionAsync(db, who, $"{id}") is not { Inspection: { } inspection } sheet || inspection.Team.All(m => m.PersonId != who.Id)
            || (await assessor.WorkedAsync(who.CountyId, sheet.Year, edition: sheet.Edition))?.CardOf(sheet.Site) is not { } card) throw new Refusal(404, "没有这次督导，或者您不在督导组中。");
        var rows = card.Rows.Where(r => r.Row.Method is Method.OnSite or Method.Questionnaire && r.IsMarkable && sheet.WhyNotRow(r.Row, who) is null).Select(r => r.Row).DistinctBy(r => r.Code).ToList();
        var head = await HeadAsync(db, who, inspection.Title, [.. inspection.Team.Select(m => m.PersonName)]);
        return (files.Write(MarkSheet.Compose(rows, card.Site.Name, head), PaperFiles.Pdf), $"{card.Site.Name}现场评分表.pdf");
    }

    /// <summary>挂牌督导记录表 for the 责任督学 of a routine visit.</summary>
    /// <exception cref="Refusal">It is another's visit, or there is none.</exception>
    public async Task<(byte[] Bytes, string Name)> VisitAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await VisitBook.OwnAsync(db, who, $"{id}") is not { } visit || (await YearSites.ReadAsync(db, who.CountyId, visit.Year)).FirstOrDefault(s => s.Code == visit.Site) is not { } site)
            throw new Refusal(404, "没有这次督导，或者它不属于您。");
        var list = checklists.Find(visit.Checklist)!;
        var head = await HeadAsync(db, who, $"{list.Name}（{list.Edition}）", [who.Name]);
        return (files.Write(MarkSheet.ComposeVisit(list.For(site.Kind), site.Name, head), PaperFiles.Pdf), $"{site.Name}挂牌督导记录表.pdf");
    }

    private async Task<MarkSheetHead> HeadAsync(AppDb db, Visitor who, string title, IReadOnlyList<string> team)
    {
        var home = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == who.CountyId);
        return new(title, who.Name, team, $"{home.Name}人民政府教育督导室", clock.GetUtcNow(), home.IsDemo);
    }
}
