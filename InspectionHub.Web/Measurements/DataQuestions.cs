using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Measurements;

/// <summary>What a unit found wrong in its data, and the answer if there is one.</summary>
/// <param name="IsChanged">An import has changed the unit's data since: it is to be seen whether the question is settled.</param>
public sealed record DataDoubt(DataQuestion Question, DataQuestion? Answer, bool IsChanged = false);

/// <summary>数据有误: instead of confirming, a unit says which number is wrong. The office imports a corrected workbook, or answers why the number stands.</summary>
public sealed class DataQuestions(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, TimeProvider clock)
{
    public const int MostText = 4000;

    /// <summary>What was asked about the batch that counts now, and what is still open from earlier ones, oldest first: a unit sees its own, others than it and the office nothing.</summary>
    public async Task<IReadOnlyList<DataDoubt>> ListAsync(Visitor who, int year, int batchId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var all = await ListAsync(db, who.CountyId, year, batchId);
        return [.. all.Where(d => who.Role == Roles.Office || (who.Role == Roles.Unit && d.Question.UnitCode == who.UnitCode))];
    }

    /// <summary>Years of which something was asked, the newest first.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.DataQuestions.Where(q => q.CountyId == who.CountyId).Select(q => q.Year).Distinct().OrderByDescending(y => y).ToListAsync();
    }

    /// <summary>The same, whoever reads it.</summary>
    public static async Task<IReadOnlyList<DataDoubt>> ListAsync(AppDb db, int countyId, int year, int batchId)
    {
        var found = new List<DataDoubt>();
        foreach (var one in await db.DataQuestions.AsNoTracking().Where(q => q.CountyId == countyId && q.Year == year && q.BatchId <= batchId).OrderBy(q => q.LedgerSeq).ToListAsync())
            if (!one.IsAnswer)
            {
                // A unit asks only when nothing of its own is open: the earlier one was ended by its confirmation.
                found.RemoveAll(d => d.Question.UnitCode == one.UnitCode && d.Answer is null);
                found.Add(new(one, null));
            }
            else if (found.FindIndex(d => d.Question.UnitCode == one.UnitCode && d.Answer is null) is >= 0 and var open) found[open] = found[open] with { Answer = one };
        if (found.All(d => d.Question.BatchId == batchId)) return found;
        var confirmed = (await db.DataConfirmations.Where(c => c.CountyId == countyId && c.Year == year).Select(c => new { c.UnitCode, c.At }).ToListAsync()).ToLookup(c => c.UnitCode, c => c.At);
        // An import answers nothing. A head who has confirmed since has.
        found.RemoveAll(d => (d.Answer ?? d.Question).BatchId != batchId && (d.Answer is not null || confirmed[d.Question.UnitCode].Any(at => at >= d.Question.At)));
        for (var i = 0; i < found.Count; i++)
            if (found[i].Question is var earlier && earlier.BatchId != batchId) found[i] = found[i] with { IsChanged = !await CarryOver.IsSameAsync(db, year, earlier.UnitCode, earlier.BatchId, batchId) };
        return found;
    }

    /// <summary>数据有误, in the unit's words; one open question at a time.</summary>
    public Task<bool> AskAsync(Visitor who, int year, int batchId, string text) => writer.WriteAsync(async (db, topics) =>
    {
        if (!who.May(Policies.CanConfirm) || who.UnitCode is not { } unit) throw new Refusal(403, "只有考核单位负责人可以提出本单位数据有误。");
        var latest = await db.ImportBatches.Where(b => b.CountyId == who.CountyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).MaxAsync(b => (int?)b.Id);
        if (latest != batchId) throw new Refusal(409, "数据已有更新，请刷新页面核对新数据。");
        var problems = new List<string>();
        if (await db.DataConfirmations.AnyAsync(c => c.CountyId == who.CountyId && c.UnitCode == unit && c.Year == year && c.BatchId == batchId)) problems.Add("本单位已经确认这批数据。如确有错误，请与督导室联系，更正后重新导入。");
        if ((await ListAsync(db, who.CountyId, year, batchId)).Any(d => d.Question.UnitCode == unit && d.Answer is null)) problems.Add("贵单位提出的数据问题正在处理，请等待督导室答复。");
        if (string.IsNullOrWhiteSpace(text)) problems.Add("请写明哪所学校、哪一项、应为多少、依据什么材料。");
        if (text.Length > MostText) problems.Add($"文字超过 {MostText} 字，请删减。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        await AddAsync(db, topics, who, year, batchId, unit, false, text);
        var name = await db.ImportedUnits.Where(u => u.BatchId == batchId && u.Code == unit).Select(u => u.Name).FirstOrDefaultAsync() ?? unit;
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, await Recipients.OfficeAsync(db, who.CountyId), new(NoticeKind.Step, $"{name}提出 {year} 学年数据有误，待答复。", "/import"), clock.GetUtcNow());
        return true;
    });

    /// <summary>The office's answer: why the number stands, or that it will be corrected.</summary>
    public Task<bool> AnswerAsync(Visitor who, int year, int batchId, string unit, string text) => writer.WriteAsync(async (db, topics) =>
    {
        if (who.Role != Roles.Office) throw new Refusal(403, "数据问题由督导室答复。");
        if ((await ListAsync(db, who.CountyId, year, batchId)).All(d => d.Question.UnitCode != unit || d.Answer is not null)) throw new Refusal(409, "这个单位没有待答复的数据问题，请刷新。");
        if (string.IsNullOrWhiteSpace(text)) throw new Refusal(422, "请写明核对的结果。");
        if (text.Length > MostText) throw new Refusal(422, $"文字超过 {MostText} 字，请删减。");
        await AddAsync(db, topics, who, year, batchId, unit, true, text);
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, await Recipients.UnitAsync(db, who.CountyId, unit), new(NoticeKind.Step, "您提出的数据问题已答复，请核对后确认数据。", $"/confirm?year={year}"), clock.GetUtcNow());
        return true;
    });

    private async Task AddAsync(AppDb db, ICollection<string> topics, Visitor who, int year, int batchId, string unit, bool isAnswer, string text)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "question", $"{id}", new { id, year, batchId, unit, isAnswer, by = who.Id });
        db.DataQuestions.Add(new DataQuestion { Id = id, CountyId = who.CountyId, Year = year, BatchId = batchId, UnitCode = unit, IsAnswer = isAnswer, Text = text.Trim(), PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        topics.Add(LiveFeed.Year(who.CountyId, year));
    }
}
