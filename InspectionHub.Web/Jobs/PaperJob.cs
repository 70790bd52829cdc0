using System.Security.Cryptography;
using Hangfire;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Jobs;

/// <summary>Carries out one order exactly once: claim by lease, write beside, then in one transaction say done and move the file into its place.</summary>
public sealed partial class PaperJob(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, LiveFeed live, PaperPress press, BatchZip zip, IServiceProvider parts, HubOptions options, TimeProvider clock, ILogger<PaperJob> log)
{
    public const int MostAttempts = 5;

    /// <summary>How long a run may be silent before another may take its order over. A run that lives says so three times in that while.</summary>
    internal TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(Guid id, CancellationToken stop) => RunAsync(id, $"{Environment.ProcessId}-{Guid.NewGuid():N}", stop);

    /// <summary>One run under its own name: two runs in one process are two owners and write two files.</summary>
    internal async Task RunAsync(Guid id, string me, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var claimed = await db.PaperOrders.Where(o => o.Id == id && (o.State == OrderState.Queued || (o.State == OrderState.Running && o.LeaseUntil < now)) && o.Attempts < MostAttempts)
            // A batch waits for all of its papers.
            .Where(o => o.Format != BatchZip.Format || !db.PaperOrders.Any(part => part.BatchId == o.Id && (part.State == OrderState.Queued || part.State == OrderState.Running)))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Running).SetProperty(o => o.Owner, me).SetProperty(o => o.Progress, 10)
                .SetProperty(o => o.LeaseUntil, now + Lease).SetProperty(o => o.Attempts, o => o.Attempts + 1), stop);
        if (claimed == 0) return;
        var order = await db.PaperOrders.AsNoTracking().FirstAsync(o => o.Id == id, stop);
        KillPoint.Passed(KillPoint.Claimed, WhatOf(order));
        live.Publish(LiveFeed.Orders(order.CountyId));
        var beside = Path.Combine(options.Papers, $"{id}.{me}.tmp");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewing = RenewAsync(id, me, over.Token);
        try
        {
            Directory.CreateDirectory(options.Papers);
            var (name, hash, length) = await WriteAsync(order, beside, stop);
            KillPoint.Passed(KillPoint.Written, WhatOf(order));
            await FinishAsync(order, me, beside, name, hash, length);
            KillPoint.Passed(KillPoint.Done, WhatOf(order));
        }
        catch (Exception reason) when (reason is not OperationCanceledException)
        {
            Failed(log, id, reason);
            var say = reason is Refusal ? reason.Message : reason is IOException or UnauthorizedAccessException ? $"文件写入失败：{reason.Message}。请检查磁盘空间和权限后重试。" : "文书生成失败，请联系管理员查看日志。";
            await db.PaperOrders.Where(o => o.Id == id && o.Owner == me && o.State == OrderState.Running)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Failed).SetProperty(o => o.Problem, say), CancellationToken.None);
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
            // Moved if the order is done; otherwise nobody asks for it any more.
            if (File.Exists(beside)) File.Delete(beside);
        }
        if (order.BatchId is { } batch) parts.GetService<IBackgroundJobClient>()?.Enqueue<PaperJob>(job => job.RunAsync(batch, CancellationToken.None));
        live.Publish(LiveFeed.Orders(order.CountyId));
    }

    /// <summary>Where a finished order's file lies.</summary>
    public static string PathOf(HubOptions options, PaperOrder order) => Path.Combine(options.Papers, $"{order.Id}.{order.Format}");

    /// <summary>What the tests call an order when they end the process at one of its steps.</summary>
    private static string WhatOf(PaperOrder order) => order.Format == BatchZip.Format ? "zip" : order.PaperId is null ? "draft" : "issued";

    /// <summary>Keeps the lease while the run works; ends by itself when the order is no longer this run's.</summary>
    private async Task RenewAsync(Guid id, string me, CancellationToken over)
    {
        try
        {
            using var timer = new PeriodicTimer(Lease / 3, clock);
            while (await timer.WaitForNextTickAsync(over))
            {
                await using var db = await factory.CreateDbContextAsync(over);
                var until = clock.GetUtcNow() + Lease;
                if (await db.PaperOrders.Where(o => o.Id == id && o.Owner == me && o.State == OrderState.Running).ExecuteUpdateAsync(set => set.SetProperty(o => o.LeaseUntil, until), over) == 0) return;
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (Exception reason) when (reason is System.Data.Common.DbException or IOException)
        {
            // A database that cannot be written now is met by the run itself, which says so; at worst the lease runs out.
            Failed(log, id, reason);
        }
    }

    private async Task<(string Name, string Hash, long Length)> WriteAsync(PaperOrder order, string beside, CancellationToken stop)
    {
        await using var file = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite);
        string name;
        if (order.Format == BatchZip.Format) name = await zip.WriteAsync(order, file);
        else
        {
            (var bytes, name) = await press.PrintAsync(order);
            await file.WriteAsync(bytes, stop);
        }
        file.Flush(flushToDisk: true);
        file.Position = 0;
        return (name, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)), file.Length);
    }

    /// <summary>Done, the file in its place, and for an issued paper its file in the register: one transaction. Nothing of it if somebody cancelled the order or took it over meanwhile.</summary>
    private Task<bool> FinishAsync(PaperOrder order, string me, string beside, string name, string hash, long length) => writer.WriteAsync(async (db, topics) =>
    {
        var now = clock.GetUtcNow();
        var mine = await db.PaperOrders.Where(o => o.Id == order.Id && o.Owner == me && o.State == OrderState.Running).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.State, OrderState.Done).SetProperty(o => o.Progress, 100).SetProperty(o => o.FileName, name).SetProperty(o => o.FileHash, hash).SetProperty(o => o.DoneAt, now).SetProperty(o => o.Problem, (string?)null));
        if (mine == 0) return false;
        // The row is locked for this run, so the file that lies there is the one the row tells of. Without the commit the order is simply printed again over it.
        File.Move(beside, PathOf(options, order), overwrite: true);
        KillPoint.Passed(KillPoint.Moved, WhatOf(order));
        if (order.BatchId is null)
            await NoticeBook.TellAsync(db, topics, null, order.CountyId, [order.RequestedBy], new(NoticeKind.Paper, $"文书“{Path.GetFileNameWithoutExtension(name)}”已生成，可以下载。", order.PaperId is { } about ? $"/papers/{about}" : $"/papers/{order.Id}.{order.Format}", $"order/{order.Id}"), now);
        if (order.PaperId is not { } paper || await db.PaperFiles.AnyAsync(f => f.PaperId == paper && f.Hash == hash)) return true;
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, order.CountyId, "paper-file", $"{paper}", new { file = id, order.Format, hash, length });
        db.PaperFiles.Add(new PaperFile { Id = id, PaperId = paper, CountyId = order.CountyId, OrderId = order.Id, Format = order.Format, Hash = hash, Length = length, At = now, LedgerSeq = seq });
        topics.Add(LiveFeed.Papers(order.CountyId));
        return true;
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "Order {Id} failed")]
    private static partial void Failed(ILogger logger, Guid id, Exception reason);
}
