using System.Text;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Reports;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>Checking a paper claims only what was checked.</summary>
public sealed class PaperProofTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private PaperProof Proof => hub.Get<PaperProof>();

    private async Task<(PaperIssue Issue, byte[] File)> IssuedAsync(Guid? amends = null)
    {
        var (drafter, checker) = (hub.Who("dudao", Roles.Office), hub.Who("hegao", Roles.Office));
        var (book, subject) = (hub.Get<PaperBook>(), new PaperSubject(drafter.CountyId, "brief", 2026));
        var id = await book.DraftAsync(drafter, subject, new(), amends);
        await book.DoAsync(checker, id, PaperAct.Check, "");
        var issue = await book.IssueAsync(checker, id, "", await book.FingerprintAsync(subject, new()), "http://hub.example");
        await book.PrintNowAsync(id);
        var file = Assert.Single((await hub.Get<PaperRegister>().FindAsync(drafter, id))!.Files);
        return (issue, await File.ReadAllBytesAsync(Path.Combine(hub.Get<HubOptions>().Papers, $"{file.OrderId}.pdf"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_file_that_was_issued_is_registered_and_unchanged_and_a_changed_one_is_told_from_it()
    {
        var (issue, file) = await IssuedAsync();
        var good = await Proof.CheckFileAsync(file);
        Assert.Equal(PaperVerdict.Registered, good.Verdict);
        Assert.Contains("所交文件与登记的文件逐字节一致。", good.Lines);
        Assert.Contains($"文号 {issue.Number}", good.Lines);
        Assert.DoesNotContain(good.Lines, l => l.Contains("注意"));
        var changed = file.ToArray();
        changed[^200] ^= 1;
        var differs = await Proof.CheckFileAsync(changed);
        Assert.Equal((PaperVerdict.Differs, issue.Token), (differs.Verdict, differs.Token));
        Assert.Contains("登记的文件不同", differs.Lines[0]);
        // By the code alone nothing is said about any file.
        Assert.Contains((await Proof.CheckAsync(issue.Token, null)).Lines, l => l.StartsWith("未核对文件", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replaced_and_a_voided_paper_say_so_and_a_stranger_is_unknown()
    {
        var (old, oldFile) = await IssuedAsync();
        var (next, nextFile) = await IssuedAsync(old.PaperId);
        var replaced = await Proof.CheckFileAsync(oldFile);
        Assert.Equal(PaperVerdict.Superseded, replaced.Verdict);
        Assert.Contains($"现已由 {next.Number} 替代", replaced.Lines[0]);
        await hub.Get<PaperBook>().DoAsync(hub.Who("dudao", Roles.Office), next.PaperId, PaperAct.Void, "印错");
        Assert.Equal(PaperVerdict.Void, (await Proof.CheckFileAsync(nextFile)).Verdict);
        Assert.Equal(PaperVerdict.Registered, (await Proof.CheckFileAsync(oldFile)).Verdict);
        Assert.Equal(PaperVerdict.Unknown, (await Proof.CheckFileAsync(Encoding.ASCII.GetBytes("%PDF-1.7 stream\n not ours"))).Verdict);
        Assert.Equal(PaperVerdict.Unknown, (await Proof.CheckAsync(new string('0', 20), null)).Verdict);
    }

    [Fact]
    public void The_code_is_found_in_metadata_that_another_program_compressed()
    {
        var packed = new MemoryStream();
        using (var deflate = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) deflate.Write("<dc:identifier>http://hub/verify/0123456789abcdef0123</dc:identifier>"u8);
        byte[] file = [.. "%PDF-1.7\n1 0 obj<<>>stream\r\n"u8, .. packed.ToArray(), .. "\nendstream"u8];
        Assert.Equal("0123456789abcdef0123", PaperProof.TokenIn(file));
        Assert.Null(PaperProof.TokenIn("%PDF-1.7 stream\nxx"u8.ToArray()));
    }

    [Fact]
    public void A_file_of_nothing_but_beginnings_of_streams_is_given_up()
    {
        using var deflated = new MemoryStream();
        using (var zip = new System.IO.Compression.ZLibStream(deflated, System.IO.Compression.CompressionMode.Compress, leaveOpen: true)) zip.Write(Encoding.ASCII.GetBytes($"/verify/{new string('a', 20)}"));
        byte[] With(int before) => [.. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("stream\n", before)) + "stream\n"), .. deflated.ToArray()];
        Assert.Equal(new string('a', 20), PaperProof.TokenIn(With(before: PaperProof.MostStreams - 1)));
        Assert.Null(PaperProof.TokenIn(With(before: PaperProof.MostStreams)));
    }
}
