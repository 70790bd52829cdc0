using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;
using System.Text;
using System.Text.Json;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>The reason of a 不适用 is free text and may name a person: it can go, and the row stays 不适用.</summary>
public sealed class RedactedReasonTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private const string Row = "8.7";
    private const string First = "全班只有赵某某一人在校用餐", Second = "赵某某家长自带午餐", Settled = "赵某某已转学，食堂停办", Own = "赵某某自行用餐";

    [Fact]
    public async Task Reasons_of_marks_settlements_and_自评_are_blacked_out_and_every_reader_finds_不适用_still()
    {
        var stop = TestContext.Current.CancellationToken;
        var (office, admin, book, desk) = (hub.Who("dudao", Roles.Office), hub.Who("admin", Roles.Administrator), hub.Get<RedactionBook>(), hub.Get<InspectionDesk>());
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var site = (await NowAsync()).Facts.Sites.Last(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary);
        var id = await hub.Get<InspectionBook>().OpenAsync(office, Year, site.Code, "综合督导", [.. team.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })]);
        async Task SaveAsync(Visitor who, MarkValue value, string row = Row) => Assert.Equal("stored", (await desk.SaveAsync(who, (await desk.FindAsync(who, id))!.Inspection, row, value, "")).Result);
        await SaveAsync(team[0], new NotApplicableMark(First));
        await SaveAsync(team[1], new NotApplicableMark(Second));
        await SaveAsync(team[1], new LevelMark(3), "17.4");
        // Two who find that it does not apply agree, in whatever words.
        Assert.Equal((BallotState.Agreed, IndicatorState.NotApplicable), await StandsAsync());
        await SaveAsync(team[2], new LevelMark(2));
        Assert.Equal((BallotState.Differing, IndicatorState.Unknown), await StandsAsync());
        var seen = (await desk.FindAsync(team[0], id))!;
        await desk.SettleAsync(team[0], seen.Inspection, Row, new NotApplicableMark(Settled), "看了学籍", seen.BallotsOf(Row).Marks);
        await hub.Get<SelfAssessmentBook>().SaveAsync(Course.Head(office, site.Unit), Year, site.Code, Row, new NotApplicableMark(Own), "");
        Assert.Equal((BallotState.Settled, IndicatorState.NotApplicable), await StandsAsync());

        var choices = (await book.ChoicesAsync(office, Year, site.Code)).Where(c => c.Field == "Value" && c.Table != "VisitEntries").ToList();
        Assert.Equal(new[] { ("评分的不适用原因", First), ("评分的不适用原因", Second), ("裁定的不适用原因", Settled), ("自评的不适用原因", Own) }.Order(), choices.Select(c => (c.What, c.Text)).Order());
        // What was found is no free text: nobody can black it out.
        Assert.DoesNotContain("Value", LedgerRow.SaltsOf(await MarkAsync("17.4")).Keys);
        foreach (var choice in choices) await book.DecideAsync(admin, await book.AskAsync(office, choice.Table, choice.Key, choice.Field, "含学生信息"), true, "");

        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        Assert.DoesNotContain(await db.LedgerLinks.AsNoTracking().ToListAsync(stop), l => Encoding.UTF8.GetString(l.Content).Contains("赵某某"));
        Assert.Equal(-1, await PlaceAsync("赵某某", stop));
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, report.Lines[0]);
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlAsync($"UPDATE ScoreEntries SET Value = NULL WHERE Sheet = {$"{id}"}", stop));

        Assert.Equal((BallotState.Settled, IndicatorState.NotApplicable), await StandsAsync());
        const string Gone = $"不适用：{RedactableAttribute.Tombstone}";
        seen = (await desk.FindAsync(team[0], id))!;
        Assert.Equal([Gone, Gone], seen.BallotsOf(Row).Marks.Where(m => m.Value is NotApplicableMark).Select(m => MarkText.Of(m.Value!, seen.Card.Find(Row)!.Row)));
        Assert.Equal(Gone, (await hub.Get<SelfAssessmentBook>().FindAsync(Course.Head(office, site.Unit), Year, site.Code))!.Marks[Row].Text);
        Assert.Contains((await hub.Get<DashboardBoard>().ReadAsync(office, new() { Year = Year }))!.Feed, l => l.Text == $"记为 {Gone}");
        // The phone is given what stands here now, and takes the settlement for the same as the ballots.
        var sheet = JsonSerializer.Serialize(await Phone.SheetsAsync(team[0]), JsonSerializerOptions.Web);
        Assert.DoesNotContain("赵某某", sheet);
        using var given = JsonDocument.Parse(sheet);
        var row = given.RootElement.GetProperty("sheets").EnumerateArray().First(s => s.GetProperty("id").GetString() == $"{id}").GetProperty("rows").EnumerateArray().First(r => r.GetProperty("code").GetString() == Row);
        Assert.Equal(RedactableAttribute.Tombstone, row.GetProperty("mine").GetProperty("value").GetProperty("na").GetString());
        Assert.Equal(RedactableAttribute.Tombstone, row.GetProperty("settled").GetProperty("value").GetProperty("na").GetString());

        async Task<(BallotState, IndicatorState)> StandsAsync() => (await NowAsync()).CardOf(site.Code)!.Find(Row) is { } now ? (now.Ballots.State, now.State) : default;

        async Task<ScoreEntry> MarkAsync(string code)
        {
            await using var read = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
            return await read.ScoreEntries.AsNoTracking().FirstAsync(e => e.Sheet == $"{id}" && e.Indicator == code, stop);
        }
    }

    /// <summary>As an earlier version wrote it: proved with its words, which the chain says in plain text too.</summary>
    [Fact]
    public async Task A_reason_the_chain_was_told_in_plain_words_is_not_offered()
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var old = new SelfMark { Id = Guid.NewGuid(), CountyId = 1, Year = Year, Site = "A", Edition = "x", Indicator = Row, Value = MarkJson.Write(new NotApplicableMark(First)), Evidence = "", PersonId = "p", PersonName = "某", At = DateTimeOffset.UnixEpoch, LedgerSeq = 1 };
        var said = LedgerRow.Of(db, old);
        Assert.Empty(RedactableRow.Of(db, old).Choices());
        LedgerRow.AddSalts(db, old);
        Assert.Equal(First, Assert.Single(RedactableRow.Of(db, old).Choices()).Text);
        Assert.NotEqual(said.Hash, LedgerRow.Of(db, old).Hash);
    }

    private FieldDesk Phone => new(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Assessor>(), hub.Get<FrameworkShelf>(), new(hub.Get<ChecklistShelf>(), hub.Get<OpenVisits>(), TimeProvider.System), hub.Get<SelfAssessmentBook>(), TimeProvider.System);

    private async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(1, Year))!;

    /// <summary>Where the words stand in the files of the database, or -1.</summary>
    private async Task<int> PlaceAsync(string words, CancellationToken stop)
    {
        var options = hub.Get<HubOptions>();
        foreach (var file in new[] { options.Database, options.Database + "-wal" }.Where(File.Exists))
        {
            await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await from.CopyToAsync(bytes, stop);
            if (bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(words)) is >= 0 and var at) return at;
        }
        return -1;
    }
}
