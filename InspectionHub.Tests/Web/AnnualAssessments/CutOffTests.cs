using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.AnnualAssessments;

/// <summary>The cut-offs above results in public are those the results were graded by, whatever later editions say.</summary>
public sealed class CutOffTests(TwoEditionsHub hub) : IClassFixture<TwoEditionsHub>
{
    [Theory]
    [InlineData(2024, "ziyang-71-2021.v1", "优秀须 90 分以上且居本组前 30 %，良好 80 分，合格 60 分")]
    [InlineData(2025, "ziyang-71-2021.v2", "优秀须 92.5 分以上且居本组前 25 %，良好 82 分，合格 65 分")]
    public async Task The_edition_of_the_shown_results_gives_the_cut_offs(int year, string edition, string says)
    {
        var office = hub.Who("dudao", Roles.Office);
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken))
        {
            var shown = new AnnualResults("annual/1", year, edition, [new("M01", "甲镇中心学校", "镇中心学校", "88.00", "良好", "")]).Write();
            AnnualStep Step(AnnualAct act, string? frozen, long seq) => new() { Id = Guid.CreateVersion7(), CountyId = office.CountyId, Year = year, Act = $"{act}", Unit = "", Text = "试", Frozen = frozen, Edition = edition, OpenUntil = new(2099, 1, 1), PersonId = office.Id, PersonName = office.Name, At = DateTimeOffset.UtcNow, LedgerSeq = seq };
            db.AnnualSteps.AddRange(Step(AnnualAct.Start, null, 1), Step(AnnualAct.Publish, shown, 2));
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/annual?year={year}");
        var page = context.Render<AnnualPage>();
        page.WaitForAssertion(() => Assert.Contains(says, page.Find("[data-testid=cutoffs]").TextContent), TimeSpan.FromSeconds(30));
        Assert.Contains($"指标版本 {edition}", page.Find("[data-testid=cutoffs]").TextContent);
    }
}
