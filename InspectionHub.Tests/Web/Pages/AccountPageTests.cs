using AngleSharp.Dom;
using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>Signing in, setting a password, people, and the pages that say no.</summary>
public sealed class AccountPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("", null)]
    [InlineData("?problem=wrong&user=duxue1", "账号或密码不对")]
    [InlineData("?problem=wrong", "暂时锁定")]
    [InlineData("?problem=link", "链接已失效")]
    public void The_sign_in_page_says_what_went_wrong(string query, string? sentence)
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/sign-in" + query);
        var alert = context.Render<SignInPage>().FindAll("[role=alert]").SingleOrDefault();
        if (sentence is null) Assert.Null(alert);
        else Assert.Contains(sentence, alert!.TextContent);
    }

    [Fact]
    public void Pages_for_everybody_say_that_the_data_are_made_up()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<PlainLayout>();
        page.WaitForAssertion(() => Assert.Contains("演示数据", page.Find(".demo-say").TextContent), Patience);
    }

    [Fact]
    public void A_database_that_cannot_be_read_does_not_take_along_the_page_that_says_so()
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.AddSingleton<IDbContextFactory<AppDb>>(new Unreadable());
        var page = context.Render<PlainLayout>(p => p.Add(x => x.Body, "<p>出错了</p>"));
        Assert.Contains("出错了", page.Find("main").TextContent);
        Assert.Empty(page.FindAll(".demo-say"));
    }

    private sealed class Unreadable : IDbContextFactory<AppDb>
    {
        public AppDb CreateDbContext() => throw new SqliteException("disk I/O error", 10);
    }

    [Fact]
    public void A_short_password_is_named_on_the_page_that_sets_it()
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/set-password?problem=short&user=u&token=t");
        Assert.Contains("至少 10 个字符", context.Render<SetPasswordPage>().Find("[role=alert]").TextContent);
    }

    [Theory]
    [InlineData(404, "没有找到这个页面")]
    [InlineData(403, "没有权限")]
    [InlineData(500, "出错了")]
    [InlineData(400, "请求不正确")]
    [InlineData(413, "内容过大")]
    [InlineData(429, "尝试太频繁")]
    public void A_status_is_a_sentence(int code, string title)
    {
        using var context = hub.As("dudao", Roles.Office);
        Assert.Equal(title, context.Render<StatusPage>(p => p.Add(x => x.Code, code)).Find("h1").TextContent);
    }

    [Fact]
    public void Everybody_reads_what_is_kept_about_people_why_and_how_long()
    {
        using var context = hub.As("xz-m01", Roles.Unit);
        var page = context.Render<PersonalDataPage>();
        Assert.Equal(["记什么", "为什么", "谁看得到", "保存多久"], page.FindAll("thead th").Select(e => e.TextContent));
        Assert.All(page.FindAll("tbody tr"), row => Assert.All(row.Children, cell => Assert.NotEmpty(cell.TextContent)));
    }

    [Fact]
    public void No_permission_is_said_with_whom_to_ask()
    {
        using var context = hub.As("dudao", Roles.Office);
        Assert.Contains("督导室或管理员", context.Render<NoPermissionPage>().Markup);
    }

    [Fact]
    public void An_account_without_anything_filled_in_is_refused_with_every_reason()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.True(page.FindAll("tbody tr").Count > 50), Patience);
        page.Act("button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(["请填写账号。", "请填写姓名。", "请选择角色。"], page.FindAll("[role=alert]").Select(e => e.Text())), Patience);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.Act("[data-testid=user]", e => e.Change("duxue1"));
        page.Act("[data-testid=name]", e => e.Change("某人"));
        page.Act("[data-testid=role]", e => e.Change(Roles.Inspector));
        page.Act("button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("已经有人使用", page.Find("[role=alert]").TextContent), Patience);
    }

    [Fact]
    public void A_reset_gives_a_link()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody button")), Patience);
        page.Act("tbody button", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("/set-password?user=", page.Find("[data-testid=link]").TextContent), Patience);
    }
}
