using Bunit;
using Microsoft.Extensions.DependencyInjection;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Targets;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>A county value goes through two people before the rules read it.</summary>
public sealed class CountyValueTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly DateOnly Day = new(2026, 10, 20);
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8];

    [Fact]
    public async Task Entered_it_waits_confirmed_it_holds_and_taken_back_the_imported_one_holds_again()
    {
        var (office, other, book, assessor) = (hub.Who("dudao", Roles.Office), hub.Who("hegao", Roles.Office), hub.Get<CountyValueBook>(), hub.Get<Assessor>());
        var imported = (await book.ListAsync(office.CountyId, 2026)).First(i => i.Item.Key == "kg_satisfaction").Imported!.Value;
        var id = await book.EnterAsync(office, 2026, "kg_satisfaction", "80.5", Day, "社会满意度调查报告第 3 页", new("报告.pdf", Pdf));
        Assert.Equal(imported, (await assessor.FindAsync(office.CountyId, 2026))!.Facts.Measurements.Reported(null, null, "kg_satisfaction")!.Value);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => book.AnswerAsync(office, id, true, ""))).Status);
        // Whoever may confirm it is told and has it on the list; whoever entered it is not asked.
        async Task<bool> IsDueAsync(Visitor who) => (await hub.Get<DueBoard>().FindAsync(who)).Items.Any(i => i.What == "确认县级填报" && i.Link == "/county-values?year=2026");
        async Task<IEnumerable<string>> ToldAsync(Visitor who) => (await hub.Get<NoticeBook>().ListAsync(who)).Where(n => n.Notice.Link == "/county-values?year=2026").Select(n => n.Notice.Text);
        Assert.Equal((true, false), (await IsDueAsync(other), await IsDueAsync(office)));
        Assert.Contains("待另一人确认", Assert.Single(await ToldAsync(other)));
        Assert.Empty(await ToldAsync(office));
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.EnterAsync(other, 2026, "kg_satisfaction", "90", Day, "另一份", null))).Status);

        await book.AnswerAsync(other, id, true, "");
        Assert.False(await IsDueAsync(other));
        Assert.EndsWith("已确认。", Assert.Single(await ToldAsync(office)));
        var now = (await assessor.FindAsync(office.CountyId, 2026))!;
        Assert.Equal(80.5m, now.Facts.Measurements.Reported(null, null, "kg_satisfaction")!.Value);
        var test = now.Assessment.Tests.Single(t => t.Test.Code == "P18");
        Assert.Equal(IndicatorState.NotMet, test.State);
        Assert.Contains("社会满意度调查报告第 3 页", Assert.Single(test.Inputs(now)).Text);
        Assert.Contains($"{office.Name}填报、{other.Name}确认", test.Inputs(now)[0].Text);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.AnswerAsync(other, id, true, ""))).Status);
        var file = (await book.FileAsync(office, id))!.Value;
        Assert.Equal(Pdf, await File.ReadAllBytesAsync(file.Path));
        Assert.Null(await book.FileAsync(office with { CountyId = 99 }, id));

        var back = await book.EnterAsync(other, 2026, "kg_satisfaction", "", Day, "填错，改用导入值", null);
        await book.AnswerAsync(office, back, true, "");
        Assert.Equal(imported, (await assessor.FindAsync(office.CountyId, 2026))!.Facts.Measurements.Reported(null, null, "kg_satisfaction")!.Value);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_is_kept()
    {
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<CountyValueBook>());
        var refusal = await Assert.ThrowsAsync<Refusal>(() => book.EnterAsync(office, 2026, "satisfaction", "很多", null, "", new("依据.exe", [1, 2])));
        Assert.Equal(["“很多”不是数字，请填写数字，单位为%。", "请填写数据的日期。", "依据文件只收 PDF、JPG 和 PNG。"], refusal.Reasons);
        Assert.Contains("内容与文件类型不符", (await Assert.ThrowsAsync<Refusal>(() => book.EnterAsync(office, 2026, "satisfaction", "90", Day, "", new("假.pdf", [1, 2, 3, 4])))).Message);
        Assert.Contains("之间", (await Assert.ThrowsAsync<Refusal>(() => book.EnterAsync(office, 2026, "satisfaction", "900", Day, "报告", null))).Message);
        Assert.Contains("晚于今天", (await Assert.ThrowsAsync<Refusal>(() => book.EnterAsync(office, 2026, "satisfaction", "90", new(2099, 1, 1), "报告", null))).Message);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => book.EnterAsync(hub.Who("lingdao", Roles.Leader), 2026, "satisfaction", "90", Day, "报告", null))).Status);
        Assert.DoesNotContain((await book.ListAsync(office.CountyId, 2026)).First(i => i.Item.Key == "satisfaction").Entries, e => e.Value.Value == "90");
    }

    [Fact]
    public async Task The_page_shows_what_waits_and_only_another_person_may_confirm()
    {
        var id = await hub.Get<CountyValueBook>().EnterAsync(hub.Who("dudao", Roles.Office), 2025, "kg_fund", "620", new(2026, 3, 1), "财政决算表", null);
        using (var own = hub.As("dudao", Roles.Office))
        {
            own.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/county-values?year=2025");
            var page = own.Render<CountyValuesPage>();
            page.WaitForAssertion(() => Assert.Contains("请由督导室另一位同事确认", page.Find("[data-open=kg_fund]").TextContent), TimeSpan.FromSeconds(30));
        }
        using var other = hub.As("hegao", Roles.Office);
        other.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/county-values?year=2025");
        var second = other.Render<CountyValuesPage>();
        second.WaitForAssertion(() => Assert.NotEmpty(second.FindAll("[data-open=kg_fund] button.act")), TimeSpan.FromSeconds(30));
        second.Act("[data-open=kg_fund] button.act", e => e.Click());
        second.WaitForAssertion(() => Assert.Contains("620", second.Find("[data-item=kg_fund] td.num").TextContent), TimeSpan.FromSeconds(30));
        // The live feed may bring the value before the button's own work has ended.
        second.WaitForAssertion(() => Assert.Contains("已确认", second.Find("[data-testid=saved]").TextContent), TimeSpan.FromSeconds(30));
        Assert.NotEqual(Guid.Empty, id);
    }

    [Fact]
    public async Task Whoever_entered_a_wrong_value_takes_it_back_by_the_button_without_waiting_for_anybody()
    {
        var (office, other, book) = (hub.Who("dudao", Roles.Office), hub.Who("hegao", Roles.Office), hub.Get<CountyValueBook>());
        var id = await book.EnterAsync(office, 2024, "kg_fund", "6200", new(2025, 3, 1), "财政决算表", null);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => book.TakeBackAsync(other, id))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => book.TakeBackAsync(office with { CountyId = 99 }, id))).Status);
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/county-values?year=2024");
        var page = context.Render<CountyValuesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-open=kg_fund] [data-testid=take-back]")), TimeSpan.FromSeconds(30));
        page.Act("[data-open=kg_fund] [data-testid=take-back]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("已撤回", page.Find("[data-testid=saved]").TextContent), TimeSpan.FromSeconds(30));
        Assert.Contains($"{office.Name} 填报，本人撤回".Replace(" ", ""), page.Find("[data-item=kg_fund]").TextContent.Replace(" ", ""));
        Assert.Empty(page.FindAll("[data-open=kg_fund]"));
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(other), n => n.Notice.Text.Contains("撤回了 2024 学年") && n.Notice.Link == "/county-values?year=2024");
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(other)).Items, i => i.Link == "/county-values?year=2024");
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.TakeBackAsync(office, id))).Status);
        // The item is free for the right value.
        var right = await book.EnterAsync(office, 2024, "kg_fund", "620", new(2025, 3, 1), "财政决算表", null);
        await book.TakeBackAsync(office, right);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task An_empty_number_where_nothing_was_entered_is_refused()
    {
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<CountyValueBook>());
        Assert.Equal("请填写“学前社会认可度”的数值；这一项没有填报值可以撤回。", (await Assert.ThrowsAsync<Refusal>(() => book.EnterAsync(office, 2023, "kg_satisfaction", " ", Day, "报告", null))).Message);
        Assert.False((await book.ListAsync(office.CountyId, 2023)).First(i => i.Item.Key == "kg_satisfaction").IsEntered);
    }

    [Fact]
    public async Task A_basis_that_is_only_a_file_is_named_at_the_test_and_leads_to_the_file_for_those_who_may_see_it()
    {
        var (office, other, book) = (hub.Who("dudao", Roles.Office), hub.Who("hegao", Roles.Office), hub.Get<CountyValueBook>());
        await book.AnswerAsync(other, await book.EnterAsync(office, 2022, "kg_satisfaction", "81", new(2023, 3, 1), "", new("满意度报告.pdf", Pdf)), true, "");
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2022))!;
        var input = Assert.Single(now.Assessment.Tests.Single(t => t.Test.Code == "P18").Inputs(now));
        Assert.Contains("依据：附件“满意度报告.pdf”；", input.Text);
        Assert.Equal("/county-values?year=2022#kg_satisfaction", input.Entries);
        foreach (var (user, role, sees) in new[] { ("dudao", Roles.Office, true), ("jiaoyu", Roles.LeadOffice, false) })
        {
            using var context = hub.As(user, role);
            context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/targets?year=2022&target=2028&test=P18&data=provisional");
            var page = context.Render<TargetsPage>();
            page.WaitForAssertion(() => Assert.Contains("满意度报告.pdf", page.Find("[data-testid=sources]").TextContent), TimeSpan.FromSeconds(30));
            Assert.Equal(sees ? 1 : 0, page.FindAll($"[data-testid=sources] a[href='{input.Entries}']").Count);
        }
    }
}
