namespace InspectionHub.Core.Reports;

/// <summary>One problem to put right.</summary>
/// <param name="Site">The school.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Basis">The standard it falls short of.</param>
/// <param name="Demand">What is demanded.</param>
/// <param name="Responsible">责任人; empty while the unit has not named one.</param>
/// <param name="Due">By when; null if no day was set.</param>
/// <param name="Class">整改类别 such as 限期整改.</param>
public sealed record RectifyItem(string Site, string Problem, string Basis, string Demand, string Responsible, DateOnly? Due, string Class);

/// <summary>A problem looked at again.</summary>
/// <param name="Item">The problem.</param>
/// <param name="Result">已整改, 部分整改 or 未整改; null if nobody has looked yet.</param>
/// <param name="Found">What was found.</param>
/// <param name="NewValue">The new value of the indicator behind it; empty where there is none.</param>
/// <param name="By">Who looked.</param>
/// <param name="On">The day.</param>
/// <param name="ClosedOn">销号 day; null while open.</param>
public sealed record RecheckItem(RectifyItem Item, string? Result, string Found, string NewValue, string By, DateOnly? On, DateOnly? ClosedOn)
{
    /// <summary>Photos of the problem as it was found.</summary>
    public IReadOnlyList<EvidencePhoto> Before { get; init; } = [];

    /// <summary>Photos handed in with the correction or taken when it was looked at.</summary>
    public IReadOnlyList<EvidencePhoto> After { get; init; } = [];
}

/// <summary>整改通知书: problems, standard, who, by when, what to hand in (standards.md D4). Pure.</summary>
public static class RectifyNotice
{
    /// <summary>The blocks of the notice.</summary>
    /// <param name="unit">The unit addressed.</param>
    /// <param name="source">Where the problems come from, such as 2026 年秋季综合督导.</param>
    /// <param name="items">The problems.</param>
    /// <param name="paper">The head.</param>
    public static Report Compose(string unit, string source, IReadOnlyList<RectifyItem> items, CountyPaper paper)
    {
        var title = $"关于{unit}\n存在问题的整改通知书";
        var outline = new Outline().Add(new Title(title))
            .Text(items.Count == 0 ? $"{source}中没有登记需要整改的问题。" : $"{source}中发现贵单位存在以下 {items.Count} 个问题。根据《教育督导条例》第二十一条、第二十二条，请限期整改。")
            .Part("问题和要求");
        var number = 0;
        foreach (var item in items)
        {
            outline.Add(new Paragraph(new TextRun($"（{Numerals.Chinese(++number)}）{item.Site}：", TextFace.Kai), new TextRun($"{item.Problem.TrimEnd('。')}。")));
            outline.Add(new Table([new("项目", 1), new("内容", 5)],
            [
                new("标准依据", item.Basis.Length > 0 ? item.Basis : "未注明"),
                new("整改要求", Demanded(item)),
                new("整改类别", item.Class.Length > 0 ? item.Class : "限期整改"),
                new("责任人", item.Responsible.Length > 0 ? item.Responsible : "由贵单位明确并报本室"),
                new("完成期限", item.Due is { } due ? Numerals.Day(due) : "未定"),
            ]));
        }
        outline.Part("报送材料").Text("整改完成后，逐项报送：整改情况说明、整改前后对照的照片或资料、涉及指标的新数值。危及师生安全的问题，应立即停用有关场所设施，并在采取措施后当日报告。")
            .Part("核查和销号").Text("本室收到报告后组织核查，经审批后销号；未按期整改或者虚报整改的，依照《教育督导问责办法》处理。");
        return paper.Draft(ReportKind.Rectify, title.Replace("\n", ""), [.. outline.Blocks, new Signatures { Organ = paper.Organ, Lines = ["签收人（签名）："] }]);
    }

    /// <summary>Where nobody wrote a demand, the standard is the demand; without a standard the problem itself.</summary>
    private static string Demanded(RectifyItem item) => item.Demand.Length > 0 ? item.Demand : item.Basis.Length > 0 ? "达到上述标准" : "消除上述问题，举一反三，防止再次发生";
}

/// <summary>复查意见: for each problem done, partly or not, by whom it was looked at, and when it was closed (standards.md D4). Pure.</summary>
public static class RecheckPaper
{
    /// <summary>The blocks of the paper.</summary>
    /// <param name="unit">The unit addressed.</param>
    /// <param name="items">The problems.</param>
    /// <param name="paper">The head.</param>
    public static Report Compose(string unit, IReadOnlyList<RecheckItem> items, CountyPaper paper)
    {
        var title = $"关于{unit}\n整改情况的复查意见";
        var groups = items.GroupBy(i => i.Result ?? "尚未复查").ToDictionary(g => g.Key, g => g.Count());
        var open = items.Where(i => i.ClosedOn is null).ToList();
        var outline = new Outline().Add(new Title(title))
            .Text(items.Count == 0 ? "没有需要复查的问题。" : $"对贵单位 {items.Count} 个问题的整改情况进行了复查：{string.Join("，", groups.Select(g => $"{g.Key} {g.Value} 个"))}；已销号 {items.Count - open.Count} 个。意见如下。")
            .Part("复查情况")
            .Add(new Table(
                [new("序号", 0.7, TextAlign.Centre), new("问题", 3.4), new("复查结果", 1.2, TextAlign.Centre), new("复查发现", 2.6), new("新数值", 1.2, TextAlign.Right), new("复查人", 1.2), new("复查日期", 1.3), new("销号日期", 1.3)],
                [.. items.Select((r, i) => new TableRow($"{i + 1}", $"{r.Item.Site}：{r.Item.Problem}", new TableCell(r.Result ?? "尚未复查", r.Result switch { "已整改" => PrintState.Met, null => PrintState.Unknown, _ => PrintState.NotMet }), r.Found, r.NewValue, r.By, Short(r.On), Short(r.ClosedOn)))]))
            .List("继续整改的要求", [.. open.Select(r => $"{r.Item.Site}：{r.Item.Problem.TrimEnd('。')}。{(r.Item.Due is { } due ? $"期限：{Numerals.Day(due)}{(due < paper.Day ? "，已逾期" : "")}。" : "")}")]);
        if (Evidence.Blocks(PhotosOf(items)).ToList() is { Count: > 0 } photos) outline.Part("复查佐证").Add(photos);
        if (open.Count == 0 && items.Count > 0) outline.Part("结论").Text("复查的问题已全部整改并销号。已销号的问题出现反弹的，将作为新问题重新登记。");
        return paper.Draft(ReportKind.Recheck, title.Replace("\n", ""), [.. outline.Blocks, new Signatures { Organ = paper.Organ }]);
    }

    private static List<(string, EvidencePhoto)> PhotosOf(IReadOnlyList<RecheckItem> items) =>
        [.. items.SelectMany((r, i) => r.Before.Select(photo => ($"第 {i + 1} 项整改前", photo)).Concat(r.After.Select(photo => ($"第 {i + 1} 项整改后", photo))))];

    private static string Short(DateOnly? day) => day is { } d ? d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "—";
}
