using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>What checking a paper found.</summary>
public enum PaperVerdict
{
    /// <summary>Registered and, where a file was given, unchanged.</summary>
    Registered,

    /// <summary>Registered, but an amendment has taken its place.</summary>
    Superseded,

    /// <summary>作废</summary>
    Void,

    /// <summary>Not in this register.</summary>
    Unknown,

    /// <summary>The file names a registered paper but is not the file that was issued.</summary>
    Differs,
}

/// <summary>The verdict in sentences that claim only what was checked.</summary>
public sealed record ProofFinding(PaperVerdict Verdict, IReadOnlyList<string> Lines, string? Token);

/// <summary>Checks papers against the register: by the token of the code on the paper, or by a file.</summary>
public sealed partial class PaperProof(IDbContextFactory<AppDb> factory)
{
    /// <summary>More streams than a paper of a few hundred pages has.</summary>
    public const int MostStreams = 1000;

    /// <summary>Largest file that is looked at, in bytes.</summary>
    public const long LargestFile = 20_000_000;

    /// <summary>By token, and by the SHA-256 of a file if one was given.</summary>
    public async Task<ProofFinding> CheckAsync(string? token, string? fileHash)
    {
        await using var db = await factory.CreateDbContextAsync();
        var file = fileHash is null ? null : await db.PaperFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Hash == fileHash);
        var issue = file is not null ? await db.PaperIssues.AsNoTracking().FirstOrDefaultAsync(i => i.PaperId == file.PaperId)
            : token is null ? null : await db.PaperIssues.AsNoTracking().FirstOrDefaultAsync(i => i.Token == token);
        if (issue is null)
            return new(PaperVerdict.Unknown, [fileHash is null ? "本登记簿中没有这个核验码对应的文书。" : "本登记簿中没有这个文件，文件里也没有本登记簿的核验码。", "这只说明本系统没有登记，不说明文书的真伪。请与发文单位联系。"], null);
        var facts = new List<string> { $"文号 {issue.Number}", issue.Title, $"签发时间 {issue.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}", $"内容校验值 {issue.ContentHash}" };
        if (!await StandsAsync(db, issue)) facts.Add("注意：登记内容与台账不一致，登记簿可能被改动过，请发文单位核查。");
        if (fileHash is not null && file is null)
            return new(PaperVerdict.Differs, ["这个文件与下列文书登记的文件不同：可能被改动过、重新保存过，或者不是这份文书。", .. facts, $"所交文件的 SHA-256 {fileHash}"], issue.Token);
        var checkedFile = file is null ? "未核对文件：如需核对手中的文件有没有改动，请在下面选择文件。" : "所交文件与登记的文件逐字节一致。";
        var steps = await PaperBook.MovesAsync(db, issue.PaperId);
        if (PaperFlow.After(steps) == PaperState.Void) return new(PaperVerdict.Void, ["文书已登记，现已作废，不再使用。", .. facts, checkedFile], issue.Token);
        if ((await PaperRegister.LaterAsync(db, [issue.PaperId])).GetValueOrDefault(issue.PaperId) is { } later)
            return new(PaperVerdict.Superseded, [$"文书已登记，现已由 {later.Number} 替代。", .. facts, checkedFile], issue.Token);
        return new(PaperVerdict.Registered, ["文书已登记，未作废，没有被替代。", .. facts, checkedFile], issue.Token);
    }

    /// <summary>By the file itself. A changed file is known by the code it carries, or else by the code under which it was handed in.</summary>
    public async Task<ProofFinding> CheckFileAsync(byte[] file, string? token = null)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        var found = await CheckAsync(TokenIn(file), hash);
        if (found.Token is null && token is not null) return await CheckAsync(token, hash);
        return token is null || found.Token == token ? found : found with { Lines = [.. found.Lines, "注意：这个文件是上列文书的，不是打开本页时的核验码所指的那一份。"] };
    }

    /// <summary>The token of the address a PDF carries in its metadata, which stand uncompressed in our own files and may be compressed in saved copies.</summary>
    public static string? TokenIn(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        if (Address().Match(text) is { Success: true } plain) return plain.Groups[1].Value;
        // Anybody may hand in a file: what looks like a stream is tried only so often, and into one buffer.
        var (tried, some) = (0, new byte[200_000]);
        foreach (var stream in Stream().EnumerateMatches(text))
        {
            if (++tried > MostStreams) break;
            try
            {
                using var inflate = new ZLibStream(new MemoryStream(file, stream.Index + stream.Length, file.Length - stream.Index - stream.Length), CompressionMode.Decompress);
                var read = inflate.ReadAtLeast(some, some.Length, throwOnEndOfStream: false);
                if (Address().Match(Encoding.Latin1.GetString(some, 0, read)) is { Success: true } found) return found.Groups[1].Value;
            }
            catch (InvalidDataException)
            {
                // Not every stream is deflated.
            }
        }
        return null;
    }

    private static async Task<bool> StandsAsync(AppDb db, PaperIssue issue)
    {
        var link = await db.LedgerLinks.AsNoTracking().FirstOrDefaultAsync(l => l.CountyId == issue.CountyId && l.Seq == issue.LedgerSeq);
        return ReportText.Hash(issue.Frozen) == issue.ContentHash && link is not null && Encoding.UTF8.GetString(link.Content).Contains(issue.ContentHash, StringComparison.Ordinal);
    }

    [GeneratedRegex("/verify/([0-9a-f]{20})")]
    private static partial Regex Address();

    [GeneratedRegex(@"stream\r?\n")]
    private static partial Regex Stream();
}
