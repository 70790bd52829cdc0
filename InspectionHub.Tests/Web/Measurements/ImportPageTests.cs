using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using Microsoft.AspNetCore.Components.Forms;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>Whoever imports again is told, before and after, whose confirmations go on and who must confirm again.</summary>
public sealed class ImportPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_preview_and_the_taken_import_say_which_confirmations_hold_and_name_the_units_that_confirm_again()
    {
        var office = hub.Who("dudao", Roles.Office);
        // The data in force differ from the workbook in one site of M02; M01, M02 and M04 have confirmed them.
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!.Facts.Sites.First(s => s.Unit == "M02");
        await NextYear.CorrectAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), office.CountyId, s => s.Code == site.Code ? NextYear.Copy(s, kind: (site.Kind == SchoolKind.Primary ? SchoolKind.NineYear : SchoolKind.Primary).Short()) : s);
        var before = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        foreach (var unit in (string[])["M01", "M02", "M04"]) await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, unit), Year, before.Batch.Id);
        var says = $"2 个单位的数据没有变化，原确认继续有效；1 个单位的数据有变，须重新确认：{before.UnitOf("M02")!.Name}";

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<ImportPage>();
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, hub.Get<FrameworkShelf>().Current.Items);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(workbook.ToArray(), "更正.xlsx"));
        page.WaitForAssertion(() => Assert.EndsWith($"。数据确认：{says}", page.FindAll("ul li").Single(l => l.TextContent.StartsWith($"{Year} 学年", StringComparison.Ordinal)).TextContent), Patience);
        Assert.Empty(page.FindAll("[data-testid=imported]"));

        page.Act("button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=imported]")), Patience);
        Assert.Contains("请数据有变的和还没有确认的考核单位核对并做数据确认", page.Find("[data-testid=imported]").TextContent);
        Assert.Contains($"{Year} 学年：{says}。", page.FindAll("[data-testid=carried]").Select(l => l.TextContent));
        Assert.Equal(["M01", "M04"], (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!.ConfirmedUnits.Order(StringComparer.Ordinal));
    }
}
