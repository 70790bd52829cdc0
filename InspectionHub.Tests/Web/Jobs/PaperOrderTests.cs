using System.IO.Compression;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Jobs;

/// <summary>Orders, batches and standing orders on a real database, carried out by the real job.</summary>
public sealed partial class PaperOrderTests(DemoHubInside hub, EmptyHubInside empty) : IClassFixture<DemoHubInside>, IClassFixture<EmptyHubInside>
{
    private Visitor Office => hub.Who("dudao", Roles.Office);

    private BatchBook Batches => hub.Get<BatchBook>();

    private async Task<AppDb> OpenAsync() => await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    private async Task<PaperOrder> OrderAsync(Guid id)
    {
        await using var db = await OpenAsync();
        return await db.PaperOrders.AsNoTracking().FirstAsync(o => o.Id == id, TestContext.Current.CancellationToken);
    }

    private async Task<List<PaperOrder>> PartsAsync(Guid batch)
    {
        await using var db = await OpenAsync();
        return await db.PaperOrders.AsNoTracking().Where(o => o.BatchId == batch).OrderBy(o => o.Site).ToListAsync(TestContext.Current.CancellationToken);
    }

    private async Task RunAsync(Guid batch)
    {
        foreach (var part in await PartsAsync(batch)) await hub.Get<PaperJob>().RunAsync(part.Id, CancellationToken.None);
        await hub.Get<PaperJob>().RunAsync(batch, CancellationToken.None);
    }

    private async Task<Guid> AddAsync(PaperOrder order)
    {
        await using var db = await OpenAsync();
        db.PaperOrders.Add(order);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return order.Id;
    }

    private PaperOrder Assessment(string site) => new() { Id = Guid.CreateVersion7(), CountyId = Office.CountyId, Kind = "assessment", Site = site, Year = 2026, RequestedBy = Office.Id, RequestedAt = DateTimeOffset.UtcNow };

