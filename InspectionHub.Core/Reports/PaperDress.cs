namespace InspectionHub.Core.Reports;

/// <summary>What the drafter adds to the composed content.</summary>
/// <param name="To">主送; empty for none.</param>
/// <param name="CopyTo">抄送; empty for none.</param>
/// <param name="Remarks">Further paragraphs before the signature, one a line; empty for none.</param>
public sealed record DraftWords(string To = "", string CopyTo = "", string Remarks = "");

/// <summary>What issuing adds.</summary>
/// <param name="Number">发文字号.</param>
/// <param name="Date">成文日期: the day of issue.</param>
/// <param name="At">The moment of issue, written as the document's date.</param>
/// <param name="Version">1, or more for an amendment.</param>
/// <param name="Replaces">Number of the paper this one amends; null for none.</param>
public sealed record PaperStamp(string Number, DateOnly Date, DateTimeOffset At, int Version, string? Replaces);

/// <summary>Puts the official frame around composed content: 版头, 主送, 版记, and at issue number and date (GB/T 9704-2012). Pure; no composer knows numbers.</summary>
public static class PaperDress
{
    /// <summary>The draft as it would go out, still without number and date.</summary>
    /// <param name="report">Composed content.</param>
    /// <param name="kind">Decides whether there is a 版头.</param>
    /// <param name="words">The drafter's part.</param>
    public static Report Draft(Report report, PaperKind kind, DraftWords words)
    {
        var blocks = new List<ReportBlock>();
        if (kind.HasHead) blocks.Add(new RedHeader(report.Organ, ""));
        foreach (var block in report.Blocks)
        {
            if (block is Signatures) blocks.AddRange(Remarks(words));
            blocks.Add(block);
            if (block is Title && words.To.Trim().TrimEnd('：', ':') is { Length: > 0 } to) blocks.Add(Paragraph.To(to));
        }
        if (!report.Blocks.OfType<Signatures>().Any()) blocks.AddRange(Remarks(words));
        if (kind.HasHead) blocks.Add(new Imprint(words.CopyTo.Trim().TrimEnd('。') is { Length: > 0 } copy ? copy : null, report.Organ, null));
        return report with { IsDraft = true, Blocks = blocks };
    }

    /// <summary>The content as it is frozen: number and dates filled in, no longer a draft.</summary>
    /// <param name="draft">What <see cref="Draft"/> gave.</param>
    /// <param name="stamp">Number, date, version.</param>
    public static Report Issue(Report draft, PaperStamp stamp)
    {
        var hasHead = draft.Blocks.OfType<RedHeader>().Any();
        var blocks = new List<ReportBlock>();
        foreach (var block in draft.Blocks)
        {
            blocks.Add(block switch
            {
                RedHeader header => header with { Number = stamp.Number },
                Signatures { Organ: not null } signed => signed with { Date = stamp.Date },
                Imprint imprint => imprint with { Printed = stamp.Date },
                _ => block,
            });
            if (block is not Title) continue;
            if (!hasHead) blocks.Add(Paragraph.Note($"编号：{stamp.Number}　{stamp.Date.Year}年{stamp.Date.Month}月{stamp.Date.Day}日"));
            if (stamp.Replaces is { } old) blocks.Add(Paragraph.Note($"本件为第 {stamp.Version} 版，自签发之日起替代 {old}。"));
        }
        return draft with { IsDraft = false, Created = stamp.At, Blocks = blocks };
    }

    /// <summary>The frozen content with the code to check it by: above the 版记, or where there is none, before the wide tables a form ends with, so that no page holds the code alone. The content hash leaves this block out.</summary>
    public static Report Verifiable(Report frozen, Verification verification)
    {
        var blocks = frozen.Blocks.ToList();
        var foot = blocks.FindLastIndex(b => b is Imprint);
        if (foot < 0 && blocks.LastOrDefault() is Table { IsLandscape: true }) foot = blocks.FindLastIndex(b => b is not Table { IsLandscape: true }) + 1;
        blocks.Insert(foot < 0 ? blocks.Count : foot, verification);
        return frozen with { Blocks = blocks };
    }

    private static IEnumerable<ReportBlock> Remarks(DraftWords words) =>
        words.Remarks.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => new Paragraph(line));
}
