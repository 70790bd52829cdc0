using System.CommandLine;
using System.IO.Compression;
using System.Security.Cryptography;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Commands;

/// <summary>report KIND: one paper as a file, or all of a kind as a ZIP; a draft unless --issue (contracts.md).</summary>
internal static class ReportCommand
{
    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var kind = new Argument<string>("KIND");
        var school = new Option<string>("--school") { Description = "校点代码" };
        var unit = new Option<string>("--unit") { Description = "考核单位代码（整改通知书、复查意见）" };
        var inspection = new Option<string>("--inspection") { Description = "督导编号；不写时取该校本学年最近一次" };
        var year = new Option<int>("--year") { Required = true, Description = "学年起始年" };
        var file = new Option<string>("--out") { Required = true, Description = "输出文件 .pdf、.docx、.xlsx（只有表格）、.html 或 .zip（zip 为本学年该文种的全部）" };
        var issue = new Option<bool>("--issue") { Description = "签发：编号、冻结、记入台账；不写为草稿" };
        var command = new Command("report", $"生成文书：{string.Join('、', PaperKinds.All.Select(k => $"{k.Word} {k.Name}"))}") { kind, school, unit, inspection, year, file, issue };
        command.SetAction(async result =>
        {
            var asked = new Asked(result.GetValue(kind)!, result.GetValue(school) ?? "", result.GetValue(unit) ?? "", result.GetValue(inspection) ?? "", result.GetValue(year), Path.GetFullPath(result.GetValue(file)!), result.GetValue(issue));
            if (asked.Problems().ToList() is { Count: > 0 } problems) throw new Refusal(422, problems);
            await using var parts = await open(result);
            var county = await CommandLine.CountyAsync(parts);
            if (asked.IsZip) await ZipAsync(parts, county, asked);
            else await File.WriteAllBytesAsync(asked.File, (await OneAsync(parts, county, asked, await LatestAsync(parts, county, asked))).Bytes);
            Console.WriteLine($"已写出 {asked.File}（{new FileInfo(asked.File).Length / 1024} KB）");
            return 0;
        });
        return command;
    }

    /// <summary>Every site, unit or inspection the kind can be about; what cannot be made is named, the rest is written.</summary>
    private static async Task ZipAsync(ServiceProvider parts, County county, Asked asked)
    {
        var subjects = await SubjectsAsync(parts, county, asked);
        var (problems, done) = (new List<string>(), new List<(byte[] Bytes, string Name, string Number)>());
        foreach (var subject in subjects)
        {
            try
            {
                done.Add(await OneAsync(parts, county, asked, subject));
            }
            catch (Refusal refusal)
            {
                problems.AddRange(refusal.Reasons);
            }
        }
        if (done.Count == 0) throw new Refusal(422, [.. problems.Distinct().DefaultIfEmpty($"{asked.Year} 学年没有可以生成“{PaperKinds.Find(asked.Kind)!.Name}”的对象。")]);
        using (var zip = ZipFile.Open(asked.File + ".tmp", ZipArchiveMode.Create))
        {
            var (rows, taken) = (new List<(string, string, string, string)>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            foreach (var (bytes, wanted, number) in done)
            {
                var name = BatchZip.Free(taken, BatchZip.SafeName(wanted));
                using (var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open()) entry.Write(bytes);
                rows.Add((name, number, Convert.ToHexStringLower(SHA256.HashData(bytes)), number.Length > 0 ? "签发件" : "草稿"));
            }
            rows.AddRange(problems.Distinct().Select(problem => ("", "", "", $"未生成：{problem}")));
            BatchZip.AddIndex(zip, $"{PaperKinds.Find(asked.Kind)!.Name}（全县，{asked.Year}—{asked.Year + 1}学年）", rows);
        }
        File.Move(asked.File + ".tmp", asked.File, overwrite: true);
        foreach (var problem in problems.Distinct()) Console.Error.WriteLine($"  · 未生成：{problem}");
    }

    private static async Task<IReadOnlyList<PaperSubject>> SubjectsAsync(ServiceProvider parts, County county, Asked asked)
    {
        var scope = PaperKinds.Find(asked.Kind)!.Scope;
        if (scope == PaperScope.County) return [asked.SubjectOf(county.Id)];
        if (await parts.GetRequiredService<Assessor>().FindAsync(county.Id, asked.Year) is null) throw new Refusal(404, $"没有 {asked.Year} 学年的数据。");
        return await FoundAsync(parts, county, asked, new());
    }

    /// <summary>What is asked for; where only the school is named, its latest inspection or visit, so that the register knows which one it was.</summary>
    private static async Task<PaperSubject> LatestAsync(ServiceProvider parts, County county, Asked asked)
    {
        var subject = asked.SubjectOf(county.Id);
        if (subject.Inspection is not null || asked.School.Length == 0) return subject;
        return (await FoundAsync(parts, county, asked, new($"site:{asked.School}"))).LastOrDefault() ?? subject;
    }

    private static async Task<IReadOnlyList<PaperSubject>> FoundAsync(ServiceProvider parts, County county, Asked asked, BatchFilter filter)
    {
        if (await parts.GetRequiredService<Assessor>().FindAsync(county.Id, asked.Year) is not { } now) return [];
        var kind = PaperKinds.Find(asked.Kind)!;
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        return [.. (await parts.GetRequiredService<BatchSubjects>().FindAsync(db, now, county.Id, kind, asked.Year, filter)).Select(s => s.SubjectOf(county.Id, kind, asked.Year))];
    }

    private static async Task<(byte[] Bytes, string Name, string Number)> OneAsync(ServiceProvider parts, County county, Asked asked, PaperSubject subject)
    {
        var press = parts.GetRequiredService<PaperPress>();
        if (!asked.Issue)
        {
            var draft = await press.PrintAsync(subject, new(), asked.Format);
            return (draft.Bytes, draft.Name, "");
        }
        var (composed, _) = await press.DraftAsync(subject, new());
        if (composed.Blocked.Count > 0) throw new Refusal(409, composed.Blocked);
        // One person at the machine takes the three steps; the register says that it was the command line.
        var book = parts.GetRequiredService<PaperBook>();
        var who = new Visitor("console", "命令行", county.Id, PaperBook.Console, null, null);
        var id = await book.DraftAsync(who, subject, new());
        await book.DoAsync(who, id, PaperAct.Check, "");
        var issued = await book.IssueAsync(who, id, "", await book.FingerprintAsync(subject, new()), Environment.GetEnvironmentVariable("INSPECTIONHUB_ADDRESS") ?? "http://localhost:5080");
        await book.PrintNowAsync(id);
        Console.Error.WriteLine($"已签发 {issued.Number}　{issued.Title}");
        var printed = press.PrintIssued(issued, asked.Format);
        return (printed.Bytes, printed.Name, issued.Number);
    }

    private sealed record Asked(string Kind, string School, string Unit, string Inspection, int Year, string File, bool Issue)
    {
        public bool IsZip => File.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

        public string Format => IsZip ? PaperFiles.Pdf : Path.GetExtension(File)[1..].ToLowerInvariant();

        public PaperSubject SubjectOf(int county) => new(county, Kind, Year, School, Guid.TryParse(Inspection, out var id) ? id : null, Unit);

        public IEnumerable<string> Problems()
        {
            var known = PaperKinds.Find(Kind);
            if (known is null) yield return $"不认识文书“{Kind}”。可用：{string.Join(' ', PaperKinds.All.Select(k => k.Word))}。";
            if (!IsZip && !PaperFiles.All.Any(f => File.EndsWith($".{f}", StringComparison.OrdinalIgnoreCase))) yield return "输出文件请以 .pdf、.docx、.xlsx、.html 或 .zip 结尾。";
            if (!Directory.Exists(Path.GetDirectoryName(File))) yield return $"没有文件夹 {Path.GetDirectoryName(File)}，请先建立。";
            if (Year is < 2000 or > 2100) yield return $"--year {Year} 不是学年起始年，例如 2026。";
            if (Inspection.Length > 0 && !Guid.TryParse(Inspection, out _)) yield return $"--inspection {Inspection} 不是督导编号，请从督导页面的网址中复制。";
            if (known is null || IsZip) yield break;
            if (known.Scope == PaperScope.Site && School.Length == 0) yield return $"{known.Name}请用 --school 指定校点代码。";
            if (known.Scope == PaperScope.Inspection && School.Length == 0 && Inspection.Length == 0) yield return $"{known.Name}请用 --inspection 指定督导，或用 --school 指定校点。";
            if (known.Scope == PaperScope.Unit && School.Length == 0 && Unit.Length == 0) yield return $"{known.Name}请用 --unit 指定考核单位，或用 --school 指定校点。";
        }
    }
}
