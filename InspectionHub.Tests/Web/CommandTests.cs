using UglyToad.PdfPig;

namespace InspectionHub.Tests.Web;

/// <summary>The command line as a person types it: exit codes, all reasons at once, nothing half-written.</summary>
public sealed class CommandTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public void A_broken_edition_stops_the_start_with_all_three_mistakes_and_their_places()
    {
        var rules = Directory.CreateTempSubdirectory("hub-rules-").FullName;
        var text = TestFrameworks.Text.Replace("\"halfFrom\": 0.95", "\"halfFrom\": \"九成五\"").Replace("\"code\": \"9.3\"", "\"code\": \"9.2\"");
        var clause = text.Split('\n').First(l => l.Contains("\"code\": \"四(一)7\""));
        File.WriteAllText(Path.Combine(rules, "broken.v1.json"), text.Replace(clause + "\n", ""));
        var (code, said) = HubProcess.RunAlone("run", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(rules, "hub"), "--rules", rules);
        Assert.Equal(1, code);
        Assert.Contains("共 3 处问题", said);
        Assert.Contains("halfFrom（行 ", said);
        Assert.Contains("四(一)7", said);
        Assert.Contains("“9.2”重复", said);
        Directory.Delete(rules, recursive: true);
    }

    [Fact]
    public void What_is_no_workbook_or_is_not_there_is_refused_and_nothing_is_written()
    {
        var before = DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM ImportBatches");
        var file = Path.Combine(hub.Folder, "book.xlsx");
        File.WriteAllText(file, "not a workbook");
        var (code, said) = hub.Run("import", file);
        Assert.Equal(1, code);
        Assert.Contains("未执行", said);
        Assert.Equal(1, hub.Run("import", file + ".gone").Code);
        Assert.Equal(before, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM ImportBatches"));
    }

    [Fact]
    public void The_template_is_a_workbook_that_holds_nothing_yet()
    {
        var file = Path.Combine(hub.Folder, "template.xlsx");
        Assert.Equal(0, HubProcess.RunAlone("template", file).Code);
        Assert.True(new FileInfo(file).Length > 5000);
        var (code, said) = hub.Run("import", file, "--check");
        Assert.True(code == 0, said);
        Assert.Contains("未导入", said);
    }

    [Fact]
    public void A_zip_of_papers_holds_the_index_that_names_each_file_with_its_hash()
    {
        var file = Path.Combine(hub.Folder, "brief.zip");
        var (code, said) = hub.Run("report", "brief", "--year", "2026", "--out", file);
        Assert.True(code == 0, said);
        using var zip = System.IO.Compression.ZipFile.OpenRead(file);
        var paper = Assert.Single(zip.Entries, entry => entry.Name.EndsWith(".pdf", StringComparison.Ordinal));
        Assert.Equal(["index.csv", "index.html", paper.Name], zip.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        using var bytes = new MemoryStream();
        using (var stream = paper.Open()) stream.CopyTo(bytes);
        using var index = new StreamReader(zip.GetEntry("index.csv")!.Open());
        Assert.Equal(["文件,文号,SHA-256,状态", $"\"{paper.Name}\",\"\",\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()))}\",\"草稿\""], index.ReadToEnd().Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        using var page = new StreamReader(zip.GetEntry("index.html")!.Open());
        Assert.Contains("督导情况简报（全县，2026—2027学年）", page.ReadToEnd());
    }

    [Fact]
    public void A_report_is_a_draft_of_demo_data_with_the_school_s_name()
    {
        var site = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2025 AND Kind = '幼' ORDER BY Code LIMIT 1")}";
        var name = $"{DatabaseOf.Value(hub.Folder, $"SELECT Name FROM SchoolYears WHERE Year = 2025 AND Code = '{site}'")}";
        var file = Path.Combine(hub.Folder, "report.pdf");
        var (code, said) = hub.Run("report", "assessment", "--school", site, "--year", "2025", "--out", file);
        Assert.True(code == 0, said);
        using var document = PdfDocument.Open(file);
        var text = string.Concat(document.GetPages().Select(p => p.Text));
        Assert.Contains(name, text);
        Assert.Contains("草稿", text);
        Assert.Contains("演示数据", text);
        Assert.Equal(1, hub.Run("report", "assessment", "--school", "NIX", "--year", "2025", "--out", file).Code);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("report", "assessment")]
    public void Wrong_usage_is_exit_2(params string[] command) => Assert.Equal(2, HubProcess.RunAlone(command).Code);
}
