using System.Runtime.InteropServices;
using Hangfire;
using InspectionHub.Web;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Commands;
using InspectionHub.Web.Data;
using InspectionHub.Web.Reports.Pdf.Fonts;

Console.OutputEncoding = System.Text.Encoding.UTF8;
// A file that grows beyond what the system allows this account (ulimit -f) would end the process; so the write fails, and that is said.
using var outgrown = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create((PosixSignal)25, signal => signal.Cancel = true) : null;
var command = args is [{ } first, ..] && !first.StartsWith("--", StringComparison.Ordinal) ? first : "run";
if (command != "run") return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder([.. args.Where(a => a != "run").Select(a => a == "--no-demo" ? "--demo=false" : a)]);
WebApplication app;
FolderLock? owned = null;
try
{
    owned = FolderLock.Take(HubOptions.From(builder.Configuration));
    builder.AddHub();
    app = builder.Build();
    await app.Services.GetRequiredService<HubStart>().RefuseDemoAsync();
    await app.Services.GetRequiredService<HubStart>().PrepareAsync();
}
catch (Exception reason) when (DatabaseTrouble.Say(reason) is Refusal refusal)
{
    CommandLine.Refuse(refusal);
    return 1;
}
app.UseHub();
await app.StartAsync();
app.Services.GetRequiredService<BackupSchedule>().Start(app.Services.GetRequiredService<IRecurringJobManager>(), app.Services.GetRequiredService<IBackgroundJobClient>());
app.Services.GetRequiredService<HubStart>().Greet(app.Urls, app.Services.GetRequiredService<FontSet>().Problems(), Console.Out);
await app.WaitForShutdownAsync();
owned.Dispose();
return 0;

public sealed partial class Program;
