using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Layout;
using InspectionHub.Web.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>The frame around every page when a page, or a part of the frame, fails.</summary>
public sealed class FrameTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_page_that_fails_says_so_in_words_and_the_menu_stays()
    {
        await using var context = Frame();
        var drawn = context.Render<MainLayout>(p => p.Add(x => x.Body, builder =>
        {
            builder.OpenComponent<Failing>(0);
            builder.CloseComponent();
        }));
        drawn.WaitForAssertion(() => Assert.Equal("这个页面出错了", drawn.Find("h1").TextContent), Patience);
        Assert.Contains("已保存的数据不受影响", drawn.Markup);
        Assert.NotEmpty(drawn.FindAll("#main-menu a"));
    }

    [Fact]
    public async Task Notices_that_cannot_be_read_do_not_take_the_page_along()
    {
        await using var context = Frame();
        context.Services.AddSingleton(new NoticeBook(new NoDatabase(), hub.Get<Writer>(), TimeProvider.System));
        var drawn = context.Render<MainLayout>(p => p.Add(x => x.Body, builder => builder.AddMarkupContent(0, "<h1>这一页</h1>")));
        drawn.WaitForAssertion(() => Assert.Contains("这里出错了", drawn.Find(".top-bar [role=alert]").TextContent), Patience);
        Assert.Equal("这一页", drawn.Find("h1").TextContent);
        Assert.NotEmpty(drawn.FindAll("#main-menu a"));
    }

    private BunitContext Frame()
    {
        var context = hub.As("dudao", Roles.Office);
        context.Services.AddMudServices();
        context.Services.AddAntiforgery();
        return context;
    }

    private sealed class Failing : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("The page fails");
    }

    private sealed class NoDatabase : IDbContextFactory<AppDb>
    {
        public AppDb CreateDbContext() => throw new InvalidOperationException("No database");
    }
}
