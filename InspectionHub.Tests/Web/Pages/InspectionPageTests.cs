using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>The marking page as each person sees it.</summary>
public sealed class InspectionPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_inspector_marks_a_level_and_the_count_goes_up()
    {
        var id = await OpenAsync();
        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.StartsWith("已评 0/", page.Find("[data-testid=count]").TextContent), Patience);
        page.Act("section[data-row='3.6'] button.level", e => e.Click());
        page.WaitForAssertion(() => Assert.StartsWith("已评 1/", page.Find("[data-testid=count]").TextContent), Patience);
        Assert.Contains("3.6 已保存", page.Find("[data-testid=saved]").TextContent);
        Assert.Equal("true", page.Find("section[data-row='3.6'] button.level").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task A_number_that_is_not_taken_is_said_beside_its_row_on_every_page_that_marks()
    {
        var id = await OpenAsync();
        using var inspector = hub.As("duxue1", Roles.Inspector);
        Said(inspector.Render<InspectionPage>(p => p.Add(x => x.Inspection, id)), "15.2");
        using var head = hub.As("xz-m01", Roles.Unit);
        Said(head.Render<SelfAssessmentPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, "610924-M01")), "7.2");
        using var lead = hub.As("zizhu", Roles.LeadOffice);
        lead.Services.GetRequiredService<NavigationManager>().NavigateTo("/desk?site=610924-M01");
        Said(lead.Render<DeskPage>(), "7.2");

        static void Said<T>(IRenderedComponent<T> page, string row) where T : IComponent
        {
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"section[data-row='{row}'] input[inputmode]")), Patience);
            page.Act($"section[data-row='{row}'] input[inputmode]", e => e.Input("999"));
            page.Act($"section[data-row='{row}'] .numbers button.save", e => e.Click());
            page.WaitForAssertion(() => Assert.Contains("超过了可信范围", page.Find($"section[data-row='{row}'] [role=alert]").TextContent), Patience);
            Assert.Single(page.FindAll("[role=alert]"));
        }
    }

    [Fact]
    public async Task The_notice_divides_the_clauses_and_nobody_marks_outside_the_own_ones()
    {
        var office = hub.Who("dudao", Roles.Office);
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!;
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray();
        var site = now.Facts.Sites.Last(s => s.Kind == SchoolKind.Primary).Code;
        var (own, other) = (now.Framework.Find("3.6")!.Clause, now.Framework.Find("17.4")!.Clause);
        using var context = hub.As("dudao", Roles.Office);
        var form = context.Render<NoticeForm>(p => p.Add(x => x.Year, now).Add(x => x.Who, office).Add(x => x.IsOpen, true));
        form.WaitForAssertion(() => Assert.NotEmpty(form.FindAll("label.pick")), Patience);
        foreach (var person in people) await form.InvokeAsync(() => form.FindAll("label.pick").First(l => l.TextContent.Trim() == person.Name).QuerySelector("input")!.Change(true));
        // Which clauses there are depends on the school.
        Assert.Contains("请先选择学校", form.Markup);
        form.Act("[data-testid=site]", e => e.Change(site));
        // As long as one member looks at everything, the others may have a part.
        form.Act($"[data-share='{people[1].Id}'][data-clause='{own}'] input", e => e.Change(true));
        Assert.Equal(["全部条款", "1 条", "全部条款"], form.FindAll("[data-testid=shares] tfoot td").Select(c => c.TextContent));
        form.Act("[data-testid=lead]", e => e.Change(people[0].Id));
        // Part of the notice is its time: sooner than the county's own rule only with a reason.
        foreach (var day in (int[])[0, 1]) form.Act("input[type=date]", e => e.Change($"{hub.Get<InspectionHub.Web.Calendars.CalendarBook>().Today.AddDays(1):yyyy-MM-dd}"), index: day);
        form.Act("[data-testid=open]", e => e.Click());
        form.WaitForAssertion(() => Assert.Contains("最早可在", form.Find("[role=alert]").TextContent), Patience);
        form.Act("[data-testid=hurry]", e => e.Change("接到紧急线索"));
        form.Act("[data-testid=open]", e => e.Click());
        var address = context.Services.GetRequiredService<NavigationManager>();
        form.WaitForAssertion(() => Assert.Contains("/inspections/", address.Uri), Patience);
        var id = Guid.Parse(address.Uri.Split('/')[^1]);

        var desk = hub.Get<InspectionDesk>();
        var opened = (await desk.FindAsync(office, id))!.Inspection;
        Assert.Contains("接到紧急线索", Assert.Single(opened.Acts).Reason);
        Assert.Equal("stored", (await desk.SaveAsync(people[1], opened, "3.6", new LevelMark(3), "")).Result);
        var refused = await desk.SaveAsync(people[1], opened, "17.4", new LevelMark(3), "");
        Assert.Equal(("refused", true), (refused.Result, refused.Reasons.Single().Contains("不在分给您的条款内", StringComparison.Ordinal)));
        Assert.Equal("stored", (await desk.SaveAsync(people[2], opened, "17.4", new LevelMark(3), "")).Result);
        // Clauses that nobody is given would stay open to the end.
        var left = await Assert.ThrowsAsync<InspectionHub.Web.Refusal>(() => hub.Get<InspectionBook>().OpenAsync(office, 2026, site, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0], Clauses = own })]));
        Assert.Contains(other, left.Reasons.Single(r => r.Contains("没有分给任何督学", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_has_nothing_to_do_is_told_whose_turn_it_is()
    {
        var id = await OpenAsync();
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        var lead = hub.Who("duxue1", Roles.Inspector).Name;
        page.WaitForAssertion(() => Assert.Equal($"等组长{lead}提交全组评分。", page.Find("[data-testid=waiting]").TextContent), Patience);
    }

    [Fact]
    public async Task A_rubric_is_blind_until_one_has_marked_oneself()
    {
        var id = await OpenAsync();
        var desk = hub.Get<InspectionDesk>();
        var first = hub.Who("duxue1", Roles.Inspector);
        await desk.SaveAsync(first, (await desk.FindAsync(first, id))!.Inspection, "3.6", new LevelMark(4), "看得仔细");
        using var context = hub.As("duxue2", Roles.Inspector);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[data-row='3.6']")), Patience);
        Assert.DoesNotContain("看得仔细", page.Markup);
        page.Act("section[data-row='3.6'] button.level", e => e.Click(), index: 2);
        page.WaitForAssertion(() => Assert.Contains("看得仔细", page.Markup), Patience);
    }

    [Fact]
    public async Task The_lead_settles_at_the_desk_only_after_marking_and_until_then_nothing_tells_that_the_others_differ()
    {
        var id = await OpenAsync();
        var desk = hub.Get<InspectionDesk>();
        foreach (var (user, level) in new[] { ("duxue2", 4), ("duxue3", 1) })
        {
            var who = hub.Who(user, Roles.Inspector);
            Assert.Equal("stored", (await desk.SaveAsync(who, (await desk.FindAsync(who, id))!.Inspection, "3.6", new LevelMark(level), "")).Result);
        }
        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[data-row='3.6']")), Patience);
        var row = page.Find("section[data-row='3.6']").TextContent;
        Assert.DoesNotContain("督学乙", row);
        Assert.DoesNotContain("督学丙", row);
        Assert.Empty(page.FindAll("[data-settle]"));
        Choose("differing");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("section[data-row]")), Patience);

        Choose("all");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[data-row='3.6']")), Patience);
        page.Act("section[data-row='3.6'] button.level", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-settle='3.6']")), Patience);
        Choose("differing");
        page.WaitForAssertion(() => Assert.Equal("3.6", Assert.Single(page.FindAll("section[data-row]")).GetAttribute("data-row")), Patience);
        Settle("督学丙");
        page.WaitForAssertion(() => Assert.Contains("请写明裁定的理由", page.Find("[role=alert]").TextContent), Patience);
        page.Act("section[data-row='3.6'] input[aria-label=裁定理由]", e => e.Change("以现场记录为准"));
        Settle("督学丙");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("section[data-row]")), Patience);
        var settled = (await desk.FindAsync(hub.Who("duxue1", Roles.Inspector), id))!.BallotsOf("3.6");
        Assert.Equal((BallotState.Settled, new LevelMark(1)), (settled.State, settled.Value));

        void Choose(string filter) => page.Act(".bar select", e => e.Change(filter));
        void Settle(string whose) => page.InvokeAsync(() => page.FindAll("[data-settle='3.6']").First(b => b.TextContent.Contains(whose, StringComparison.Ordinal)).Click()).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task A_number_that_does_not_fit_is_refused_beside_the_page_and_nothing_is_saved()
    {
        var id = await OpenAsync();
        using var context = hub.As("duxue3", Roles.Inspector);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[data-row='5.3'] input")), Patience);
        page.Act("section[data-row='5.3'] .numbers input", e => e.Input("12"));
        page.Act("section[data-row='5.3'] .numbers input", e => e.Input("11"), index: 1);
        page.Act("section[data-row='5.3'] button.save", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("不能大于", page.Find("[role=alert]").TextContent), Patience);
        Assert.StartsWith("已评 0/", page.Find("[data-testid=count]").TextContent);
    }

    [Fact]
    public async Task Who_is_not_on_the_team_or_of_another_county_finds_nothing()
    {
        var id = await OpenAsync();
        Assert.Null(await hub.Get<InspectionDesk>().FindAsync(hub.Who("duxue1", Roles.Inspector) with { Id = "somebody" }, id));
        Assert.Null(await hub.Get<InspectionDesk>().FindAsync(hub.Who("dudao", Roles.Office) with { CountyId = 99 }, id));
        using var context = hub.As("xz-m01", Roles.Unit);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.Contains("没有找到这次督导", page.Markup), Patience);
    }

    private async Task<Guid> OpenAsync()
    {
        var office = hub.Who("dudao", Roles.Office);
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        // Each test has a school of its own: marks of two inspections of one school and year would meet.
        var facts = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts;
        var taken = (await hub.Get<InspectionBook>().ListAsync(office, 2026)).Select(i => i.Site).ToHashSet();
        var site = facts.Sites.First(s => s.Kind == SchoolKind.Primary && !taken.Contains(s.Code));
        return await hub.Get<InspectionBook>().OpenAsync(office, 2026, site.Code, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]);
    }
}
