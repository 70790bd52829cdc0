using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>A problem a team of the demo county can find: the row it is about, what is seen, what the school does about it, and what the check sees.</summary>
/// <param name="IsInKindergartens">Whether it can be seen in a kindergarten too.</param>
internal sealed record DemoProblem(string Row, RectificationClass Class, string Found, string Done, string Seen, bool IsInKindergartens = false);

/// <summary>What inspections of the demo county find, one problem a row, none of which is a veto or names anybody.</summary>
internal static class DemoProblems
{
    public static readonly IReadOnlyList<DemoProblem> All =
    [
        new("8.7", RectificationClass.AtOnce, "（演示）食堂留样冰箱内 3 份成品没有标签，近两周陪餐记录缺 2 天。", "（演示）已按餐次补齐标签样式并专人登记，陪餐排到值周表，每日由值班领导签字。材料在食堂管理档案第 3 卷。", "（演示）查看近一周留样和陪餐记录，标签、时间、签字齐全。", IsInKindergartens: true),
        new("8.4a", RectificationClass.AtOnce, "（演示）到期的 10 处安全隐患中有 2 处没有整改：东侧楼梯扶手松动、食堂灭火器过期。", "（演示）扶手已加固，灭火器已更换，隐患台账已销账，附施工和购置单据。", "（演示）现场查看扶手稳固，灭火器在有效期内，台账与实物一致。", IsInKindergartens: true),
        new("6.4", RectificationClass.AtOnce, "（演示）10 名食堂从业人员中有 2 人健康证过期。", "（演示）2 人已暂停上岗并重新体检，现已取得有效健康证，建立到期提醒。", "（演示）逐人核对健康证原件，全部在有效期内。"),
        new("6.3", RectificationClass.Dated, "（演示）公示栏近三周缺 2 天的每日成本公示。", "（演示）已补上公示栏，每日成本由食堂会计当天张贴并拍照留存。", "（演示）抽查近两周公示，日期连续，抽 5 天与出入库单一致。"),
        new("3.6", RectificationClass.Dated, "（演示）一间功能室连续四周没有按课表使用，抽查 5 件设备有 1 件账物不符。", "（演示）功能室已排入课表并张贴，设备重新清点，账物已对上。", "（演示）查看功能室使用登记和设备账，抽查 5 件账物相符。"),
        new("8.4b", RectificationClass.Dated, "（演示）应急疏散演练比年度计划少 1 次，随机询问 5 名学生，3 名说得清疏散路线。", "（演示）已补做演练并总结，班会上重新讲解疏散路线，各班张贴路线图。", "（演示）查看演练记录和照片，随机询问 5 名学生均能说清路线。", IsInKindergartens: true),
        new("15.2", RectificationClass.Dated, "（演示）抽查的班级课表有劳动课，实际被其他学科占用，近一个月没有开课。", "（演示）劳动课已按课表恢复，学校行政每周巡课并登记。", "（演示）查看巡课登记和学生劳动手册，每周开课 1 节。"),
        new("17.4", RectificationClass.Dated, "（演示）经典诵读没有固定时间，近一个月只开展 1 次。", "（演示）已列入每周晨诵时间，各班有记录。", "（演示）现场随机听一个班，多数学生能诵读，每周记录齐全。"),
        new("5.3", RectificationClass.Dated, "（演示）抽查 10 名教师，有 2 名本月没有使用平台。", "（演示）已组织两次校本培训，并结对帮扶。", "（演示）查看平台后台，抽查教师本月均有使用记录。"),
        new("5-3.1", RectificationClass.Dated, "（演示）随机询问 30 名家长，20 名知道教育资助等惠民政策。", "（演示）已召开家长会，发放一封信，在校门口设政策公示栏。", "（演示）重新随机询问家长，多数说得出主要政策。", IsInKindergartens: true),
    ];

    /// <summary>What no school can put right by itself; no row stands behind it.</summary>
    public static readonly DemoProblem County = new("", RectificationClass.Dated, "（演示）校门外公路没有人行横道和减速设施，上放学时车辆与学生混行。", "", "");

    /// <summary>Who takes it over.</summary>
    public const string CountyOffice = "县交通运输局（演示）";

    public static readonly IReadOnlyList<string> Merits =
    [
        "（演示）学校把七项任务分解到人，台账逐月更新，抽查的材料与实际一致。",
        "（演示）教师准备充分，听课的班级组织有序，学生参与面广。",
        "（演示）校园整洁安全，值周巡查有记录，发现的小问题当天处理。",
        "（演示）家校沟通渠道通畅，座谈的家长对学校总体满意。",
    ];

    public static readonly IReadOnlyList<string> Advice =
    [
        "（演示）建议把教师培训与课堂改进结合起来，每学期形成一次校本研修总结。",
        "（演示）建议完善功能室使用登记，让设备用得更充分。",
        "（演示）建议定期听取家长对食堂的意见，并公布处理结果。",
    ];
}
