using InspectionHub.Core.Reports;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>A school's yearly report as an office would stamp it: every block, about seven pages.</summary>
internal static class SampleReport
{
    public static readonly DateTimeOffset Created = new(2026, 7, 10, 9, 30, 0, TimeSpan.FromHours(8));

    private static readonly string[] Indicators =
    [
        "每百名学生拥有高于规定学历教师数", "每百名学生拥有县级以上骨干教师数", "生均教学及辅助用房面积（扣除室内体育用房）", "生均体育运动场馆面积",
        "校园安全责任制落实，值班、巡查、演练记录齐全", "课程开齐开足，无挤占体育、艺术、劳动课程现象", "教师资格证上岗率", "食品安全与陪餐制度", "体质健康测试合格率", "家长满意度",
    ];

    public static Report Of(IReadOnlyList<ReportBlock> blocks, bool isDemo = false, bool isDraft = false) => new()
    {
        Kind = ReportKind.Assessment,
        Title = "学校年度考核报告",
        Organ = "紫阳县人民政府教育督导委员会办公室",
        Created = Created,
        IsDemo = isDemo,
        IsDraft = isDraft,
        Blocks = blocks,
    };

    public static Report Whole() => Of(
    [
        new RedHeader("紫阳县人民政府教育督导委员会办公室", "紫教督〔2026〕7号"),
        new Title("关于蒿坪镇中心小学2025—2026学年度\n考核情况的报告"),
        Paragraph.To("各镇中心学校、县直教育体育单位"),
        new Paragraph("根据《教育督导条例》（国务院令第624号）和紫教体科发〔2021〕71号文件要求，督导组于2026年6月15日至18日对蒿坪镇中心小学进行了年度考核。督导组由3名督学组成，采取“看、查、听、谈、测”的方式，实地查看了教学楼、食堂、宿舍和运动场，查阅资料126份，访谈教师、学生和家长65人次，组织问卷调查并召开座谈会。现将考核情况报告如下。"),
        new Heading(1, "一、总体评价"),
        new Paragraph("蒿坪镇中心小学年度得分为", new TextRun("88.5分", TextFace.Bold), "，等次为良好。学校办学行为规范，师资配置逐年改善；生均体育运动场馆面积和县级以上骨干教师数两项未达到规定标准，需要限期整改。"),
        new KeyFigures([
            new("年度得分", "88.5", "分", "满分100.0分"),
            new("等次", "良好", "", "优秀线90.0分"),
            new("未达标指标", "2", "项", "共60项", PrintState.NotMet),
            new("家长满意度", "未填", "", "问卷尚未回收", PrintState.Unknown),
        ]),
        new Heading(2, "（一）办学条件"),
        new Paragraph("学校占地面积18,650平方米，校舍建筑面积9,320平方米，图书38,240册。教学及辅助用房生均4.52平方米，达到4.5平方米的标准；体育运动场馆生均6.91平方米，低于7.5平方米的标准，缺口为632平方米。网络多媒体教室每百名学生2.35间，达到2.3间的标准。"),
        new Heading(2, "（二）队伍建设"),
        new Paragraph("专任教师62人，其中本科及以上学历51人，县级以上骨干教师9人；每百名学生拥有县级以上骨干教师0.93人，略低于1人的标准。教师生人方食、一面高、昇玥、喆祎、垚堃、𬭎等6人（排印用字检验）参加了全员培训，5年累计360学时完成率为100%。"),
        new TrendChart("图1　近五个学年年度得分与县域平均", ["2021", "2022", "2023", "2024", "2025"],
            [new("本校", [79.5, 82, 83.4, 86.1, 88.5]), new("全县小学平均", [80.2, 81.1, null, 84.9, 86.7]), new("达到优秀的轨迹", [80, 82.5, 85, 87.5, 90], IsForecast: true)])
        { Unit = "分", Limits = [new("优秀线 90", 90)] },
        new BarChart("图2　七项资源配置指标校际差异系数", [
            new("高于规定学历教师数", 0.312, "0.312", PrintState.Met), new("县级以上骨干教师数", 0.521, "0.521", PrintState.NotMet),
            new("体育、艺术专任教师数", 0.448, "0.448", PrintState.Met), new("教学及辅助用房面积", 0.493, "0.493", PrintState.Met),
            new("体育运动场馆面积", 0.507, "0.507", PrintState.NotMet), new("教学仪器设备值", 0.287, "0.287", PrintState.Met), new("网络多媒体教室数", null, "未填", PrintState.Unknown)])
        { Limit = new("标准 0.50", 0.5) },
        new Heading(1, "二、指标得分"),
        new Paragraph("考核共60项指标，其中达标56项，未达标2项，未填2项。各项指标的数值、标准和依据见表1，未填的指标不计为零分，在区间中体现。"),
        Rows(60),
        new Heading(1, "三、主要问题"),
        new Heading(3, "1.体育运动场馆面积不足"),
        new Paragraph("学校现有运动场地6,060平方米，按在校生966人计算，生均6.27平方米；加上室内体育用房620平方米，生均6.91平方米，仍低于标准。原因是2019年以来学生数增加112人，而操场未同步扩建。"),
        new Heading(3, "2.骨干教师数量偏少"),
        new Paragraph("近三年有4名县级骨干教师调往县城学校，补充不足。建议县教育体育局在交流轮岗中予以倾斜，学校制定骨干教师培养计划。"),
        new Photos([new(SamplePhoto.Upright, "图3　运动场现状（2026年6月16日摄）"), new(SamplePhoto.Upright, "图4　功能室")]),
        new Heading(1, "四、整改要求"),
        new Paragraph("学校应当在收到本报告之日起30日内制定整改方案，明确责任人和完成时限，于2026年12月31日前向县人民政府教育督导委员会办公室报送整改报告；逾期未整改或者弄虚作假的，按照《教育督导问责办法》处理。"),
        Paragraph.Note("注：1.数值依据经学校确认的2025—2026学年统计数据；2.差异系数按学生数加权计算；3.本报告数据截至2026年6月30日。"),
        new Signatures { Lines = ["督学（签名）", "学校负责人（签名）"] },
        new Signatures { Organ = "紫阳县人民政府教育督导委员会办公室", Date = new(2026, 7, 10) },
        new Verification("https://example.org/verify/2026-7-3f9a", "本报告已登记。扫描左侧二维码，可核对文号、内容摘要和签发日期是否与登记簿一致。\n登记号：紫教督〔2026〕7号　版本：1"),
        new Imprint("县委办公室，县人民政府办公室，县人大常委会教科文卫工委，县政协教科卫体委", "紫阳县人民政府教育督导委员会办公室", new(2026, 7, 10)),
    ], isDemo: true);

