using Hangfire;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>A batch as its page shows it.</summary>
/// <param name="Left">Time left at the pace so far; null before the first paper is done.</param>
public sealed record BatchView(PaperOrder Batch, int All, int Done, int Failed, int Cancelled, TimeSpan? Left, IReadOnlyList<PaperOrder> Problems)
{
    public bool IsOpen => Batch.State is OrderState.Queued or OrderState.Running;
}

/// <summary>Orders of many papers at once: one row for the ZIP, one for each paper in it, all committed together before any job hears of them.</summary>
public sealed class BatchBook(IDbContextFactory<AppDb> factory, Writer writer, Assessor assessor, IServiceProvider parts, TimeProvider clock)
{
    /// <summary>Kinds that can be ordered in batches: one paper for each school.</summary>
    public static IReadOnlyList<PaperKind> Kinds { get; } = [.. PaperKinds.All.Where(k => k.Scope is PaperScope.Site or PaperScope.Inspection)];

    /// <summary>What the papers of a batch can be written as.</summary>
    public static IReadOnlyList<string> Formats { get; } = [PaperFiles.Pdf, PaperFiles.Docx];

    /// <summary>Orders a kind for a town, a unit, one site, or all.</summary>
    /// <param name="scope">all, town:NAME, unit:CODE or site:CODE.</param>
    /// <exception cref="Refusal">Not theirs to order, or nothing to print.</exception>
    public async Task<Guid> OrderAsync(Visitor who, string kind, int year, string scope, string format = PaperFiles.Pdf)
    {
        if (who.Role != Roles.Office) throw new Refusal(403, "批量文书由督导室生成。");
        if (Kinds.All(k => k.Word != kind)) throw new Refusal(422, "请选择可以按学校批量生成的文种。");
        if (!Formats.Contains(format)) throw new Refusal(422, "批量文书的格式为 PDF 或 Word。");
        var id = await writer.WriteAsync((db, topics) => AddAsync(db, topics, who.CountyId, who.Id, kind, year, scope, null, format));
        await EnqueueAsync(id);
        return id;
    }

    /// <summary>Adds a batch inside the caller's transaction. A paper that is issued goes in as issued, the others as drafts.</summary>
    /// <exception cref="Refusal">Nothing to print.</exception>
    public async Task<Guid> AddAsync(AppDb db, ICollection<string> topics, int countyId, string person, string kind, int year, string scope, string? onceKey, string format = PaperFiles.Pdf)
    {
        if (await assessor.FindAsync(countyId, year) is not { } now) throw new Refusal(404, $"没有 {year} 学年的数据。");
        var part = scope.Split(':', 2) is [var word, var key] ? (Word: word, Key: key) : (Word: scope, Key: "");
        var sites = now.Facts.Sites.Where(s => part.Word switch { "town" => s.Town == part.Key, "unit" => s.Unit == part.Key, "site" => s.Code == part.Key, _ => true }).ToList();
        var inspected = await db.Inspections.Where(i => i.CountyId == countyId && i.Year == year).Select(i => i.Site).Distinct().ToListAsync();
        var visited = await db.RoutineVisits.Where(v => v.CountyId == countyId && v.Year == year).Select(v => v.Site).Distinct().ToListAsync();
        var known = PaperKinds.Find(kind)!;
        sites = [.. sites.Where(s => known.Scope != PaperScope.Inspection || inspected.Contains(s.Code)).Where(s => known.Kind != ReportKind.Visit || visited.Contains(s.Code))];
        if (sites.Count == 0) throw new Refusal(422, $"所选范围内没有可以生成“{known.Name}”的学校。");
        var at = clock.GetUtcNow();
        var issued = await IssuedAsync(db, countyId, kind, year);
        var batch = new PaperOrder { Id = Guid.CreateVersion7(), CountyId = countyId, Kind = kind, Site = "", Year = year, RequestedBy = person, RequestedAt = at, Format = BatchZip.Format, Scope = part.Word switch { "town" => part.Key, "unit" => now.UnitOf(part.Key)?.Name ?? part.Key, "site" => sites[0].Name, _ => "全县" }, OnceKey = onceKey };
        db.PaperOrders.Add(batch);
        foreach (var site in sites)
            db.PaperOrders.Add(new PaperOrder { Id = Guid.CreateVersion7(), CountyId = countyId, Kind = kind, Site = site.Code, Year = year, RequestedBy = person, RequestedAt = at, Format = format, BatchId = batch.Id, PaperId = issued.TryGetValue(site.Code, out var paper) ? paper : null });
        topics.Add(LiveFeed.Orders(countyId));
        return batch.Id;
    }

