using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Hangfire;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace InspectionHub.Bench.Live;

/// <summary>The hub as it is, in a process of its own, with two doors more: a stream of events that asks the same question as the dashboard, and its memory.</summary>
internal static class LiveHost
{
    public const string Alone = "live-host";

    public static async Task<int> RunAsync(string folder, string rules)
    {
        var builder = WebApplication.CreateBuilder([$"--data={folder}", "--urls=http://127.0.0.1:0", $"--rules={rules}", "--demo-inspections=false", "--applicationName=InspectionHub.Web"]);
        builder.AddHub();
        await using var app = builder.Build();
        await app.Services.GetRequiredService<HubStart>().PrepareAsync();
        app.UseHub();
        app.MapGet("/bench/events", EventsAsync).AllowAnonymous();
        app.MapGet("/bench/memory", () => $"{Heap()}").AllowAnonymous();
        await app.StartAsync();
        app.Services.GetRequiredService<BackupSchedule>().Start(app.Services.GetRequiredService<IRecurringJobManager>(), app.Services.GetRequiredService<IBackgroundJobClient>());
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The rival: the dashboard's own picture as JSON, made once for all streams, to a page that draws by itself.</summary>
    private static async Task EventsAsync(HttpContext context, LiveFeed live, DashboardBoard board, IDbContextFactory<AppDb> factory)
    {
        await using var db = await factory.CreateDbContextAsync();
        var leader = await db.Users.AsNoTracking().FirstAsync(u => u.UserName == "lingdao");
        var who = new Visitor(leader.Id, leader.Name, leader.CountyId, Roles.Leader, null, null);
        var picture = (await board.ReadAsync(who, new()))!;
        var told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = live.Subscribe(LiveFeed.Year(leader.CountyId, picture.Now.Year), () =>
        {
            told.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": open\n\n");
        await context.Response.Body.FlushAsync();
        await foreach (var _ in told.Reader.ReadAllAsync(context.RequestAborted))
        {
            picture = (await board.ReadAsync(who, new()))!;
            await context.Response.BodyWriter.WriteAsync(Sent.GetValue(picture, Json));
        }
    }

    private static readonly ConditionalWeakTable<DashboardPicture, byte[]> Sent = [];

    private static byte[] Json(DashboardPicture picture) => [.. "data: "u8, .. JsonSerializer.SerializeToUtf8Bytes(new
    {
        picture.Now.Position,
        picture.Counts,
        picture.Feed,
        picture.Warnings,
        Coefficients = picture.Coefficients.Select(c => c.Value),
        Targets = picture.Targets.Select(t => new { t.Year, t.Met, State = $"{t.Status}" }),
        Schools = picture.Cards.Select(c => new { c.Site.Code, c.Done, Low = $"{c.Low}", High = $"{c.High}", Rows = c.Rows.Select(r => (int)r.State) }),
    }), .. "\n\n"u8];

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