    public static Table Rows(int count) => new(
        [
            new("代码", 0.7, TextAlign.Centre), new("指标", 3.2), new("数值", 1, TextAlign.Right, "测算"), new("标准", 1, TextAlign.Right, "测算"),
            new("状态", 1, TextAlign.Centre), new("得分", 0.9, TextAlign.Right), new("依据", 2.6),
        ],
        [.. Enumerable.Range(1, count).SelectMany(Row)])
    { Caption = "表1　各项指标得分" };

    private static IEnumerable<TableRow> Row(int i)
    {
        if (i % 15 == 1)
            yield return new(new TableCell($"第{(i / 15) + 1}部分　{(i < 16 ? "办学条件与师资" : "规范办学与教育质量")}", Span: 7)) { IsGroup = true };
        var state = i switch { 4 or 2 => PrintState.NotMet, 10 or 20 => PrintState.Unknown, 33 => PrintState.NotApplicable, _ => PrintState.Met };
        var word = state switch { PrintState.NotMet => "未达标", PrintState.Unknown => "未填", PrintState.NotApplicable => "不适用", _ => "达标" };
        yield return new(
            $"{((i - 1) / 10) + 1}.{((i - 1) % 10) + 1}", Indicators[(i - 1) % Indicators.Length],
            state is PrintState.Unknown or PrintState.NotApplicable ? "—" : $"{4 + (i * 0.07):0.00}", "≥4.20",
            new TableCell(word, state), state == PrintState.Met ? "2.0" : state == PrintState.NotMet ? "0.0" : "—",
            i % 7 == 0 ? "县自定；督学现场核查记录第12号，2026年6月16日" : "教督〔2017〕6号");
    }
}
