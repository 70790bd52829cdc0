using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>One paper of every kind: those about inspections from plain facts, those about the county and a school from the demo county's workbook. The day is given, so each is the same whenever it is made.</summary>
internal static class EveryPaper
{
    private static readonly Lazy<(Assessment Now, IReadOnlyList<TargetProgress> Targets, AssessmentFacts Facts)> Demo = new(ReadDemo);

    /// <summary>The demo county of the year: what the rules say, its targets, its facts.</summary>
    public static (Assessment Now, IReadOnlyList<TargetProgress> Targets, AssessmentFacts Facts) County => Demo.Value;

    private static CountyPaper Head => PaperComposerTests.Head;

    private static readonly EvidencePhoto Photo = new(SamplePhoto.Upright, new(2026, 11, 3));

    /// <summary>The inspection with a result and a photo of its problem.</summary>
    private static InspectionFacts Inspected => PaperComposerTests.Facts with { Card = Card(SchoolKind.NineYear), SignedBy = "县领导", SignedOn = new(2026, 11, 20), Findings = [.. PaperComposerTests.Facts.Findings.Select(f => f.Sort == FindingSort.Problem ? f with { Photos = [Photo, Photo] } : f)] };

    /// <summary>The assessment of the same school, signed off after that inspection.</summary>
    public static Report Assessed => AssessmentReport.Compose(TestFrameworks.Ziyang, Card(SchoolKind.NineYear), new(Head.CountyName, "焕古镇中心学校", 2026, true, "县领导", new(2026, 11, 20), 88, Head.Printed, true)
    {
        IsMain = true,
        SelfAssessedOn = new(2026, 10, 28),
        ConfirmedOn = new(2026, 11, 1),
        Inspections = [PaperComposerTests.Facts],
        People = [.. new[] { Stage.Primary, Stage.Junior }.Select(stage => new StagePeople(stage, Value(stage, "pupils"), Value(stage, "teachers")))],
    });

    /// <summary>The content alone, as the composers give it.</summary>
    private static readonly Dictionary<string, Func<Report>> Composed = new()
    {
        ["notice"] = () => NoticePaper.Compose(PaperComposerTests.Facts, Head),
        ["preliminary"] = () => PreliminaryPaper.Compose(Inspected, Head),
        ["opinion"] = () => OpinionPaper.Compose(Inspected, Head),
        ["rectify"] = () => RectifyNotice.Compose("毛坝镇中心学校", "2026 年秋季综合督导", [new("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "更换", "王某", new(2026, 11, 30), "立行立改"), new("毛坝镇第二小学", "护栏松动", "", "", "", null, "")], Head),
        ["recheck"] = () => RecheckPaper.Compose("毛坝镇中心学校", [new(new("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "更换", "王某", new(2026, 11, 20), "立行立改"), "已整改", "全部更换", "", "乙", new(2026, 11, 23), new(2026, 11, 24)) { Before = [Photo], After = [Photo with { TakenOn = new(2026, 11, 22) }] }], Head),
        ["visit"] = () => VisitPaper.Compose(new() { Site = "毛坝镇第一小学", Inspector = "甲", Day = new(2026, 11, 3), Began = new(2026, 11, 3, 1, 5, 0, TimeSpan.Zero), Checklist = "食堂（canteen.v1）", PlanNo = "紫教督〔2026〕1号", IsSubmitted = true, Points = [new("1", "食材索证齐全", "是", ""), new("2", "留样 48 小时", null, "")], Matters = "食堂", Classes = 1, Talked = [("家长", 4)], Problems = [new("留样不足", "补齐", "立行立改", new(2026, 11, 5))] }, Head),
        ["assessment"] = () => Assessed,
        ["circular"] = () => CircularPaper.Compose([new("镇中心学校", "甲校", "91.00", 91, "优秀", null), new("镇中心学校", "乙校", "70.00—88.00", 70, null, "有数据未填"), new("幼儿园", "丙园", "58.00", 58, "不合格", null)], new(true, new(2026, 12, 5), new(2026, 12, 1), 2, "《方案》"), Head),
        ["target"] = () => TargetReport.Compose(Demo.Value.Now, Demo.Value.Targets, Head),
        ["monitor"] = () => MonitorForm.Compose(Demo.Value.Now, Demo.Value.Facts.Measurements, Head),
        ["preschool"] = () => PreschoolForm.Compose(Demo.Value.Now, Demo.Value.Facts, Head),
        ["brief"] = () => Brief.Compose(Demo.Value.Now, Demo.Value.Targets, 12, Head),
    };

    /// <summary>Each framed as it goes out, and the sample with every block.</summary>
    public static readonly Dictionary<string, Func<Report>> Issued = Composed.ToDictionary(one => one.Key, one => (Func<Report>)(() => Issue(one.Key, one.Value()))).Append(new("sample", SampleReport.Whole)).ToDictionary();

    /// <summary>Each as it lies before the one who checks it.</summary>
    public static Report Draft(string word) => word == "sample" ? SampleReport.Whole() with { IsDraft = true }
        : PaperDress.Draft(Composed[word](), PaperKinds.Find(word)!, new("毛坝镇中心学校", "", "请结合实际抓好落实，遇有问题及时与本室联系。"));

    private static Report Issue(string word, Report composed)
    {
        // Only what is addressed to somebody names an addressee.
        var to = word switch { "assessment" => "焕古镇中心学校", "circular" or "target" => "各考核单位", _ => "毛坝镇中心学校" };
        var words = PaperKinds.Find(word)!.HasHead ? new DraftWords(to, "县纪委监委", "") : new();
        var issued = PaperDress.Issue(PaperDress.Draft(composed, PaperKinds.Find(word)!, words), new("紫教督〔2026〕7号", new(2026, 11, 24), Head.Printed, 1, null));
        return PaperDress.Verifiable(issued, new("https://example.org/verify/2026-7", "本文书已登记，文号 紫教督〔2026〕7号。\n扫码核验登记状态。"));
    }

    private static Fraction? Value(Stage stage, string item) => Demo.Value.Facts.Measurements.Best(Card(SchoolKind.NineYear).Site.Code, stage, item) is { } fact ? (Fraction)fact.Value : null;

    /// <summary>The first school of a kind.</summary>
    public static InspectionHub.Core.Scoring.Scorecard Card(SchoolKind kind) => Demo.Value.Now.Scorecards.Values.Where(card => card.Site.Kind == kind).MinBy(card => card.Site.Code, StringComparer.Ordinal)!;

    private static (Assessment, IReadOnlyList<TargetProgress>, AssessmentFacts) ReadDemo()
    {
        using var file = new MemoryStream();
        DemoCounty.Write(file, TestFrameworks.Ziyang.Items);
        file.Position = 0;
        var reading = WorkbookReader.Read(file, TestFrameworks.Ziyang.Items);
        var facts = reading.Years.Where(y => y.Year <= Head.Year).OrderBy(y => y.Year).Select(y => new AssessmentFacts { Year = y.Year, Day = Head.Day, Units = reading.Units, Sites = y.Sites, Measurements = new(y.Measurements), Classes = y.Classes, Rooms = y.Rooms }).ToList();
        var years = facts.Select(f => Assessment.Of(TestFrameworks.Ziyang, f)).ToList();
        return (years[^1], TargetProgress.Of([.. facts.Zip(years, (f, a) => (f.Year, a.Tests))], Head.Day, new HashSet<int>()), facts[^1]);
    }
}
