using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>Finding and changing people, and text that is not lost.</summary>
public sealed class PeoplePageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void People_are_found_by_initials_place_and_role()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.True(page.FindAll("[data-testid=people] tbody tr").Count > 50), Patience);
        page.Act("[data-testid=find]", e => e.Input("ddsyanshi"));
        page.WaitForAssertion(() => Assert.Equal(["dudao"], page.FindAll("[data-user]").Select(r => r.GetAttribute("data-user"))), Patience);
        page.Act("[data-testid=find]", e => e.Input("mbzzxxx"));
        page.WaitForAssertion(() => Assert.Contains("毛坝镇中心学校", Assert.Single(page.FindAll("[data-user]")).TextContent), Patience);
        page.Act("[data-testid=find]", e => e.Input("没有这个人"));
        page.WaitForAssertion(() => Assert.Contains("没有找到符合条件的人员", page.Markup), Patience);
    }

    [Fact]
    public async Task A_new_head_gets_an_account_and_the_old_one_is_closed_with_what_was_done()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-change=xz-x05]")), Patience);
        page.Act("[data-change=xz-x05]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=replace]")), Patience);
        page.Act("[data-testid=replace]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(["请填写账号。", "请填写姓名。"], page.FindAll("[role=alert]").Select(e => e.TextContent.Trim())), Patience);
        page.Act("[data-testid=head-user]", e => e.Change("xz-x05-b"));
        page.Act("[data-testid=head-name]", e => e.Change("新校长"));
        page.Act("[data-testid=replace]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("/set-password", page.Find("[data-testid=link]").TextContent), Patience);
        Assert.Contains("已停用", page.Find("[data-user=xz-x05]").TextContent);
        await using var db = hub.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        Assert.Equal("X05", (await db.Users.SingleAsync(u => u.UserName == "xz-x05-b")).UnitCode);
    }

    [Fact]
    public void A_role_and_a_name_are_changed_on_the_page()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-change=duxue9]")), Patience);
        page.Act("[data-change=duxue9]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=new-role]")), Patience);
        page.Act("[data-testid=new-role]", e => e.Change(Roles.Office));
        page.Act("tr.change input", e => e.Change("改名的人"));
        page.Act("[data-testid=change]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("督导室", page.Find("[data-user=duxue9]").TextContent), Patience);
        Assert.Contains("改名的人", page.Find("[data-user=duxue9]").TextContent);
    }

    [Fact]
    public void A_draft_comes_back_and_is_forgotten_when_the_text_is_saved()
    {
        using var context = hub.As("dudao", Roles.Office);
        var script = context.JSInterop.SetupModule("./drafts.js");
        script.Setup<string?>("read", "reply-1").SetResult("上次没有写完的话");
        script.SetupVoid("forget", "reply-1").SetVoidResult();
        var text = "";
        var box = context.Render<DraftText>(p => p.Add(x => x.Name, "reply-1").Add(x => x.Label, "申辩").Add(x => x.Value, text).Add(x => x.ValueChanged, said => text = said));
        box.WaitForAssertion(() => Assert.Equal("上次没有写完的话", text), Patience);
        Assert.Contains("已恢复上次没有保存的文字", box.Markup);
        box.Render(p => p.Add(x => x.Value, text));
        script.VerifyNotInvoke("forget");
        box.Render(p => p.Add(x => x.Value, ""));
        box.WaitForAssertion(() => script.VerifyInvoke("forget"), Patience);
    }
}
