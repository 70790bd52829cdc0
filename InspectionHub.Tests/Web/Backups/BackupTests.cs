using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;

namespace InspectionHub.Tests.Web.Backups;

/// <summary>A backup made while marks arrive, restored elsewhere; and backups that are refused before anything is touched.</summary>
public sealed class BackupTests(HubProcess hub) : IClassFixture<HubProcess>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backup-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File => Path.Combine(folder, "backup.zip");

    private string Target => Path.Combine(folder, "restored");

    [Fact]
    public async Task Every_mark_acknowledged_before_the_backup_is_in_the_restored_hub_and_its_chain_goes_on()
    {
        var sheet = $"desk-2026-{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1")}";
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
        var writer = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var mark = MarkDoorTests.Mark(sheet, "2.4", $$"""{"level":{{i % 5}}}""");
                if (await door.SendAsync(mark) == (HttpStatusCode.OK, "stored")) acknowledged.Add(mark["id"]!.GetValue<string>());
                if (acknowledged.Count >= 10) enough.TrySetResult();
            }
        }, CancellationToken.None);
        await enough.Task;
        Directory.CreateDirectory(Path.Combine(hub.Folder, "papers"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(hub.Folder, "papers", "probe.pdf"), "%PDF-probe");
        var before = acknowledged.ToList();
        var (code, said) = hub.Run("backup", File);
        await stop.CancelAsync();
        await writer;
        Assert.True(code == 0, said);

        (code, said) = HubProcess.RunAlone("restore", File, "--data", Target);
        Assert.True(code == 0, said);
        foreach (var id in before) Assert.Equal(1L, DatabaseOf.Value(Target, $"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{id.ToUpperInvariant()}'"));
        Assert.Equal("restore", DatabaseOf.Value(Target, "SELECT Kind FROM LedgerLinks ORDER BY Seq DESC LIMIT 1"));
        Assert.Equal("%PDF-probe", await System.IO.File.ReadAllTextAsync(Path.Combine(Target, "papers", "probe.pdf")));
        Assert.False(Directory.Exists(Path.Combine(Target, "keys")));
        Assert.Equal(0, HubProcess.RunAlone("verify", "--data", Target).Code);
        var paper = Path.Combine(folder, "report.pdf");
        Assert.Equal(0, HubProcess.RunAlone("report", "assessment", "--school", sheet["desk-2026-".Length..], "--year", "2026", "--out", paper, "--data", Target).Code);
        Assert.True(new FileInfo(paper).Length > 10_000);
    }

    [Fact]
    public async Task The_restored_hub_serves_the_same_pages_and_its_issued_papers_verify()
    {
        var paper = Path.Combine(folder, "brief.pdf");
        var (code, said) = hub.Run("report", "brief", "--year", "2026", "--issue", "--out", paper);
        Assert.True(code == 0, said);
        var token = $"{DatabaseOf.Value(hub.Folder, "SELECT Token FROM PaperIssues ORDER BY LedgerSeq DESC LIMIT 1")}";
        var site = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '九' ORDER BY Code LIMIT 1")}";
        (string Address, string Part)[] pages = [($"/schools/2026/{site}", "[data-testid=rows]"), ("/targets", "[data-testid=tests]"), ($"/verify/{token}", ".plain"), ("/papers", "main table")];
        async Task<List<string>> PagesAsync(HubProcess where)
        {
            await using var screens = new Screens();
            var office = await screens.SignInAsync(where.Address, "dudao");
            var seen = new List<string>();
            foreach (var (address, part) in pages)
            {
                await office.GotoAsync(address);
                await office.WaitForFunctionAsync("() => ![...document.querySelectorAll('main [role=status]')].some(status => /正在读取/.test(status.textContent))");
                // The lines of earlier years come after the numbers of this one.
                if (address.StartsWith("/schools/", StringComparison.Ordinal)) await office.Locator("svg.history").First.WaitForAsync();
                seen.Add(await office.Locator(part).First.InnerTextAsync());
            }
            return seen;
        }
        var before = await PagesAsync(hub);
        Assert.Contains("已登记", before[2]);
        (code, said) = hub.Run("backup", File);
        Assert.True(code == 0, said);

        using var restored = HubProcess.Restored(File);
        Assert.Equal(before, await PagesAsync(restored));
        (code, said) = restored.Run("verify", paper);
        Assert.True(code == 0, said);
        Assert.Contains("已登记", said);
        Assert.Equal(0, restored.Run("verify").Code);
        Assert.Equal(1L, DatabaseOf.Value(restored.Folder, "SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'restore'"));
    }

    [Fact]
    public void A_damaged_or_foreign_file_is_refused_and_nothing_is_written()
    {
        Assert.Equal(0, hub.Run("backup", File).Code);
        Assert.Equal(1, hub.Run("backup", File).Code);

        Refused(Spoiled("database.zip", zip => Replace(zip, "hub.db", bytes => bytes[bytes.Length / 2] ^= 1)), "校验值不符");
        Refused(Spoiled("missing.zip", zip => zip.GetEntry("hub.db")!.Delete()), "缺少 hub.db");
        Refused(Spoiled("manifest.zip", zip => zip.GetEntry("backup.json")!.Delete()), "不是本系统的备份文件");
        var cut = Path.Combine(folder, "cut.zip");
        System.IO.File.WriteAllBytes(cut, System.IO.File.ReadAllBytes(File)[..^2000]);
        Refused(cut, "已损坏");
        var outside = Spoiled("outside.zip", zip => Replace(zip, "backup.json", _ => { }, text => text.Replace("\"Path\":\"hub.db\"", "\"Path\":\"../hub.db\"")));
        Refused(outside, "之外");
        Refused(Path.Combine(folder, "gone.zip"), "没有这个文件");
    }

    [Fact]
    public void A_folder_that_holds_anything_is_not_written_over()
    {
        Assert.Equal(0, hub.Run("backup", File).Code);
        Directory.CreateDirectory(Target);
        System.IO.File.WriteAllText(Path.Combine(Target, "mine.txt"), "mine");
        var (code, said) = HubProcess.RunAlone("restore", File, "--data", Target);
        Assert.Equal(1, code);
        Assert.Contains("不是空文件夹", said);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(Target).Select(Path.GetFileName));
    }

    private void Refused(string file, string because)
    {
        var (code, said) = HubProcess.RunAlone("restore", file, "--data", Target);
        Assert.Equal(1, code);
        Assert.Contains(because, said);
        Assert.False(Directory.Exists(Target));
        Assert.Empty(Directory.GetDirectories(folder));
    }

    private string Spoiled(string name, Action<ZipArchive> spoil)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.Copy(File, path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        spoil(zip);
        return path;
    }

    private static void Replace(ZipArchive zip, string name, Action<byte[]> change, Func<string, string>? rewrite = null)
    {
        byte[] bytes;
        using (var from = zip.GetEntry(name)!.Open())
        using (var memory = new MemoryStream())
        {
            from.CopyTo(memory);
            bytes = memory.ToArray();
        }
        change(bytes);
        if (rewrite is not null) bytes = System.Text.Encoding.UTF8.GetBytes(rewrite(System.Text.Encoding.UTF8.GetString(bytes)));
        zip.GetEntry(name)!.Delete();
        using var to = zip.CreateEntry(name).Open();
        to.Write(bytes);
    }
}
