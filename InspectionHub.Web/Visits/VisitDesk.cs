using System.Text.Json;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>What the page of one visit shows to one person.</summary>
/// <param name="Notes">What counts now.</param>
/// <param name="Late">What came after submitting.</param>
/// <param name="MayWrite">Whether this person may put something down now.</param>
public sealed record VisitView(
    RoutineVisit Visit, VisitState State, string InspectorName, PlanSite? Site, Checklist List, IReadOnlyList<(VisitEntry Entry, VisitNote Note)> Notes, IReadOnlyList<VisitEntry> Late,
    IReadOnlyList<VisitAct> Permitted, bool MayWrite, SheetEvidence Evidence)
{
    public IReadOnlyList<ChecklistPoint> Points => Site is null ? List.Points : List.For(Site.Kind);

    public (VisitEntry Entry, PointAnswer Answer)? AnswerTo(string code) =>
        Notes.FirstOrDefault(n => n.Entry.Key == $"point/{code}") is { Note: PointAnswer answer } found ? (found.Entry, answer) : null;

    public WorkRecord? Work => Notes.Select(n => n.Note).OfType<WorkRecord>().FirstOrDefault();

    public int Answered => Points.Count(p => AnswerTo(p.Code) is not null);
}

/// <summary>The visit page's class: joins the books, and stands in for a device at the desk.</summary>
public sealed class VisitDesk(IDbContextFactory<AppDb> factory, VisitBook book, VisitRecords records, ChecklistShelf checklists, PhotoStore store)
{
    public async Task<VisitView?> FindAsync(Visitor who, Guid id)
    {
        if (await book.FindAsync(who, id) is not { } visit) return null;
        await using var db = await factory.CreateDbContextAsync();
        var list = checklists.Find(visit.Checklist)!;
        var entries = await db.VisitEntries.AsNoTracking().Where(e => e.VisitId == id).OrderBy(e => e.LedgerSeq).ToListAsync();
        var (state, inspector) = (VisitBook.StateOf(visit), VisitBook.InspectorOf(visit));
        return new(visit, state, inspector.Name, (await YearSites.ReadAsync(db, who.CountyId, visit.Year)).FirstOrDefault(s => s.Code == visit.Site), list, VisitRecords.Counted(entries, list), [.. entries.Where(e => e.IsLate)],
            VisitBook.PermittedFor(visit, who), state == VisitState.OnSite && who.Role == Roles.Inspector && inspector.Id == who.Id, await SheetEvidence.ReadAsync(db, $"{id}"));
    }

    /// <summary>Puts something down from the desk.</summary>
    /// <param name="photos">Names of its photos; null leaves those named before.</param>
    /// <exception cref="Refusal">All reasons.</exception>
    public async Task SaveAsync(Visitor who, VisitView view, string key, object? value, string note, IReadOnlyList<string>? photos = null)
    {
        var now = DateTimeOffset.UtcNow;
        photos ??= view.Notes.FirstOrDefault(n => n.Entry.Key == key).Entry?.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Told(await records.SaveAsync(who, new(Guid.CreateVersion7(), $"desk-{who.Id}", now.ToUnixTimeMilliseconds(), $"{view.Visit.Id}", key, value is null ? null : JsonSerializer.SerializeToElement(value), note, now, value is null ? [] : photos)));
    }

    /// <summary>Keeps a photo for what is put down next, which names it.</summary>
    /// <exception cref="Refusal">It is no picture, or nothing can be put down now.</exception>
    public Task<string> KeepAsync(Visitor who, VisitView view, byte[] bytes) =>
        view.MayWrite ? store.KeepAsync(who, view.Visit.Id, bytes) : throw new Refusal(409, "这次督导现在不能添加照片，页面可能已过时，请刷新。");

    public async Task StartAsync(Visitor who, Guid visit)
    {
        var now = DateTimeOffset.UtcNow;
        Told(await book.StartAsync(who, new(Guid.CreateVersion7(), $"desk-{who.Id}", now.ToUnixTimeMilliseconds(), $"{visit}", now, null, null)));
    }

    public Task DoAsync(Visitor who, Guid visit, VisitAct act, string reason, string? inspector) => act == VisitAct.Start ? StartAsync(who, visit) : book.DoAsync(who, visit, act, reason, inspector);

    private static void Told(MarkAnswer answer)
    {
        if (!answer.IsKept) throw new Refusal(answer.Status, answer.Reasons);
    }
}

/// <summary>An act chosen on the page, with its reason and, for a replacement, the new 督学.</summary>
public sealed record VisitMove(VisitAct Act, string Reason, string? Inspector);
