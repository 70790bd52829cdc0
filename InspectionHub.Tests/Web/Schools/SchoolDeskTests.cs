using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Schools;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Schools;

/// <summary>What a school's page brings together, and what the county is warned of.</summary>
public sealed class SchoolDeskTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Ballots_that_differ_stand_side_by_side_and_an_open_rectification_is_named_and_warned_of()
    {
        var (office, people) = (hub.Who("dudao", Roles.Office), new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray());
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites.First(s => s.Kind == SchoolKind.Primary).Code;
        var id = await hub.Get<InspectionBook>().OpenAsync(office, 2026, site, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
        foreach (var (who, level) in new[] { (people[0], 4), (people[1], 1) })
            Assert.Equal("stored", (await hub.Get<InspectionDesk>().SaveAsync(who, (await hub.Get<InspectionDesk>().FindAsync(who, id))!.Inspection, "17.4", new LevelMark(level), "")).Result);
        var soon = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)).AddDays(3);
        var rectification = await hub.Get<RectificationBook>().OpenAsync(office, new(2026, site, RectificationClass.Dated, "食堂留样不足 125 克", "食品安全国家标准", "8.7", "校长", soon, "office", ""));

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, site));
        page.WaitForAssertion(() => Assert.Equal(2, page.Find("tr[data-ballots='17.4']").QuerySelectorAll(".ballot").Length), Patience);
        Assert.Contains(people[0].Name, page.Find("tr[data-ballots='17.4']").TextContent);
        Assert.Contains("食堂留样不足 125 克", page.Find("[data-testid=rectifications]").TextContent);

        var picture = (await hub.Get<DashboardBoard>().ReadAsync(office, new() { Year = 2026 }))!;
        Assert.Equal($"/rectifications/{rectification}", Assert.Single(picture.Warnings, w => w.Kind == "整改将到期").Address);
        Assert.Contains(picture.Warnings, w => w.Kind == "评分不一致" && w.Site == site && w.Row == "17.4");
        // The inspector is not told who said what, and the head not before the preliminary view.
        Assert.DoesNotContain((await hub.Get<DashboardBoard>().ReadAsync(people[2], new() { Year = 2026 }))!.Warnings, w => w.Kind == "评分不一致");
        Assert.Equal(BallotState.None, (await hub.Get<SchoolDesk>().FindAsync(people[2], 2026, site))!.Card.Find("17.4")!.Ballots.State);
    }

    [Fact]
    public async Task From_an_official_number_the_way_leads_to_the_schools_official_page_and_the_explanation_of_the_row()
    {
        var office = hub.Who("dudao", Roles.Office);
        using var context = hub.As("dudao", Roles.Office);
        var address = context.Services.GetRequiredService<NavigationManager>();
        address.NavigateTo("/?year=2025");
        var board = context.Render<DashboardPage>();
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll("[data-testid=matrix] td a")), Patience);
        var doors = board.FindAll("[data-testid=matrix] a, [data-testid=schools] a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.All(doors, door => Assert.Contains("data=official", door));
        // A state is said to those who do not see its shape.
        Assert.Matches("^[0-9A-Za-z.-]+ (达标|未达标|未填|不适用)$", board.Find("[data-testid=matrix] td a").GetAttribute("aria-label"));
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2025))!.Facts.Sites.First(s => s.Kind == SchoolKind.NineYear).Code;
        address.NavigateTo(doors.First(d => d.Contains(site) && d.Contains("row=3.1")));
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2025).Add(x => x.Site, site));
        page.WaitForAssertion(() => Assert.Contains("3.1", page.Find("[data-sheet]").TextContent), Patience);
        Assert.StartsWith("以下是正式数据", page.Find("[data-testid=numbers]").TextContent);
        Assert.Equal("正式", page.Find(".cards .data-mark").TextContent);
        address.NavigateTo($"/schools/2025/{site}");
        var live = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2025).Add(x => x.Site, site));
        live.WaitForAssertion(() => Assert.StartsWith("以下含暂评", live.Find("[data-testid=numbers]").TextContent), Patience);
        // The years before are read after the first picture; the hub's folder goes when the test ends.
        foreach (var read in new[] { page, live }) read.WaitForAssertion(() => Assert.NotEmpty(read.FindAll("svg.history")), Patience);
    }

    [Fact]
    public async Task A_door_opens_the_stage_it_stands_for_and_without_one_the_worse()
    {
        var office = hub.Who("dudao", Roles.Office);
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!;
        // A school that meets something in 小学 and not in 初中.
        var (card, junior) = now.Assessment.Scorecards.Values.SelectMany(c => c.Rows.Where(r => r is { Stage: Stage.Junior, State: IndicatorState.NotMet } && c.Find(r.Row.Code, Stage.Primary)?.State == IndicatorState.Met).Select(r => (c, r))).First();
        var (site, code) = (card.Site.Code, junior.Row.Code);
        using var context = hub.As("dudao", Roles.Office);
        var address = context.Services.GetRequiredService<NavigationManager>();
        address.NavigateTo("/?data=provisional&sort=official");
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(office, new() { Data = YearView.Provisional }))!;
        var line = picture.Lines.Single(l => l.Site == site);
        var row = context.Render<MatrixRow>(p => p.Add(x => x.Line, line).Add(x => x.Rows, picture.Rows).Add(x => x.Now, picture.Now));
        var door = row.FindAll("a").Select(a => a.GetAttribute("href")!).Single(h => h.Contains($"row={code}&") || h.EndsWith($"row={code}", StringComparison.Ordinal));
        Assert.EndsWith($"&stage={Uri.EscapeDataString("初中")}", door);
        foreach (var (asked, shown) in new[] { (door, "（初中）"), ($"/schools/2026/{site}?row={code}", "（初中）"), ($"/schools/2026/{site}?row={code}&stage={Uri.EscapeDataString("小学")}", "（小学）") })
        {
            address.NavigateTo(asked);
            var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, site));
            page.WaitForAssertion(() => Assert.Contains(shown, page.Find("[data-sheet] h2").TextContent), Patience);
        }
        // From the panel of a coefficient too.
        var one = picture.Coefficients.First(c => c.Stage == Stage.Junior && c.Difference.Rows.Count > 0);
        var panel = context.Render<CoefficientPanel>(p => p.Add(x => x.One, one).Add(x => x.Now, picture.Now).Add(x => x.Export, "/x"));
        Assert.All(panel.FindAll("[data-testid=shares] a"), a => Assert.EndsWith($"&stage={Uri.EscapeDataString("初中")}", a.GetAttribute("href")));
    }

    [Fact]
    public async Task The_official_page_has_official_years_and_what_is_open_is_read_again_when_a_mark_arrives()
    {
        var (office, histories, releases) = (hub.Who("dudao", Roles.Office), hub.Get<SchoolHistories>(), hub.Get<Releases>());
        async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!;
        async Task<RowResult> RowAsync(string site) => (await NowAsync()).CardOf(site)!.Find("3.1", Stage.Primary)!;
        var before = await NowAsync();
        var place = before.Facts.Sites.Where(s => s.Kind == SchoolKind.NineYear && before.CardOf(s.Code)!.Find("3.1", Stage.Primary)!.Value is not null).ElementAt(1);
        var (site, reported) = (place.Code, (await RowAsync(place.Code)).ValueText);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, place.Unit), 2026, before.Batch.Id);
        await releases.PublishAsync(office, 2026, "局务会", (await releases.DraftAsync(office.CountyId, 2026))!.Now.Position);

        using var context = hub.As("dudao", Roles.Office);
        var address = context.Services.GetRequiredService<NavigationManager>();
        address.NavigateTo($"/schools/2026/{site}?row=3.1&stage={Uri.EscapeDataString("小学")}");
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, site));
        page.WaitForAssertion(() => Assert.Contains(reported, page.Find("[data-sheet] p").TextContent), Patience);
        page.WaitForAssertion(() => Assert.EndsWith($"2026 {reported}", page.Find("tr[data-row='3.1'] svg.history").GetAttribute("aria-label")), Patience);

        // Somebody finds another area on site: what is open says so without being opened again, and the line ends there.
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray();
        var id = await hub.Get<InspectionBook>().OpenAsync(office, 2026, site, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
        Assert.Equal("stored", (await hub.Get<InspectionDesk>().SaveAsync(people[0], (await hub.Get<InspectionDesk>().FindAsync(people[0], id))!.Inspection, "3.1", new VerifiedMark("rooms_m2", null, 9000), "")).Result);
        var found = (await RowAsync(site)).ValueText;
        Assert.NotEqual(reported, found);
        page.WaitForAssertion(() => Assert.Contains(found, page.Find("[data-sheet] p").TextContent), Patience);
        page.WaitForAssertion(() => Assert.EndsWith($"2026 {found}", page.Find("tr[data-row='3.1'] svg.history").GetAttribute("aria-label")), Patience);

        // The official page keeps the released number, in its line as in its table.
        async Task<string> LastAsync(bool wantsOfficial) => (await histories.ReadAsync(office, 2026, site, wantsOfficial)).Values[("3.1", Stage.Primary)][^1].Text;
        Assert.Equal((found, reported), (await LastAsync(false), await LastAsync(true)));
        address.NavigateTo($"/schools/2026/{site}?data={YearView.Official}");
        var official = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, site));
        official.WaitForAssertion(() => Assert.EndsWith($"2026 {reported}", official.Find("tr[data-row='3.1'] svg.history").GetAttribute("aria-label")), Patience);
    }

    [Fact]
    public async Task A_lead_office_reads_only_its_rows_of_a_school_and_no_points()
    {
        var lead = hub.Who("anquan", Roles.LeadOffice);
        var site = (await hub.Get<Assessor>().FindAsync(lead.CountyId, 2026))!.Facts.Sites.First(s => s.Kind == SchoolKind.NineYear).Code;
        var school = (await hub.Get<SchoolDesk>().FindAsync(lead, 2026, site))!;
        Assert.NotEmpty(school.Rows);
        Assert.All(school.Rows, r => Assert.Equal("安全股", r.Row.Lead));
        using var context = hub.As("anquan", Roles.LeadOffice);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, site));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-row]")), Patience);
        Assert.Empty(page.FindAll("[data-testid=points]"));
        Assert.Empty(page.FindAll("tr[data-row='3.1']"));
    }
}
