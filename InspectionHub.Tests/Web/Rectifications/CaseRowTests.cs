using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Schools;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>The row behind a case is one of its school's, and without a value a case closes on evidence; who answers for it is said the same everywhere.</summary>
public sealed class CaseRowTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RectificationBook Book => hub.Get<RectificationBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Inspector => hub.Who("duxue1", Roles.Inspector);

    private async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;

    [Fact]
    public async Task A_row_that_does_not_apply_to_the_school_is_refused_with_what_to_do()
    {
        var site = (await NowAsync()).Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Kindergarten);
        // 8.2 is for other schools than 幼儿园.
        var refused = await Assert.ThrowsAsync<Refusal>(() => Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.Dated, "", "条例", "8.2", "", null, "office", "")));
        Assert.Equal(2, refused.Reasons.Count);
        Assert.Contains(refused.Reasons, r => r.Contains("指标 8.2") && r.Contains("不适用于这所学校（幼儿园）") && r.Contains("请改选"));
    }

    [Fact]
    public async Task Where_no_value_can_be_had_evidence_is_asked_for_though_a_row_is_named()
    {
        var now = await NowAsync();
        var site = now.Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Kindergarten);
        // As an inspection of an earlier year left it, when the school was of another kind.
        var id = await Book.OpenAsync(Inspector, new(Year, site.Code, RectificationClass.Dated, "校车没有备案", "校车条例", "8.2", "", null, "inspection", ""));
        await Book.StepAsync(Course.Head(Office, site.Unit), id, new(RectificationAct.Report, "已备案"));
        Assert.Contains("还没有佐证", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "看过")))).Message);
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "查看了备案表和驾驶人资格证"));
        Assert.Equal(RectificationState.Checked, (await Book.FindAsync(Office, id))!.State);
    }

    [Fact]
    public async Task A_check_that_found_nothing_to_count_passes_nothing_and_says_so()
    {
        var site = (await NowAsync()).Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary);
        var id = await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.Dated, "隐患没有按期整改", "条例", "8.4a", "", null, "office", ""));
        await Book.StepAsync(Course.Head(Office, site.Unit), id, new(RectificationAct.Report, "已整改"));
        foreach (var nothing in new MarkValue[] { new RatioMark(0, 0), new NotApplicableMark("没有隐患") })
            Assert.Contains("不能说明问题已经改好", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "查看了隐患台账和整改照片", Value: nothing)))).Message);
        Assert.Contains("没有达到标准", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "查看了隐患台账和整改照片", Value: new RatioMark(1, 2))))).Message);
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "查看了隐患台账和整改照片", Value: new RatioMark(2, 2)));
        Assert.Equal(RectificationState.Checked, (await Book.FindAsync(Office, id))!.State);
    }

    [Fact]
    public async Task The_form_offers_the_rows_of_the_chosen_school()
    {
        var now = await NowAsync();
        var site = now.Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Kindergarten);
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=new-site]")), Patience);
        Assert.Single(page.FindAll("[data-testid=new-row] option"));
        page.Act("[data-testid=new-site]", e => e.Change(site.Code));
        page.WaitForAssertion(() => Assert.True(page.FindAll("[data-testid=new-row] option").Count > 1), Patience);
        Assert.Equal(["", .. now.CardOf(site.Code)!.Rows.Where(r => r.State != IndicatorState.NotApplicable).Select(r => r.Row.Code).Distinct()], page.FindAll("[data-testid=new-row] option").Select(o => o.GetAttribute("value")));
    }

    [Fact]
    public async Task After_移交县级_the_page_of_the_school_names_the_office_that_took_it_over()
    {
        var site = (await NowAsync()).Facts.Sites.Last(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Junior);
        var id = await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.Dated, "宿舍楼外墙开裂", "条例", "", "总务主任", null, "office", ""));
        await Book.StepAsync(Office, id, new(RectificationAct.Transfer, "校舍建设属县级职责", To: "县发改局"));
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, Year).Add(x => x.Site, site.Code));
        page.WaitForAssertion(() => Assert.Contains("责任人：县发改局", page.Find("[data-testid=rectifications]").TextContent), Patience);
        Assert.DoesNotContain("总务主任", page.Find("[data-testid=rectifications]").TextContent);
    }
}
