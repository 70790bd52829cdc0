using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>数据有误, by the buttons of those who press them.</summary>
public sealed class DataQuestionPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_head_says_what_is_wrong_the_office_answers_and_the_head_confirms()
    {
        using var school = hub.As("xz-m01", Roles.Unit);
        var page = school.Render<ConfirmPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=doubt]")), Patience);
        page.Act("[data-act=Ask]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("应为多少", page.Find("[role=alert]").TextContent), Patience);
        page.Act("[data-testid=doubt-text]", e => e.Change("图书册数应为 12000，见图书馆系统 9 月统计"));
        page.Act("[data-act=Ask]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("等待督导室答复", page.Find("[data-testid=asked]").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-testid=doubt], [role=alert]"));

        var own = $"[data-doubt='{hub.Who("xz-m01", Roles.Unit).UnitCode}']";
        using var desk = hub.As("dudao", Roles.Office);
        var list = desk.Render<DoubtList>();
        list.WaitForAssertion(() => Assert.Contains("图书册数应为 12000", list.Find(own).TextContent), Patience);
        list.Act($"{own} [data-act=Answer]", e => e.Click());
        list.WaitForAssertion(() => Assert.Contains("请写明核对的结果", list.Find("[role=alert]").TextContent), Patience);
        list.Act($"{own} textarea", e => e.Change("核对无误：报表口径不含电子图书。"));
        list.Act($"{own} [data-act=Answer]", e => e.Click());
        list.WaitForAssertion(() => Assert.Contains("答复：核对无误", list.Find(own).TextContent), Patience);

        var again = school.Render<ConfirmPage>();
        again.WaitForAssertion(() => Assert.Contains("督导室答复：核对无误", again.Find("[data-testid=asked]").TextContent), Patience);
        again.Act("button.act", e => e.Click());
        again.WaitForAssertion(() => Assert.NotEmpty(again.FindAll("[data-testid=confirmed]")), Patience);
        var head = hub.Who("xz-m01", Roles.Unit);
        Assert.Contains(head.UnitCode!, (await hub.Get<YearView>().WorkingAsync(head.CountyId))!.ConfirmedUnits);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task A_question_that_an_import_may_have_settled_says_so_to_both()
    {
        var (head, office, importer) = (hub.Who("xz-m03", Roles.Unit), hub.Who("dudao", Roles.Office), hub.Get<Importer>());
        var now = (await hub.Get<YearView>().WorkingAsync(head.CountyId))!;
        await hub.Get<DataQuestions>().AskAsync(head, now.Year, now.Batch.Id, "专任教师应为 18 人");
        using var workbook = new MemoryStream();
        InspectionHub.Web.Measurements.Demo.DemoCounty.Write(workbook, hub.Get<InspectionHub.Web.Frameworks.FrameworkShelf>().Current.Items, seed: 91);
        workbook.Position = 0;
        await importer.AcceptAsync(office, await importer.PreviewAsync(office.CountyId, "更正.xlsx", workbook));
        using var school = hub.As("xz-m03", Roles.Unit);
        var page = school.Render<ConfirmPage>();
        page.WaitForAssertion(() => Assert.Contains("请核对是否已经改正", page.Find("[data-testid=asked]").TextContent), Patience);
        using var desk = hub.As("dudao", Roles.Office);
        var list = desk.Render<DoubtList>();
        list.WaitForAssertion(() => Assert.Contains("请核对是否已经改正", list.Find($"[data-doubt='{head.UnitCode}'] [data-testid=changed]").TextContent), Patience);
    }

    [Fact]
    public async Task A_question_about_an_earlier_year_is_answered_on_the_same_page()
    {
        var (head, office) = (hub.Who("xz-m02", Roles.Unit), hub.Who("dudao", Roles.Office));
        var year = (await hub.Get<YearView>().ListAsync(head.CountyId)).Min();
        var batch = (await hub.Get<YearView>().WorkingAsync(head.CountyId, year))!.Batch.Id;
        await hub.Get<DataQuestions>().AskAsync(head, year, batch, "当年在校生应为 61 人");
        Assert.Contains((await hub.Get<InspectionHub.Web.Notices.NoticeBook>().ListAsync(office)), n => n.Notice.Text.Contains($"提出 {year} 学年数据有误"));
        using var desk = hub.As("dudao", Roles.Office);
        var list = desk.Render<DoubtList>();
        list.WaitForAssertion(() => Assert.Contains("当年在校生应为 61 人", list.Find($"[data-doubt='{head.UnitCode}']").TextContent), Patience);
        Assert.Contains($"{year}—{year + 1} 学年", list.Markup);
    }
}
