using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>Tests that look at every site: classes, premises, resources, rooms, size.</summary>
internal static class SiteJudge
{
    private const int Heavy = 5;

    public static TestResult Classes(TargetTest test, ClassesRule rule, CountyView county)
    {
        var judged = county.Sites.SelectMany(s => s.Classes.Select(c => (Class: c, Most: Most(rule, c)))).Where(c => c.Most is not null).ToList();
        var over = judged.Where(c => c.Class.Pupils > c.Most).ToList();
        var open = judged.Where(c => c.Class.Pupils is null).ToList();
        var without = county.Sites.Where(s => s.Stages.Any(stage => Concerned(rule, stage) && s.Classes.All(c => c.Stage != stage))).Select(s => s.Site).ToList();
        var missing = open.Select(c => $"{Name(county, c.Class.Site)}{c.Class.Grade}{c.Class.Name}学生数").Concat(without.Select(s => $"{s.Name}班级")).ToList();
        var sites = over.Select(c => c.Class.Site).Distinct().ToList();
        var gaps = open.Select(c => c.Class.Site).Concat(without.Select(s => s.Code)).Distinct().ToList();
        if (rule.ShareAtLeast is not { } share)
            return new(test, over.Count > 0 ? IndicatorState.NotMet : missing.Count > 0 || judged.Count == 0 ? IndicatorState.Unknown : IndicatorState.Met,
                over.Count, $"超过上限 {over.Count} 个班", "0 个班", missing.Count > 0 ? TargetJudge.Missing(missing) : null, over.Count > 0 ? sites : gaps, [TestMeasure.None("超过上限的班级", "个", over.Count, missing.Count + (judged.Count == 0 ? 1 : 0))]);
        var measure = TestMeasure.Share(test.Name, judged.Count - over.Count, judged.Count, share, missing.Count);
        if (judged.Count == 0 || missing.Count > 0) return new(test, IndicatorState.Unknown, null, "未填", $"≥ {share} %", TargetJudge.Missing([.. missing.DefaultIfEmpty("班级")]), gaps, [measure]);
        var value = new Fraction(judged.Count - over.Count, judged.Count) * 100;
        var holds = value >= (Fraction)share;
        return new(test, holds ? IndicatorState.Met : IndicatorState.NotMet, value, $"{value.ToText(2)} %", $"≥ {share} %", null, holds ? [] : sites, [measure]);
    }

    public static TestResult Premises(TargetTest test, PremisesRule rule, CountyView county)
    {
        var rows = county.Cards.Values.Where(c => c.Site.Kind == SchoolKind.Kindergarten).Select(c => (c.Site, State: c.Find(rule.Indicator)?.State ?? IndicatorState.Unknown)).ToList();
        var recent = rows.Where(r => r.Site.Designed >= rule.DesignedFrom).ToList();
        var early = rows.Where(r => r.Site.Designed < rule.DesignedFrom).ToList();
        var undated = rows.Where(r => r.Site.Designed is null).ToList();
        int met = early.Count(r => r.State == IndicatorState.Met), open = early.Count(r => r.State == IndicatorState.Unknown);
        bool Enough(int good, int all) => all == 0 || (Fraction)good * 100 >= (Fraction)rule.EarlierShareAtLeast * all;
        // An undated kindergarten may belong to either side, so it leaves both open.
        var fails = recent.Any(r => r.State == IndicatorState.NotMet) || (undated.Count == 0 && !Enough(met + open, early.Count));
        var holds = undated.Count == 0 && recent.All(r => r.State == IndicatorState.Met) && Enough(met, early.Count) && rows.Count > 0;
        // While enough of the earlier ones are met, the others of them are in nobody's way.
        var asked = Enough(met, early.Count) && undated.Count == 0 ? recent : rows;
        var fallen = asked.Where(r => r.Site.Designed is not null && r.State == IndicatorState.NotMet).Select(r => r.Site.Code).ToList();
        var blank = asked.Where(r => r.State == IndicatorState.Unknown).ToList();
        var missing = undated.Select(r => $"{r.Site.Name}规划设计年份").Concat(blank.Select(r => $"{r.Site.Name}园舍面积")).ToList();
        return new(test, fails ? IndicatorState.NotMet : holds ? IndicatorState.Met : IndicatorState.Unknown, null,
            $"{rule.DesignedFrom} 年起 {recent.Count(r => r.State == IndicatorState.Met)}/{recent.Count} 所，以前 {met}/{early.Count} 所", $"{rule.DesignedFrom} 年起全部，以前 ≥ {rule.EarlierShareAtLeast} %",
            !fails && !holds ? TargetJudge.Missing(missing) : null, fails ? fallen : holds ? [] : [.. undated.Concat(blank).Select(r => r.Site.Code).Distinct()],
            [
                TestMeasure.None($"{rule.DesignedFrom} 年起规划的未达标园", "所", recent.Count(r => r.State == IndicatorState.NotMet), undated.Count + recent.Count(r => r.State == IndicatorState.Unknown)),
                .. early.Count == 0 ? (TestMeasure[])[] : [TestMeasure.Share("以前规划的达标园", met, early.Count, rule.EarlierShareAtLeast, undated.Count + open)],
            ]);
    }

