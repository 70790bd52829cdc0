using System.CommandLine;
using InspectionHub.Core.Frameworks;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Commands;

internal static class TemplateCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE");
        var command = new Command("template", "写出空白统计工作簿") { file };
        command.SetAction(result =>
        {
            var folder = HubOptions.From(new ConfigurationBuilder().Build()).RulesFolder;
            var newest = Directory.GetFiles(folder, "*.v*.json").Select(f => FrameworkReader.Read(File.ReadAllText(f)).Framework).OfType<IndicatorFramework>().MaxBy(f => f.Effective)
                ?? throw new Refusal(500, $"文件夹 {folder} 中没有可用的指标体系版本。");
            using var stream = File.Create(result.GetValue(file)!);
            WorkbookTemplate.Write(stream, newest.Items);
            Console.WriteLine($"已写出 {result.GetValue(file)}");
            return 0;
        });
        return command;
    }
}
