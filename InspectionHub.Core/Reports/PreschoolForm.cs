using System.Globalization;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

/// <summary>学前普及普惠监测表: the eighteen tests of 2028, and what each kindergarten contributes, at the precision of the form (standards.md B, A5). Pure.</summary>
public static class PreschoolForm
{
    private const string Indicator = "11.3";
    private static readonly Dictionary<string, int> Limits = new() { ["小班"] = 25, ["中班"] = 30, ["大班"] = 35, ["混龄"] = 30 };

    /// <summary>The blocks of the form.</summary>
    /// <param name="assessment">What the rules say of the year.</param>
    /// <param name="facts">Sites, classes and values of the year.</param>
    /// <param name="paper">The head.</param>
    public static Report Compose(Assessment assessment, AssessmentFacts facts, CountyPaper paper)
    {
        var title = $"{paper.CountyName}学前教育普及普惠监测表";
        var tests = assessment.Tests.Where(t => t.Test.Target == 2028).ToList();
        var sites = facts.Sites.Where(s => facts.Measurements.Best(s.Code, Stage.Preschool, "pupils") is not null || s.Kind == SchoolKind.Kindergarten).OrderBy(s => s.Code, StringComparer.Ordinal).ToList();
        var names = facts.Sites.ToDictionary(s => s.Code, s => s.Name);
        return paper.Draft(ReportKind.Preschool, title,
        [
            new Title(title),
            new Paragraph($"{paper.YearText}。数值按各园（校）上报的统计数据和县级填报计算，资料所据台账位置为第 {paper.Position} 环。{tests.Count} 项中达标 {tests.Count(t => t.State == IndicatorState.Met)} 项，未达标 {tests.Count(t => t.State == IndicatorState.NotMet)} 项，未填 {tests.Count(t => t.State == IndicatorState.Unknown)} 项。本表为监测，不是认定结论。"),
            new Table([new("代码", 0.8), new("项目", 3), new("数值", 2.6, TextAlign.Right), new("标准", 2.4, TextAlign.Right), new("结论", 1.3, TextAlign.Centre), new("依据", 2.6)],
                [.. tests.Select(t => new TableRow(t.Test.Code, t.Test.Name, t.ValueText, t.LimitText, t.State.Cell(), t.Test.Basis))])
            { Caption = $"表1　{tests.Count} 项指标" },
            .. tests.Where(t => t.State != IndicatorState.Met && (t.Reason is not null || t.InTheWay.Count > 0)).Select(t => Paragraph.Note($"{t.Test.Code} {t.Test.Name}：{t.Reason?.TrimEnd('。')}{(t.InTheWay.Count > 0 ? $"{(t.Reason is null ? "" : "；")}涉及 {string.Join('、', t.InTheWay.Take(12).Select(s => names.GetValueOrDefault(s, s)))}{(t.InTheWay.Count > 12 ? $" 等 {t.InTheWay.Count} 所" : "")}" : "")}。")),
            Paragraph.Note("○ 为未填：未填不作零计，也不算达标。生均面积、师幼比按 2 位小数列出，结论按未取舍的数值判断。班额标准：小班 25、中班 30、大班 35、混龄 30 人。附设幼儿班的学校只列人数和班额，园舍标准只考察独立幼儿园。"),
            Staff(facts, sites),
            Premises(assessment, facts, sites),
        ]);
    }

