using System.Security.Cryptography;
using Hangfire;
using Hangfire.InMemory;
using InspectionHub.Tests.Web.Reports;
using InspectionHub.Web;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Reports.Docx;
using InspectionHub.Web.Reports.Html;
using InspectionHub.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Fonts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace InspectionHub.Tests.Web.Jobs;

/// <summary>Who may work on an order: leases, their renewal, their end, and what happens to the file of a run that lost its own.</summary>
public sealed partial class PaperOrderTests
{
    /// <summary>A clock that stands still in the middle of the printing until it is let go.</summary>
    private sealed class HeldClock : TimeProvider
    {
        public ManualResetEventSlim Reached { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public override DateTimeOffset GetUtcNow()
        {
            Reached.Set();
            Go.Wait();
            return base.GetUtcNow();
        }
    }

    private PaperJob JobOf(PaperFiles? files = null, TimeProvider? pressClock = null, TimeSpan? lease = null) => new(
        hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<LiveFeed>(),
        new PaperPress(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<PaperComposer>(), files ?? hub.Get<PaperFiles>(), pressClock ?? TimeProvider.System),
        hub.Get<BatchZip>(), hub.Get<IServiceProvider>(), hub.Get<HubOptions>(), TimeProvider.System, NullLogger<PaperJob>.Instance)
    { Lease = lease ?? TimeSpan.FromMinutes(2) };

    private OrderSweep SweepOf(InMemoryStorage storage) =>
        new(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<IBackgroundJobClient>(), new RecurringJobManager(storage), hub.Get<ScheduleBook>(), hub.Get<HubOptions>(), TimeProvider.System, NullLogger<OrderSweep>.Instance);

    private async Task SetAsync(Guid id, System.Linq.Expressions.Expression<Func<PaperOrder, bool>>? unless, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<PaperOrder>> set)
    {
        await using var db = await OpenAsync();
        await db.PaperOrders.Where(o => o.Id == id).Where(unless ?? (o => true)).ExecuteUpdateAsync(set, TestContext.Current.CancellationToken);
    }

    private async Task<string> SiteAsync()
    {
        await using var db = await OpenAsync();
        return await db.SchoolYears.Where(s => s.Year == 2026).OrderBy(s => s.Code).Select(s => s.Code).FirstAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The names of an order's files, finished or not.</summary>
    private string[] FilesOf(Guid id) => [.. Directory.GetFiles(hub.Get<HubOptions>().Papers, $"{id}*").Select(f => Path.GetFileName(f)!)];

    [Fact]
    public async Task A_run_that_still_prints_keeps_its_order_from_a_second_run_in_the_same_process()
    {
        var id = await AddAsync(Assessment(await SiteAsync()));
        var held = new HeldClock();
        var first = Task.Run(() => JobOf(pressClock: held, lease: TimeSpan.FromSeconds(3)).RunAsync(id, CancellationToken.None));
        held.Reached.Wait(TestContext.Current.CancellationToken);
        var claimed = await OrderAsync(id);
        // Renewed long before it runs out, so long as the run lives.
        for (var i = 0; i < 100 && (await OrderAsync(id)).LeaseUntil == claimed.LeaseUntil; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True((await OrderAsync(id)).LeaseUntil > claimed.LeaseUntil);
        await hub.Get<PaperJob>().RunAsync(id, CancellationToken.None);
        var still = await OrderAsync(id);
        Assert.Equal((OrderState.Running, claimed.Owner, 1), (still.State, still.Owner, still.Attempts));
        held.Go.Set();
        await first;
        Assert.Equal((OrderState.Done, 1), ((await OrderAsync(id)).State, (await OrderAsync(id)).Attempts));
        Assert.Equal([$"{id}.pdf"], FilesOf(id));
    }

    [Fact]
    public async Task A_run_whose_lease_ran_out_is_taken_over_and_what_it_makes_later_changes_nothing()
    {
        var id = await AddAsync(Assessment(await SiteAsync()));
        var held = new HeldClock();
        var slow = Task.Run(() => JobOf(pressClock: held).RunAsync(id, CancellationToken.None));
        held.Reached.Wait(TestContext.Current.CancellationToken);
        // As after a machine that slept: the lease is over and nobody renewed it.
        await SetAsync(id, null, set => set.SetProperty(o => o.LeaseUntil, DateTimeOffset.UtcNow.AddSeconds(-1)));
        await hub.Get<PaperJob>().RunAsync(id, CancellationToken.None);
        var done = await OrderAsync(id);
        Assert.Equal((OrderState.Done, 2), (done.State, done.Attempts));
        held.Go.Set();
        await slow;
        var after = await OrderAsync(id);
        Assert.Equal((OrderState.Done, done.FileHash, done.DoneAt, done.Owner), (after.State, after.FileHash, after.DoneAt, after.Owner));
        Assert.Equal([$"{id}.pdf"], FilesOf(id));
        Assert.Equal(after.FileHash, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(PaperJob.PathOf(hub.Get<HubOptions>(), after), TestContext.Current.CancellationToken))));
    }

