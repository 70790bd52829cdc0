using System.Diagnostics;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using Microsoft.Playwright;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>The real process, killed by the system at each step of a sign-off, an import and a backup: all or nothing, and the ledger holds.</summary>
public sealed class StepKillTests : IDisposable
{
    private static readonly string[] Steps = [KillPoint.Begun, KillPoint.Stored, KillPoint.Answering];
    private readonly string scratch = Directory.CreateTempSubdirectory("hub-step-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public async Task A_sign_off_that_was_killed_is_there_as_a_whole_or_not_at_all()
    {
        var stop = TestContext.Current.CancellationToken;
        var (folder, inspection) = await ReadyToSignAsync();
        var seen = new List<long>();
        foreach (var step in Steps)
        {
            using var hub = Start(folder, $"{step}:SignOffs", "run", "--urls", "http://127.0.0.1:0");
            var address = await AddressAsync(hub, stop);
            await using var screens = new Screens();
            var office = await SignInAsync(screens, address);
            await office.GotoAsync($"/inspections/{inspection}");
            await office.Locator("[data-act=SignOff]").ClickAsync();
            await hub.WaitForExitAsync(stop).WaitAsync(TimeSpan.FromSeconds(60), stop);
            Assert.Equal(137, hub.ExitCode);
            Verifies(folder);
            seen.Add((long)DatabaseOf.Value(folder, "SELECT COUNT(*) FROM SignOffs")!);
            // The signature, the act of the inspection and the link belong together.
            Assert.Equal(seen[^1], DatabaseOf.Value(folder, $"SELECT COUNT(*) FROM InspectionActs WHERE Act = 'SignOff' AND InspectionId = '{inspection.ToString().ToUpperInvariant()}'"));
            Assert.Equal(seen[^1], DatabaseOf.Value(folder, "SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'signoff'"));
        }
        Assert.Equal([0, 0, 1], seen);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_import_that_was_killed_is_there_as_a_whole_or_not_at_all_and_can_be_given_again()
    {
        var stop = TestContext.Current.CancellationToken;
        DemoFolder.CopyTo(scratch);
        var book = Path.Combine(scratch, "book.xlsx");
        await using (var file = File.Create(book)) DemoCounty.Write(file, TestFrameworks.Ziyang.Items, size: new(1, DemoCounty.LastYear));
        var (before, rows) = (Count("ImportBatches"), Count("SchoolYears"));
        var seen = new List<long>();
        foreach (var step in Steps)
        {
            using var run = Start(scratch, $"{step}:ImportBatches", "import", book);
            await run.WaitForExitAsync(stop);
            Assert.Equal(137, run.ExitCode);
            Verifies(scratch);
            seen.Add(Count("ImportBatches") - before);
            Assert.Equal(rows + seen[^1] * 111, Count("SchoolYears"));
        }
        Assert.Equal([0, 0, 1], seen);
        Assert.Equal(0, HubProcess.RunAlone("import", book, "--data", scratch).Code);
        Verifies(scratch);

        long Count(string table) => (long)DatabaseOf.Value(scratch, $"SELECT COUNT(*) FROM {table}")!;
    }

    [Fact]
    public async Task A_backup_that_was_killed_is_never_half_there_the_next_one_works_and_its_leavings_go()
    {
        var stop = TestContext.Current.CancellationToken;
        var data = Path.Combine(scratch, "data");
        Directory.CreateDirectory(data);
        DemoFolder.CopyTo(data);
        foreach (var step in new[] { KillPoint.Copied, KillPoint.Packed, KillPoint.Kept })
        {
            var file = Path.Combine(scratch, $"hub-20260101-00000{step}.zip");
            using var run = Start(data, $"{step}", "backup", file);
            await run.WaitForExitAsync(stop);
            Assert.Equal(137, run.ExitCode);
            Verifies(data);
            // Under its name there is a whole backup or none.
            Assert.Equal(step == KillPoint.Kept, File.Exists(file));
            if (step == KillPoint.Kept) Restores(file);
            else Assert.NotEqual(0, HubProcess.RunAlone("restore", file, "--data", Path.Combine(scratch, "none")).Code);
        }
        var next = Path.Combine(scratch, "next.zip");
        Assert.Equal(0, HubProcess.RunAlone("backup", next, "--data", data).Code);
        Restores(next);
        // The copies of three killed backups and the one half archive: a day later they are cleared away.
        var left = Directory.GetFiles(data, "backup-*.db").Concat(Directory.GetFiles(scratch, "*.part")).ToList();
        Assert.Equal(3, left.Count(f => f.EndsWith(".db", StringComparison.Ordinal)));
        foreach (var one in left) File.SetLastWriteTimeUtc(one, DateTime.UtcNow.AddDays(-2));
        Assert.Equal(0, HubProcess.RunAlone("backup", Path.Combine(scratch, "last.zip"), "--data", data).Code);
        Assert.DoesNotContain(left, f => File.Exists(f));
    }

    private void Restores(string file)
    {
        var target = Path.Combine(scratch, $"restored-{Guid.NewGuid():n}");
        var (code, said) = HubProcess.RunAlone("restore", file, "--data", target);
        Assert.True(code == 0, said);
        Verifies(target);
    }

    private static void Verifies(string folder)
    {
        var (code, said) = HubProcess.RunAlone("verify", "--data", folder);
        Assert.True(code == 0, said);
        Assert.Contains("前后相接", said);
    }

    /// <summary>A data folder with an inspection that only waits for the signature.</summary>
    private static async Task<(string Folder, Guid Inspection)> ReadyToSignAsync()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, lead) = (hub.Who("dudao", Roles.Office), hub.Who("duxue1", Roles.Inspector));
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites.First(s => s.Kind == SchoolKind.Primary);
        var team = new[] { lead, hub.Who("duxue2", Roles.Inspector), hub.Who("duxue3", Roles.Inspector) };
        var id = await hub.Get<InspectionBook>().OpenAsync(office, 2026, site.Code, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == lead })]);
        await Course.SubmitAsync(hub.Get<FindingBook>(), hub.Get<InspectionActs>(), lead, id);
        await Course.HearAsync(hub.Get<InspectionActs>(), office, site.Unit, id);
        var seen = (await hub.Get<InspectionDesk>().FindAsync(office, id))!;
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, site.Unit), 2026, seen.BatchId);
        return (hub.Wreck(), id);
    }

    private static async Task<IPage> SignInAsync(Screens screens, string address)
    {
        var page = await screens.OpenAsync(address, 1280);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[name=user]", "dudao");
        await page.FillAsync("input[name=password]", DemoAccounts.Password);
        await page.ClickAsync("button[type=submit]");
        await Chromium.HomeAsync(page);
        return page;
    }

    private static Process Start(string folder, string killAfter, params string[] words)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in (string[])[HubProcess.Dll, .. words, "--data", folder]) info.ArgumentList.Add(word);
        info.Environment["ASPNETCORE_CONTENTROOT"] = HubProcess.OwnContentRoot;
        info.Environment[KillPoint.Variable] = killAfter;
        return Process.Start(info)!;
    }

    private static async Task<string> AddressAsync(Process hub, CancellationToken stop)
    {
        var address = "";
        while (await hub.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            if (System.Text.RegularExpressions.Regex.Match(line, @"http://127\.0\.0\.1:\d+") is { Success: true } found) address = found.Value;
            if (line.Contains("按 Ctrl+C 停止", StringComparison.Ordinal)) return address;
        }
        throw new InvalidOperationException("The hub stopped");
    }
}
