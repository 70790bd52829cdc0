using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Core.Targets;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>预警 of every kind, and that a release hides none of what waits for a person.</summary>
public sealed class WarningTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
{
    private const int Year = 2026;

    private DateTimeOffset Now => hub.Get<TimeProvider>().GetUtcNow();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task What_waits_for_a_person_is_warned_of_and_becomes_overdue_with_the_days()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;
        var site = now.Facts.Sites.First(s => s.Kind == SchoolKind.Primary).Code;
        var today = DateOnly.FromDateTime(Now.DateTime.AddHours(8));
        var inspection = await InspectAsync(site, new(false, InspectionNotice.UsualBasis, "食堂", "", today.AddDays(1), today.AddDays(3), null, Hurry: "近日有举报"));
        await hub.Get<RectificationBook>().OpenAsync(Office, new(Year, site, RectificationClass.Dated, "食堂留样不足 125 克", "食品安全国家标准", "8.7", "校长", today.AddDays(5), "office", ""));
        await hub.Get<VetoBook>().RaiseAsync(hub.Who("duxue1", Roles.Inspector), Year, site, "3.6", "食堂旁一栋 D 级危房仍在使用。");
        await hub.Get<HazardBook>().SaveAsync(hub.Who("duxue1", Roles.Inspector), new(Guid.NewGuid(), "desk", 1, $"{inspection}", Now, "围墙开裂，随时可能倒塌", "拉起警戒线", "已报教育局值班室", null, null, null));

        var visit = await hub.Get<VisitBook>().PlanAsync(Office, now.Facts.Sites.First(s => s.Kind == SchoolKind.NineYear).Code, today.AddDays(2), "canteen", hub.Who("duxue1", Roles.Inspector).Id);

        var soon = await FindAsync(Now, now);
        Assert.Contains(soon, w => w.Kind == "立即处置" && w.Text.Contains("围墙开裂") && w.Site == site);
        Assert.Contains(soon, w => w.Kind == "否决" && w.Text.Contains("3.6"));
        Assert.Contains(soon, w => w.Kind == "整改将到期" && w.Text.Contains("食堂留样"));
        Assert.DoesNotContain(soon, w => w.Kind is "办理逾期" && w.Address == $"/inspections/{inspection}");

