using InspectionHub.Bench;
using InspectionHub.Bench.Field;
using InspectionHub.Bench.Live;
using InspectionHub.Bench.Papers;
using InspectionHub.Bench.Rules;
using InspectionHub.Bench.Saves;

string[] names = ["rules", "field", "papers", "save", "live", "pages", "soak"];
if (args is [PaperBench.Alone])
{
    PaperBench.RunAlone();
    return 0;
}
if (args is [LiveHost.Alone, var folder]) return await LiveHost.RunAsync(folder, Path.Combine(AppContext.BaseDirectory, "data", "frameworks"));
if (args.Length > 1 || args.Except(names).Any())
{
    Console.Error.WriteLine($"usage: ./hub bench [{string.Join('|', names)}]");
    return 2;
}
try
{
    // A soak takes its ten minutes only when it is asked for.
    foreach (var name in args.Length > 0 ? args : names.Where(n => n != "soak"))
        switch (name)
        {
            case "rules":
                var demo = new DemoFacts();
                SiteBench.Run(demo);
                CoefficientBench.Run(demo);
                ChangeBench.Run(demo);
                GrowthBench.Run(demo);
                WorkbookBench.Run(demo);
                break;
            case "field":
                await FieldBench.RunAsync();
                break;
            case "papers":
                await PaperBench.RunAsync();
                break;
            case "live":
                await LiveBench.RunAsync();
                break;
            case "pages":
                await PagesBench.RunAsync();
                break;
            case "soak":
                await SoakBench.RunAsync();
                break;
            default:
                await SaveBench.RunAsync();
                break;
        }
    return 0;
}
catch (UnequalException unequal)
{
    Console.Error.WriteLine($"the results differ, nothing is timed: {unequal.Message}");
    return 1;
}
