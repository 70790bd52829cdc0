using System.Globalization;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>One site in the account of its unit's points, as it is printed.</summary>
/// <param name="Code">The site.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsMain">Whether it is the main site.</param>
/// <param name="Points">Its own points.</param>
/// <param name="Pupils">Pupils of all stages; 未填 where unknown.</param>
/// <param name="Weight">Its part of the unit's points in per cent; 不计入 where it does not enter.</param>
/// <param name="Part">What it brings to the unit's points.</param>
public sealed record AccountSite(string Code, string Name, bool IsMain, string Points, string Pupils, string Weight, string Part);

/// <summary>得分怎样算出: a unit's points and grade with the numbers put in, for anybody to work out again. Text only, so that it is frozen with the result it explains.</summary>
/// <param name="Sites">Its sites, the main one first.</param>
/// <param name="Place">Where it stands in its group; null where there is no place.</param>
/// <param name="Lines">Arithmetic, what does not enter, the grade and what all rests on.</param>
public sealed record UnitAccount(IReadOnlyList<AccountSite> Sites, string? Place, IReadOnlyList<ExplanationLine> Lines)
{
    private const string Sum = "单位得分", Mean = "其余校点平均";

    /// <summary>Explains a unit's score from the very terms it was added up from.</summary>
    /// <param name="framework">The edition it was judged by.</param>
    /// <param name="score">The score.</param>
    /// <param name="grade">The grade as it is told; 未定 before the unit has confirmed its data, whatever the points.</param>
    /// <param name="reason">Why it is so, as it is told; empty where nothing is to be said.</param>
    public static UnitAccount Of(IndicatorFramework framework, UnitScore score, string grade, string reason)
    {
        var settings = framework.Settings;
        var numbers = new Numbers();
        var lines = new List<ExplanationLine>();
        if (score.Low is { } low && score.High is { } high)
        {
            if (low == high) lines.AddRange(Steps(score, t => t.Card.Low, low, "", numbers));
            else
            {
                lines.AddRange(Steps(score, t => t.Card.Low, low, "（最少）", numbers));
                lines.AddRange(Steps(score, t => t.Card.High, high, "（最多）", numbers));
                lines.Add(new("为什么是区间", "还有未填的项：最少只计已经得到的分，最多把未填的都算满分；填齐以后两端相同。"));
            }
        }
        else
        {
            lines.Add(new(Sum, $"未定：{score.Lacking}。"));
        }
        if (Left(score) is { Length: > 0 } left) lines.Add(new("不计入的校点", left));
        lines.Add(new("等级标准", $"{GradeNames.CutOffs(settings)}，以下为不合格。"));
        lines.Add(new("等级", $"{grade}{(Why(score, grade, reason, settings) is { Length: > 0 } why ? $"（{why}）" : "")}。"));
        if (numbers.IsRounded) lines.Add(new("取整", "显示时四舍五入到两位小数；相加、比名次、定等级都用没有舍入的数，所以按显示的数重算可能差 0.01。"));
        lines.Add(new("依据", $"《{framework.Name}》（{framework.Source}，版本 {framework.Edition}）。主校点占 {Percent(settings.MainSitePercent)}，其余校点按学生数加权平均占 {Percent(100 - settings.MainSitePercent)}；没有其他校点计入的，就是主校点得分。权重、等级为县级自定。"));
        return new([.. score.Terms.Select(t => SiteOf(t, score))], PlaceOf(score, settings), lines);
    }

    /// <summary>The sums alone, for a paper.</summary>
    public string Arithmetic() => string.Concat(Lines.Where(l => l.Head.StartsWith(Mean, StringComparison.Ordinal) || l.Head.StartsWith(Sum, StringComparison.Ordinal)).Select(l => $"{l.Head}：{l.Text}"));

