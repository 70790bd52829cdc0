using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;

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

    /// <summary>The same for a routine visit: its checklist, the work record and room for problems.</summary>
    /// <param name="points">The points for this kind of school.</param>
    /// <param name="site">The school's name.</param>
    /// <param name="head">The head; its title names the checklist, its team is the 责任督学 alone.</param>
    public static Report ComposeVisit(IReadOnlyList<ChecklistPoint> points, string site, MarkSheetHead head) => new()
    {
        Kind = ReportKind.Sheet,
        Title = $"{site}挂牌督导记录表",
        Organ = head.Organ,
        Created = head.Printed,
        IsDemo = head.IsDemo,
        Blocks =
        [
            new Title($"{site}挂牌督导记录表"),
            Paragraph.Note($"{head.Title}　责任督学：{head.Inspector}　到校时间：　　　　年　　月　　日　　时　　离校时间：　　时"),
            Paragraph.Note("手机不能用时填写；在方框内打√，不写学生姓名。回到办公室后，由本人打开这次督导的网页，逐条录入，原表存档。"),
            new Table([new("条目", 5), new("情况", 2.4), new("备注", 2.6)], [.. points.Select(p => new TableRow($"{p.Code} {p.Text}\n怎么看：{p.Look}", "□ 是　□ 否\n□ 不适用，原因：", ""))]),
            new Table([new("工作记录", 2), new("内容", 8)],
                [new("查看事项", "\n\n"), new("听课、访谈", $"听课　　　节；{string.Join('；', VisitNotes.Talked.Select(group => $"{group}　　　人"))}"), new("当场整改", "\n"), new("意见建议", "\n"), new("受理的投诉", "\n")]),
            new Table([new("发现的问题", 4), new("整改要求", 3), new("整改方式", 1.5), new("期限", 1.5)], [.. Enumerable.Range(0, 4).Select(_ => new TableRow("\n\n", "", "", ""))]),
            new Signatures { Lines = ["责任督学（签名）：", "学校负责人（签名）：", "拒签时见证督学（签名）："] },
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
