using System.CommandLine;
using InspectionHub.Web.Reports;

namespace InspectionHub.Web.Commands;

internal static class ReportCommand
{
    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var kind = new Argument<string>("KIND");
        var school = new Option<string>("--school") { Description = "校点代码（assessment 必填）" };
        var year = new Option<int>("--year") { Required = true, Description = "学年起始年" };
        var file = new Option<string>("--out") { Required = true, Description = "输出文件 .pdf" };
        var command = new Command("report", "生成文书：assessment 学校年度考核报告、target 县域目标进展报告、monitor 优质均衡监测表、brief 一页简报") { kind, school, year, file };
        command.SetAction(async result =>
        {
            if (result.GetValue(kind) == PaperPress.Assessment && string.IsNullOrEmpty(result.GetValue(school))) throw new Refusal(422, "学校年度考核报告请用 --school 指定校点代码。");
            if (!result.GetValue(file)!.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)) throw new Refusal(422, "输出文件请以 .pdf 结尾。");
            await using var parts = await open(result);
            var county = await CommandLine.CountyAsync(parts);
            var (bytes, _) = await parts.GetRequiredService<PaperPress>().PrintAsync(new PaperSubject(county.Id, result.GetValue(kind)!, result.GetValue(year), result.GetValue(school) ?? ""), new());
            await File.WriteAllBytesAsync(result.GetValue(file)!, bytes);
            Console.WriteLine($"已写出 {result.GetValue(file)}（{bytes.Length / 1024} KB）");
            return 0;
        });
        return command;
    }
}
