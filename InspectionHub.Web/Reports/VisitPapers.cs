using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what the record of one routine visit needs.</summary>
public sealed class VisitPapers(IDbContextFactory<AppDb> factory, Assessor assessor, ChecklistShelf checklists)
{
    public async Task<ComposedPaper> ComposeAsync(PaperSubject subject, PaperMoment moment)
    {
        if (await assessor.WorkedAsync(subject.CountyId, subject.Year) is not { } now || now.SiteOf(subject.Site) is not { } site) throw new Refusal(404, $"{subject.Year} 学年的数据中没有校点 {subject.Site}。");
        await using var db = await factory.CreateDbContextAsync();
        var visits = await db.RoutineVisits.AsNoTracking().Include(v => v.Steps).Where(v => v.CountyId == subject.CountyId && v.Year == subject.Year && v.Site == subject.Site).OrderByDescending(v => v.Day).ToListAsync();
        // The latest one at the school unless one is named; what was only planned has no record.
        var visit = visits.FirstOrDefault(v => subject.About.Length > 0 ? $"{v.Id}" == subject.About : VisitBook.StateOf(v) is VisitState.OnSite or VisitState.Submitted or VisitState.Read)
            ?? throw new Refusal(404, $"{site.Name}在 {subject.Year} 学年没有责任督学到校记录。");
        var entries = await db.VisitEntries.AsNoTracking().Where(e => e.VisitId == visit.Id).OrderBy(e => e.LedgerSeq).ToListAsync();
        var state = VisitBook.StateOf(visit);
        var isSubmitted = state is VisitState.Submitted or VisitState.Read;
        var facts = FactsOf(visit, VisitRecords.Counted(entries, checklists.Find(visit.Checklist)!), site) with { IsSubmitted = isSubmitted };
        var paper = await PaperComposer.HeadAsync(db, subject, moment, now.Position);
        return new(VisitPaper.Compose(facts, paper), site.Unit, $"{site.Name}{visit.Day:yyyy-MM-dd}责任督学工作记录", "", isSubmitted ? [] : ["这次督导尚未提交，工作记录不能签发。"]);
    }

    private VisitFacts FactsOf(RoutineVisit visit, IReadOnlyList<(VisitEntry Entry, VisitNote Note)> notes, Core.Measurements.Site site)
    {
        var list = checklists.Find(visit.Checklist)!;
        var work = notes.Select(n => n.Note).OfType<WorkRecord>().FirstOrDefault();
        var answers = notes.Where(n => n.Note is PointAnswer).ToDictionary(n => n.Entry.Key, n => (((PointAnswer)n.Note).Text, n.Entry.Note));
        DateTimeOffset? When(VisitAct act) => visit.Steps.Where(s => s.Act == $"{act}").OrderBy(s => s.LedgerSeq).Select(s => (DateTimeOffset?)s.HappenedAt).LastOrDefault();
        return new()
        {
            Site = site.Name,
            Inspector = VisitBook.InspectorOf(visit).Name,
            Day = visit.Day,
            Began = When(VisitAct.Start),
            Ended = When(VisitAct.Submit),
            Checklist = $"{list.Name}（{list.Edition}）",
            PlanNo = visit.PlanNo,
            Points = [.. list.For(Core.Measurements.SchoolKindNames.Short(site.Kind)).Select(p => answers.TryGetValue($"point/{p.Code}", out var given) ? new VisitPoint(p.Code, p.Text, given.Text, given.Note) : new VisitPoint(p.Code, p.Text, null, ""))],
            Matters = work?.Matters ?? "",
            Classes = work?.Classes,
            Talked = [.. work?.Talked.Select(t => (t.Key, t.Value)) ?? []],
            Fixed = work?.Fixed ?? "",
            Advice = work?.Advice ?? "",
            Problems = [.. notes.Select(n => n.Note).OfType<FoundProblem>().Select(p => new VisitMatter(p.Text, p.Demand, p.Kind, p.Due))],
        };
    }
}
