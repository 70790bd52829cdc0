using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>A routine visit on the phone: begun, written and signed without a network, on networks that lie, and looked at by axe.</summary>
[Collection(nameof(FieldTests))]
public sealed class VisitPhoneTests(FieldHub field)
{
    [Fact]
    public async Task Offline_before_it_is_opened_a_planned_visit_is_begun_written_and_signed_and_all_arrives_once_when_the_killed_server_is_back()
    {
        var visit = await field.PlanVisitAsync("duxue2");
        await using var phone = await field.VisitPhoneAsync("duxue2", visit);
        await phone.Page.GotoAsync($"{field.Hub.Address}/field#/");
        await phone.Page.Locator($"[data-visit='{visit}']").WaitForAsync();
        field.Hub.Kill();
        await phone.Page.ReloadAsync();
        await phone.Page.ClickAsync($"[data-visit='{visit}']");
        await phone.Page.ClickAsync("[data-act=start]");
        await phone.MarkAsync("point/1", "yes");
        await phone.MarkAsync("point/2", "no");
        await phone.Row("point/2").Locator("[data-choice=problem]").ClickAsync();
        await Expect(phone.Page.Locator("[data-list=problem] [data-box=text]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^不符合："));
        await phone.Page.Locator("[data-list=problem]").GetByText("限期整改").ClickAsync();
        await phone.Page.Locator("[data-list=problem] [data-choice=save-problem]").ClickAsync();
        await Expect(phone.Page.Locator("[data-list=problem] [role=alert]").Last).ToContainTextAsync("整改期限");
        await phone.Page.Locator("[data-list=problem]").GetByText("7 天").ClickAsync();
        await phone.Page.FillAsync("[data-list=problem] [data-box=demand]", "每餐留样并记录");
        await phone.Page.Locator("[data-list=problem] [data-choice=save-problem]").ClickAsync();
        await Expect(phone.Page.Locator("[data-list=problem] [data-note]")).ToContainTextAsync("已存本机");
        // Typed and not yet saved when the tab is killed.
        await phone.Row("work").Locator("[data-box=matters]").FillAsync("看了食堂和库房");
        await phone.Row("work").Locator("[data-box=学生]").FillAsync("6");
        await phone.Page.ReloadAsync();
        await Expect(phone.Row("work").Locator("[data-box=matters]")).ToHaveValueAsync("看了食堂和库房");
        await Expect(phone.Page.GetByTestId("count")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("清单 2/"));
        await Expect(phone.Page.GetByTestId("lacking")).ToContainTextAsync("没有回答：第 3、");
        await Expect(phone.Page.Locator("[data-act=submit]")).ToBeDisabledAsync();
        await phone.AnswerRestAsync();
        var points = await phone.Page.Locator("[data-row^='point/']").CountAsync();
        await phone.Page.ClickAsync("[data-act=submit]");
        await phone.SignAsync("督学签名");
        await phone.Page.FillAsync("[data-box=head-name]", "王校长");
        await phone.SignAsync("学校负责人签名");
        await phone.Page.ClickAsync("[data-answer=yes]");
        await Expect(phone.Page.GetByTestId("submission")).ToContainTextAsync("提交已存本机");

        field.Hub.Start();
        await phone.DrainAsync();
        await Expect(phone.Page.Locator("main [data-state=submitted]")).ToContainTextAsync("已提交");
        Assert.All(await phone.EntriesAsync(), e => Assert.Equal("sent", e.State));
        Assert.Equal("Plan Start Submit", field.Value($"SELECT group_concat(Act, ' ') FROM (SELECT Act FROM VisitSteps WHERE VisitId = '{visit.ToUpperInvariant()}' ORDER BY LedgerSeq)"));
        // Each point once, the work record and the problem.
        Assert.Equal(points + 2L, field.Value($"SELECT COUNT(*) FROM VisitEntries WHERE VisitId = '{visit.ToUpperInvariant()}' AND IsLate = 0"));
        Assert.Contains("\"学生\":6", $"{field.Value($"SELECT Value FROM VisitEntries WHERE VisitId = '{visit.ToUpperInvariant()}' AND Key = 'work'")}");
        Assert.Equal(2L, field.Value($"SELECT COUNT(*) FROM Photos WHERE Sheet = '{visit}'"));
        // Its problem is a case at once, without waiting for the office to read.
        Assert.Equal("Open", field.Value($"SELECT group_concat(Act, ' ') FROM RectificationSteps WHERE CaseId IN (SELECT Id FROM Rectifications WHERE SourceKind = 'visit' AND SourceId = '{visit}')"));
    }

