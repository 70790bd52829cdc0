using Hangfire.InMemory;
using Hangfire.Storage;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Jobs;

/// <summary>Standing orders of a term and of batches, and the daily look at them.</summary>
public sealed partial class PaperOrderTests
{
    private ScheduleBook Schedules => hub.Get<ScheduleBook>();

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));

    /// <summary>A schedule last looked at on a day, looked at twice now, and everything it ordered.</summary>
    private async Task<List<PaperOrder>> CaughtUpAsync(string kind, string scope, string every, DateOnly since)
    {
        var id = await Schedules.AddAsync(Office, kind, scope, every);
        await using var db = await OpenAsync();
        await db.PaperSchedules.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrderedUpTo, since), TestContext.Current.CancellationToken);
        await Schedules.RunAsync();
        await Schedules.RunAsync();
        await Schedules.StopAsync(Office, id);
        return await db.PaperOrders.AsNoTracking().Where(o => o.OnceKey!.StartsWith($"{id}/")).OrderBy(o => o.OnceKey).ToListAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_term_s_batch_that_fell_due_is_ordered_once_each_due_day_and_carried_out()
    {
        var due = await CaughtUpAsync("assessment", $"town:{await TownAsync()}", "term", Today.AddMonths(-12));
        Assert.Equal(ScheduleBook.DueDays("term", Today.AddMonths(-12), Today).Select(d => $"{d:yyyy-MM-dd}"), due.Select(o => o.OnceKey!.Split('/')[1]));
        Assert.Equal(2, due.Count);
        Assert.All(due, o => Assert.Equal(BatchZip.Format, o.Format));
        await RunAsync(due[^1].Id);
        Assert.Equal(OrderState.Done, (await OrderAsync(due[^1].Id)).State);
    }

    [Fact]
    public async Task A_due_day_with_nothing_to_print_says_why_and_older_ones_that_are_passed_over_say_so()
    {
        await using var db = await OpenAsync();
        var unit = (await db.SchoolYears.Where(s => s.Year == 2026).OrderByDescending(s => s.Code).FirstAsync(TestContext.Current.CancellationToken)).Unit;
        var nothing = Assert.Single(await CaughtUpAsync("recheck", $"unit:{unit}", "month", new DateOnly(Today.Year, Today.Month, 1).AddDays(-1)));
        Assert.Equal((OrderState.Failed, "所选范围内没有可以生成的“复查意见”。"), (nothing.State, nothing.Problem));

        var since = Today.AddMonths(-15);
        var late = await CaughtUpAsync("brief", "all", "month", since);
        Assert.Equal(13, late.Count);
        Assert.Equal(ScheduleBook.MostMissed, late.Count(o => o.State == OrderState.Queued));
        var days = ScheduleBook.DueDays("month", since, Today).ToList();
        var passed = Assert.Single(late, o => o.State == OrderState.Failed);
        Assert.Contains($"{days[0]:yyyy-MM-dd} 至 {days[2]:yyyy-MM-dd} 的 3 次没有补做", passed.Problem);
        Assert.EndsWith($"{days[2]:yyyy-MM-dd}", passed.OnceKey);
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Schedules.AddAsync(Office, "poem", "everywhere", "daily"));
        Assert.Equal(3, refusal.Reasons.Count);
    }

    [Fact]
    public async Task A_hub_without_data_fails_each_order_and_due_day_with_that_reason_and_lives_on()
    {
        var who = new Visitor("x", "督导室", 1, Roles.Office, null, null);
        var (stop, schedules) = (TestContext.Current.CancellationToken, empty.Get<ScheduleBook>());
        var schedule = await schedules.AddAsync(who, "brief", "all", "month");
        await using var db = await empty.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        var order = new PaperOrder { Id = Guid.CreateVersion7(), CountyId = 1, Kind = "monitor", Site = "", Year = 2026, RequestedBy = "x", RequestedAt = DateTimeOffset.UtcNow };
        db.PaperOrders.Add(order);
        await db.SaveChangesAsync(stop);
        await db.PaperSchedules.Where(s => s.Id == schedule).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrderedUpTo, new DateOnly(Today.Year, Today.Month, 1).AddDays(-1)), stop);
        await schedules.RunAsync();
        await empty.Get<PaperJob>().RunAsync(order.Id, CancellationToken.None);
        Assert.Equal((OrderState.Failed, "没有 2026 学年的数据。"), await db.PaperOrders.AsNoTracking().Where(o => o.Id == order.Id).Select(o => ValueTuple.Create(o.State, o.Problem!)).FirstAsync(stop));
        Assert.Equal((OrderState.Failed, "还没有导入统计数据，没有可以生成的文书。"), await db.PaperOrders.AsNoTracking().Where(o => o.OnceKey != null).Select(o => ValueTuple.Create(o.State, o.Problem!)).SingleAsync(stop));
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => empty.Get<BatchBook>().OrderAsync(who, "assessment", 2026, "all"))).Status);
        Assert.Empty(Directory.Exists(empty.Get<HubOptions>().Papers) ? Directory.GetFiles(empty.Get<HubOptions>().Papers) : []);
    }

    [Fact]
    public async Task The_daily_look_is_entered_anew_at_every_start()
    {
        var storage = new InMemoryStorage();
        using var sweep = SweepOf(storage);
        await sweep.StartAsync(TestContext.Current.CancellationToken);
        List<RecurringJobDto> entries = [];
        for (var i = 0; i < 300 && entries.Count == 0; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            using var connection = storage.GetConnection();
            entries = connection.GetRecurringJobs();
        }
        await sweep.StopAsync(CancellationToken.None);
        var entry = Assert.Single(entries);
        Assert.Equal(("schedules", "0 17 * * *", nameof(ScheduleBook.RunAsync)), (entry.Id, entry.Cron, entry.Job.Method.Name));
    }
}
