using Hangfire;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>A batch as its page shows it.</summary>
/// <param name="Format">What its papers are written as.</param>
/// <param name="Left">Time left at the pace of this run; null before its first paper is done.</param>
public sealed record BatchView(PaperOrder Batch, string Format, int All, int Done, int Failed, int Cancelled, TimeSpan? Left, IReadOnlyList<PaperOrder> Problems)
{
    public bool IsOpen => Batch.State is OrderState.Queued or OrderState.Running;
}

/// <summary>Orders of many papers at once: one row for the ZIP, one for each paper in it, all committed together before any job hears of them.</summary>
public sealed class BatchBook(IDbContextFactory<AppDb> factory, Writer writer, Assessor assessor, BatchSubjects subjects, IServiceProvider parts, TimeProvider clock)
{
    /// <summary>Kinds that can be ordered in batches: all that are about schools, inspections, visits or units.</summary>
    public static IReadOnlyList<PaperKind> Kinds { get; } = [.. PaperKinds.All.Where(k => k.Scope != PaperScope.County)];

    /// <summary>A paper takes seconds; a longer silence was a hub that stood still and says nothing of its pace.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <summary>What the papers of a batch can be written as.</summary>
    public static IReadOnlyList<string> Formats { get; } = [PaperFiles.Pdf, PaperFiles.Docx];

    /// <summary>Orders a kind for the whole county or a part of it.</summary>
    /// <param name="scope">A <see cref="BatchFilter"/> as text.</param>
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
        var (filter, known, at) = (BatchFilter.Parse(scope), PaperKinds.Find(kind)!, clock.GetUtcNow());
        if ((known.IsOfWork ? await assessor.WorkedAsync(countyId, year) : await assessor.FindAsync(countyId, year)) is not { } now) throw new Refusal(404, $"没有 {year} 学年的数据。");
        var wanted = await subjects.FindAsync(db, now, countyId, known, year, filter);
        if (wanted.Count == 0) throw new Refusal(422, $"所选范围内没有可以生成的“{known.Name}”。");
        var batch = new PaperOrder { Id = Guid.CreateVersion7(), CountyId = countyId, Kind = kind, Site = "", Year = year, RequestedBy = person, RequestedAt = at, Format = BatchZip.Format, Scope = filter.Say(code => now.UnitOf(code)?.Name ?? code, code => now.SiteOf(code)?.Name ?? code), OnceKey = onceKey };
        db.PaperOrders.Add(batch);
        foreach (var one in wanted)
            db.PaperOrders.Add(new PaperOrder { Id = Guid.CreateVersion7(), CountyId = countyId, Kind = kind, Site = one.Site, About = one.About, Year = year, RequestedBy = person, RequestedAt = at, Format = format, BatchId = batch.Id, PaperId = one.Issued });
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
            var states = await db.PaperOrders.AsNoTracking().Where(o => o.BatchId == batch.Id).Select(o => new { o.State, o.DoneAt, o.Format }).ToListAsync();
            var problems = await db.PaperOrders.AsNoTracking().Where(o => o.BatchId == batch.Id && o.State == OrderState.Failed).OrderBy(o => o.Site).Take(5).ToListAsync();
            views.Add(new(batch, states.Select(s => s.Format).FirstOrDefault(PaperFiles.Pdf), states.Count, states.Count(s => s.State == OrderState.Done), states.Count(s => s.State == OrderState.Failed), states.Count(s => s.State == OrderState.Cancelled),
                LeftOf(batch.RequestedAt, states.Select(s => s.DoneAt).OfType<DateTimeOffset>(), states.Count(s => s.State is OrderState.Queued or OrderState.Running)), problems));
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
            // The batch was asked for anew: its place in the list and the time left are those of this run.
            var now = clock.GetUtcNow();
            await db.PaperOrders.Where(o => o.Id == id).ExecuteUpdateAsync(set => set.SetProperty(o => o.RequestedAt, now));
            topics.Add(LiveFeed.Orders(who.CountyId));
            return true;
        });
        await EnqueueAsync(id);
    }

    /// <summary>The time left at the pace of this run; what an earlier run made does not count.</summary>
    private static TimeSpan? LeftOf(DateTimeOffset begun, IEnumerable<DateTimeOffset> done, int open)
    {
        var times = done.Where(d => d > begun).Prepend(begun).Order().ToList();
        var steps = times.Zip(times.Skip(1), (before, after) => after - before).Where(step => step < Pause).ToList();
        return open == 0 || steps.Count == 0 ? null : TimeSpan.FromTicks((long)steps.Average(s => s.Ticks)) * open;
    }

    private static async Task<PaperOrder> FindAsync(AppDb db, Visitor who, Guid id) =>
        who.Role == Roles.Office ? await db.PaperOrders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.CountyId == who.CountyId && o.Format == BatchZip.Format) ?? throw new Refusal(404, "没有这一批文书。")
        : throw new Refusal(403, "批量文书由督导室办理。");
}
