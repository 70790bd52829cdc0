using System.CommandLine;
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
            using var stream = File.Create(result.GetValue(file)!);
            WorkbookTemplate.Write(stream, AssessCommand.NewestEdition().Items);
            Console.WriteLine($"已写出 {result.GetValue(file)}");
            return 0;
        });
        return command;
    }
}
