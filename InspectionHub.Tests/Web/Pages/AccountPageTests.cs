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
public sealed class AccountPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Stack<IAsyncDisposable> opened = [];

    public async ValueTask DisposeAsync()
    {
        while (opened.TryPop(out var one)) await one.DisposeAsync();
    }

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
    public async Task The_page_behind_a_link_says_whose_account_it_is_how_long_the_password_must_be_and_when_the_link_opens_nothing()
    {
        var (admin, person) = (hub.Who("admin", Roles.Administrator), hub.Who("duxue9", Roles.Inspector));
        var first = await hub.Get<People>().ResetAsync(admin, person.Id);
        Assert.Equal($"账号 duxue9（{person.Name}）", Open(first).Find("[data-testid=owner]").TextContent);
        Assert.Empty(Open(first).FindAll("[role=alert]"));
        Assert.Contains("至少 10 个字符", Open($"{first}&problem=short").Find("[role=alert]").TextContent);
        // A second link is the only one that opens; so is none of a closed account, and none that never was one.
        var second = await hub.Get<People>().ResetAsync(admin, person.Id);
        Assert.Single(Open(second).FindAll("input[name=password]"));
        AssertDead(first);
        AssertDead("/set-password?user=u&token=t");
        AssertDead("/set-password");
        await hub.Get<People>().CloseAsync(admin, person.Id);
        var closed = await hub.Get<People>().ResetAsync(admin, person.Id);
        AssertDead(closed);
        await hub.Get<People>().ReopenAsync(admin, person.Id);

        void AssertDead(string link)
        {
            var page = Open(link);
            Assert.Contains("链接已失效", page.Find("[role=alert]").TextContent);
            Assert.Contains("24 小时内有效", page.Find("[role=alert]").TextContent);
            Assert.Empty(page.FindAll("input[name=password]"));
        }
    }

    private IRenderedComponent<SetPasswordPage> Open(string link)
    {
        // Each opening is a request of its own, which remembers nothing of the one before.
        var request = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        opened.Push(request);
        var context = hub.As("dudao", Roles.Office);
        opened.Push(context);
        context.Services.AddScoped(_ => request.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Person>>());
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(link);
        return context.Render<SetPasswordPage>();
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
    public void The_link_of_a_new_account_says_nothing_of_earlier_ones()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody button")), Patience);
        page.Act("[data-testid=user]", e => e.Change("xinduxue"));
        page.Act("[data-testid=name]", e => e.Change("新督学"));
        page.Act("[data-testid=role]", e => e.Change(Roles.Inspector));
        page.Act("button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.EndsWith("24 小时内有效，只能用一次。", page.Find("[data-testid=link-lasts]").TextContent), Patience);
    }

    [Fact]
    public void A_reset_gives_a_link()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody button")), Patience);
        page.Act("tbody button", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("/set-password?user=", page.Find("[data-testid=link]").TextContent), Patience);
        Assert.Contains("24 小时内有效，只能用一次。此前给这个账号的链接作废", page.Find("[data-testid=link-lasts]").TextContent);
    }
}
