using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Standing orders: every month or every term. What fell due while the hub was down is ordered when it is up again, each due day once.</summary>
public sealed class ScheduleBook(IDbContextFactory<AppDb> factory, Writer writer, BatchBook batches, TimeProvider clock)
{
    /// <summary>Most due days that are caught up; older ones would print the same figures once more. That they were passed over is said in the list.</summary>
    public const int MostMissed = 12;

    /// <summary>How often, as people call it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Rhythms = new Dictionary<string, string> { ["month"] = "每月（1 日）", ["term"] = "每学期（3 月 1 日、9 月 1 日）" };

    public async Task<IReadOnlyList<PaperSchedule>> ListAsync(Visitor who)
    {
        if (who.Role != Roles.Office) return [];
        await using var db = await factory.CreateDbContextAsync();
        return await db.PaperSchedules.AsNoTracking().Where(s => s.CountyId == who.CountyId && !s.IsStopped).OrderBy(s => s.Since).ToListAsync();
    }

    /// <summary>Sets a standing order up, from the next due day on.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public Task<Guid> AddAsync(Visitor who, string kind, string scope, string every) => writer.WriteAsync((db, topics) =>
    {
        var problems = new List<string>();
        if (who.Role != Roles.Office) throw new Refusal(403, "定期文书由督导室设定。");
        if (PaperKinds.Find(kind) is not { } known || (known.Scope != PaperScope.County && BatchBook.Kinds.All(k => k.Word != kind))) problems.Add("请选择文种。");
        if (!Rhythms.ContainsKey(every)) problems.Add("请选择每月或每学期。");
        try
        {
            scope = $"{BatchFilter.Parse(scope)}";
        }
        catch (Refusal refusal)
        {
            problems.AddRange(refusal.Reasons);
        }
        if (problems.Count > 0) throw new Refusal(422, problems);
        var now = clock.GetUtcNow();
        var schedule = new PaperSchedule { Id = Guid.CreateVersion7(), CountyId = who.CountyId, Kind = kind, Scope = scope, Every = every, RequestedBy = who.Id, RequestedName = who.Name, Since = now, OrderedUpTo = DayOf(now) };
        db.PaperSchedules.Add(schedule);
        topics.Add(LiveFeed.Orders(who.CountyId));
        return Task.FromResult(schedule.Id);
    });

    public Task<bool> StopAsync(Visitor who, Guid id) => writer.WriteAsync(async (db, topics) =>
    {
        if (who.Role != Roles.Office || await db.PaperSchedules.FirstOrDefaultAsync(s => s.Id == id && s.CountyId == who.CountyId) is not { } schedule) throw new Refusal(404, "没有这项定期文书。");
        schedule.IsStopped = true;
        topics.Add(LiveFeed.Orders(who.CountyId));
        return true;
    });

    /// <summary>Orders everything that has fallen due. Run at the start, and every day; running it twice orders nothing twice.</summary>
    public async Task RunAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        foreach (var schedule in await db.PaperSchedules.AsNoTracking().Where(s => !s.IsStopped).ToListAsync())
            foreach (var order in await OrderAsync(schedule, DayOf(clock.GetUtcNow()))) await batches.EnqueueAsync(order);
    }

    /// <summary>Due days after one day up to and with another.</summary>
    public static IEnumerable<DateOnly> DueDays(string every, DateOnly after, DateOnly upTo)
    {
        for (var day = new DateOnly(after.Year, after.Month, 1).AddMonths(1); day <= upTo; day = day.AddMonths(1))
            if (every == "month" || day.Month is 3 or 9) yield return day;
    }

    private Task<List<Guid>> OrderAsync(PaperSchedule schedule, DateOnly today) => writer.WriteAsync(async (db, topics) =>
    {
        var orders = new List<Guid>();
        var kept = await db.PaperSchedules.FirstAsync(s => s.Id == schedule.Id);
        var due = DueDays(kept.Every, kept.OrderedUpTo, today).ToList();
        if (due.Count == 0) return orders;
        var year = await db.CountyYears.Where(y => db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == kept.CountyId)).Select(y => (int?)y.Year).MaxAsync();
        if (due.SkipLast(MostMissed).ToList() is { Count: > 0 } past)
            await FailAsync(past[^1], $"到期时系统没有运行。只补做最近 {MostMissed} 次，{past[0]:yyyy-MM-dd} 至 {past[^1]:yyyy-MM-dd} 的 {past.Count} 次没有补做。");
        foreach (var day in due.TakeLast(MostMissed))
        {
            var once = $"{kept.Id}/{day:yyyy-MM-dd}";
            if (await db.PaperOrders.AnyAsync(o => o.OnceKey == once)) continue;
            if (year is null)
            {
                await FailAsync(day, "还没有导入统计数据，没有可以生成的文书。");
                continue;
            }
            if (PaperKinds.Find(kept.Kind) is not { Scope: PaperScope.County })
            {
                try
                {
                    orders.Add(await batches.AddAsync(db, topics, kept.CountyId, kept.RequestedBy, kept.Kind, year.Value, kept.Scope, once));
                }
                catch (Refusal nothing)
                {
                    // A month without visits has no records to print; the due day is over all the same, and says why.
                    await FailAsync(day, nothing.Message);
                }
                continue;
            }
            var order = New(kept, year.Value, once, clock.GetUtcNow(), OrderState.Queued, null);
            db.PaperOrders.Add(order);
            orders.Add(order.Id);
        }
        kept.OrderedUpTo = today;
        topics.Add(LiveFeed.Orders(kept.CountyId));
        return orders;

        async Task FailAsync(DateOnly day, string reason)
        {
            var once = $"{kept.Id}/{day:yyyy-MM-dd}";
            if (!await db.PaperOrders.AnyAsync(o => o.OnceKey == once)) db.PaperOrders.Add(New(kept, year ?? day.Year, once, clock.GetUtcNow(), OrderState.Failed, reason));
        }
    });

    private static PaperOrder New(PaperSchedule schedule, int year, string once, DateTimeOffset at, OrderState state, string? problem) => new()
    { Id = Guid.CreateVersion7(), CountyId = schedule.CountyId, Kind = schedule.Kind, Site = "", Year = year, RequestedBy = schedule.RequestedBy, RequestedAt = at, OnceKey = once, State = state, Problem = problem };

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).Date);
}
