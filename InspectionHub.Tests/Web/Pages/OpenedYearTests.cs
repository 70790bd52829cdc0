using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Schools;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Vetoes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>The statistics of 2026 are imported while the office still works in 2025: every page stays in the year that was opened, until somebody asks for the other.</summary>
public sealed class OpenedYearTests(DemoHubInside hub) : IClassFixture<DemoHubInside>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async ValueTask InitializeAsync()
    {
        var office = hub.Who("dudao", Roles.Office);
        var years = await hub.Get<YearBook>().ListAsync(office.CountyId);
        if (years.All(y => y.Opening is null)) await hub.Get<YearBook>().OpenAsync(office, 2025, years.Single(y => y.Year == 2025).BatchId);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Inspections_stay_in_the_opened_year() => Stays<InspectionsPage>("dudao", Roles.Office, "/inspections");

    [Fact]
    public void The_lead_office_scores_in_the_opened_year() => Stays<DeskPage>("jiaoyu", Roles.LeadOffice, "/desk");

    [Fact]
    public void A_unit_confirms_the_opened_year() => Stays<ConfirmPage>("xz-m01", Roles.Unit, "/confirm");

    [Fact]
    public void The_annual_assessment_is_that_of_the_opened_year() => Stays<AnnualPage>("dudao", Roles.Office, "/annual");

    [Fact]
    public void Vetoes_are_those_of_the_opened_year() => Stays<VetoesPage>("dudao", Roles.Office, "/vetoes");

    [Fact]
    public async Task A_new_case_belongs_to_the_opened_year()
    {
        var office = hub.Who("dudao", Roles.Office);
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=new-case] option")), Patience);
        page.Act("[data-testid=new-case] select", e => e.Change(page.FindAll("[data-testid=new-case] select")[0].QuerySelectorAll("option")[1].GetAttribute("value")));
        page.Act("[data-testid=new-case] textarea", e => e.Change("围墙开裂"));
        page.Act("[data-testid=new-case] input.wide-input", e => e.Change("校舍安全检查"));
        page.Act("[data-testid=new-case] button", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("围墙开裂", page.Find("[data-testid=cases]").TextContent), Patience);
        Assert.Equal(2025, (await hub.Get<RectificationBook>().ListAsync(office)).Single(c => c.Head.Problem == "围墙开裂").Head.Year);
    }

    private void Stays<TPage>(string user, string role, string address) where TPage : IComponent
    {
        using var context = hub.As(user, role);
        var page = context.Render<TPage>();
        page.WaitForAssertion(() => Assert.Equal("2025", page.Find("[data-testid=year]").GetAttribute("value")), Patience);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"{address}?year=2026");
        var asked = context.Render<TPage>();
        asked.WaitForAssertion(() => Assert.Equal("2026", asked.Find("[data-testid=year]").GetAttribute("value")), Patience);
    }
}
