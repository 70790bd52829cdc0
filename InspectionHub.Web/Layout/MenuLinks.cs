using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Layout;

/// <summary>One entry of the main menu and who sees it.</summary>
public sealed record MenuLink(string Href, string Name, IReadOnlyList<string> Roles);

/// <summary>Entries that belong together; a group of which a person sees one entry stands in the bar as that entry.</summary>
public sealed record MenuGroup(string Name, IReadOnlyList<MenuLink> Links);

/// <summary>The main menu as a table: a page joins by one line in its group. Who may open a page is decided by the page's policy, not here.</summary>
public static class MenuLinks
{
    private static readonly string[] Field = [Accounts.Roles.Inspector];
    private static readonly string[] Working = [Accounts.Roles.Office, Accounts.Roles.Inspector, Accounts.Roles.LeadOffice, Accounts.Roles.Leader, Accounts.Roles.Unit];

    private static readonly IReadOnlyList<MenuGroup> All =
    [
        new("总览",
        [
            new("/", "县域总览", Of(Policies.CanSeeCounty)),
            new("/", "我的学校", [Accounts.Roles.Unit]),
            new("/leader", "领导看板", Of(Policies.CanLookQuickly)),
            new("/due", "我的待办", Working),
            new("/targets", "目标进展", Of(Policies.CanSeeCounty)),
            new("/schools", "学校", Of(Policies.CanSee)),
        ]),
        new("督导",
        [
            new("/field", "现场督导（可离线）", Field),
            new("/visits", "挂牌督导", Of(Policies.CanSeeVisits)),
            new("/inspections", "我的督导", Field),
            new("/inspections", "专项与综合督导", [.. Working.Except(Field)]),
            new("/desk", "股室评分", Of(Policies.CanScoreDesk)),
            new("/plan", "年度计划", Of(Policies.CanSeePlan)),
            new("/inspectors", "督学名册", Of(Policies.CanPlan)),
            new("/annual", "年度考核", Working),
            new("/rectifications", "整改台账", Working),
            new("/vetoes", "否决事项", Working),
        ]),
        new("文书", [new("/papers", "文书", Of(Policies.CanSee))]),
        new("数据",
        [
            new("/confirm", "数据确认", Of(Policies.CanConfirm)),
            new("/import", "数据导入", Of(Policies.CanImport)),
            new("/county-values", "县级填报", Of(Policies.CanSeeReleases)),
            new("/releases", "正式数据", Of(Policies.CanSeeReleases)),
            new("/years", "学年", Of(Policies.CanSeeReleases)),
        ]),
        new("设置",
        [
            new("/calendar", "工作日历和期限", Of(Policies.CanImport)),
            new("/people", "人员", Of(Policies.CanAdminister)),
            new("/framework", "指标体系", Of(Policies.CanSee)),
            new("/ledger", "台账核验", Of(Policies.CanVerifyLedger)),
            new("/jobs", "后台任务", Of(Policies.CanAdminister)),
        ]),
    ];

    /// <summary>What a person sees.</summary>
    public static IReadOnlyList<MenuGroup> For(Visitor who) =>
        [.. All.Select(g => g with { Links = [.. g.Links.Where(l => l.Roles.Contains(who.Role))] }).Where(g => g.Links.Count > 0)];

    private static string[] Of(string policy) => Policies.Allowed[policy];
}
