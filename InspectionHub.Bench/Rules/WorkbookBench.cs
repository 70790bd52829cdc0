using System.Diagnostics;

namespace InspectionHub.Bench.Rules;

/// <summary><c>./hub assess</c> from start to end against LibreOffice turning the same workbook into text.</summary>
internal static class WorkbookBench
{
    private const string AllSheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

    public static void Run(DemoFacts demo)
    {
        var sheet = new Sheet("rules: the demo county's workbook, seven years, as a process; other = LibreOffice writing all sheets as csv");
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "demo.xlsx");
            File.WriteAllBytes(file, demo.Workbook);
            var office = Find("soffice");
            Action assess = () => Start(Path.Combine(Root(), "hub"), folder, "assess", file, "--year", "2025", "--json");
            assess();
            if (office is null)
            {
                var alone = Timing.Of(assess, 3);
                sheet.Add("./hub assess --json", Sheet.Time(alone.Milliseconds));
                sheet.Skip("LibreOffice", "soffice is not installed (libreoffice-calc-nogui)");
            }
            else
            {
                Action convert = () => Start(office, folder, "--headless", "--norestore", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", AllSheets, "--outdir", folder, file);
                convert();
                Check(folder, Start(Path.Combine(Root(), "hub"), folder, "assess", file, "--year", "2025", "--json"), demo);
                var times = Timing.Of([assess, convert], 3);
                sheet.Add("./hub assess --json", times[0].Milliseconds, times[1].Milliseconds, Sheet.Time, "ours reads, checks, judges and writes; other reads and writes");
            }
            sheet.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Both must have read the same sites.</summary>
    private static void Check(string folder, string assessed, DemoFacts demo)
    {
        var csv = Directory.GetFiles(folder, "*.csv").Select(File.ReadAllText).ToList();
        foreach (var site in demo.Of(demo.Sites).Sites)
            if (!assessed.Contains($"\"{site.Code}\"", StringComparison.Ordinal) || !csv.Exists(text => text.Contains($"2025,{site.Code},", StringComparison.Ordinal)))
                throw new UnequalException($"site {site.Code} is not in both outputs");
    }

    private static string Start(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {error.Result}{output}");
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "InspectionHub.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("InspectionHub.sln");
        return folder.FullName;
    }
}
