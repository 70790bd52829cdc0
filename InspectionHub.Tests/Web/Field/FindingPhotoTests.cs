using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Reports;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>A problem that no row of the framework stands behind has its photos from the day it was found: on the inspection, in the opinion and on the case.</summary>
[Collection(nameof(FieldTests))]
public sealed class FindingPhotoTests(FieldHub field)
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date);

    [Fact]
    public async Task A_problem_without_a_row_is_photographed_on_site_and_its_photo_goes_with_it_to_the_opinion_and_the_case()
    {
        var sheet = await field.OpenInspectionAsync("小", 3);
        var (office, lead, id) = (field.Who("dudao", Roles.Office), field.Who("duxue1", Roles.Inspector), Guid.Parse(sheet));
        // On a phone with a signal, where the desk's page will do.
        var page = await field.SignedInAsync("duxue1", 390);
        await page.GotoAsync($"/inspections/{sheet}");
        var findings = page.GetByTestId("findings");
        await findings.GetByText("增加一条").ClickAsync();
        await findings.GetByTestId("finding-text").FillAsync("围墙东侧开裂，长约 3 米");
        await findings.GetByTestId("finding-basis").FillAsync("《学校安全条例》");
        await findings.Locator("input[type=file]").SetInputFilesAsync(Pictures.File("wall.jpg", Pictures.Jpeg(640, 480, seed: 41)));
        await Expect(findings.GetByRole(AriaRole.Status)).ToHaveTextAsync("已选 1 张。");
        await findings.GetByTestId("finding-add").ClickAsync();
        await Expect(findings.GetByText("围墙东侧开裂")).ToBeVisibleAsync();
        await IsShownAsync(findings.Locator("img"));
        // It belongs to the one it was taken for.
        await Expect(findings.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
        var sha = $"{field.Value($"SELECT Photos FROM InspectionFindings WHERE InspectionId = '{sheet.ToUpperInvariant()}'")}";
        Assert.Equal(sha, field.Value($"SELECT Sha FROM Photos WHERE Sheet = '{sheet}'"));
        await field.WithAsync<FindingBook>(async book => Assert.Contains("没有上传成功",
            (await Assert.ThrowsAsync<Refusal>(() => book.AddAsync(lead, id, new FindingDraft(FindingKind.Problem, "", "库房门未锁", "条例", "Dated", Day.AddDays(9), Photos: [new string('a', 64)])))).Message));

        await field.SignOffAsync(sheet);
        var site = $"{field.Value($"SELECT Site FROM Inspections WHERE Id = '{sheet.ToUpperInvariant()}'")}";
        await field.WithAsync<PaperPress>(async press => Assert.Single((await press.DraftAsync(new PaperSubject(office.CountyId, "opinion", 2026, site, id, ""), new())).Draft.Blocks.OfType<Photos>()));
        await field.WithAsync<InspectionActs>(acts => acts.DoAsync(office, id, InspectionAct.Issue, "请按期整改。"));
        var opened = $"{field.Value($"SELECT lower(Id) FROM Rectifications WHERE SourceId = '{sheet}'")}";
        Assert.Equal(sha, field.Value($"SELECT Photos FROM RectificationSteps WHERE lower(CaseId) = '{opened}' AND Act = 'Open'"));
        var unit = $"{field.Value($"SELECT Unit FROM SchoolYears WHERE Year = 2026 AND Code = '{site}'")}";
        var school = await field.SignedInAsync(DemoAccounts.HeadOf(unit), 1280);
        await school.GotoAsync($"/rectifications/{opened}");
        await IsShownAsync(school.Locator("figure img"));
    }

    private static async Task IsShownAsync(ILocator picture)
    {
        await picture.ScrollIntoViewIfNeededAsync();
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 640);
    }
}
