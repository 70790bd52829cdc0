namespace InspectionHub.Web.Ledger;

/// <summary>What a person calls the kinds of links.</summary>
public static class LedgerKinds
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["mark"] = "评分",
        ["settlement"] = "裁定",
        ["act"] = "督导办理",
        ["signoff"] = "审签",
        ["import"] = "数据导入",
        ["confirmation"] = "数据确认",
        ["question"] = "数据问题",
        ["hazard"] = "立即处置",
        ["veto"] = "否决事项",
        ["signature"] = "提交签名",
        ["permission"] = "权限变更",
        ["sign-in"] = "登录",
        ["redaction"] = "隐去",
        ["restore"] = "恢复",
        ["seal"] = "封存旧记录",
        ["record"] = "记录",
        ["protection"] = "只增保护被改动，已恢复",
        ["guards"] = "只增保护登记",
        ["paper"] = "文书",
        ["release"] = "正式数据发布",
        ["county-value"] = "县级填报",
        ["year"] = "学年启用",
        ["self"] = "自评",
        ["self-step"] = "自评办理",
        ["annual"] = "年度考核办理",
        ["finding"] = "成绩、问题、建议",
        ["reply"] = "申辩",
        ["answer"] = "申辩答复",
        ["rectification"] = "整改事项",
        ["rectification-step"] = "整改办理",
        ["plan"] = "年度计划",
        ["visit"] = "挂牌督导",
        ["visit-note"] = "随访记录",
        ["appointment"] = "督学聘任",
        ["duty"] = "责任区",
        ["recusal"] = "回避",
        ["calendar"] = "工作日历",
        ["deadline"] = "办理期限",
        ["paper-file"] = "文书文件",
        ["demo"] = "演示数据",
    };

    public static string Of(string kind) => Words.GetValueOrDefault(kind, kind);
}
