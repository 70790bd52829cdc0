using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>Issuing and the register on a real database.</summary>
public sealed class PaperBookTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const string Home = "http://127.0.0.1:5080/";

    private PaperBook Book => hub.Get<PaperBook>();

    private Visitor Drafter => hub.Who("dudao", Roles.Office);

    private Visitor Checker => hub.Who("hegao", Roles.Office);

    private Visitor Leader => hub.Who("lingdao", Roles.Leader);

    private async Task<T> ReadAsync<T>(Func<AppDb, Task<T>> read)
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await read(db);
    }

    private async Task<Guid> CheckedAsync(string kind = "brief", string remarks = "")
    {
        var id = await Book.DraftAsync(Drafter, new(Drafter.CountyId, kind, 2026), new(Remarks: remarks));
        await Book.DoAsync(Checker, id, PaperAct.Check, "");
        return id;
    }

    private async Task<PaperIssue> IssueAsync(Guid id, string number = "")
    {
        var view = (await hub.Get<PaperDesk>().FindAsync(Leader, id))!;
        return await hub.Get<PaperDesk>().IssueAsync(Leader, view, number, Home);
    }

    private async Task PrintAsync(Guid paper)
    {
        foreach (var order in await ReadAsync(db => db.PaperOrders.Where(o => o.PaperId == paper && o.State == OrderState.Queued).Select(o => o.Id).ToListAsync()))
            await hub.Get<PaperJob>().RunAsync(order, CancellationToken.None);
    }

    [Fact]
    public async Task An_issued_paper_has_the_next_number_frozen_content_a_ledger_link_and_a_file_that_prints_exactly_that()
    {
        var proposed = await Book.ProposeAsync(Drafter.CountyId, "brief");
        var issue = await IssueAsync(await CheckedAsync(remarks: "请结合实际抓好落实。"));
        Assert.Equal($"{proposed}", issue.Number);
        Assert.Equal(ReportText.Hash(issue.Frozen), issue.ContentHash);
        Assert.DoesNotContain("Verification", issue.Frozen);
        var link = await ReadAsync(db => db.LedgerLinks.FirstAsync(l => l.CountyId == issue.CountyId && l.Seq == issue.LedgerSeq));
        Assert.Contains(issue.ContentHash, System.Text.Encoding.UTF8.GetString(link.Content));
        await PrintAsync(issue.PaperId);
        var entry = (await hub.Get<PaperRegister>().FindAsync(Drafter, issue.PaperId))!;
        var file = Assert.Single(entry.Files);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(hub.Get<HubOptions>().Papers, $"{file.OrderId}.pdf"), TestContext.Current.CancellationToken);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), file.Hash);
        var text = string.Concat(Printed.OfBytes(bytes).Pages()).Replace("\n", "").Replace(" ", "");
        Assert.Contains(issue.Number, text);
        Assert.Contains("请结合实际抓好落实。", text);
        Assert.Contains(issue.ContentHash[..16], text);
        Assert.DoesNotContain("草稿", text);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
        // Printed again from the frozen content the bytes are the same, and no second file is entered.
        await Book.PrintAgainAsync(Drafter, issue.PaperId);
        await PrintAsync(issue.PaperId);
        Assert.Equal(file.Hash, Assert.Single((await hub.Get<PaperRegister>().FindAsync(Drafter, issue.PaperId))!.Files).Hash);
    }

    [Fact]
    public async Task What_is_issued_stays_as_it_was_when_the_data_change_and_only_new_drafts_follow_them()
    {
        var (stop, subject, values) = (TestContext.Current.CancellationToken, new PaperSubject(Drafter.CountyId, "preschool", 2026), hub.Get<CountyValueBook>());
        var issue = await IssueAsync(await CheckedAsync("preschool"));
        await PrintAsync(issue.PaperId);
        var before = await Book.FingerprintAsync(subject, new());
        var file = Assert.Single((await hub.Get<PaperRegister>().FindAsync(Drafter, issue.PaperId))!.Files);
        var printed = Printed.OfBytes(await File.ReadAllBytesAsync(Path.Combine(hub.Get<HubOptions>().Papers, $"{file.OrderId}.pdf"), stop));
        await values.AnswerAsync(Checker, await values.EnterAsync(Drafter, 2026, "kg_satisfaction", "61.37", DateOnly.FromDateTime(DateTime.UtcNow), "社会满意度调查报告", null), true, "");
        Assert.NotEqual(before, await Book.FingerprintAsync(subject, new()));
        Assert.Contains("61.37", ReportText.Write((await hub.Get<PaperPress>().DraftAsync(subject, new())).Draft));

        await Book.PrintAgainAsync(Drafter, issue.PaperId);
        await PrintAsync(issue.PaperId);
        Assert.Equal(file.Hash, Assert.Single((await hub.Get<PaperRegister>().FindAsync(Drafter, issue.PaperId))!.Files).Hash);
        var shown = (await hub.Get<PaperDesk>().PreviewAsync(Drafter, issue.PaperId))!.Value.Bytes;
        Assert.Equal(printed.Bytes, shown);
        Assert.DoesNotContain("61.37", string.Concat(Printed.OfBytes(shown).Pages()));
        Assert.Equal(issue.ContentHash, ReportText.Hash((await ReadAsync(db => db.PaperIssues.AsNoTracking().FirstAsync(i => i.PaperId == issue.PaperId))).Frozen));
    }

    [Fact]
    public async Task Numbers_are_given_without_gaps_even_when_several_issue_at_once_and_never_again_after_voiding()
    {
        var drafts = new List<Guid>();
        for (var i = 0; i < 4; i++) drafts.Add(await CheckedAsync());
        var first = (await Book.ProposeAsync(Drafter.CountyId, "brief")).Serial;
        var issues = await Task.WhenAll(drafts.Select(id => IssueAsync(id)));
        Assert.Equal(Enumerable.Range(first, 4), issues.Select(i => i.Serial).Order());
        var last = issues.MaxBy(i => i.Serial)!;
        await Book.DoAsync(Drafter, last.PaperId, PaperAct.Void, "印错了");
        Assert.Equal(last.Serial + 1, (await Book.ProposeAsync(Drafter.CountyId, "brief")).Serial);
        var refusal = await Assert.ThrowsAsync<Refusal>(async () => await IssueAsync(await CheckedAsync(), last.Number));
        Assert.Contains("已经用过", refusal.Message);
        Assert.Equal(PaperState.Void, (await hub.Get<PaperRegister>().FindAsync(Drafter, last.PaperId))!.State);
    }

    [Fact]
    public async Task A_number_may_be_typed_and_is_read_strictly()
    {
        var id = await CheckedAsync("monitor");
        var year = DateTime.UtcNow.AddHours(8).Year;
        Assert.Contains("不合格式", (await Assert.ThrowsAsync<Refusal>(() => IssueAsync(id, "七号"))).Message);
        Assert.Contains("文号年份", (await Assert.ThrowsAsync<Refusal>(() => IssueAsync(id, "紫监〔2001〕3号"))).Message);
        Assert.Equal($"紫监〔{year}〕41号", (await IssueAsync(id, $"紫监[{year}]41号")).Number);
        Assert.Equal($"紫监〔{year}〕42号", $"{await Book.ProposeAsync(Drafter.CountyId, "monitor")}");
    }

    [Fact]
    public async Task What_the_signer_did_not_see_is_not_issued()
    {
        var id = await CheckedAsync();
        var view = (await hub.Get<PaperDesk>().FindAsync(Leader, id))!;
        await Book.DoAsync(Checker, id, PaperAct.SendBack, "补一句");
        await Book.DoAsync(Drafter, id, PaperAct.Revise, "", new DraftWords(Remarks: "另加一段。"));
        await Book.DoAsync(Checker, id, PaperAct.Check, "");
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => hub.Get<PaperDesk>().IssueAsync(Leader, view, "", Home))).Status);
        Assert.Null((await hub.Get<PaperRegister>().FindAsync(Drafter, id))!.Issue);
        Assert.NotNull(await IssueAsync(id));
    }

    [Fact]
    public async Task An_amendment_names_the_paper_it_replaces_and_the_old_one_says_so()
    {
        var old = await IssueAsync(await CheckedAsync());
        var next = await Book.DraftAsync(Drafter, new(Drafter.CountyId, "brief", 2026), new(), old.PaperId);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Book.DraftAsync(Drafter, new(Drafter.CountyId, "brief", 2026), new(), old.PaperId))).Status);
        await Book.DoAsync(Checker, next, PaperAct.Check, "");
        Assert.Null((await hub.Get<PaperRegister>().FindAsync(Drafter, old.PaperId))!.ReplacedBy);
        var issue = await IssueAsync(next);
        Assert.Contains($"本件为第 2 版，自签发之日起替代 {old.Number}", issue.Frozen);
        Assert.Equal(issue.Number, (await hub.Get<PaperRegister>().FindAsync(Drafter, old.PaperId))!.ReplacedBy);
    }

    [Fact]
    public async Task An_unsigned_result_is_not_issued_and_the_register_shows_each_person_only_what_is_theirs()
    {
        var site = await ReadAsync(db => db.SchoolYears.Where(s => s.Year == 2026).OrderBy(s => s.Code).Select(s => new { s.Code, s.Unit }).FirstAsync());
        var id = await Book.DraftAsync(Drafter, new(Drafter.CountyId, "assessment", 2026, site.Code), new());
        await Book.DoAsync(Checker, id, PaperAct.Check, "");
        Assert.Contains("尚未审签", (await Assert.ThrowsAsync<Refusal>(() => IssueAsync(id))).Message);
        var register = hub.Get<PaperRegister>();
        var head = Drafter with { Role = Roles.Unit, UnitCode = site.Unit };
        Assert.Null(await register.FindAsync(head, id));
        Assert.Null(await register.FindAsync(Drafter with { Role = Roles.Inspector }, id));
        Assert.NotNull(await register.FindAsync(Leader, id));
        var county = await IssueAsync(await CheckedAsync());
        Assert.Null(await register.FindAsync(head, county.PaperId));
        Assert.NotNull(await register.FindAsync(Drafter with { Role = Roles.LeadOffice }, county.PaperId));
        Assert.Null(await register.FindAsync(Leader with { CountyId = 99 }, county.PaperId));
        foreach (var who in (Visitor[])[head, Drafter with { Role = Roles.Inspector }, Leader])
            Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => Book.DraftAsync(who, new(who.CountyId, "brief", 2026), new()))).Status);
    }

    [Fact]
    public async Task A_report_read_back_from_its_canonical_text_is_written_the_same_again()
    {
        var (_, draft) = await hub.Get<PaperPress>().DraftAsync(new(Drafter.CountyId, "target", 2026), new(CopyTo: "县人大教科文卫工委"));
        var text = ReportText.Write(draft);
        Assert.Equal(text, ReportText.Write(ReportText.Read(text)));
        Assert.Contains(ReportText.Read(text).Blocks, b => b is Imprint { CopyTo: "县人大教科文卫工委" });
    }
}