    public static TestResult Resource(TargetTest test, ResourceRule rule, CountyView county)
    {
        var pair = county.Coefficients.Where(c => c.Resource == rule.Resource).ToList();
        var sites = county.Cards.Values.SelectMany(card => card.Rows.Where(r => r.Row.Resource == rule.Resource && r.State != IndicatorState.NotApplicable)
            .Select(r => (card.Site, r.State, Rule: card.Compliance.First(c => c.Stage == r.Stage).State))).ToList();
        var fails = sites.Where(s => s.State == IndicatorState.NotMet && s.Rule == IndicatorState.NotMet).Select(s => s.Site.Code).Distinct().ToList();
        // Met itself, or made good by the 6-of-7 rule; what is neither that nor a failure is open.
        var open = sites.Where(s => s.State != IndicatorState.Met && s.Rule != IndicatorState.Met && !(s.State == IndicatorState.NotMet && s.Rule == IndicatorState.NotMet)).ToList();
        var state = fails.Count > 0 || pair.Any(c => c.State == IndicatorState.NotMet) ? IndicatorState.NotMet
            : open.Count > 0 || pair.Count == 0 || pair.Any(c => c.State == IndicatorState.Unknown) ? IndicatorState.Unknown : IndicatorState.Met;
        var shares = pair.Where(c => c.State == IndicatorState.NotMet).SelectMany(Heaviest).ToList();
        var gaps = pair.SelectMany(c => c.Difference.Missing).Concat(open.Select(s => s.Site.Code)).Distinct().ToList();
        return new(test, state, null,
            string.Join("；", pair.Select(c => $"{c.Stage.Name()} {(c.Value is { } v ? v.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) : "未填")}")) + $"；未达标 {fails.Count} 校",
            $"小学 ≤ {((Fraction)rule.PrimaryLimit).ToText(2, true)}，初中 ≤ {((Fraction)rule.JuniorLimit).ToText(2, true)}，各校达标",
            state == IndicatorState.Unknown ? TargetJudge.Missing([.. gaps.Select(g => $"{Name(county, g)}数据")]) : null, state == IndicatorState.Unknown ? gaps : [.. fails.Concat(shares.Select(s => s.Site)).Distinct()],
            [
                .. pair.Select(c => new TestMeasure($"{c.Stage.Name()}差异系数", "", Comparison.AtMost, c.Limit.ToDouble(), c.Difference.Missing.Count > 0 ? null : c.Value)),
                TestMeasure.None("未达标学校", "校", fails.Count, open.Count),
            ])
        { Needs = shares };
    }

    /// <summary>The sites below the mean that make most of a coefficient above its limit: every site may be met and the test still fail. A well-equipped site makes it too, but is in nobody's way.</summary>
    private static IEnumerable<SiteNeed> Heaviest(Coefficient one) => one.Difference.Rows.Zip(one.Difference.Shares())
        .Where(x => x.Second > 0 && one.Mean is { } mean && x.First.Resource / x.First.Pupils * one.Per < mean).OrderByDescending(x => x.Second).Take(Heavy)
        .Select(x => new SiteNeed(x.First.Site, $"占{one.Stage.Name()}差异的 {(x.Second * 100).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} %，本校 {(x.First.Resource / x.First.Pupils * one.Per).ToText(2, true)}，全县均值 {one.Mean?.ToText(2, true)} {one.Row.Unit}".TrimEnd()));

