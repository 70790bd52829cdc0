using System.Net;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Rectifications;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>整改后 photos go from the school's browser through the door to those who check the case, and to nobody else.</summary>
public sealed class CorrectionPhotoTests(FieldHub field) : IClassFixture<FieldHub>
{
    [Fact]
    public async Task The_head_sends_photos_with_the_report_and_the_checker_sees_them_and_another_school_does_not()
    {
        var site = $"{field.Value("SELECT Code FROM SchoolYears WHERE Year = 2026 AND Unit = (SELECT UnitCode FROM AspNetUsers WHERE UserName = 'xz-m01')")}";
        var other = $"{field.Value("SELECT UserName FROM AspNetUsers WHERE UserName LIKE 'xz-%' AND UserName <> 'xz-m01' ORDER BY UserName")}";
        var id = Guid.Empty;
        await field.WithAsync<RectificationBook>(async book => id = await book.OpenAsync(field.Who("dudao", Roles.Office), new(2026, site, RectificationClass.Dated, "围墙开裂", "《学校安全条例》", "", "园长", null, "office", "")));
        var page = await field.SignedInAsync("xz-m01", 1280);
        await page.GotoAsync($"/rectifications/{id}");
        await page.Locator("[data-testid=next] input[type=file]").SetInputFilesAsync([Pictures.File("a.jpg", Pictures.Jpeg(640, 480)), Pictures.File("b.jpg", Pictures.Jpeg(320, 240, seed: 2))]);
        await Expect(page.GetByText("已选 2 张照片。")).ToBeVisibleAsync();
        await page.FillAsync("[data-testid=text]", "已拆除重砌");
        await page.ClickAsync("[data-act=Report]");
        await Expect(page.Locator("[data-testid=steps] figcaption")).ToContainTextAsync(["整改后", "整改后"]);

        var address = (await page.Locator("[data-testid=steps] figure a").First.GetAttributeAsync("href"))!;
        foreach (var (user, status) in new[] { ("xz-m01", HttpStatusCode.OK), ("dudao", HttpStatusCode.OK), (other, HttpStatusCode.NotFound) })
        {
            using var client = await field.Hub.SignInAsync(user);
            Assert.Equal(status, (await client.GetAsync(address)).StatusCode);
        }
    }
}
