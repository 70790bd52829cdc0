using InspectionHub.Core.Frameworks;

namespace InspectionHub.Core.Reports;

/// <summary>What the head of a paper mark sheet says.</summary>
/// <param name="Title">The inspection's title.</param>
/// <param name="Inspector">Whose sheet it is; each inspector has one, ballots are independent.</param>
/// <param name="Team">Names of the team.</param>
/// <param name="Organ">Who sends the team.</param>
/// <param name="Printed">When it is made.</param>
/// <param name="IsDemo">Demonstration data.</param>
public sealed record MarkSheetHead(string Title, string Inspector, IReadOnlyList<string> Team, string Organ, DateTimeOffset Printed, bool IsDemo);

/// <summary>现场评分表 on paper, for the day the phone is dead: the same rows and wording as on the screen, typed in at the desk later. It holds no marks. Pure.</summary>
public static class MarkSheet
{
    /// <summary>The blocks of the sheet.</summary>
    /// <param name="rows">The rows this inspector marks on site.</param>
    /// <param name="site">The school's name.</param>
    /// <param name="head">The head.</param>
    public static Report Compose(IReadOnlyList<Indicator> rows, string site, MarkSheetHead head) => new()
    {
        Kind = ReportKind.Sheet,
        Title = $"{site}现场评分表",
        Organ = head.Organ,
        Created = head.Printed,
        IsDemo = head.IsDemo,
        Blocks =
        [
            new Title($"{site}现场评分表"),
            Paragraph.Note($"{head.Title}　督学：{head.Inspector}　督导组：{string.Join('、', head.Team)}　现场时间：　　　　年　　月　　日　　时"),
            Paragraph.Note("手机不能用时填写。一人一表，各自独立评分；在方框内打√或填数，不写学生姓名。回到办公室后，由本人在督导页面勾选“补录纸质评分”，按本表逐条录入，原表存档。"),
            new Table([new("指标", 3), new("评定", 5), new("备注", 2)], [.. rows.Select(RowOf)]),
            new Signatures { Lines = ["督学（签名）：", "学校负责人（签名）：", "拒签时见证督学（签名）："] },
        ],
    };

    private static TableRow RowOf(Indicator row) => new($"{row.Code} {row.Name}\n{row.Measured}", $"{Boxes(row)}\n□ 不适用，原因：", "");

    private static string Boxes(Indicator row) => row.Rule switch
    {
        RubricRule rubric => string.Join('\n', rubric.Levels.OrderByDescending(l => l.Number).Select(l => $"□ {l.Number} 级　{l.Text}")),
        YesNoRule => "□ 是　　□ 否",
        CountRule => $"数量：　　　　　{row.Unit}",
        RatioRule ratio => $"{ratio.NumeratorName}：　　　　　\n{ratio.DenominatorName}：　　　　　",
        AskedRule asked => string.Join('\n', asked.Respondents.Select(who => $"询问{who}：　　　　人，其中知晓：　　　　人")),
        _ => "",
    };
}