        var later = await FindAsync(Now.AddDays(40), now);
        Assert.Contains(later, w => w.Kind == "整改逾期" && w.Text.Contains("食堂留样"));
        Assert.Contains(later, w => w.Kind == "办理逾期" && w.Address == $"/inspections/{inspection}" && w.Text.Contains("现场督导结果没有提交"));
        Assert.Contains(later, w => w.Kind == "办理逾期" && w.Address == $"/visits/{visit}" && w.Text.Contains("挂牌督导没有完成"));
        // A lead office's dashboard has only what is about its rows, and who looks after accounts neither visit nor inspection.
        Assert.DoesNotContain(await FindAsync(Now.AddDays(40), now, who: hub.Who("kaoshi", Roles.LeadOffice)), w => w.Kind == "办理逾期");
        Assert.DoesNotContain(await FindAsync(Now.AddDays(40), now, who: hub.Who("admin", Roles.Administrator)), w => w.Kind is "办理逾期" or "整改逾期");
    }

    [Fact]
    public async Task A_danger_leads_everybody_to_a_page_of_theirs_and_is_over_with_its_case_or_with_the_record_it_stands_on()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;
        var site = now.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).DistinctBy(s => s.Unit).ElementAt(2);
        var (inspector, book) = (hub.Who("duxue1", Roles.Inspector), hub.Get<RectificationBook>());
        var inspection = await InspectAsync(site.Code, null);
        (string, int, RectificationDemand?)[] dangers = [("线路裸露", 1, new("穿管", DateOnly.FromDateTime(Now.DateTime.AddDays(3)), "后勤主任")), ("屋檐脱落", 2, null)];
        foreach (var (what, seq, notice) in dangers)
            Assert.Equal("stored", (await hub.Get<HazardBook>().SaveAsync(inspector, new(Guid.CreateVersion7(), "warn", seq, $"{inspection}", Now, what, "已隔离", "已告知校长", notice, null, null))).Result);
        var one = Assert.Single(await book.ListAsync(Office), c => c.Head.SourceKind == "hazard" && c.Head.Site == site.Code);
        var (school, at) = ($"/schools/{Year}/{site.Code}#hazards", $"/rectifications/{one.Head.Id}");
        (Visitor, string[])[] doors = [(Office, [school, at]), (hub.Who("duxue9", Roles.Inspector), [school, at]), (hub.Who("kaoshi", Roles.LeadOffice), [school, school]), (hub.Who("admin", Roles.Administrator), [])];
        foreach (var (who, addresses) in doors)
            Assert.Equal(addresses, (await FindAsync(Now, now, who: who)).Where(w => w.Kind == "立即处置" && w.Site == site.Code).Select(w => w.Address));
        // The school's page tells the head what it is; who looks after accounts is told neither there nor in the 台账.
        foreach (var (user, role, times) in new[] { (DemoAccounts.HeadOf(site.Unit), Roles.Unit, 2), ("admin", Roles.Administrator, 0) })
        {
            using var context = hub.As(user, role);
            var page = context.Render<InspectionHub.Web.Schools.SchoolPage>(p => p.Add(x => x.Year, Year).Add(x => x.Site, site.Code));
            page.WaitForAssertion(() => Assert.Equal(times, page.FindAll("[data-testid=hazards] li").Count), TimeSpan.FromSeconds(30));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=rows]")), TimeSpan.FromSeconds(30));
            Assert.Equal(times > 0, page.Markup.Contains("屋檐脱落"));
        }
        Assert.Empty(await book.ListAsync(hub.Who("admin", Roles.Administrator)));

        var head = hub.Who(DemoAccounts.HeadOf(site.Unit), Roles.Unit);
        await book.StepAsync(head, one.Head.Id, new(RectificationAct.Report, "已穿管"));
        await book.StepAsync(inspector, one.Head.Id, new(RectificationAct.Pass, "逐间看过，线路均已穿管固定"));
        await book.StepAsync(Office, one.Head.Id, new(RectificationAct.Approve, ""));
        Assert.Equal([school], await LeftAsync());
        await hub.SubmitAsync(inspector, inspection);
        await hub.HearAsync(Office, site.Unit, inspection);
        await hub.Get<Confirmations>().ConfirmAsync(head, Year, now.Batch.Id);
        await hub.Get<InspectionDesk>().SignOffAsync(Office, (await hub.Get<InspectionDesk>().FindAsync(Office, inspection))!);
        Assert.Equal([school], await LeftAsync());
        await hub.Get<InspectionActs>().DoAsync(Office, inspection, InspectionHub.Core.Procedures.InspectionAct.Issue, "总体较好。");
        Assert.Empty(await LeftAsync());

        async Task<IEnumerable<string>> LeftAsync() => (await FindAsync(Now, now)).Where(w => w.Kind == "立即处置" && w.Site == site.Code).Select(w => w.Address);
    }

    [Fact]
    public async Task A_target_that_no_longer_holds_and_one_near_its_day_with_blanks_are_warned_of()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;
        var due = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0).Assess().Tests;
        var later = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 2).Assess().Tests;
        var targets = TargetProgress.Of([(2025, due), (2026, later)], new(2026, 11, 1), new HashSet<int>());
        var warnings = await FindAsync(new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), now, targets);
        Assert.Equal("/targets?year=2026&target=2025&test=T1&data=provisional", Assert.Single(warnings, w => w.Kind == "由好转差" && w.Text.Contains("2025 年目标 T1") && w.Text.Contains("2026 学年不再达标")).Address);
        Assert.Contains(warnings, w => w.Kind == "临近到期" && w.Text.StartsWith("2028 年目标还有", StringComparison.Ordinal));
        Assert.DoesNotContain(await FindAsync(new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), now, targets), w => w.Kind == "临近到期");
    }

    [Fact]
    public async Task Of_a_target_whose_day_is_past_nothing_is_near_whatever_year_is_looked_back_at()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2024))!;
        var open = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0).Assess().Tests;
        async Task<List<string>> NearAsync(DateTimeOffset day)
        {
            var targets = TargetProgress.Of([(2024, open)], DateOnly.FromDateTime(day.Date), new HashSet<int>());
            return [.. (await FindAsync(day, now, targets)).Where(w => w.Kind == "临近到期").Select(w => w.Text[..4])];
        }
        Assert.Equal(["2028"], await NearAsync(new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)));
        // On its very day it is near still; the day is the county's, eight hours ahead.
        Assert.Equal(["2025"], await NearAsync(new(2025, 12, 31, 12, 0, 0, TimeSpan.Zero)));
        Assert.Empty(await NearAsync(new(2025, 12, 31, 17, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_school_that_complied_a_year_ago_and_does_not_now_is_named()
    {
        var (now, before) = ((await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!, (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year - 1))!);
        var good = before.Assessment.Scorecards.Values.First(c => c.Compliance.Any(x => x.State == IndicatorState.Met) && now.CardOf(c.Site.Code) is not null);
        var cards = now.Assessment.Scorecards.ToDictionary();
        cards[good.Site.Code] = now.CardOf(good.Site.Code)! with { Compliance = [.. good.Compliance.Select(c => c with { State = IndicatorState.NotMet, Short = ["R1"] })] };
        Assert.Contains(await FindAsync(Now, now with { Assessment = now.Assessment with { Scorecards = cards } }), w => w.Kind == "由好转差" && w.Address == $"/schools/{Year}/{good.Site.Code}" && w.Text.Contains("R1"));
        // Found in official numbers, it leads to the school's official ones.
        var released = now with { Assessment = now.Assessment with { Scorecards = cards }, Release = new(Guid.NewGuid(), Year, 1, Now, "李", "") };
        Assert.Contains(await FindAsync(Now, released), w => w.Kind == "由好转差" && w.Address == $"/schools/{Year}/{good.Site.Code}?data=official");
    }

    [Fact]
    public async Task After_a_release_a_differing_ballot_and_unconfirmed_data_still_warn()
    {
        var (releases, now) = (hub.Get<Releases>(), (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!);
        await hub.Get<Confirmations>().ConfirmAsync(Office with { Role = Roles.Unit, UnitCode = now.Facts.Units[0].Code }, Year, now.Batch.Id);
        await releases.PublishAsync(Office, Year, "县督导委会议纪要", (await releases.DraftAsync(Office.CountyId, Year))!.Now.Position);
        var site = now.Facts.Sites.Last(s => s.Kind == SchoolKind.Primary).Code;
        var id = await InspectAsync(site, null);
        foreach (var (user, level) in new[] { ("duxue1", 4), ("duxue2", 1) })
            Assert.Equal("stored", (await hub.Get<InspectionDesk>().SaveAsync(hub.Who(user, Roles.Inspector), (await hub.Get<InspectionDesk>().FindAsync(hub.Who(user, Roles.Inspector), id))!.Inspection, "17.4", new LevelMark(level), "")).Result);
        await hub.Get<Confirmations>().ConfirmAsync(Office with { Role = Roles.Unit, UnitCode = now.Facts.Units[1].Code }, Year, now.Batch.Id);
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(Office, new() { Year = Year }))!;
        Assert.NotNull(picture.Now.Release);
        Assert.Contains(picture.Warnings, w => w.Kind == "评分不一致" && w.Site == site && w.Row == "17.4");
        var open = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;
        Assert.StartsWith($"{now.Facts.Units.Count - open.ConfirmedUnits.Count} 个考核单位", picture.Warnings.Single(w => w.Kind == "数据确认").Text);
    }

    [Fact]
    public async Task Of_a_school_that_is_inspected_twice_both_sheets_warn_each_with_its_own_door()
    {
        var site = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).ElementAt(5).Code;
        var ids = new List<Guid>();
        foreach (var levels in new[] { (4, 1), (2, 3) })
        {
            ids.Add(await InspectAsync(site, null));
            foreach (var (user, level) in new[] { ("duxue1", levels.Item1), ("duxue2", levels.Item2) })
                Assert.Equal("stored", (await hub.Get<InspectionDesk>().SaveAsync(hub.Who(user, Roles.Inspector), (await hub.Get<InspectionDesk>().FindAsync(hub.Who(user, Roles.Inspector), ids[^1]))!.Inspection, "17.4", new LevelMark(level), "")).Result);
        }
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;
        Assert.Equal(ids.Select(i => $"/inspections/{i}"), (await FindAsync(Now, now)).Where(w => w.Kind == "评分不一致" && w.Site == site).Select(w => w.Address));
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var both = await SheetMarks.BySheetsAsync(db, [.. ids.Select(i => $"{i}"), "none"]);
        foreach (var id in ids) Assert.Equal((await SheetMarks.BySheetAsync(db, $"{id}")).Rows["17.4"].Marks, both[$"{id}"].Rows["17.4"].Marks);
        Assert.Empty(both["none"].Rows);
    }

    [Fact]
    public async Task The_feed_of_a_town_is_its_own_latest_marks_whatever_came_in_elsewhere_since()
    {
        var sites = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == SchoolKind.NineYear).GroupBy(s => s.Town).Select(g => g.First()).Take(2).ToList();
        await MarkAsync(sites[1].Code, 1);
        await MarkAsync(sites[0].Code, 13);
        Assert.Single((await hub.Get<DashboardBoard>().ReadAsync(Office, new() { Year = Year, Town = sites[1].Town }))!.Feed);
        Assert.All((await hub.Get<DashboardBoard>().ReadAsync(Office, new() { Year = Year }))!.Feed, l => Assert.Equal(sites[0].Code, l.Site));
    }

    private async Task MarkAsync(string site, int times)
    {
        var (who, id) = (hub.Who("duxue1", Roles.Inspector), await InspectAsync(site, null));
        var sheet = (await hub.Get<InspectionDesk>().FindAsync(who, id))!.Inspection;
        for (var i = 0; i < times; i++) Assert.Equal("stored", (await hub.Get<InspectionDesk>().SaveAsync(who, sheet, "17.4", new LevelMark(1 + (i % 4)), "")).Result);
    }

    private Task<Guid> InspectAsync(string site, InspectionNotice? notice)
    {
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray();
        return hub.Get<InspectionBook>().OpenAsync(Office, Year, site, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })], notice);
    }

    private Task<IReadOnlyList<Warning>> FindAsync(DateTimeOffset day, AssessedYear now, IReadOnlyList<TargetProgress>? targets = null, Visitor? who = null) =>
        new WarningBoard(hub.Get<YearView>(), hub.Get<VetoBook>(), hub.Get<HazardBook>(), hub.Get<RectificationBook>(), hub.Get<LateBoard>(), hub.Get<Assessor>(), hub.Get<IDbContextFactory<AppDb>>(), new FakeTimeProvider(day)).FindAsync(who ?? Office, now, targets ?? []);
}
