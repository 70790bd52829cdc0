using System.CommandLine;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Commands;

/// <summary>The command line of contracts.md: exit 0 done, 1 refused with all reasons, 2 wrong usage.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var data = new Option<string?>("--data") { Description = "数据文件夹", Recursive = true };
        var noDemo = new Option<bool>("--no-demo") { Description = "新数据文件夹不放演示县", Recursive = true };
        var root = new RootCommand("InspectionHub 学校督导评估") { data, noDemo };
        foreach (var command in (Command[])[ImportCommand.Make(Open), TemplateCommand.Make(), ReportCommand.Make(Open), VerifyCommand.Make(Open), DifferenceCommand.Make(), AssessCommand.Make(), BackupCommand.Make(Open), DemoCommand.Make(Open), AdminLinkCommand.Make(Open), BackupCommand.MakeRestore(Folder)]) root.Subcommands.Add(command);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine("用法：./hub help");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception reason) when (DatabaseTrouble.Say(reason) is Refusal refusal)
        {
            Refuse(refusal);
            return 1;
        }

        HubOptions Options(ParseResult result) =>
            HubOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new("data", result.GetValue(data)), new("demo", result.GetValue(noDemo) ? "false" : "true")]).Build());

        string Folder(ParseResult result) => Options(result).DataFolder;

        async Task<ServiceProvider> Open(ParseResult result)
        {
            var parts = new ServiceCollection().AddLogging().AddHubParts(Options(result)).AddHubKeys(Options(result)).BuildServiceProvider();
            await parts.GetRequiredService<HubStart>().PrepareAsync();
            return parts;
        }
    }

    /// <summary>Prints every reason, one a line.</summary>
    public static void Refuse(Refusal refusal)
    {
        Console.Error.WriteLine($"未执行，共 {refusal.Reasons.Count} 处问题：");
        foreach (var reason in refusal.Reasons) Console.Error.WriteLine($"  · {reason}");
    }

    /// <summary>The county of a data folder; the command line works for the only one there is.</summary>
    internal static async Task<County> CountyAsync(IServiceProvider parts)
    {
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        return await db.Counties.AsNoTracking().OrderBy(c => c.Id).FirstAsync();
    }
}
