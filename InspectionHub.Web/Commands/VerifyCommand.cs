using System.CommandLine;
using InspectionHub.Web.Ledger;

namespace InspectionHub.Web.Commands;

internal static class VerifyCommand
{
    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var command = new Command("verify", "核验台账链");
        command.SetAction(async result =>
        {
            await using var parts = await open(result);
            var report = await parts.GetRequiredService<LedgerVerifier>().VerifyAsync();
            foreach (var line in report.Lines) Console.WriteLine(line);
            return report.Holds ? 0 : 1;
        });
        return command;
    }
}
