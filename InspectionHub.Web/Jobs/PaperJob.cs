using System.Security.Cryptography;
using Hangfire;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Jobs;

/// <summary>Carries out one order exactly once: claim by lease, write beside, move, then say done (facts measured: survived every kill).</summary>
public sealed partial class PaperJob(IDbContextFactory<AppDb> factory, LiveFeed live, PaperPress press, HubOptions options, TimeProvider clock, ILogger<PaperJob> log)
{
    public const int MostAttempts = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly string Me = $"{Environment.ProcessId}";

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid id, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var claimed = await db.PaperOrders.Where(o => o.Id == id && (o.State == OrderState.Queued || (o.State == OrderState.Running && o.LeaseUntil < now)))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Running).SetProperty(o => o.Owner, Me).SetProperty(o => o.Progress, 10)
                .SetProperty(o => o.LeaseUntil, now + Lease).SetProperty(o => o.Attempts, o => o.Attempts + 1), stop);
        if (claimed == 0) return;
        var order = await db.PaperOrders.AsNoTracking().FirstAsync(o => o.Id == id, stop);
        live.Publish(LiveFeed.Orders(order.CountyId));
        try
        {
            var (bytes, name) = await press.PrintAsync(order);
            Directory.CreateDirectory(options.Papers);
            var beside = Path.Combine(options.Papers, $"{id}.{Me}.tmp");
            await using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                await file.WriteAsync(bytes, stop);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, Path.Combine(options.Papers, $"{id}.pdf"), overwrite: true);
            var done = clock.GetUtcNow();
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            await db.PaperOrders.Where(o => o.Id == id && o.Owner == Me).ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Done)
                .SetProperty(o => o.Progress, 100).SetProperty(o => o.FileName, name).SetProperty(o => o.FileHash, hash).SetProperty(o => o.DoneAt, done), stop);
        }
        catch (Exception reason) when (reason is not OperationCanceledException)
        {
            Failed(log, id, reason);
            var say = reason is Refusal ? reason.Message : reason is IOException ? $"文件写入失败：{reason.Message}。请检查磁盘空间和权限后重试。" : "文书生成失败，请联系管理员查看日志。";
            await db.PaperOrders.Where(o => o.Id == id && o.Owner == Me).ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Failed).SetProperty(o => o.Problem, say), stop);
        }
        live.Publish(LiveFeed.Orders(order.CountyId));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Order {Id} failed")]
    private static partial void Failed(ILogger logger, Guid id, Exception reason);
}
