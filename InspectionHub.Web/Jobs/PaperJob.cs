using System.Security.Cryptography;
using Hangfire;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Jobs;

/// <summary>Carries out one order exactly once: claim by lease, write beside, move, then say done (facts measured: survived every kill).</summary>
public sealed partial class PaperJob(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, LiveFeed live, PaperPress press, BatchZip zip, IServiceProvider parts, HubOptions options, TimeProvider clock, ILogger<PaperJob> log)
{
    public const int MostAttempts = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly string Me = $"{Environment.ProcessId}";

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid id, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var claimed = await db.PaperOrders.Where(o => o.Id == id && (o.State == OrderState.Queued || (o.State == OrderState.Running && o.LeaseUntil < now)))
            // A batch waits for all of its papers.
            .Where(o => o.Format != BatchZip.Format || !db.PaperOrders.Any(part => part.BatchId == o.Id && (part.State == OrderState.Queued || part.State == OrderState.Running)))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Running).SetProperty(o => o.Owner, Me).SetProperty(o => o.Progress, 10)
                .SetProperty(o => o.LeaseUntil, now + Lease).SetProperty(o => o.Attempts, o => o.Attempts + 1), stop);
        if (claimed == 0) return;
        KillPoint.Passed(KillPoint.Claimed);
        var order = await db.PaperOrders.AsNoTracking().FirstAsync(o => o.Id == id, stop);
        live.Publish(LiveFeed.Orders(order.CountyId));
        try
        {
            Directory.CreateDirectory(options.Papers);
            var beside = Path.Combine(options.Papers, $"{id}.{Me}.tmp");
            var (name, hash, length) = await WriteAsync(order, beside, stop);
            KillPoint.Passed(KillPoint.Written);
            File.Move(beside, PathOf(options, order), overwrite: true);
            KillPoint.Passed(KillPoint.Moved);
            if (!await FinishAsync(order, name, hash, length)) File.Delete(PathOf(options, order));
            KillPoint.Passed(KillPoint.Done);
        }
        catch (Exception reason) when (reason is not OperationCanceledException)
        {
            Failed(log, id, reason);
            foreach (var left in Directory.Exists(options.Papers) ? Directory.GetFiles(options.Papers, $"{id}.*.tmp") : []) File.Delete(left);
            var say = reason is Refusal ? reason.Message : reason is IOException or UnauthorizedAccessException ? $"文件写入失败：{reason.Message}。请检查磁盘空间和权限后重试。" : "文书生成失败，请联系管理员查看日志。";
            await db.PaperOrders.Where(o => o.Id == id && o.Owner == Me && o.State == OrderState.Running)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Failed).SetProperty(o => o.Problem, say), CancellationToken.None);
        }
        if (order.BatchId is { } batch) parts.GetService<IBackgroundJobClient>()?.Enqueue<PaperJob>(job => job.RunAsync(batch, CancellationToken.None));
        live.Publish(LiveFeed.Orders(order.CountyId));
    }

    /// <summary>Where a finished order's file lies.</summary>
    public static string PathOf(HubOptions options, PaperOrder order) => Path.Combine(options.Papers, $"{order.Id}.{order.Format}");

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

    /// <summary>Done, and for an issued paper its file in the register: one transaction. False if somebody cancelled the order or took it over meanwhile.</summary>
    private Task<bool> FinishAsync(PaperOrder order, string name, string hash, long length) => writer.WriteAsync(async (db, topics) =>
    {
        var now = clock.GetUtcNow();
        var mine = await db.PaperOrders.Where(o => o.Id == order.Id && o.Owner == Me && o.State == OrderState.Running).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.State, OrderState.Done).SetProperty(o => o.Progress, 100).SetProperty(o => o.FileName, name).SetProperty(o => o.FileHash, hash).SetProperty(o => o.DoneAt, now).SetProperty(o => o.Problem, (string?)null));
        if (mine == 0) return false;
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
