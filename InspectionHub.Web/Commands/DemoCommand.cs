using System.CommandLine;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;

namespace InspectionHub.Web.Commands;

internal static class DemoCommand
{
    /// <summary>Sites of the demo county itself.</summary>
    private const int Own = 111;
    private const int Most = 20_000;

    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var sites = new Option<int>("--sites") { Required = true, Description = "校点数（演示县的整数倍，向上取整）" };
        var years = new Option<int>("--years") { Description = "学年数，默认 5", DefaultValueFactory = _ => 5 };
        var command = new Command("demo", "生成一个大的演示县，用来测量容量") { sites, years };
        command.SetAction(async result =>
        {
            var (wanted, span) = (result.GetValue(sites), result.GetValue(years));
            if (wanted is < 1 or > Most) throw new Refusal(422, $"--sites 应为 1—{Most}。");
            if (span < 1 || span > DemoCounty.LastYear - DemoCounty.FirstYear + 1) throw new Refusal(422, $"--years 应为 1—{DemoCounty.LastYear - DemoCounty.FirstYear + 1}。");
            await using var parts = await open(result);
            var county = await CommandLine.CountyAsync(parts);
            if (!county.IsDemo) throw new Refusal(409, "这个数据文件夹属于真实的县，不能写入演示数据。");
            var size = new DemoSize((wanted + Own - 1) / Own, DemoCounty.LastYear - span + 1);
            await parts.GetRequiredService<Importer>().ImportDemoAsync(county.Id, size);
            Console.WriteLine($"已生成 {size.Copies * Own} 个校点 × {span} 个学年的演示县。");
            return 0;
        });
        return command;
    }
}
