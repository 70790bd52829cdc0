using System.Text.RegularExpressions;
using InspectionHub.Tests.Web.Field;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Visits;

/// <summary>A routine visit written at the desk holds what one written on the phone holds, by the same rules.</summary>
public sealed class VisitDeskTests(FieldHub field) : IClassFixture<FieldHub>
{
    [Fact]
    public async Task At_the_desk_a_point_takes_a_note_photos_and_不适用_with_its_reason_and_a_danger_is_dealt_with_at_once()
    {
        var visit = await field.PlanVisitAsync();
        var page = await field.SignedInAsync("duxue1", 1280);
        await page.GotoAsync($"/visits/{visit}");
        await page.ClickAsync("[data-act=Start]");
        var (first, more, second) = (page.Locator("[data-point='1']"), page.Locator("[data-more='1']"), page.Locator("[data-more='2']"));
        await more.Locator("summary").ClickAsync();
        await second.Locator("summary").ClickAsync();

        // Photos and a note wait for the answer and are saved with it; the answer is changed and they stay.
        await more.Locator("textarea").FillAsync("留样柜温度计读数 4 ℃");
        await more.Locator("input[type=file]").SetInputFilesAsync(Pictures.File("a.jpg", Pictures.Jpeg(640, 480)));
        await Expect(more.GetByRole(AriaRole.Status)).ToHaveTextAsync("已选 1 张。");
        await first.GetByRole(AriaRole.Button, new() { Name = "否" }).ClickAsync();
        await Expect(page.Locator("figure img")).ToHaveCountAsync(1);
        await first.GetByRole(AriaRole.Button, new() { Name = "是", Exact = true }).ClickAsync();
        await Expect(first.GetByRole(AriaRole.Button, new() { Name = "是", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(first).ToContainTextAsync("留样柜温度计读数 4 ℃");
        await more.Locator("input[type=file]").SetInputFilesAsync(Pictures.File("b.jpg", Pictures.Jpeg(320, 240, seed: 2)));
        await Expect(page.Locator("figure img")).ToHaveCountAsync(2);
        await more.Locator("[data-drop]").First.ClickAsync();
        await Expect(page.Locator("figure img")).ToHaveCountAsync(1);
        await more.Locator("textarea").FillAsync("复看正常");
        await more.Locator("[data-save=note]").ClickAsync();
        await Expect(first).ToContainTextAsync("复看正常");
        Assert.Equal("{\"yes\":true}|复看正常|64", Latest(visit, "point/1"));

        // Without its reason nothing is 不适用, and that is said at the point.
        await second.Locator("[data-save=na]").ClickAsync();
        await Expect(second.GetByRole(AriaRole.Alert)).ToHaveTextAsync("第 2 条：请填写不适用的原因。");
        await second.Locator("input[data-keep]").FillAsync("本校不设食堂");
        await second.Locator("[data-save=na]").ClickAsync();
        await Expect(page.Locator("[data-point='2']")).ToContainTextAsync("不适用：本校不设食堂");
        await Expect(page.GetByTestId("count")).ToHaveTextAsync(new Regex("^2/"));
        await second.Locator("[data-save=withdraw]").ClickAsync();
        await Expect(page.GetByTestId("count")).ToHaveTextAsync(new Regex("^1/"));

        // 立即处置: everything that lacks is said at once; then it stands on the page and in the 整改台账.
        var hazard = page.GetByTestId("hazard");
        await hazard.Locator("summary").ClickAsync();
        await hazard.Locator("[data-box=notice]").CheckAsync();
        await hazard.Locator("[data-box=what]").FillAsync("配电箱裸露");
        await page.GetByTestId("save-hazard").ClickAsync();
        await Expect(hazard.GetByRole(AriaRole.Alert)).ToHaveTextAsync(["请写明当场采取的措施。", "请写明电话告知了谁（打不通也请写明）。", "整改通知缺少整改要求。", "整改通知缺少完成期限。", "整改通知缺少责任人。"]);
        await Expect(hazard.Locator("[data-box=what]")).ToHaveValueAsync("配电箱裸露");
        var (photos, receipt) = (hazard.Locator("[data-pick=photos]"), hazard.Locator("[data-pick=receipt]"));
        await photos.Locator("input[type=file]").SetInputFilesAsync(Pictures.File("c.jpg", Pictures.Jpeg(320, 240, seed: 3)));
        await Expect(photos.GetByRole(AriaRole.Status)).ToHaveTextAsync("已选 1 张。");
        // What the school signs on the phone's glass is here the paper it has signed.
        await receipt.Locator("input[type=file]").SetInputFilesAsync(Pictures.File("signed.jpg", Pictures.Jpeg(320, 240, seed: 8)));
        await Expect(receipt.GetByRole(AriaRole.Status)).ToContainTextAsync("已选签收凭证。");
        await hazard.Locator("[data-box=done]").FillAsync("断电并隔离");
        await hazard.Locator("[data-box=called]").FillAsync("督导室");
        await hazard.Locator("[data-box=demand]").FillAsync("更换箱门并上锁");
        await hazard.Locator("[data-box=dueOn]").FillAsync("2027-01-08");
        await hazard.Locator("[data-box=responsible]").FillAsync("总务主任");
        await hazard.Locator("[data-box=point]").SelectOptionAsync("10");
        await page.GetByTestId("save-hazard").ClickAsync();
        await Expect(page.Locator("[data-hazard]")).ToContainTextAsync("配电箱裸露　当场：断电并隔离　已告知：督导室");
        await Expect(page.Locator("[data-hazard]")).ToContainTextAsync("责任人总务主任，已签收");
        await Expect(page.Locator("[data-hazard] img[alt='立即处置的照片']")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-hazard] img[alt='学校签收整改通知的凭证']")).ToHaveCountAsync(1);
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM Hazards h JOIN Photos p ON p.Sheet = h.Sheet AND p.Sha = h.Receipt WHERE h.Sheet = '{visit}' AND h.Photos NOT LIKE '%' || h.Receipt || '%'"));
        await Expect(hazard.Locator("[data-box=what]")).ToHaveValueAsync("");
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM Rectifications r JOIN Hazards h ON upper(h.Id) = upper(r.SourceId) WHERE r.SourceKind = 'hazard' AND h.Sheet = '{visit}' AND r.Owner = '总务主任' AND r.Indicator = '8.4a' AND r.Basis LIKE '%第 10 条%'"));

        // A problem has its photo too.
        await page.Locator("summary", new() { HasText = "记一个问题" }).ClickAsync();
        await page.GetByTestId("problem-text").FillAsync("库房门未锁");
        await page.GetByTestId("problem-kind").SelectOptionAsync("当场已改");
        var form = page.Locator("details", new() { Has = page.GetByTestId("problem-text") });
        await form.Locator("input[type=file]").SetInputFilesAsync(Pictures.File("d.jpg", Pictures.Jpeg(320, 240, seed: 4)));
        await Expect(form.GetByRole(AriaRole.Status)).ToHaveTextAsync("已选 1 张。");
        await page.GetByTestId("save-problem").ClickAsync();
        await Expect(page.Locator("[data-problem] img")).ToHaveCountAsync(1);

        // A point that is not kept becomes a problem by one press: words, point and photos go with it.
        await page.Locator("[data-point='3']").GetByRole(AriaRole.Button, new() { Name = "否", Exact = true }).ClickAsync();
        await page.Locator("[data-point='3'] [data-save=problem]").ClickAsync();
        await Expect(page.GetByTestId("problem-text")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("problem-text")).ToHaveValueAsync(new Regex("^不符合："));
        await Expect(page.GetByTestId("problem-form").Locator("summary")).ToHaveTextAsync("＋ 记一个问题（清单第 3 条）");

        // Folded by hand, which the server is not told, it opens again for the next point; what was typed stays.
        await page.GetByTestId("problem-form").Locator("summary").ClickAsync();
        await Expect(page.GetByTestId("problem-text")).ToBeHiddenAsync();
        await page.Locator("[data-point='4']").GetByRole(AriaRole.Button, new() { Name = "否", Exact = true }).ClickAsync();
        await page.Locator("[data-point='4'] [data-save=problem]").ClickAsync();
        await Expect(page.GetByTestId("problem-text")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("problem-form").Locator("summary")).ToHaveTextAsync("＋ 记一个问题（清单第 3 条）");
        await page.GetByTestId("problem-kind").SelectOptionAsync("当场已改");
        await page.GetByTestId("save-problem").ClickAsync();
        await Expect(page.Locator("[data-problem]")).ToHaveCountAsync(2);
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM VisitEntries WHERE VisitId = '{visit.ToUpperInvariant()}' AND Key LIKE 'problem/%' AND Value LIKE '%\"point\":\"3\"%'"));
    }

    private string Latest(string visit, string key) =>
        $"{field.Value($"SELECT Value || '|' || Note || '|' || length(Photos) FROM VisitEntries WHERE VisitId = '{visit.ToUpperInvariant()}' AND Key = '{key}' ORDER BY LedgerSeq DESC LIMIT 1")}";
}
