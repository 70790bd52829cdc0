using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Assessments;

/// <summary>What is official stays as it was published, and what is approved becomes official.</summary>
public sealed class OfficialTimeTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task A_signature_given_after_a_release_does_not_change_it_though_its_signer_had_looked_before()
    {
        const int year = 2026;
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, year))!;
        var site = now.Facts.Sites.Last(s => s.Kind == SchoolKind.Primary);
        var (desk, people) = (hub.Get<InspectionDesk>(), new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray());
        var id = await hub.Get<InspectionBook>().OpenAsync(Office, year, site.Code, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
        await desk.SaveAsync(people[0], (await desk.FindAsync(people[0], id))!.Inspection, "17.4", new LevelMark(4), "");
        await hub.SubmitAsync(people[0], id);
        await hub.HearAsync(Office, site.Unit, id);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, site.Unit), year, now.Batch.Id);
        var seen = (await desk.FindAsync(Office, id))!;
        var before = await PublishAsync(year, "审签之前");
        await desk.SignOffAsync(Office, seen);

        Assert.Equal(before.Frozen, ReleaseText.Of((await Afresh().OfficialAsync(Office.CountyId, year))!, before.Version, new Dictionary<string, Guid>()).Write());
        var after = await PublishAsync(year, "审签之后");
        Assert.Equal(site.Code, Assert.Single(ReleaseText.Read(after).Scorecards).Site);
        Assert.Equal(IndicatorState.Met, (await Afresh().OfficialAsync(Office.CountyId, year))!.CardOf(site.Code)!.Find("17.4")!.State);
    }

    [Fact]
    public async Task Approving_the_year_s_assessment_publishes_it_in_the_same_write()
    {
        const int year = 2023;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var book = new AnnualBook(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<Assessor>(), hub.Get<Releases>(), hub.Get<SelfAssessmentBook>(), clock);
        await book.DoAsync(Office, year, AnnualAct.Start, "");
        var now = (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, year))!;
        await book.PublishAsync(Office, now, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), "试公示");
        clock.Advance(TimeSpan.FromDays(2));

        // Without confirmed data there is nothing official to approve: neither of the two is written.
        Assert.Contains("还没有一个考核单位确认", (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(Office, year, AnnualAct.Approve, "12 月 1 日局长办公会"))).Message);
        Assert.Equal(AnnualState.Public, (await book.FindAsync(Office, year)).State);
        Assert.Null(await hub.Get<Releases>().OfficialAsync(Office.CountyId, year));
        // Its circular may be read, not issued.
        var early = await CircularAsync(year);
        Assert.Contains("尚未审定，不能签发通报", Assert.Single(early.Blocked));
        Assert.Contains("结果尚未审定，为暂评。", PaperText.Of(early.Report));

        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, now.Facts.Units[0].Code), year, now.Batch.Id);
        // What was confirmed after the notice has not stood in public: it is shown again first.
        Assert.Contains("公示以后有 1 个单位的结果变了", (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(Office, year, AnnualAct.Approve, "12 月 1 日局长办公会"))).Message);
        await book.DoAsync(Office, year, AnnualAct.TakeBack, "有单位补确认了数据");
        await book.PublishAsync(Office, (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, year))!, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), "试公示");
        clock.Advance(TimeSpan.FromDays(2));
        await book.DoAsync(Office, year, AnnualAct.Approve, "12 月 1 日局长办公会");
        Assert.Equal(AnnualState.Approved, (await book.FindAsync(Office, year)).State);
        var release = (await hub.Get<Releases>().ListAsync(Office.CountyId)).Single(r => r.Year == year);
        Assert.Equal("年度考核审定：12 月 1 日局长办公会", release.Basis);
        Assert.Equal(1, (await hub.Get<Releases>().OfficialAsync(Office.CountyId, year))!.Release!.Version);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
        // Places in a group are told by the same facts in both: a unit nobody has confirmed is open in the results as it is in the release.
        Assert.Equal(AnnualResults.Of((await hub.Get<Releases>().OfficialAsync(Office.CountyId, year))!).Units, (await book.FindAsync(Office, year)).Shown!.Units);
        Assert.All((await book.FindAsync(Office, year)).Shown!.Units.Where(u => u.Unit != now.Facts.Units[0].Code), u => Assert.Equal(("未定", "未定", "本学年数据尚未确认"), (u.Points, u.Grade, u.Reason)));
        await AssertPapersAsync(year, (await book.FindAsync(Office, year)).Shown!, now.Facts.Units[0]);
    }

    /// <summary>The circular prints what stood in public, unit for unit, and the report of a school names what was approved.</summary>
    private async Task AssertPapersAsync(int year, AnnualResults shown, Unit unit)
    {
        var circular = await CircularAsync(year);
        Assert.Empty(circular.Blocked);
        // Circulated is what was issued: without the paper there is nothing to record.
        Assert.Contains("通报还没有签发", (await Assert.ThrowsAsync<Refusal>(() => hub.Get<AnnualBook>().DoAsync(Office, year, AnnualAct.Circulate, ""))).Message);
        var today = Numerals.Day(DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date.AddDays(4)));
        Assert.Contains($"对全县 {shown.Units.Count} 个考核单位", PaperText.Of(circular.Report));
        Assert.Contains($"收到复核申请 0 件。结果已于{today}审定，现予通报。", PaperText.Of(circular.Report));
        Assert.Equal(shown.Units.Select(u => (u.Name, u.Points, u.Grade, u.Reason)).Order(), circular.Report.Blocks.OfType<Table>().SelectMany(t => t.Rows).Select(r => (r.Cells[1].Text, r.Cells[2].Text, r.Cells[3].Text, r.Cells[4].Text)).Order());
        var report = (await hub.Get<PaperPress>().DraftAsync(new PaperSubject(Office.CountyId, "assessment", year, unit.Main), new())).Draft;
        Assert.Contains($"经{today}审定，考核单位{unit.Name}的年度考核等级为“{shown.Units.Single(u => u.Unit == unit.Code).Grade}”", PaperText.Of(report));
    }

    private async Task<ComposedPaper> CircularAsync(int year) => (await hub.Get<PaperPress>().DraftAsync(new PaperSubject(Office.CountyId, "circular", year), new())).Composed;

    private async Task<CountyRelease> PublishAsync(int year, string basis) =>
        await hub.Get<Releases>().PublishAsync(Office, year, basis, (await hub.Get<Releases>().DraftAsync(Office.CountyId, year))!.Now.Position);

    /// <summary>The same room without anything it remembers.</summary>
    private Releases Afresh() => new(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<FrameworkShelf>(), hub.Get<ImportedYears>(), hub.Get<StoredMarks>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<TimeProvider>());
}