    public static TestResult Rooms(TargetTest test, RoomsRule rule, CountyView county)
    {
        var (earlier, small, rooms) = (county.Framework.Relaxed<EarlierRooms>(county.Day), county.Framework.Relaxed<SmallSchoolRooms>(county.Day), county.Rooms.ToLookup(r => r.Site));
        var results = Compulsory(county).Select(s => (s.Site, Verdict: SpecialRooms.Judge(s, [.. rooms[s.Site.Code]], rule, earlier, small))).ToList();
        var fails = results.Where(r => r.Verdict.State == IndicatorState.NotMet).ToList();
        var open = results.Where(r => r.Verdict.State == IndicatorState.Unknown).ToList();
        return new(test, fails.Count > 0 ? IndicatorState.NotMet : open.Count > 0 || results.Count == 0 ? IndicatorState.Unknown : IndicatorState.Met, null,
            $"{results.Count(r => r.Verdict.State == IndicatorState.Met)} / {results.Count} 校", $"每 {rule.ClassesPerRoom} 个班音乐、美术各 1 间，{rule.MusicArea} / {rule.ArtArea} ㎡",
            open.Count > 0 ? TargetJudge.Missing([.. open.Select(r => $"{r.Site.Name}{r.Verdict.Reason}")]) : null, [.. fails.Concat(open).Select(r => r.Site.Code)],
            [TestMeasure.None("未达标学校", "校", fails.Count, open.Count + (results.Count == 0 ? 1 : 0))])
        { Needs = [.. fails.Concat(open).Select(r => new SiteNeed(r.Site.Code, r.Verdict.Needs))] };
    }

    public static TestResult Size(TargetTest test, SiteSizeRule rule, CountyView county)
    {
        var sizes = Compulsory(county).Select(s => (s.Site, Pupils: (s.Pupils(Stage.Primary) ?? Fraction.Zero) + (s.Pupils(Stage.Junior) ?? Fraction.Zero), Most: MostPupils(s, rule, county))).ToList();
        var open = Compulsory(county).Where(s => s.Stages.Any(x => x is Stage.Primary or Stage.Junior && s.Pupils(x) is null)).Select(s => s.Site).ToList();
        var fails = sizes.Where(s => s.Pupils > s.Most).Select(s => s.Site.Code).ToList();
        var largest = sizes.Count == 0 ? (Fraction?)null : sizes.Max(s => s.Pupils);
        return new(test, fails.Count > 0 ? IndicatorState.NotMet : sizes.Count == 0 || open.Count > 0 ? IndicatorState.Unknown : IndicatorState.Met, largest, $"最大 {largest} 人", $"≤ {rule.Limit} 人，一贯制 ≤ {rule.NineYearLimit} 人",
            sizes.Count == 0 || open.Count > 0 ? TargetJudge.Missing([.. open.Select(s => $"{s.Name}学生数").DefaultIfEmpty("学生数")]) : null, fails.Count > 0 ? fails : [.. open.Select(s => s.Code)],
            [TestMeasure.None("超过规模上限的学校", "校", fails.Count, sizes.Count == 0 ? 1 : open.Count)])
        { Needs = [.. sizes.Where(s => s.Pupils > s.Most).Select(s => new SiteNeed(s.Site.Code, $"{s.Pupils} 人，本校上限 {s.Most} 人，超出 {s.Pupils - s.Most} 人"))] };
    }

    /// <summary>Schools of compulsory education; special schools and 教学点 below 50 pupils stay outside (standards.md A0).</summary>
    private static IEnumerable<SiteData> Compulsory(CountyView county) => county.Sites.Where(s =>
        s.Site.Kind is not (SchoolKind.Special or SchoolKind.Vocational or SchoolKind.Kindergarten) && s.Stages.Any(x => x is Stage.Primary or Stage.Junior) && !Compliance.IsOutside(s, Stage.Primary));

    private static int? Most(ClassesRule rule, ClassSize one) => rule.Limits.TryGetValue(one.Grade, out var own) ? own : rule.Limits.TryGetValue(one.Stage.Name(), out var general) ? general : null;

    private static bool Concerned(ClassesRule rule, Stage stage) => rule.Limits.ContainsKey(stage.Name()) || (stage == Stage.Preschool && rule.Limits.ContainsKey("小班"));

    /// <summary>The limit of a school, with the relaxations of standards.md A2: planned early, or mostly migrants' children.</summary>
    private static int MostPupils(SiteData site, SiteSizeRule rule, CountyView county)
    {
        // 十二年一贯制 counts like 九年: its compulsory part has both stages.
        var isBoth = site.Stages.Contains(Stage.Primary) && site.Stages.Contains(Stage.Junior);
        var most = isBoth ? rule.NineYearLimit : rule.Limit;
        if (county.Framework.Relaxed<EarlierSize>(county.Day) is { } early && site.Site.Designed <= early.DesignedUntil) most = Math.Max(most, isBoth ? early.NineYear : early.Limit);
        if (county.Framework.Relaxed<MigrantSize>(county.Day) is { } migrants && site.AllPupils is { Sign: > 0 } pupils && county.Measurements.Reported(site.Site.Code, null, migrants.Item) is { } away
            && (Fraction)away.Value * 100 > migrants.Above * pupils) most = Math.Max(most, isBoth ? migrants.NineYear : migrants.Limit);
        return most;
    }

    private static string Name(CountyView county, string site) => county.Sites.FirstOrDefault(s => s.Site.Code == site)?.Site.Name ?? site;
}