    [Fact]
    public async Task A_notice_on_the_spot_names_the_point_of_the_list_it_is_about_and_the_draft_keeps_it()
    {
        var visit = await field.PlanVisitAsync("duxue3", 2);
        await using var phone = await field.VisitPhoneAsync("duxue3", visit);
        var page = phone.Page;
        await page.ClickAsync("[data-act=start]");
        await page.ClickAsync("[data-act=hazard]");
        await page.FillAsync("dialog [data-box=what]", "燃气软管老化");
        await page.CheckAsync("dialog [data-box=notice]");
        await page.SelectOptionAsync("dialog [data-box=point]", "1");
        // The words of a point are longer than a phone is wide: the choice is as wide as its dialog, as high as a thumb, and large enough that the phone does not zoom.
        Assert.Equal("fits", await page.EvaluateAsync<string>("""
            () => {
              const one = document.querySelector('[data-box=point]'), dialog = one.closest('dialog'), at = one.getBoundingClientRect(), style = getComputedStyle(dialog);
              const wide = dialog.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight), size = parseFloat(getComputedStyle(one).fontSize);
              return Math.abs(at.width - wide) < 2 && dialog.scrollWidth <= dialog.clientWidth && at.height >= 48 && size >= 16 ? 'fits' : `${at.width} of ${wide} × ${at.height}, ${size} px`;
            }
            """));
        await FieldScreenTests.BothAsync(page, "point");
        // Put off: what is shown then has been read back from the phone's own store.
        await page.ClickAsync("[data-answer=no]");
        await Expect(page.Locator("[data-act=hazard]")).ToContainTextAsync("继续填写");
        await page.ReloadAsync();
        await Expect(page.Locator("[data-act=hazard]")).ToContainTextAsync("继续填写");
        await page.ClickAsync("[data-act=hazard]");
        await Expect(page.Locator("dialog [data-box=point]")).ToHaveValueAsync("1");
        await page.FillAsync("dialog [data-box=done]", "已关阀");
        await page.FillAsync("dialog [data-box=called]", "督导室");
        await page.FillAsync("dialog [data-box=demand]", "更换软管");
        await page.FillAsync("dialog [data-box=dueOn]", "2099-12-01");
        await page.FillAsync("dialog [data-box=responsible]", "食堂管理员");
        await page.ClickAsync("[data-answer=yes]");
        await phone.DrainAsync();
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM Rectifications r JOIN Hazards h ON upper(h.Id) = upper(r.SourceId) WHERE h.Sheet = '{visit}' AND r.Basis LIKE '%第 1 条%'"));
    }

    [Fact]
    public async Task A_visit_begun_at_the_gate_without_a_network_is_there_at_once_and_survives_a_sync_that_overtakes_it()
    {
        await using var phone = await field.VisitPhoneAsync("duxue3", await field.PlanVisitAsync("duxue3"));
        await phone.Page.GotoAsync($"{field.Hub.Address}/field#/");
        var site = field.SitesOf("duxue3")[1];
        await phone.Page.Locator($"[data-begin='{site}']").WaitForAsync();
        await phone.OfflineAsync(true);
        await phone.Page.ReloadAsync();
        await phone.Page.ClickAsync($"[data-begin='{site}']");
        await phone.Page.CheckAsync("input[value='safety.v1']");
        await phone.Page.ClickAsync("[data-answer=yes]");
        await phone.MarkAsync("point/1", "yes");
        await phone.Page.ReloadAsync();
        await Expect(phone.Row("point/1").Locator("[data-choice=yes]")).ToHaveAttributeAsync("aria-pressed", "true");
        // The sheets are fetched while the beginning still waits: what is not known to the server is not taken away.
        await phone.OfflineAsync(false);
        await phone.Page.EvaluateAsync("""
            async () => {
              const { keepSheets } = await import('/field/outbox.js');
              await keepSheets(await (await fetch('/api/field/sheets')).json());
            }
            """);
        await Expect(phone.Page.GetByTestId("gone")).ToHaveCountAsync(0);
        await phone.DrainAsync();
        var visit = phone.Page.Url.Split('/')[^1];
        Assert.Equal("safety.v1|0", field.Value($"SELECT Checklist || '|' || IsPlanned FROM RoutineVisits WHERE Id = '{visit.ToUpperInvariant()}'"));
        await Expect(phone.Row("point/1").Locator(".state").First).ToContainTextAsync("已送达");
    }

