using InspectionHub.Web;
using InspectionHub.Web.Commands;

Console.OutputEncoding = System.Text.Encoding.UTF8;
var command = args is [{ } first, ..] && !first.StartsWith("--", StringComparison.Ordinal) ? first : "run";
if (command != "run") return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder([.. args.Where(a => a != "run").Select(a => a == "--no-demo" ? "--demo=false" : a)]);
WebApplication app;
try
{
    builder.AddHub();
    app = builder.Build();
    await app.Services.GetRequiredService<HubStart>().PrepareAsync();
}
catch (Refusal refusal)
{
    CommandLine.Refuse(refusal);
    return 1;
}
app.UseHub();
await app.StartAsync();
app.Services.GetRequiredService<HubStart>().Greet(app.Urls);
await app.WaitForShutdownAsync();
return 0;

public sealed partial class Program;