    private static Table Staff(AssessmentFacts facts, List<Site> sites)
    {
        var rows = sites.Select(site =>
        {
            var classes = facts.Classes.Where(c => c.Site == site.Code && c.Stage == Stage.Preschool && Limits.ContainsKey(c.Grade)).ToList();
            var within = classes.Count(c => c.Pupils <= Limits[c.Grade]);
            var open = classes.Any(c => c.Pupils is null) || classes.Count == 0;
            return new TableRow(site.Name, site.Town, site.IsPublic switch { true => "公办", false => Entry(facts, site, "inclusive") switch { { Sign: > 0 } => "普惠民办", null => "民办（普惠未填）", _ => "民办" }, null => "未填" },
                Whole(Value(facts, site, "pupils")), Whole(Value(facts, site, "teachers")), Ratio(Value(facts, site, "pupils"), Value(facts, site, "teachers")), Whole(Value(facts, site, "certified")), Whole(Entry(facts, site, "principals")), Whole(Entry(facts, site, "principals_certified")),
                classes.Count == 0 ? "未填" : $"{classes.Count}", new TableCell(open ? "未填" : $"{within}{(within < classes.Count ? " ×" : "")}", open ? PrintState.Unknown : within < classes.Count ? PrintState.NotMet : PrintState.Met));
        }).ToList();
        rows.Add(new TableRow(new TableCell("合计", PrintState.None, 3), Whole(Sum(facts, sites, "pupils")), Whole(Sum(facts, sites, "teachers")), Ratio(Sum(facts, sites, "pupils"), Sum(facts, sites, "teachers")), Whole(Sum(facts, sites, "certified"))) { IsGroup = true });
        return new([new("园（校）", 3.2), new("镇", 1.2), new("性质", 1.5), new("在园幼儿", 1, TextAlign.Right), new("专任教师", 1, TextAlign.Right), new("幼儿∶教师", 1.1, TextAlign.Right), new("持证教师", 1, TextAlign.Right), new("园长", 0.8, TextAlign.Right), new("持证园长", 1, TextAlign.Right), new("班数", 0.8, TextAlign.Right), new("班额达标", 1, TextAlign.Right)], rows)
        { Caption = $"表2　各园（校）人员和班额（{sites.Count} 所）", IsLandscape = true };
    }

    private static Table Premises(Assessment assessment, AssessmentFacts facts, List<Site> sites)
    {
        var kindergartens = sites.Where(s => s.Kind == SchoolKind.Kindergarten).ToList();
        string Area(Site site, string item) => Value(facts, site, "pupils") is { Sign: > 0 } pupils && Entry(facts, site, item) is { } area ? (area / pupils).ToText(2, true) : "未填";
        return new([new("幼儿园", 3.2), new("规划年份", 1.1, TextAlign.Right), new("室外场地（㎡/生，标准 4.00）", 1.6, TextAlign.Right), new("活动用房（㎡/生，标准 8.17）", 1.6, TextAlign.Right), new("建筑面积（㎡/生，标准 10.44）", 1.6, TextAlign.Right), new("结论", 1.3, TextAlign.Centre)],
            [.. kindergartens.Select(s => new TableRow(s.Name, s.Designed?.ToString(CultureInfo.InvariantCulture) ?? "未填", Area(s, "outdoor_m2"), Area(s, "activity_m2"), Area(s, "building_m2"), (assessment.Scorecards.GetValueOrDefault(s.Code)?.Find(Indicator)?.State ?? IndicatorState.Unknown).Cell()))])
        { Caption = $"表3　幼儿园园舍（{kindergartens.Count} 所）", IsLandscape = true };
    }

    private static Fraction? Value(AssessmentFacts facts, Site site, string item) => facts.Measurements.Reported(site.Code, Stage.Preschool, item) is { } fact ? (Fraction)fact.Value : null;

    private static Fraction? Entry(AssessmentFacts facts, Site site, string item) => facts.Measurements.Reported(site.Code, null, item) is { } fact ? (Fraction)fact.Value : null;

    private static Fraction? Sum(AssessmentFacts facts, List<Site> sites, string item) => sites.All(s => Value(facts, s, item) is not null) ? sites.Aggregate(Fraction.Zero, (sum, s) => sum + Value(facts, s, item)!.Value) : null;

    private static string Whole(Fraction? value) => value?.ToText(0) ?? "未填";

    private static string Ratio(Fraction? pupils, Fraction? teachers) => pupils is { } p && teachers is { Sign: > 0 } t ? $"{(p / t).ToText(2, true)}∶1" : "未填";
}