    [Fact]
    public async Task On_a_network_that_loses_answers_after_the_commit_nothing_of_a_visit_is_lost_or_doubled()
    {
        var visit = await field.PlanVisitAsync();
        var door = await field.DoorAsync("duxue1");
        await door.PostAsync("/api/field/visits", JsonContent.Create(VisitDoorTests.Start(visit)));
        await using var rough = await RoughPhone.OpenAsync(field, "duxue1", visit);
        for (var seed = 1; seed <= 3; seed++)
        {
            var random = new Random(seed);
            for (var step = 0; step < 6; step++)
                switch (random.Next(6))
                {
                    case 0: rough.Network = (Network)random.Next(4); break;
                    case 1: await rough.TrySendingAsync(); break;
                    default: await rough.Phone.MarkAsync($"point/{1 + random.Next(4)}", random.Next(2) == 0 ? "yes" : "no"); break;
                }
            await rough.CalmAsync();
            Assert.Equal(0, await rough.CalmAsync());
        }
        rough.Network = Network.LosesAnswers;
        await rough.Phone.Row("work").Locator("[data-box=matters]").FillAsync("看了后厨");
        await rough.Phone.Row("work").Locator("[data-choice=save-work]").ClickAsync();
        await rough.Phone.AnswerRestAsync();
        await rough.Phone.Page.ClickAsync("[data-act=submit]");
        await rough.Phone.SignAsync("督学签名");
        await rough.Phone.Page.CheckAsync("[data-box=refused]");
        await rough.Phone.Page.FillAsync("[data-box=refused-reason]", "对第 2 条有异议");
        await rough.Phone.Page.FillAsync("[data-box=witness-0]", "督学乙");
        await rough.Phone.Page.FillAsync("[data-box=witness-1]", "督学丙");
        await rough.Phone.Page.ClickAsync("[data-answer=yes]");
        await Expect(rough.Phone.Page.GetByTestId("submission")).ToContainTextAsync("提交已存本机");
        await rough.CalmAsync();
        var entries = await rough.Phone.EntriesAsync();
        Assert.All(entries, e => Assert.Equal("sent", e.State));
        var stored = $"{field.Value($"SELECT group_concat(Id) FROM (SELECT Id FROM VisitEntries WHERE VisitId = '{visit.ToUpperInvariant()}' UNION ALL SELECT Id FROM BallotSignatures WHERE Sheet = '{visit}')")}".Split(',');
        Assert.Equal(entries.Select(e => e.Id.ToUpperInvariant()).Order(), stored.Order());
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM VisitSteps WHERE VisitId = '{visit.ToUpperInvariant()}' AND Act = 'Submit'"));
        var (code, report) = field.Hub.Run("verify");
        Assert.True(code == 0, report);
    }

    [Theory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task Every_screen_of_a_visit_is_accessible_and_made_for_a_thumb(ColorScheme scheme, string name)
    {
        var visit = await field.PlanVisitAsync("duxue2", 2, "safety");
        await using var phone = await field.VisitPhoneAsync("duxue2", visit, scheme);
        await CheckAsync(phone.Page, "planned", name);
        await phone.Page.ClickAsync("[data-act=start]");
        await phone.MarkAsync("point/1", "no");
        foreach (var fold in (string[])["look", "note", "photos", "na"]) await phone.Row("point/1").Locator($"[data-fold={fold}] summary").ClickAsync();
        await phone.Row("point/1").Locator("[data-choice=problem]").ClickAsync();
        await phone.Page.Locator("[data-list=problem]").GetByText("立行立改").ClickAsync();
        await phone.Page.Locator("[data-list=complaint] [data-fold=form] summary").ClickAsync();
        await CheckAsync(phone.Page, "onsite", name);
        await phone.Page.ClickAsync(".back");
        await phone.Page.GetByTestId("areas").WaitForAsync();
        await CheckAsync(phone.Page, "list", name);
        await phone.Page.Locator("[data-begin]").First.ClickAsync();
        await CheckAsync(phone.Page, "begin", name);
    }

    private static async Task CheckAsync(IPage page, string screen, string scheme)
    {
        await FieldScreenTests.CheckAsync(page, $"visit-{screen}-{scheme}");
        if (Environment.GetEnvironmentVariable("HUB_VISIT_SCREENS") is { Length: > 0 } folder)
            for (var at = 0; at < 8; at++)
            {
                await page.EvaluateAsync($"scrollTo(0, {at * 740})");
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"visit-{screen}-{scheme}-{at}.png") });
            }
    }
}
