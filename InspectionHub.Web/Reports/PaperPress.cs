using InspectionHub.Core.Reports;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Makes a paper: has it composed, dresses it, writes the file. An issued paper is printed from its frozen content only.</summary>
public sealed class PaperPress(IDbContextFactory<AppDb> factory, PaperComposer composer, PaperFiles files, TimeProvider clock)
{
    /// <summary>学校年度考核报告, about one site.</summary>
    public const string Assessment = "assessment";

    /// <summary>What an order asks for: a draft of the moment, or an issued paper's frozen content.</summary>
    public async Task<(byte[] Bytes, string Name)> PrintAsync(PaperOrder order)
    {
        if (order.PaperId is not { } id) return await PrintAsync(new PaperSubject(order.CountyId, order.Kind, order.Year, order.Site, Guid.TryParse(order.About, out var inspection) ? inspection : null, order.About), new(), order.Format);
        await using var db = await factory.CreateDbContextAsync();
        var issue = await db.PaperIssues.AsNoTracking().FirstAsync(i => i.PaperId == id);
        return PrintIssued(issue, order.Format);
    }

    /// <summary>An issued paper as a file, from its frozen content.</summary>
    public (byte[] Bytes, string Name) PrintIssued(PaperIssue issue, string format = PaperFiles.Pdf) => (files.Write(Frozen(issue), format), $"{issue.Number}{issue.Title}.{format}");

    /// <summary>A draft of the moment as a file.</summary>
    /// <exception cref="Refusal">Nothing is known about the year, the site or the kind.</exception>
    public async Task<(byte[] Bytes, string Name)> PrintAsync(PaperSubject subject, DraftWords words, string format = PaperFiles.Pdf)
    {
        var (composed, draft) = await DraftAsync(subject, words);
        return (files.Write(draft, format), $"{composed.FileName}.{format}");
    }

    /// <summary>The draft as it would go out, with frame, still without number.</summary>
    public async Task<(ComposedPaper Composed, Report Draft)> DraftAsync(PaperSubject subject, DraftWords words, bool isNeutral = false)
    {
        var kind = PaperKinds.Find(subject.Kind) ?? throw new Refusal(422, $"不认识文书“{subject.Kind}”。可用：{string.Join(' ', PaperKinds.All.Select(k => k.Word))}。");
        var now = clock.GetUtcNow();
        var moment = new PaperMoment(isNeutral ? DateTimeOffset.UnixEpoch : now, DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).Date), isNeutral);
        var composed = await composer.ComposeAsync(kind, subject, moment);
        return (composed, PaperDress.Draft(composed.Report, kind, words with { To = words.To.Length > 0 ? words.To : composed.To }));
    }

    /// <summary>An issued paper's content with the code to check it by.</summary>
    public static Report Frozen(PaperIssue issue) => PaperDress.Verifiable(ReportText.Read(issue.Frozen), new Verification(issue.Address,
        $"本文书已登记，文号 {issue.Number}。\n扫码或打开 {issue.Address} 核验登记状态。\n内容校验值 {issue.ContentHash[..16]}（SHA-256 前 16 位）。\n核验只说明登记情况和文件有无改动，不代替签名和印章。"));
}