    /// <summary>Tells the jobs about every waiting paper of a batch, or about the order itself.</summary>
    public async Task EnqueueAsync(Guid id)
    {
        KillPoint.Passed(KillPoint.Committed);
        if (parts.GetService<IBackgroundJobClient>() is not { } jobs) return;
        await using var db = await factory.CreateDbContextAsync();
        foreach (var order in await db.PaperOrders.Where(o => o.BatchId == id && o.State == OrderState.Queued).Select(o => o.Id).ToListAsync()) jobs.Enqueue<PaperJob>(job => job.RunAsync(order, CancellationToken.None));
        jobs.Enqueue<PaperJob>(job => job.RunAsync(id, CancellationToken.None));
    }

    /// <summary>The newest batches of the county.</summary>
    public async Task<IReadOnlyList<BatchView>> ListAsync(Visitor who)
    {
        if (who.Role != Roles.Office) return [];
        await using var db = await factory.CreateDbContextAsync();
        var batches = await db.PaperOrders.AsNoTracking().Where(o => o.CountyId == who.CountyId && o.Format == BatchZip.Format).OrderByDescending(o => o.RequestedAt).Take(10).ToListAsync();
        var views = new List<BatchView>();
        foreach (var batch in batches)
        {
            var states = await db.PaperOrders.AsNoTracking().Where(o => o.BatchId == batch.Id).Select(o => new { o.State, o.DoneAt }).ToListAsync();
            var problems = await db.PaperOrders.AsNoTracking().Where(o => o.BatchId == batch.Id && o.State == OrderState.Failed).OrderBy(o => o.Site).Take(5).ToListAsync();
            views.Add(new(batch, states.Count, states.Count(s => s.State == OrderState.Done), states.Count(s => s.State == OrderState.Failed), states.Count(s => s.State == OrderState.Cancelled),
                LeftOf(states.Select(s => s.DoneAt).OfType<DateTimeOffset>().ToList(), states.Count(s => s.State is OrderState.Queued or OrderState.Running)), problems));
        }
        return views;
    }

    /// <summary>Cancels what has not been printed yet; what is done is kept.</summary>
    public Task<bool> CancelAsync(Visitor who, Guid id) => writer.WriteAsync(async (db, topics) =>
    {
        await FindAsync(db, who, id);
        await db.PaperOrders.Where(o => (o.Id == id || o.BatchId == id) && (o.State == OrderState.Queued || o.State == OrderState.Running)).ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Cancelled));
        topics.Add(LiveFeed.Orders(who.CountyId));
        return true;
    });

    /// <summary>Prints the failed and cancelled papers once more and packs the batch anew.</summary>
    public async Task RetryAsync(Visitor who, Guid id)
    {
        await writer.WriteAsync(async (db, topics) =>
        {
            if ((await FindAsync(db, who, id)).State is OrderState.Queued or OrderState.Running) throw new Refusal(409, "这一批还没有结束。");
            await db.PaperOrders.Where(o => o.Id == id || (o.BatchId == id && o.State != OrderState.Done)).ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Queued).SetProperty(o => o.Attempts, 0).SetProperty(o => o.Problem, (string?)null));
            topics.Add(LiveFeed.Orders(who.CountyId));
            return true;
        });
        await EnqueueAsync(id);
    }

    /// <summary>The time left at the pace of what is done. Papers come in short runs, so the whole run is the measure.</summary>
    private static TimeSpan? LeftOf(List<DateTimeOffset> done, int open) => open == 0 || done.Count < 2 ? null : (done.Max() - done.Min()) / (done.Count - 1) * open;

    private static async Task<PaperOrder> FindAsync(AppDb db, Visitor who, Guid id) =>
        who.Role == Roles.Office ? await db.PaperOrders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.CountyId == who.CountyId && o.Format == BatchZip.Format) ?? throw new Refusal(404, "没有这一批文书。")
        : throw new Refusal(403, "批量文书由督导室办理。");

    /// <summary>The paper in force for each site: issued, not voided, not replaced.</summary>
    private static async Task<Dictionary<string, Guid>> IssuedAsync(AppDb db, int countyId, string kind, int year)
    {
        var found = new Dictionary<string, Guid>();
        var papers = await db.Papers.AsNoTracking().Where(p => p.CountyId == countyId && p.Kind == kind && p.Year == year && db.PaperIssues.Any(i => i.PaperId == p.Id)).OrderBy(p => p.Version).ThenBy(p => p.CreatedAt).ToListAsync();
        foreach (var paper in papers)
            if (PaperFlow.After(await PaperBook.MovesAsync(db, paper.Id)) != PaperState.Void) found[paper.Site] = paper.Id;
        return found;
    }
}
