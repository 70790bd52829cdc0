using System.CommandLine;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Workbook;
using InspectionHub.Web.Plans;

namespace InspectionHub.Web.Commands;

internal static class AssessCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("WORKBOOK");
        var year = new Option<int>("--year") { Required = true, Description = "学年起始年" };
        var json = new Option<bool>("--json") { Description = "输出 assess/1" };
        var command = new Command("assess", "评定一个工作簿，不写数据库") { file, year, json };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            if (!File.Exists(path)) throw new Refusal(404, $"没有这个文件：{path}");
            var framework = NewestEdition();
            using var stream = File.OpenRead(path);
            var reading = WorkbookReader.Read(stream, framework.Items);
            if (!reading.IsReadable) throw new Refusal(422, [.. reading.Problems.Where(p => p.Level == ProblemLevel.Error).Select(Importer.Sentence)]);
            if (reading.Year(result.GetValue(year)) is null)
                throw new Refusal(422, $"工作簿中没有 {result.GetValue(year)} 学年的数据，有：{string.Join('、', reading.Years.Select(y => y.Year))}。");
            var day = YearSites.DayOf(TimeProvider.System.GetUtcNow());
            var years = reading.Years.Where(y => y.Year <= result.GetValue(year)).Select(y => (y.Year, Assessment: Assess(framework, reading, y, day))).ToList();
            var targets = TargetProgress.Of([.. years.Select(y => (y.Year, y.Assessment.Tests))], day, vetoes: null);
            Console.WriteLine(result.GetValue(json) ? AssessText.Write(framework, result.GetValue(year), day, years[^1].Assessment, targets, reading.Problems) : Sentence(years[^1].Assessment, targets, reading));
            return 0;
        });
        return command;
    }

    /// <summary>The newest edition of the seed files; a broken file refuses with all its problems.</summary>
    internal static IndicatorFramework NewestEdition()
    {
        var folder = HubOptions.From(new ConfigurationBuilder().Build()).RulesFolder;
        var readings = Directory.GetFiles(folder, "*.v*.json").Select(f => (File: f, Reading: FrameworkReader.Read(File.ReadAllText(f)))).ToList();
        var problems = readings.SelectMany(r => r.Reading.Problems.Select(p => $"{Path.GetFileName(r.File)} {p.Place}：{p.Say}")).ToList();
        if (problems.Count > 0) throw new Refusal(500, problems);
        var (editions, today) = (readings.Select(r => r.Reading.Framework!).OrderBy(f => f.Effective).ToList(), YearSites.DayOf(TimeProvider.System.GetUtcNow()));
        return editions.LastOrDefault(f => f.Effective <= today) ?? editions.FirstOrDefault() ?? throw new Refusal(500, $"文件夹 {folder} 中没有可用的指标体系版本。");
    }

    private static Assessment Assess(IndicatorFramework framework, WorkbookReading reading, WorkbookYear year, DateOnly day) => Assessment.Of(framework, new AssessmentFacts
    {
        Year = year.Year,
        Day = day,
        // As in the hub: a unit without a site in the year is no unit of it.
        Units = [.. reading.Units.Where(u => year.Sites.Any(s => s.Unit == u.Code))],
        Sites = year.Sites,
        Measurements = new(year.Measurements),
        Classes = year.Classes,
        Rooms = year.Rooms,
    });

    private static string Sentence(Assessment now, IReadOnlyList<TargetProgress> targets, WorkbookReading reading) => string.Join(Environment.NewLine, [
        $"{now.Scorecards.Count} 个校点；差异系数达标 {now.Coefficients.Count(c => c.State == Core.Scoring.IndicatorState.Met)} / {now.Coefficients.Count}；工作簿问题 {reading.Problems.Count} 处",
        .. targets.Select(t => $"{t.Year} 目标：{t.Status.Name()}，{t.Met} / {t.Tests.Count} 项达标{(t.VetoesChecked ? "" : "，否决项未核")}"),
    ]);
}
