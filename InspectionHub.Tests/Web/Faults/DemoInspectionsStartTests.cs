using System.Diagnostics;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Ledger;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>The demo county's inspections are made once, whole, on whatever day the first start is.</summary>
public sealed class DemoInspectionsStartTests : IDisposable
{
    private static readonly string[] Tables = ["VetoSteps", "Appointments", "DutyEntries", "RecusalEntries", "PlanEntries", "RoutineVisits", "VisitSteps", "VisitEntries", "Inspections", "InspectionMembers", "InspectionActs", "ScoreEntries", "SettlementEntries", "SelfMarks", "SelfAssessmentSteps", "InspectionRecords", "InspectionFindings", "ReplyPoints", "ReplyAnswers", "SignOffs", "Rectifications", "RectificationSteps", "DataConfirmations", "CountyReleases"];

    private readonly string folder = Directory.CreateTempSubdirectory("hub-first-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_first_start_that_was_killed_again_and_again_is_finished_by_the_next_and_then_nothing_is_added()
    {
        var stop = TestContext.Current.CancellationToken;
        foreach (var point in (string[])["answering:Appointments", "answering:RecusalEntries", "answering:PlanEntries", "stored:RoutineVisits", "answering:RoutineVisits", "stored:SelfMarks", "answering:InspectionRecords", "stored:SignOffs", "begun:RectificationSteps"])
        {
            var info = new ProcessStartInfo("dotnet", [HubProcess.Dll, "verify", "--data", folder]) { RedirectStandardOutput = true };
            info.Environment[KillPoint.Variable] = point;
            using var run = Process.Start(info)!;
            await run.WaitForExitAsync(stop);
            Assert.Equal(137, run.ExitCode);
        }
        var (code, said) = HubProcess.RunAlone("verify", "--data", folder);
        Assert.True(code == 0, said);
        var after = Counts(folder);
        // As if nobody had killed it: the same county made in one go on the day it was begun.
        var begun = YearSites.DayOf(DateTimeOffset.FromUnixTimeMilliseconds((long)DatabaseOf.Value(folder, "SELECT MIN(At) FROM LedgerLinks WHERE Kind = 'demo'")!));
        await using var whole = await LoneHub.StartAsync(withDemo: true, new StillClock(begun), Directory.CreateTempSubdirectory("hub-first-").FullName);
        Assert.Equal(Counts(whole.Options.DataFolder), after);
        Assert.Equal(0, HubProcess.RunAlone("verify", "--data", folder).Code);
        Assert.Equal(after, Counts(folder));
        Assert.Equal(2L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'demo'"));
    }

    [Theory]
    [InlineData("2026-09-20", 0, 0)]
    [InlineData("2026-10-03", 3, 0)]
    [InlineData("2027-03-04", 38, 3)]
    [InlineData("2027-07-15", 146, 0)]
    public async Task On_whatever_day_it_is_made_no_line_of_a_past_month_is_left_and_nothing_is_late(string on, int inspections, int underWay)
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, new StillClock(DateOnly.Parse(on)), Directory.CreateTempSubdirectory("hub-first-").FullName);
        var (office, today) = (hub.Who("dudao", Roles.Office), DateOnly.Parse(on));
        var view = await hub.Get<PlanDesk>().ReadAsync(office, 2026);
        Assert.DoesNotContain(view.Lines, l => l.IsMissed(today));
        Assert.Equal(inspections, view.Lines.Sum(l => l.Deeds.Count));
        Assert.True(view.Lines.SelectMany(l => l.Deeds).Count(d => d.State is InspectionState.Open or InspectionState.Submitted or InspectionState.Preliminary) >= underWay);
        Assert.Empty(await hub.Get<LateBoard>().FindAsync(office, 2026, today));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task A_county_in_which_they_were_not_to_begin_is_left_alone()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        Assert.Equal(0L, DatabaseOf.Value(hub.Options.DataFolder, "SELECT COUNT(*) FROM Inspections"));
        await hub.Get<DemoInspections>().MakeAsync(1, isWanted: true);
        Assert.Equal(0L, DatabaseOf.Value(hub.Options.DataFolder, "SELECT COUNT(*) FROM Inspections"));
    }

    /// <summary>A county made by a version that knew nothing of them has no word of them in its chain.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task An_older_county_that_has_been_used_is_left_alone(bool hasRelease, bool hasInspection)
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, team) = (hub.Who("dudao", Roles.Office), new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList());
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites[0].Code;
        if (hasInspection) await hub.Get<InspectionBook>().OpenAsync(office, 2026, site, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]);
        using (var older = new Outside($"Data Source={Path.Combine(hub.Options.DataFolder, "hub.db")}"))
        {
            older.Run("DELETE FROM LedgerLinks WHERE Kind = 'demo'");
            if (!hasRelease) older.Run("DELETE FROM CountyReleases");
        }
        await hub.Get<DemoInspections>().MakeAsync(office.CountyId, isWanted: true);
        Assert.Equal(hasInspection ? 1L : 0L, DatabaseOf.Value(hub.Options.DataFolder, "SELECT COUNT(*) FROM Inspections"));
        Assert.Equal(0L, DatabaseOf.Value(hub.Options.DataFolder, "SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'demo'"));
    }

    private static Dictionary<string, object> Counts(string folder) => Tables.ToDictionary(t => t, t => DatabaseOf.Value(folder, $"SELECT COUNT(*) FROM {t}")!);
}
