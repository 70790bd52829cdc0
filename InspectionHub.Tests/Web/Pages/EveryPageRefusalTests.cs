using System.Net;
using System.Reflection;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Cases;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Layout;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>Every page of the program whose data cannot be read, and opened by somebody it is not for.</summary>
public sealed partial class EveryPageRefusalTests(ShakyHubInside hub) : IClassFixture<ShakyHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Pages that have nothing to read in the database before somebody does something on them.</summary>
    private static readonly Dictionary<Type, string> ReadNothing = new()
    {
        [typeof(ImportPage)] = "reads only the workbook that is chosen on it",
        [typeof(FrameworkPage)] = "shows the rules, which are in memory since the start",
        [typeof(CasesPage)] = "shows the rules and their cases, which are files of the program",
        [typeof(PersonalDataPage)] = "is a text",
    };

    /// <summary>Open to everybody, and answered without a circuit: where one of them fails the whole answer is the page of the status.</summary>
    private static readonly Type[] ForEverybody = [typeof(NoPermissionPage), typeof(SetPasswordPage), typeof(SignInPage), typeof(StatusPage), typeof(VerifyPage)];

    private static IEnumerable<Type> InTheFrame => EveryPageTests.All.Select(row => row.Data).Except(ForEverybody);

    public static TheoryData<Type> Reading => [.. InTheFrame.Except(ReadNothing.Keys)];

    /// <summary>For every role; what each sees there differs.</summary>
    public static TheoryData<Type> ForTheSignedIn => [.. InTheFrame.Where(page => Outside(page) is null)];

    public static TheoryData<Type> ForSome => [.. InTheFrame.Where(page => Outside(page) is not null)];

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task A_page_whose_data_cannot_be_read_says_so_the_frame_stays_and_the_page_can_be_tried_again(Type page)
    {
        await using var context = Frame(EveryPageTests.Pages[page].Role);
        var drawn = context.Render<MainLayout>();
        drawn.WaitForAssertion(() => Assert.NotEmpty(drawn.FindAll("[data-testid=badge]")), Patience);
        var bar = drawn.Find(".top-bar").TextContent;
        using (hub.Break())
        {
            drawn.Render(p => p.Add(x => x.Body, EveryPageTests.Body(page)));
            drawn.WaitForAssertion(() => Assert.Equal("这个页面出错了", drawn.Find("main h1").TextContent), Patience);
            // Nothing of the page itself, and heard by whoever does not see that it went away.
            Assert.Equal(["这个页面出错了", "已记入日志。已保存的数据不受影响，请稍后重试。", "重试", "返回首页"], drawn.FindAll("main [role=alert] :is(h1, p, button, a)").Where(e => e.FirstElementChild is null).Select(e => e.TextContent));
            Assert.Single(drawn.Find("main").Children);
            Assert.NotEmpty(drawn.FindAll("#main-menu a"));
            Assert.NotEmpty(drawn.FindAll(".top-bar input[type=search]"));
            Assert.Equal("这里出错了，请刷新页面", drawn.Find(".top-bar [role=alert]").TextContent);
        }
        drawn.Find("main [role=alert] button").Click();
        drawn.WaitForAssertion(() => Assert.Contains(EveryPageTests.Pages[page].Empty, drawn.Find("main").TextContent), Patience);
        Assert.DoesNotContain("出错了", drawn.Markup);
        Assert.Equal(bar, drawn.Find(".top-bar").TextContent);
    }

    [Fact]
    public async Task A_page_for_everybody_whose_data_cannot_be_read_is_answered_by_the_page_of_the_status()
    {
        using var own = new HubProcess();
        DatabaseOf.Value(own.Folder, "ALTER TABLE PaperIssues RENAME TO Gone; ALTER TABLE AspNetUsers RENAME TO GoneToo");
        using var client = new HttpClient { BaseAddress = new(own.Address) };
        foreach (var address in (string[])["/verify/NIX", "/set-password?user=u&token=t"])
        {
            using var answer = await client.GetAsync(address, Xunit.TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Xunit.TestContext.Current.CancellationToken));
            Assert.Contains("<h1>出错了</h1><p>服务器处理时出错，已记入日志。请稍后重试；若仍出错，请联系管理员。</p><p><a href=\"/\">返回首页</a></p>", text);
            Assert.DoesNotContain("no such table", text);
        }
    }

    [Theory]
    [MemberData(nameof(ForSome))]
    public async Task A_page_is_not_drawn_for_a_role_it_is_not_for(Type page)
    {
        await using var context = Frame(Outside(page)!);
        var drawn = Open(context, page);
        drawn.WaitForAssertion(() => Assert.Equal("没有权限", drawn.Find("main h1").TextContent), Patience);
        Assert.Equal("没有权限您的账号不能打开这个页面。如需要，请与督导室或管理员联系。返回首页", TextOf(drawn));
        Assert.NotEmpty(drawn.FindAll("#main-menu a"));
    }

    [Theory]
    [MemberData(nameof(ForTheSignedIn))]
    public async Task A_page_for_all_roles_is_not_drawn_for_somebody_whose_sign_in_is_over(Type page)
    {
        await using var context = Frame(EveryPageTests.Pages[page].Role);
        context.Services.AddScoped<AuthenticationStateProvider>(_ => new Nobody());
        var drawn = Open(context, page);
        drawn.WaitForAssertion(() => Assert.Equal("登录已失效", drawn.Find("main h1").TextContent), Patience);
        Assert.Equal("登录已失效您的账号刚刚调整了权限、已停用或被要求重新登录，刚才的操作没有执行。重新登录", TextOf(drawn));
        Assert.Empty(drawn.FindAll("#main-menu"));
    }

    [Fact]
    public void Which_pages_are_open_to_all_roles_and_which_to_strangers_is_written_here()
    {
        Assert.Equal(
            ["AnnualPage", "CasesPage", "DashboardPage", "DuePage", "FrameworkPage", "InspectionPage", "InspectionsPage", "NoticesPage", "PaperPage", "PapersPage", "PersonalDataPage", "RectificationPage", "RectificationsPage", "SchoolPage", "SchoolsPage", "SelfAssessmentPage", "VetoesPage"],
            ForTheSignedIn.Select(row => row.Data.Name).Order(StringComparer.Ordinal));
        Assert.Equal(ForEverybody.Select(p => p.Name), EveryPageTests.All.Select(row => row.Data).Where(p => p.IsDefined(typeof(AllowAnonymousAttribute))).Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(InTheFrame, page => Assert.Contains(EveryPageTests.Pages[page].Role, Policies.Allowed[page.GetCustomAttribute<AuthorizeAttribute>()!.Policy!]));
    }

    /// <summary>A role the page is not for, if there is one.</summary>
    private static string? Outside(Type page) => Roles.Names.Keys.Except(Policies.Allowed[page.GetCustomAttribute<AuthorizeAttribute>()!.Policy!]).FirstOrDefault();

    private BunitContext Frame(string role)
    {
        var context = hub.As("admin", role);
        context.Services.AddMudServices();
        context.Services.AddAntiforgery();
        return context;
    }

    /// <summary>By its address, through the program's own policies.</summary>
    private static IRenderedComponent<Routes> Open(BunitContext context, Type page)
    {
        context.Services.AddAuthorization(Policies.Add);
        context.Services.AddSingleton<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
        context.Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        var address = Part().Replace(page.GetCustomAttributes<RouteAttribute>().First().Template, part => part.Value.Contains(":guid", StringComparison.Ordinal) ? $"{Guid.CreateVersion7()}" : "2026");
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return context.Render<Routes>();
    }

    private static string TextOf(IRenderedComponent<Routes> drawn) => string.Concat(drawn.Find("main").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();

    private sealed class Nobody : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));
    }
}