    private static IEnumerable<ExplanationLine> Steps(UnitScore score, Func<UnitTerm, Fraction> points, Fraction sum, string end, Numbers numbers)
    {
        var main = score.Terms.First(t => t.IsMain);
        var others = score.Terms.Where(t => !t.IsMain && t.Weight.Sign > 0).ToList();
        if (others.Count == 0)
        {
            yield return new($"{Sum}{end}", $"没有其他校点计入，就是主校点{main.Card.Site.Name}的得分：{numbers.Text(sum)} 分。");
            yield break;
        }
        var pupils = others.Aggregate(Fraction.Zero, (all, t) => all + t.Pupils!.Value);
        var mean = others.Aggregate(Fraction.Zero, (all, t) => all + (points(t) * t.Weight)) / (1 - main.Weight);
        yield return new($"{Mean}{end}", others.Count == 1 ? $"只有{others[0].Card.Site.Name}：{numbers.Text(mean)} 分。"
            : $"（{string.Join(" ＋ ", others.Select(t => $"{numbers.Text(points(t))} × {numbers.Text(t.Pupils!.Value)}"))}）÷ {numbers.Text(pupils)} ＝ {numbers.Text(mean)} 分，每校得分 × 学生数相加，除以学生总数。");
        yield return new($"{Sum}{end}", $"主校点 {numbers.Text(points(main))} × {numbers.Text(main.Weight * 100)} % ＋ 其余校点 {numbers.Text(mean)} × {numbers.Text((1 - main.Weight) * 100)} % ＝ {numbers.Text(sum)} 分。");
    }

    private static string Left(UnitScore score)
    {
        string Names(Func<UnitTerm, bool> which) => string.Join('、', score.Terms.Where(which).Select(t => t.Card.Site.Name));
        return string.Concat(new[]
        {
            (Names: Names(t => !t.IsAssessed), Why: "本学年还没有评分结果，不计入，也不当作 0 分"),
            (Names: Names(t => t is { IsAssessed: true, IsMain: false, Weight.Sign: 0, Pupils.Sign: 0 }), Why: "没有学生，不计入"),
        }.Where(l => l.Names.Length > 0).Select(l => $"{l.Names}：{l.Why}。"));
    }

    /// <summary>What decided the grade beyond the points: told where somebody who reads the cut-offs alone would expect another.</summary>
    private static string Why(UnitScore score, string grade, string reason, ScoringSettings settings) =>
        reason.Length > 0 ? reason
        : grade == Grade.Good.Name() && score.Low is { } low && low >= settings.Excellent ? $"得分够优秀，但不在本组前 {Percent(settings.ExcellentTopPercent)}"
        : "";

    private static string? PlaceOf(UnitScore score, ScoringSettings settings) => score.Place is not { } place ? null
        : $"本组（{score.Unit.Group}）{place.Of} 个单位，前 {Percent(settings.ExcellentTopPercent)} 即前 {place.Top} 名可评优秀；本单位{(place.Best == place.Worst ? $"第 {place.Best} 名" : $"在第 {place.Best} 至 {place.Worst} 名之间，要等本单位和别的单位的得分都定下来")}。";

    private static AccountSite SiteOf(UnitTerm term, UnitScore score) => new(term.Card.Site.Code, term.Card.Site.Name, term.IsMain,
        term.IsAssessed ? Interval(term.Card.Low, term.Card.High) : "未评", term.Pupils is { } pupils ? pupils.ToText(2) : "未填",
        score.Low is null ? "未定" : term.Weight.Sign == 0 ? "不计入" : $"{(term.Weight * 100).ToText(2)} %", score.Low is null || term.Weight.Sign == 0 ? "" : Interval(term.Low, term.High));

    private static string Interval(Fraction low, Fraction high) => low == high ? low.ToText(2, true) : $"{low.ToText(2, true)}—{high.ToText(2, true)}";

    private static string Percent(decimal value) => $"{value.ToString("0.##", CultureInfo.InvariantCulture)} %";

    /// <summary>Prints numbers and remembers whether any of them lost something.</summary>
    private sealed class Numbers
    {
        public bool IsRounded { get; private set; }

        public string Text(Fraction value)
        {
            var text = value.ToText(2);
            IsRounded |= Fraction.Parse(text) != value;
            return text;
        }
    }
}
