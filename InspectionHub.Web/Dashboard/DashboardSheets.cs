using InspectionHub.Core.Differences;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Dashboard;

/// <summary>Writes one part of the dashboard as a sheet: a title that says which numbers these are, heads, rows.</summary>
public static class DashboardSheets
{
    public static string TitleOf(string part) => part switch { "coefficients" => "校际差异系数", "warnings" => "预警", "progress" => "考核进度与等级", "matrix" => "学校与指标状态", _ => "学校一览" };

    /// <param name="picked">Which of the schools stand in it, in words; empty for all.</param>
    public static void Write(WorkbookWriter writer, string part, DashboardPicture picture, bool isDemo, string picked = "")
    {
        Sheet(TitleOf(part), Part(part, picture));
        if (part == "coefficients") Sheet("各校占差异与杠杆", Schools(picture));

        void Sheet(string title, (double[] Widths, object?[] Heads, IEnumerable<object?[]> Rows) table)
        {
            var now = picture.Now;
            writer.Sheet(title, table.Widths, frozen: 3);
            writer.Heads([$"{title}（{now.Year}—{now.Year + 1} 学年，{(part == "coefficients" ? picture.Filter.SayOfCounty : picture.Filter.Say)}{(picked.Length > 0 ? $"，只列{picked}的校点" : "")}）{(isDemo ? "　演示数据" : "")}"]);
            writer.Row(now.Release?.Say ?? "暂评数据，没有正式发布，不作为正式结果使用");
            writer.Heads(table.Heads);
            foreach (var row in table.Rows) writer.Row(row);
        }
    }

    /// <summary>What each school has to do with each coefficient, as its panel shows it: the greatest share first, then the schools without data.</summary>
    private static (double[] Widths, object?[] Heads, IEnumerable<object?[]> Rows) Schools(DashboardPicture picture)
    {
        return ([8, 36, 8, 16, 28, 10, 12, 14, 10, 26, 20], ["指标", "名称", "学段", "代码", "学校", "学生", "校值", "单位", "占差异（%）", "杠杆（增加 1；元为 1 万元）", "单靠本校需增加"], picture.Coefficients.SelectMany(Of));

        string Name(string site) => picture.Now.SiteOf(site)?.Name ?? site;

        IEnumerable<object?[]> Of(Coefficient one)
        {
            var (shares, levers, units) = (one.Difference.Shares(), one.Difference.Levers(one.Step.Size), DifferenceUnits.Of(one.Difference, one.Limit));
            return one.Difference.Rows.Select((row, at) => (row, at)).OrderByDescending(r => shares[r.at]).Select(r => new object?[]
            {
                one.Resource, one.Row.Name, one.Stage.Name(), r.row.Site, Name(r.row.Site), Number(r.row.Pupils), Number(r.row.Resource / r.row.Pupils * one.Per), one.Row.Unit, (decimal)Math.Round(shares[r.at] * 100, 1),
                levers[r.at] is { } lever ? (decimal)Math.Round(lever, PlacesOf(lever)) : null, units[r.at] is { } count ? count == 0 ? "已在限内" : $"{count} {one.Unit}" : "单靠本校做不到",
            }).Concat(one.Difference.Missing.Select(site => new object?[] { one.Resource, one.Row.Name, one.Stage.Name(), site, Name(site), null, "未填" }));
        }
    }

    /// <summary>Decimal places with which a lever shows three digits that mean something: it may be very small.</summary>
    public static int PlacesOf(double lever) => lever == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(lever))), 0, 15);

    private static (double[] Widths, object?[] Heads, IEnumerable<object?[]> Rows) Part(string part, DashboardPicture picture) => part switch
    {
        "coefficients" => ([8, 36, 8, 12, 14, 12, 8, 10, 10, 10], ["指标", "名称", "学段", "均值", "单位", "差异系数", "上限", "结论", "校数", "缺数据校数"], picture.Coefficients.Select(c => new object?[]
        {
            c.Resource, c.Row.Name, c.Stage.Name(), c.Mean is { } mean ? Number(mean) : null, c.Row.Unit, c.Value is { } value ? (decimal)Math.Round(value, 6) : null, Number(c.Limit), c.State.Name(), c.Difference.Rows.Count, c.Difference.Missing.Count,
        })),
        "warnings" => ([12, 80], ["类别", "内容"], picture.Warnings.Select(w => new object?[] { w.Kind, w.Text })),
        "progress" => ([20, 8, 12, 12, 10, 8, 8, 8], ["分组", "校点", "已有结果", "计分项", "良好以上", "合格", "不合格", "未定"], picture.Progress.Select(b => new object?[] { b.Name, b.All, b.Done, b.Scored, b.Good, b.Pass, b.Fail, b.Open })),
        "matrix" => ([28, 18, 16, .. picture.Rows.Select(_ => 9.0)], ["学校", "未达标（含监测项）", "未填（含监测项）", .. picture.Rows.Select(r => $"{r.Code} {r.Name}")], picture.Sorted.Select(line => (object?[])
            [line.Name, line.Failed, line.Open, .. line.States.Select(s => s?.Name() ?? "")])),
        _ when picture.ShowsGrades => ([16, 28, 12, 16, 10, 16, 10, 30, 10], ["代码", "学校", "镇", "类别", "已评", "得分", "等级", "七项达标", "计分项未达标"], picture.Cards.Select(card => new object?[]
        {
            card.Site.Code, card.Site.Name, card.Site.Town, card.Site.Kind.Name(), $"{card.Done} / {card.Scored}", AssessmentReport.Points(card.Low, card.High), card.GradeOf(picture.Now.Framework.Settings, isTop: false)?.Name() ?? "未定",
            string.Join('，', card.Compliance.Select(c => $"{c.Stage.Name()} {c.State.Name()}")), card.Rows.Count(r => r.Of.Sign > 0 && r.State == IndicatorState.NotMet),
        })),
        // Beside the rows of one office stand no points and no grade of the school as a whole.
        _ => ([16, 28, 12, 16, 10, 10, 10, 10], ["代码", "学校", "镇", "类别", "已评", "达标", "未填", "未达标"], picture.Cards.Select(card => Of(card, [.. card.Rows.Where(r => picture.Filter.Has(r.Row))]))),
    };

    private static object?[] Of(Scorecard card, IReadOnlyList<RowResult> own) =>
    [
        card.Site.Code, card.Site.Name, card.Site.Town, card.Site.Kind.Name(), $"{own.Count(r => r.State != IndicatorState.Unknown)} / {own.Count}",
        own.Count(r => r.State == IndicatorState.Met), own.Count(r => r.State == IndicatorState.Unknown), own.Count(r => r.State == IndicatorState.NotMet),
    ];

    private static decimal Number(Fraction value) => decimal.Parse(value.ToText(6), System.Globalization.CultureInfo.InvariantCulture);
}
