using System.CommandLine;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Web.Commands;

internal static class ImportCommand
{
    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var file = new Argument<string>("WORKBOOK");
        var check = new Option<bool>("--check") { Description = "只检查，不导入" };
        var command = new Command("import", "导入统计工作簿（全部成功或全部不导入）") { file, check };
        command.SetAction(async result =>
        {
            var path = result.GetValue(file)!;
            if (!File.Exists(path)) throw new Refusal(404, $"没有这个文件：{path}");
            await using var parts = await open(result);
            var importer = parts.GetRequiredService<Importer>();
            var county = await CommandLine.CountyAsync(parts);
            await using var stream = File.OpenRead(path);
            var preview = await importer.PreviewAsync(county.Id, Path.GetFileName(path), stream);
            foreach (var problem in preview.Reading.Problems.Where(p => p.Level != Measurements.Workbook.ProblemLevel.Error)) Console.Error.WriteLine($"提示：{Importer.Sentence(problem)}");
            if (preview.Reading.HasErrors)
                throw new Refusal(422, [.. preview.Reading.Problems.Where(p => p.Level == Measurements.Workbook.ProblemLevel.Error).Select(Importer.Sentence)]);
            foreach (var year in preview.Changes) Console.WriteLine($"{year.Year} 学年：{year.Sites} 个校点，新增 {year.NewSites} 个，变动 {year.ChangedValues} 个数据{(year.GoneSites.Count > 0 ? $"，不再出现：{string.Join('、', year.GoneSites)}" : "")}");
            if (result.GetValue(check))
            {
                foreach (var year in preview.Changes.Where(c => c.Confirmations.Say.Length > 0)) Console.WriteLine($"{year.Year} 学年数据确认：{year.Confirmations.Say}。");
                Console.WriteLine("检查通过，未导入。");
            }
            else
            {
                var taken = await importer.AcceptFromCommandLineAsync(county.Id, preview);
                Console.WriteLine($"已导入，批次 {taken.Batch}。");
                foreach (var line in taken.Confirmations) Console.WriteLine(line);
            }
            return 0;
        });
        return command;
    }
}
