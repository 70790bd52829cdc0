using System.Reflection;
using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Cases;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Layout;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Schools;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Targets;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>Every page of the program while it reads, and in a county that has nothing yet or no such thing. A page that is not listed fails.</summary>
public sealed class EveryPageTests(EmptyHubInside empty) : IClassFixture<EmptyHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Who opens it, and what stands there in an empty county.</summary>
    internal static readonly IReadOnlyDictionary<Type, (string Role, string Empty)> Pages = new Dictionary<Type, (string, string)>
    {
        [typeof(DashboardPage)] = (Roles.Office, "还没有数据"),
        [typeof(LeaderPage)] = (Roles.Leader, "还没有数据"),
        [typeof(TargetsPage)] = (Roles.Office, "还没有数据"),
        [typeof(SchoolsPage)] = (Roles.Office, "还没有数据"),
        [typeof(SchoolPage)] = (Roles.Office, "没有找到这所学校"),
        [typeof(YearsPage)] = (Roles.Office, "还没有数据"),
        [typeof(InspectionsPage)] = (Roles.Office, "本学年还没有督导"),
        [typeof(InspectionPage)] = (Roles.Office, "没有找到这次督导"),
        [typeof(VisitsPage)] = (Roles.Office, "这个月还没有安排挂牌督导"),
        [typeof(VisitPage)] = (Roles.Office, "没有找到这次督导"),
        [typeof(PlanPage)] = (Roles.Office, "没有批准的计划"),
        [typeof(InspectorsPage)] = (Roles.Office, "还没有督学账号"),
        [typeof(AnnualPage)] = (Roles.Office, "年度考核无从开始"),
        [typeof(SelfAssessmentPage)] = (Roles.Unit, "没有找到这所学校的自评"),
        [typeof(RectificationsPage)] = (Roles.Office, "还没有整改事项"),
        [typeof(RectificationPage)] = (Roles.Office, "没有找到这个整改事项"),
        [typeof(VetoesPage)] = (Roles.Office, "还没有数据"),
        [typeof(PapersPage)] = (Roles.Office, "还没有文书"),
        [typeof(PaperPage)] = (Roles.Office, "没有找到这份文书"),
        [typeof(BatchesPage)] = (Roles.Office, "还没有成批生成过文书"),
        [typeof(CalendarPage)] = (Roles.Office, "还没有录入，只按周末计算"),
        [typeof(LedgerPage)] = (Roles.Office, "●"),
        [typeof(NoticesPage)] = (Roles.Office, "还没有消息"),
        [typeof(DuePage)] = (Roles.Office, "现在没有需要您办理的事项"),
        [typeof(ReleasesPage)] = (Roles.Office, "还没有数据"),
        [typeof(CountyValuesPage)] = (Roles.Office, "还没有数据"),
        [typeof(ConfirmPage)] = (Roles.Unit, "还没有数据"),
        [typeof(DeskPage)] = (Roles.LeadOffice, "还没有数据"),
        [typeof(PeoplePage)] = (Roles.Administrator, "1 人"),
        [typeof(ImportPage)] = (Roles.Office, "数据导入"),
        [typeof(FrameworkPage)] = (Roles.Office, "18 项县级测试"),
        [typeof(CasesPage)] = (Roles.Office, "例一致"),
        [typeof(PersonalDataPage)] = (Roles.Unit, "个人信息说明"),
        [typeof(NoPermissionPage)] = (Roles.Unit, "没有权限"),
        [typeof(SignInPage)] = (Roles.Unit, "请用督导室发给您的账号登录"),
        [typeof(SetPasswordPage)] = (Roles.Unit, "设置密码"),
        [typeof(StatusPage)] = (Roles.Unit, "没有找到这个页面"),
        [typeof(VerifyPage)] = (Roles.Unit, "○ 本登记簿中没有"),
    };

    /// <summary>Pages that are whole as soon as they are there; the page of the ledger shows its records at once and verifies afterwards.</summary>
    private static readonly Type[] Still =
    [
        typeof(ImportPage), typeof(FrameworkPage), typeof(CasesPage), typeof(PersonalDataPage), typeof(NoPermissionPage), typeof(SignInPage), typeof(SetPasswordPage), typeof(StatusPage), typeof(VerifyPage), typeof(LedgerPage),
    ];

    private static readonly IReadOnlyList<Type> Routed = [.. typeof(Program).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute)))];

    public static TheoryData<Type> All => [.. Routed];

    public static TheoryData<Type> Reading => [.. Routed.Except(Still)];

    [Theory]
    [MemberData(nameof(Reading))]
    public void While_it_reads_the_page_says_so_and_a_screen_reader_hears_it(Type page)
    {
        using var context = empty.As("admin", Pages[page].Role);
        context.Services.AddScoped(_ => new CurrentUser(new Unanswered()));
        var drawn = Draw(context, page);
        Assert.Contains(drawn.FindAll("[role=status]"), status => status.TextContent.Contains("正在读取", StringComparison.Ordinal));
        Assert.DoesNotContain("没有", drawn.Markup);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void In_an_empty_county_the_page_says_in_words_what_is_missing(Type page)
    {
        using var context = empty.As("admin", Pages[page].Role);
        var drawn = Draw(context, page);
        drawn.WaitForAssertion(() => Assert.Contains(Pages[page].Empty, drawn.Markup), Patience);
        Assert.Single(drawn.FindAll("h1"));
        Assert.DoesNotContain("正在读取", drawn.Markup);
    }

    /// <summary>With an address for each part of its route: a school, a number, a thing that nobody has.</summary>
    internal static RenderFragment Body(Type page) => builder =>
    {
        builder.OpenComponent<CascadingValue<HttpContext>>(0);
        builder.AddComponentParameter(1, "Value", new DefaultHttpContext());
        builder.AddComponentParameter(2, "ChildContent", (RenderFragment)(inner =>
        {
            inner.OpenComponent(0, page);
            foreach (var part in page.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute)) && page.GetCustomAttributes<RouteAttribute>().Any(r => r.Template.Contains($"{{{p.Name}", StringComparison.Ordinal))))
                inner.AddComponentParameter(1, part.Name, part.PropertyType == typeof(Guid) ? Guid.CreateVersion7() : part.PropertyType == typeof(int) ? 2026 : part.PropertyType == typeof(string) ? "NIX" : null);
            inner.CloseComponent();
        }));
        builder.CloseComponent();
    };

    private static IRenderedComponent<IComponent> Draw(BunitContext context, Type page) => context.Render(Body(page));

    /// <summary>Nobody has said yet who it is: everything after that has still to be read.</summary>
    private sealed class Unanswered : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => new TaskCompletionSource<AuthenticationState>().Task;
    }
}
