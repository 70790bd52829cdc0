using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Schools;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>Blind ballots stay blind in feeds, warnings and on the school's page: a lead office and an administrator neither read a mark before it is signed nor ever whose it was.</summary>
public sealed class BlindFeedTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private const string Note = "看了三个班的诵读记录";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("jiaoyu", Roles.LeadOffice, false)]
    [InlineData("admin", Roles.Administrator, false)]
    [InlineData("duxue4", Roles.Inspector, false)]
    [InlineData("dudao", Roles.Office, true)]
    [InlineData("lingdao", Roles.Leader, true)]
    public async Task Marks_of_an_open_sheet_come_only_to_those_who_answer_for_it(string user, string role, bool sees)
    {
        var (site, row, marked) = await MarkedAsync(user);
        var who = hub.Who(user, role) is var person && role == Roles.LeadOffice ? person with { LeadOffice = row.Lead } : person;
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(who, new() { Year = Year, Data = YearView.Provisional }))!;
        Assert.Equal(sees, picture.Feed.Any(l => l.Site == site && l.Row.StartsWith(row.Code, StringComparison.Ordinal)));
        Assert.Equal(sees, picture.Warnings.Any(w => w.Kind == "评分不一致" && w.Site == site));
        Assert.Equal(sees ? BallotState.Differing : BallotState.None, picture.Cards.Single(c => c.Site.Code == site).Find(row.Code)!.Ballots.State);
        Assert.Equal(sees ? BallotState.Differing : BallotState.None, (await hub.Get<SchoolDesk>().FindAsync(who, Year, site))!.Card.Find(row.Code)!.Ballots.State);

        using var context = hub.As(user, role);
        var board = context.Render<DashboardPage>();
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll("[data-testid=schools] tbody tr")), Patience);
        Assert.Equal(sees, board.FindAll("section[aria-label=实时]").Count == 1);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, Year).Add(x => x.Site, site));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-row]")), Patience);
        Assert.Equal(sees, page.FindAll($"tr[data-ballots='{row.Code}']").Count == 1);
        Assert.Equal(sees, page.Markup.Contains(Note, StringComparison.Ordinal));
        foreach (var one in marked) Assert.Equal(sees, page.Markup.Contains(one.Name, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("svg.history")), Patience);
    }

    [Theory]
    [InlineData("jiaoyu", Roles.LeadOffice, 409)]
    [InlineData("admin", Roles.Administrator, 409)]
    [InlineData("duxue4", Roles.Inspector, 409)]
    [InlineData("head", Roles.Unit, 409)]
    [InlineData("dudao", Roles.Office, null)]
    [InlineData("lingdao", Roles.Leader, null)]
    public async Task A_report_on_a_school_whose_sheet_is_open_would_print_the_marks(string user, string role, int? status)
    {
        var (site, _, _) = await MarkedAsync(user);
        var now = (await hub.Get<Assessor>().FindAsync(hub.Who("dudao", Roles.Office).CountyId, Year))!;
        var who = role == Roles.Unit ? Course.Head(hub.Who("dudao", Roles.Office), now.SiteOf(site)!.Unit) : hub.Who(user, role);
        var refusal = await Record.ExceptionAsync(() => hub.Get<OrderBook>().RefuseForeignAsync(who, PaperPress.Assessment, Year, site));
        Assert.Equal(status, (refusal as Refusal)?.Status);
        if (status is null) Assert.Null(refusal);
        // Of a school nobody has visited the report holds data and the offices' own marks: a unit may read its own.
        var calm = now.Facts.Sites.Last(s => s.Kind == SchoolKind.Kindergarten);
        if (role == Roles.Unit) Assert.Null(await Record.ExceptionAsync(() => hub.Get<OrderBook>().RefuseForeignAsync(who with { UnitCode = calm.Unit }, PaperPress.Assessment, Year, calm.Code)));
    }

    [Fact]
    public async Task What_a_lead_office_marks_itself_it_sees_at_once()
    {
        var lead = hub.Who("jiaoyu", Roles.LeadOffice);
        var now = (await hub.Get<Assessor>().SeenByAsync(lead, Year))!;
        var (site, row) = now.Assessment.Scorecards.Values.SelectMany(c => c.Rows.Where(r => r is { Row: { Lead: "教育股", Method: Method.Material, Rule: RubricRule }, State: IndicatorState.Unknown } && r.Of.Sign > 0).Select(r => (c.Site.Code, r.Row.Code))).First();
        var answer = await hub.Get<InspectionHub.Web.Scoring.ScoreBook>().SaveAsync(lead, new(Guid.NewGuid(), "desk", 1, $"desk-{Year}-{site}", now.Framework.Edition, row, System.Text.Json.JsonSerializer.SerializeToElement(new { level = 4 }), "", null, DateTimeOffset.UtcNow, null, null));
        Assert.Equal("stored", answer.Result);
        Assert.Equal(IndicatorState.Met, (await hub.Get<Assessor>().SeenByAsync(lead, Year))!.CardOf(site)!.Find(row)!.State);
    }

    /// <summary>Two inspectors differ on a row of the lead office at a school nobody else of this class uses.</summary>
    private async Task<(string Site, Indicator Row, IReadOnlyList<Visitor> By)> MarkedAsync(string user)
    {
        var (office, people) = (hub.Who("dudao", Roles.Office), new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray());
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        var at = new[] { "jiaoyu", "admin", "duxue4", "dudao", "lingdao", "head" }.IndexOf(user);
        var card = now.Assessment.Scorecards.Values.Where(c => c.Find("17.4") is { State: IndicatorState.Unknown, Ballots.State: BallotState.None }).ElementAt(at + 5);
        var id = await hub.Get<InspectionBook>().OpenAsync(office, Year, card.Site.Code, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
        foreach (var (who, level) in new[] { (people[0], 4), (people[1], 1) })
            Assert.Equal("stored", (await hub.Get<InspectionDesk>().SaveAsync(who, (await hub.Get<InspectionDesk>().FindAsync(who, id))!.Inspection, "17.4", new LevelMark(level), Note)).Result);
        return (card.Site.Code, now.Framework.Find("17.4")!, [people[0], people[1]]);
    }
}
