using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Assessments;

/// <summary>One thing that is otherwise than in the version before.</summary>
public sealed record ReleaseChange(string Part, string What, string Before, string After);

/// <summary>What a version of a release changed against the one before.</summary>
public static class ReleaseDifference
{
    public static IReadOnlyList<ReleaseChange> Between(ReleaseText before, ReleaseText after) =>
    [
        .. Lines("数据确认", before.Confirmed, after.Confirmed, c => c, c => NameOf(after, before, c), _ => "已确认", "未确认"),
        .. Lines("审签校点", before.Scorecards, after.Scorecards, c => c.Site, c => c.Name, c => $"{Span(c.Low, c.High)}，{c.Grade ?? "未定"}", "未审签"),
        .. Rows(before, after),
        .. Lines("考核单位", before.Units, after.Units, u => u.Code, u => u.Name, u => $"{(u.Low is null ? "未考核" : Span(u.Low, u.High!))}，{u.Grade ?? "未定"}", "没有"),
        .. Lines("差异系数", before.Coefficients, after.Coefficients, c => c.Stage + c.Resource, c => $"{c.Stage} {c.Resource}", c => $"{c.Value?[..^3] ?? "未填"}，{NameOf(c.State)}，{c.Sites} 校", "没有"),
        .. Lines("目标测试", before.Tests, after.Tests, t => t.Code, t => $"{t.Target} {t.Code} {t.Name}", t => $"{t.Value}，{NameOf(t.State)}", "没有"),
        .. Lines("数据", before.Measurements, after.Measurements, m => $"{m.Site}|{m.Stage}|{m.Item}", m => $"{m.Site ?? "县级"} {m.Stage} {m.Item}", m => m.Value, "未填"),
    ];

    private static IEnumerable<ReleaseChange> Rows(ReleaseText before, ReleaseText after)
    {
        var old = before.Scorecards.ToDictionary(c => c.Site);
        foreach (var card in after.Scorecards)
            if (old.TryGetValue(card.Site, out var was))
                foreach (var change in Lines("指标", was.Rows, card.Rows, r => $"{r.Code}|{r.Stage}", r => $"{card.Name} {r.Code}{(r.Stage is null ? "" : $"（{r.Stage}）")}", r => $"{NameOf(r.State)}{(r.Of == "0" ? "" : $"，{Span(r.Low, r.High)} 分")}", "没有"))
                    yield return change;
    }

    private static IEnumerable<ReleaseChange> Lines<T>(string part, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> key, Func<T, string> name, Func<T, string> text, string none)
    {
        var (old, now) = (before.ToDictionary(key), after.ToDictionary(key));
        foreach (var one in after)
        {
            var was = old.TryGetValue(key(one), out var known) ? text(known) : none;
            if (was != text(one)) yield return new(part, name(one), was, text(one));
        }
        foreach (var gone in before.Where(b => !now.ContainsKey(key(b)))) yield return new(part, name(gone), text(gone), none);
    }

    private static string NameOf(ReleaseText after, ReleaseText before, string unit) => after.Units.Concat(before.Units).FirstOrDefault(u => u.Code == unit)?.Name ?? unit;

    private static string NameOf(string state) => Enum.GetValues<IndicatorState>().First(s => s.Word() == state).Name();

    private static string Span(string low, string high) => low == high ? Short(low) : $"{Short(low)}—{Short(high)}";

    private static string Short(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