    private async Task<string> TownAsync()
    {
        await using var db = await OpenAsync();
        return (await db.SchoolYears.Where(s => s.Year == 2026).GroupBy(s => s.Town).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Count).ThenBy(g => g.Key).FirstAsync()).Key;
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("docx")]
    public async Task A_town_becomes_a_ZIP_whose_index_names_every_file_with_its_hash(string format)
    {
        var id = await Batches.OrderAsync(Office, "assessment", 2026, $"town:{await TownAsync()}", format);
        // The ZIP waits for its papers.
        await hub.Get<PaperJob>().RunAsync(id, CancellationToken.None);
        Assert.Equal(OrderState.Queued, (await OrderAsync(id)).State);
        var parts = await PartsAsync(id);
        await hub.Get<PaperJob>().RunAsync(parts[0].Id, CancellationToken.None);
        var view = (await Batches.ListAsync(Office)).First(b => b.Batch.Id == id);
        Assert.True(view.IsOpen);
        Assert.Equal((parts.Count, 1), (view.All, view.Done));
        await RunAsync(id);
        var done = await OrderAsync(id);
        Assert.Equal(OrderState.Done, done.State);
        using var zip = ZipFile.OpenRead(PaperJob.PathOf(hub.Get<HubOptions>(), done));
        Assert.Equal(parts.Count + 2, zip.Entries.Count);
        using var reader = new StreamReader(zip.GetEntry("index.csv")!.Open());
        var index = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var papers = zip.Entries.Where(e => e.Name.EndsWith($".{format}", StringComparison.Ordinal)).ToList();
        Assert.Equal(parts.Count, papers.Count);
        foreach (var entry in papers)
        {
            using var content = entry.Open();
            Assert.Contains($"\"{entry.Name}\",\"\",\"{Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content, TestContext.Current.CancellationToken))}\",\"草稿\"", index);
        }
    }

    [Fact]
    public async Task A_cancelled_batch_prints_nothing_more_and_retrying_makes_what_is_missing()
    {
        var id = await Batches.OrderAsync(Office, "assessment", 2026, $"town:{await TownAsync()}");
        var parts = await PartsAsync(id);
        await hub.Get<PaperJob>().RunAsync(parts[0].Id, CancellationToken.None);
        await Batches.CancelAsync(Office, id);
        await RunAsync(id);
        Assert.Equal(1, (await PartsAsync(id)).Count(p => p.State == OrderState.Done));
        Assert.Equal(OrderState.Cancelled, (await OrderAsync(id)).State);
        var before = (await OrderAsync(parts[0].Id)).DoneAt;
        await Batches.RetryAsync(Office, id);
        await RunAsync(id);
        Assert.All(await PartsAsync(id), p => Assert.Equal(OrderState.Done, p.State));
        Assert.Equal(OrderState.Done, (await OrderAsync(id)).State);
        Assert.Equal(before, (await OrderAsync(parts[0].Id)).DoneAt);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(async () => { var open = await Batches.OrderAsync(Office, "assessment", 2026, $"town:{await TownAsync()}"); await Batches.RetryAsync(Office, open); })).Status);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => Batches.OrderAsync(Office with { Role = Roles.Unit }, "assessment", 2026, "all"))).Status);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Batches.OrderAsync(Office, "assessment", 2026, "all", "exe"))).Status);
    }

    [Fact]
    public async Task A_site_that_is_gone_fails_its_own_order_with_its_reason_and_the_next_order_is_carried_out()
    {
        var gone = await AddAsync(Assessment("NIX"));
        await hub.Get<PaperJob>().RunAsync(gone, CancellationToken.None);
        var failed = await OrderAsync(gone);
        Assert.Equal(OrderState.Failed, failed.State);
        Assert.Equal("2026 学年的数据中没有校点 NIX。", failed.Problem);
        await using var db = await OpenAsync();
        var good = await AddAsync(Assessment(await db.SchoolYears.Where(s => s.Year == 2026).Select(s => s.Code).FirstAsync(TestContext.Current.CancellationToken)));
        await hub.Get<PaperJob>().RunAsync(good, CancellationToken.None);
        Assert.Equal(OrderState.Done, (await OrderAsync(good)).State);
    }

    [Fact]
    public async Task A_full_disk_fails_the_order_with_its_reason_leaves_nothing_behind_and_the_order_can_be_done_again()
    {
        await using var db = await OpenAsync();
        var order = Assessment(await db.SchoolYears.Where(s => s.Year == 2026).Select(s => s.Code).FirstAsync(TestContext.Current.CancellationToken));
        await AddAsync(order);
        var papers = hub.Get<HubOptions>().Papers;
        Directory.CreateDirectory(papers);
        // Whatever is written to /dev/full is answered with the real error of a full disk.
        var beside = Path.Combine(papers, $"{order.Id}.full.tmp");
        File.CreateSymbolicLink(beside, "/dev/full");
        await hub.Get<PaperJob>().RunAsync(order.Id, "full", CancellationToken.None);
        var failed = await OrderAsync(order.Id);
        Assert.Equal(OrderState.Failed, failed.State);
        Assert.StartsWith("文件写入失败", failed.Problem);
        Assert.Contains("磁盘空间", failed.Problem);
        Assert.Empty(Directory.GetFiles(papers, $"{order.Id}*"));
        await db.PaperOrders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Queued), TestContext.Current.CancellationToken);
        await hub.Get<PaperJob>().RunAsync(order.Id, CancellationToken.None);
        Assert.Equal(OrderState.Done, (await OrderAsync(order.Id)).State);
    }

    [Fact]
    public async Task A_character_that_no_font_has_fails_the_order_by_name()
    {
        // An emoji in a paper's words: issued, frozen, and not printable.
        var (drafter, checker) = (Office, hub.Who("hegao", Roles.Office));
        var (book, subject, words) = (hub.Get<PaperBook>(), new PaperSubject(Office.CountyId, "brief", 2026), new InspectionHub.Core.Reports.DraftWords(Remarks: "加油\U0001F9EC"));
        var id = await book.DraftAsync(drafter, subject, words);
        await book.DoAsync(checker, id, InspectionHub.Core.Procedures.PaperAct.Check, "");
        var issue = await book.IssueAsync(checker, id, "", await book.FingerprintAsync(subject, words), "http://hub.example");
        await book.PrintNowAsync(id);
        await using var db = await OpenAsync();
        var order = await db.PaperOrders.AsNoTracking().FirstAsync(o => o.PaperId == id, TestContext.Current.CancellationToken);
        Assert.Equal(OrderState.Failed, order.State);
        Assert.Contains("\U0001F9EC", order.Problem);
        // The number stays taken, and voiding is all that is left.
        Assert.NotNull((await hub.Get<PaperRegister>().FindAsync(drafter, id))!.Issue);
        await book.DoAsync(drafter, id, InspectionHub.Core.Procedures.PaperAct.Void, "含不能印刷的字符");
        Assert.Equal(issue.Serial + 1, (await book.ProposeAsync(Office.CountyId, "brief")).Serial);
    }

    [Fact]
    public async Task Missed_due_days_are_ordered_once_each_however_often_one_looks()
    {
        var schedules = hub.Get<ScheduleBook>();
        var id = await schedules.AddAsync(Office, "brief", "all", "month");
        await using var db = await OpenAsync();
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));
        await db.PaperSchedules.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrderedUpTo, today.AddMonths(-3)), TestContext.Current.CancellationToken);
        await schedules.RunAsync();
        await schedules.RunAsync();
        var due = await db.PaperOrders.AsNoTracking().Where(o => o.OnceKey!.StartsWith($"{id}/")).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, due.Count);
        Assert.Equal(due.Count, due.Select(o => o.OnceKey).Distinct().Count());
        foreach (var order in due) await hub.Get<PaperJob>().RunAsync(order.Id, CancellationToken.None);
        Assert.Equal(3, await db.PaperOrders.CountAsync(o => o.OnceKey!.StartsWith($"{id}/") && o.State == OrderState.Done, TestContext.Current.CancellationToken));
        await schedules.StopAsync(Office, id);
        Assert.Empty(await schedules.ListAsync(Office));
        Assert.Equal([new DateOnly(2026, 9, 1), new DateOnly(2027, 3, 1)], ScheduleBook.DueDays("term", new(2026, 3, 1), new(2027, 3, 1)));
        Assert.Empty(ScheduleBook.DueDays("month", new(2026, 3, 1), new(2026, 3, 31)));
    }
}
