using System.Threading.Channels;
using Hangfire;
using InspectionHub.Web;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Backups;
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
        var builder = WebApplication.CreateBuilder([$"--data={folder}", "--urls=http://127.0.0.1:0", $"--rules={rules}", "--applicationName=InspectionHub.Web"]);
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

    private static async Task EventsAsync(HttpContext context, LiveFeed live, Assessor assessor, IDbContextFactory<AppDb> factory)
    {
        await using var db = await factory.CreateDbContextAsync();
        var county = (await db.Counties.AsNoTracking().OrderBy(c => c.Id).FirstAsync()).Id;
        var year = (await assessor.YearsAsync(county))[0];
        var told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = live.Subscribe(LiveFeed.Year(county, year), () =>
        {
            told.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": open\n\n");
        await context.Response.Body.FlushAsync();
        await foreach (var _ in told.Reader.ReadAllAsync(context.RequestAborted))
        {
            var now = await assessor.FindAsync(county, year);
            await context.Response.WriteAsync($"data: {{\"position\":{now!.Position},\"coefficients\":[{string.Join(',', now.Assessment.Coefficients.Select(c => c.Value?.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) ?? "null"))}]}}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
