using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using System.Text.Json;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>隐去: two people, a tombstone, a whole chain; and the page that shows all this.</summary>
public sealed class RedactionTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const string Secret = "张某某同学的家长电话 13800000000";

    /// <summary>Written by one test only, so that it can be looked for in the files.</summary>
    private const string Own = "李某某同学的家长电话 13900000000";

    [Fact]
    public async Task A_note_is_gone_after_two_people_agreed_and_the_chain_still_holds()
    {
        var (office, admin) = (hub.Who("dudao", Roles.Office), hub.Who("admin", Roles.Administrator));
        var (site, id) = await MarkAsync(Own);
        var book = hub.Get<RedactionBook>();
        Assert.Contains(await NotesAsync(), n => n == Own);
        var choice = Assert.Single(await book.ChoicesAsync(office, 2026, site), c => c.Key == $"{id}");
        Assert.Equal("评分的备注", choice.What);

        await Assert.ThrowsAsync<Refusal>(() => book.AskAsync(office, choice.Table, choice.Key, choice.Field, " "));
        await Assert.ThrowsAsync<Refusal>(() => book.AskAsync(hub.Who("lingdao", Roles.Leader), choice.Table, choice.Key, choice.Field, "含学生信息"));
        var request = await book.AskAsync(office, choice.Table, choice.Key, choice.Field, "含学生信息");
        Assert.Contains("另一人", (await Assert.ThrowsAsync<Refusal>(() => book.DecideAsync(office, request, true, ""))).Message);
        Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<Exception>(() => BlackoutAsync(id))).Message);
        await book.DecideAsync(admin, request, true, "");

        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var mark = await db.ScoreEntries.AsNoTracking().FirstAsync(e => e.Id == id, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(RedactableAttribute.Tombstone, mark.Note);
        Assert.DoesNotContain("Note", mark.Salts);
        Assert.Equal("""{"level":3}""", mark.Value);
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, report.Lines[0]);
        Assert.DoesNotContain(await db.LedgerLinks.AsNoTracking().ToListAsync(Xunit.TestContext.Current.CancellationToken), l => System.Text.Encoding.UTF8.GetString(l.Content).Contains("李某某"));
        Assert.Empty(await book.OpenAsync(office));
        // Nor in the file, the log beside it, or a backup made now.
        var options = hub.Get<HubOptions>();
        var backup = Path.Combine(options.DataFolder, $"{id:n}.zip");
        await hub.Get<InspectionHub.Web.Backups.BackupWriter>().WriteAsync(backup);
        using (var zip = System.IO.Compression.ZipFile.OpenRead(backup))
        {
            foreach (var (name, open) in new (string, Func<Stream>)[] { ("hub.db", () => Shared(options.Database)), ("hub.db-wal", () => Shared(options.Database + "-wal")), ("backup", () => zip.GetEntry("hub.db")!.Open()) })
            {
                await using var from = open();
                using var bytes = new MemoryStream();
                await from.CopyToAsync(bytes, Xunit.TestContext.Current.CancellationToken);
                Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(System.Text.Encoding.UTF8.GetBytes(Own)) < 0, $"the text is still in {name}");
            }
        }
        // Nor does it live on in what the running hub had read before.
        Assert.DoesNotContain(await NotesAsync(), n => n.Contains("李某某"));
        // The tombstone is the only change that is let through, and nobody else's row is touched.
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlAsync($"UPDATE ScoreEntries SET Note = 'anything else' WHERE Id = {id}", Xunit.TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlAsync($"UPDATE ScoreEntries SET Value = NULL WHERE Id = {id}", Xunit.TestContext.Current.CancellationToken));
    }

    private static Stream Shared(string file) => File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : Stream.Null;

    private async Task<List<string>> NotesAsync() =>
        [.. (await hub.Get<InspectionHub.Web.Assessments.Assessor>().FindAsync(1, 2026))!.Assessment.Scorecards.Values.SelectMany(c => c.Rows).SelectMany(r => r.Ballots.Marks).Select(m => m.Note)];

    [Fact]
    public async Task The_page_verifies_and_a_second_person_decides_on_it()
    {
        var (site, _) = await MarkAsync();
        await using var office = hub.As("dudao", Roles.Office);
        var page = office.Render<LedgerPage>();
        page.WaitForAssertion(() => Assert.Contains("前后相接", page.Find("[data-testid=verdict]").TextContent), TimeSpan.FromSeconds(20));
        page.Find("[data-testid=site]").Change(site);
        page.FindAll("button").First(b => b.TextContent == "查找").Click();
        page.WaitForAssertion(() => Assert.Contains(Secret, page.Markup), TimeSpan.FromSeconds(20));
        page.Find("[data-testid=reason]").Change("含学生信息");
        page.FindAll("tr").First(r => r.TextContent.Contains(Secret)).QuerySelector("button")!.Click();
        page.WaitForAssertion(() => Assert.Contains("等待另一人同意", page.Markup), TimeSpan.FromSeconds(20));

        await using var admin = hub.As("admin", Roles.Administrator);
        var second = admin.Render<LedgerPage>();
        second.WaitForAssertion(() => second.FindAll("button").First(b => b.TextContent == "不同意").Click(), TimeSpan.FromSeconds(20));
        second.WaitForAssertion(() => Assert.Empty(second.FindAll("[data-testid=case]")), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task What_was_written_into_the_steps_records_and_findings_of_an_inspection_can_be_blacked_out_too()
    {
        var stop = Xunit.TestContext.Current.CancellationToken;
        var (office, admin, lead) = (hub.Who("dudao", Roles.Office), hub.Who("admin", Roles.Administrator), hub.Who("duxue1", Roles.Inspector));
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        var site = await db.SchoolYears.Where(s => s.Year == 2026 && s.Kind == "小").OrderByDescending(s => s.Code).FirstAsync(stop);
        var team = new[] { lead, hub.Who("duxue2", Roles.Inspector), hub.Who("duxue3", Roles.Inspector) };
        var id = await hub.Get<InspectionBook>().OpenAsync(office, 2026, site.Code, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == lead })]);
        await hub.SubmitAsync(lead, id);
        await hub.Get<InspectionActs>().DoAsync(office, id, InspectionHub.Core.Procedures.InspectionAct.SendPreliminary, Secret);
        var book = hub.Get<RedactionBook>();
        var choices = await book.ChoicesAsync(office, 2026, site.Code);
        Assert.Contains(choices, c => c.Table == "InspectionRecords" && c.Text.Contains("教师反映"));
        var choice = Assert.Single(choices, c => c.Table == "InspectionActs" && c.Text == Secret);
        Assert.Equal("督导办理步骤的文字", choice.What);
        Assert.DoesNotContain(await book.ChoicesAsync(office, 2025, site.Code), c => c.Text == Secret);
        Assert.DoesNotContain(await book.ChoicesAsync(office with { CountyId = 99 }, 2026, site.Code), c => c.Text == Secret);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => book.AskAsync(office with { CountyId = 99 }, choice.Table, choice.Key, choice.Field, "含学生信息"))).Status);

        await book.DecideAsync(admin, await book.AskAsync(office, choice.Table, choice.Key, choice.Field, "含学生信息"), true, "");
        Assert.Equal(0, await db.InspectionActs.CountAsync(a => a.Reason == Secret, stop));
        Assert.Equal(1, await db.InspectionActs.CountAsync(a => a.InspectionId == id && a.Reason == RedactableAttribute.Tombstone, stop));
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, report.Lines[0]);
    }

    [Fact]
    public async Task Reasons_that_belong_to_no_school_can_go_too_but_not_those_the_chain_was_told_in_plain_words()
    {
        var stop = Xunit.TestContext.Current.CancellationToken;
        var (office, admin, register) = (hub.Who("dudao", Roles.Office), hub.Who("admin", Roles.Administrator), hub.Get<InspectorRegister>());
        var line = (await register.ListAsync(office.CountyId, register.Today)).Last(l => l.Now is not null);
        var ended = await register.EndAsync(office, line.Now!.Id, register.Today, Secret);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        Assert.DoesNotContain(await db.LedgerLinks.AsNoTracking().ToListAsync(stop), l => System.Text.Encoding.UTF8.GetString(l.Content).Contains(Secret));
        // Nor in what the person was told: a notice cannot be blacked out.
        Assert.Equal(0, await db.Notices.CountAsync(n => n.Text.Contains(Secret), stop));
        var book = hub.Get<RedactionBook>();
        var choice = Assert.Single(await book.ChoicesAsync(office, 2026, ""), c => c.Text == Secret);
        Assert.Equal(("Appointments", $"{ended}"), (choice.Table, choice.Key));
        await book.DecideAsync(admin, await book.AskAsync(office, choice.Table, choice.Key, choice.Field, "含个人信息"), true, "");
        Assert.Equal(RedactableAttribute.Tombstone, (await db.Appointments.AsNoTracking().SingleAsync(a => a.Id == ended, stop)).Reason);
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, report.Lines[0]);

        // A row of an earlier version has no salt for it: it is proved with its words, so they are not offered.
        var old = new Appointment { Id = Guid.NewGuid(), CountyId = 1, PersonId = "p", PersonName = "某", Letter = "旧", GivenOn = register.Today, From = register.Today, To = register.Today, IsFullTime = false, Reason = "旧的原因", ById = "p", ByName = "某", At = DateTimeOffset.UnixEpoch, LedgerSeq = 1 };
        Assert.Empty(RedactableRow.Of(db, old).Choices());
        var said = LedgerRow.Of(db, old);
        Assert.Null(said.Salted);
        LedgerRow.AddSalts(db, old);
        Assert.Equal("旧的原因", Assert.Single(RedactableRow.Of(db, old).Choices()).Text);
        Assert.Equal("Reason", Assert.Single(LedgerRow.Of(db, old).Salted!).Key);
        Assert.NotEqual(said.Hash, LedgerRow.Of(db, old).Hash);
    }

    private async Task<(string Site, Guid Id)> MarkAsync(string note = Secret)
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        var site = await db.SchoolYears.Where(s => s.Year == 2026 && s.Kind == "小").OrderBy(s => s.Code).Select(s => s.Code).FirstAsync();
        var id = Guid.CreateVersion7();
        var answer = await hub.Get<ScoreBook>().SaveAsync(hub.Who("jiaoyu", Roles.LeadOffice), new(id, "test", 1, Sheet.Desk(2026, site), "ziyang-71-2021.v1", "2.4", JsonDocument.Parse("""{"level":3}""").RootElement, note, null, DateTimeOffset.UtcNow, null, []));
        Assert.Equal("stored", answer.Result);
        return (site, id);
    }

    private async Task BlackoutAsync(Guid id)
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        await Blackout.ApplyAsync(db, await db.ScoreEntries.AsNoTracking().FirstAsync(e => e.Id == id), ["Note"]);
    }
}
