using System.CommandLine;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Reports;

namespace InspectionHub.Web.Commands;

internal static class VerifyCommand
{
    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "一份文书（PDF）；不写时核验台账链" };
        var command = new Command("verify", "核验台账链，或核对一份文书与登记簿") { file };
        command.SetAction(async result =>
        {
            if (result.GetValue(file) is { } path && !File.Exists(path)) throw new Refusal(422, $"没有文件 {path}。");
            await using var parts = await open(result);
            if (result.GetValue(file) is { } paper)
            {
                var found = await parts.GetRequiredService<PaperProof>().CheckFileAsync(await File.ReadAllBytesAsync(paper));
                foreach (var line in found.Lines) Console.WriteLine(line);
                return found.Verdict is PaperVerdict.Registered or PaperVerdict.Superseded ? 0 : 1;
            }
            var report = await parts.GetRequiredService<LedgerVerifier>().VerifyAsync();
            foreach (var line in report.Lines) Console.WriteLine(line);
            return report.Holds ? 0 : 1;
        });
        return command;
    }
}
