using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>The handing-in of one's own ballot as a device sends it, behind the marks made before it.</summary>
public sealed record Submission(Guid Id, string Device, long Seq, string Sheet, DateTimeOffset SignedAt, string? Inspector, string? Head, string? HeadName, RefusedSignature? Refused) : IFromDevice;

/// <summary>拒签: why, and the two inspectors who saw it.</summary>
public sealed record RefusedSignature(string? Reason, IReadOnlyList<string>? Witnesses);

/// <summary>Takes ballots and routine visits that are handed in on the phone: signature and act in one transaction, answered like a mark.</summary>
public sealed class Submissions(Writer writer, LedgerBook ledger, InspectionBook inspections, VisitBook visits, TimeProvider clock)
{
    public Task<MarkAnswer> SaveAsync(Visitor who, Submission given) => Delivery.TakeAsync(writer, clock, given.Id, async (db, topics, now) =>
    {
        var content = Delivery.Hash(given);
        if (await db.BallotSignatures.AsNoTracking().FirstOrDefaultAsync(s => s.Id == given.Id) is { } earlier)
            return Delivery.Again(given.Id, Delivery.IsSame(earlier.ContentHash, content) && earlier.PersonId == who.Id, earlier.Received);
        if (Problems(given) is { Count: > 0 } problems) throw new Refusal(422, problems);
        var late = !await CloseAsync(db, topics, who, given);
        var seq = await ledger.AppendAsync(db, who.CountyId, "signature", $"{given.Id}", new { given.Id, given.Sheet, by = who.Id, late });
        db.BallotSignatures.Add(new BallotSignature
        {
            Id = given.Id,
            CountyId = who.CountyId,
            Sheet = given.Sheet,
            PersonId = who.Id,
            PersonName = who.Name,
            Device = given.Device,
            DeviceSeq = given.Seq,
            Inspector = given.Inspector!,
            Head = given.Head,
            HeadName = given.HeadName,
            RefusedReason = given.Refused?.Reason,
            FirstWitness = given.Refused?.Witnesses?[0],
            SecondWitness = given.Refused?.Witnesses?[1],
            SignedAt = given.SignedAt,
            Received = now,
            IsLate = late,
            ContentHash = content,
            LedgerSeq = seq,
        });
        return late ? new("mark/1", given.Id, "late", ["已不在可以提交的阶段：签名已保存，但这次提交不改变状态。"], now) : new("mark/1", given.Id, "stored", [], now);
    });

    /// <summary>Closes the own ballot of an inspection, or the record of a routine visit; false when that is over already.</summary>
    private async Task<bool> CloseAsync(AppDb db, ICollection<string> topics, Visitor who, Submission given)
    {
        if (await Sheet.OfInspectionAsync(db, who, given.Sheet) is { Inspection: { } inspection } sheet) return !sheet.IsBarred(YearSites.DayOf(clock.GetUtcNow())) && await inspections.CloseBallotAsync(db, topics, who, inspection, sheet.IsClosedFor(who.Id));
        var visit = await VisitBook.OwnAsync(db, who, given.Sheet) ?? throw new Refusal(404, "没有这张评分表，或者它不属于您。");
        return await visits.SubmitAsync(db, topics, who, visit, given.SignedAt);
    }

    private static List<string> Problems(Submission given)
    {
        var problems = new List<string>();
        if (!PhotoName.IsOne(given.Inspector)) problems.Add("缺少督学本人签名。");
        if (given.Refused is { } refused)
        {
            if (string.IsNullOrWhiteSpace(refused.Reason)) problems.Add("请写明拒签原因。");
            var names = refused.Witnesses?.Select(w => w?.Trim()).Where(w => !string.IsNullOrEmpty(w)).Distinct().Count() ?? 0;
            if (names != 2 || refused.Witnesses!.Count != 2) problems.Add("拒签须有两名督学见证，请填写两人姓名。");
            if (given.Head is not null) problems.Add("已有学校负责人签名，不能同时记为拒签。");
        }
        else
        {
            if (!PhotoName.IsOne(given.Head)) problems.Add("缺少学校负责人签名；不愿签的请选“拒签”。");
            if (string.IsNullOrWhiteSpace(given.HeadName)) problems.Add("请填写学校负责人姓名。");
        }
        return problems;
    }
}

/// <summary>Names of photos: SHA-256 in lower-case hexadecimal.</summary>
public static class PhotoName
{
    public static bool IsOne(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