    [Fact]
    public async Task What_was_begun_too_often_is_given_up_with_its_reason_and_what_was_cancelled_stays_cancelled()
    {
        PaperOrder Order(OrderState state, int attempts, int seconds)
        {
            var order = Assessment("any");
            (order.State, order.Attempts, order.LeaseUntil, order.Owner) = (state, attempts, DateTimeOffset.UtcNow.AddSeconds(seconds), "another");
            return order;
        }

        var worn = await AddAsync(Order(OrderState.Running, PaperJob.MostAttempts, -1));
        var cancelled = await AddAsync(Order(OrderState.Cancelled, PaperJob.MostAttempts, -1));
        var busy = await AddAsync(Order(OrderState.Running, 1, 60));
        var last = await AddAsync(Order(OrderState.Running, PaperJob.MostAttempts, 60));
        await hub.Get<PaperJob>().RunAsync(worn, CancellationToken.None);
        Assert.Equal((OrderState.Running, PaperJob.MostAttempts), ((await OrderAsync(worn)).State, (await OrderAsync(worn)).Attempts));
        var sweep = SweepOf(new InMemoryStorage());
        await sweep.SweepAsync(atStart: false, CancellationToken.None);
        Assert.Equal((OrderState.Failed, true), ((await OrderAsync(worn)).State, (await OrderAsync(worn)).Problem!.StartsWith("多次中断", StringComparison.Ordinal)));
        Assert.Equal(OrderState.Cancelled, (await OrderAsync(cancelled)).State);
        Assert.Equal((OrderState.Running, OrderState.Running), ((await OrderAsync(busy)).State, (await OrderAsync(last)).State));
        // At a start nobody else can hold a lease: what runs is taken up, what was begun five times is given up at once.
        await sweep.SweepAsync(atStart: true, CancellationToken.None);
        Assert.Equal((OrderState.Queued, OrderState.Failed), ((await OrderAsync(busy)).State, (await OrderAsync(last)).State));
        await SetAsync(busy, null, set => set.SetProperty(o => o.State, OrderState.Cancelled));
    }

    [Fact]
    public async Task A_batch_cancelled_while_one_of_its_papers_prints_gets_no_file_of_it()
    {
        var id = await Batches.OrderAsync(Office, "assessment", 2026, $"town:{await TownAsync()}");
        var part = (await PartsAsync(id))[0].Id;
        var held = new HeldClock();
        var printing = Task.Run(() => JobOf(pressClock: held).RunAsync(part, CancellationToken.None));
        held.Reached.Wait(TestContext.Current.CancellationToken);
        await Batches.CancelAsync(Office, id);
        held.Go.Set();
        await printing;
        Assert.All(await PartsAsync(id), p => Assert.Equal(OrderState.Cancelled, p.State));
        Assert.Empty(FilesOf(part));
        var view = (await Batches.ListAsync(Office)).First(b => b.Batch.Id == id);
        Assert.Equal((OrderState.Cancelled, 0, 0, view.All), (view.Batch.State, view.Done, view.Failed, view.Cancelled));
    }

    [Fact]
    public async Task Without_fonts_the_start_and_the_failed_order_say_what_to_install_and_with_them_it_is_done()
    {
        var id = await AddAsync(Assessment(await SiteAsync()));
        var none = FontSet.From();
        var files = new PaperFiles(new PdfWriter(none), new DocxWriter(none), new HtmlWriter(none), none);
        foreach (var format in (string[])[PaperFiles.Pdf, PaperFiles.Docx, PaperFiles.Html])
            Assert.StartsWith("没有找到 Noto Serif CJK SC", Assert.Throws<Refusal>(() => files.Write(EveryPaper.Issued["sample"](), format)).Message);
        using var terminal = new StringWriter();
        hub.Get<HubStart>().Greet(["http://localhost:5080"], none.Problems(), terminal);
        Assert.Contains("注意：没有找到 Noto Serif CJK SC", terminal.ToString());
        await JobOf(files).RunAsync(id, CancellationToken.None);
        var failed = await OrderAsync(id);
        Assert.Equal(OrderState.Failed, failed.State);
        Assert.StartsWith("没有找到 Noto Serif CJK SC", failed.Problem);
        Assert.Contains("fonts-noto-cjk", failed.Problem);
        Assert.Empty(FilesOf(id));
        await SetAsync(id, null, set => set.SetProperty(o => o.State, OrderState.Queued));
        await hub.Get<PaperJob>().RunAsync(id, CancellationToken.None);
        Assert.Equal(OrderState.Done, (await OrderAsync(id)).State);
    }
}
