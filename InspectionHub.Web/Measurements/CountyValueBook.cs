using System.Globalization;
using System.Security.Cryptography;
using InspectionHub.Core.Frameworks;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Measurements;

/// <summary>An entered value with what became of it.</summary>
public sealed record CountyEntry(CountyValue Value, CountyValueStep? Step)
{
    /// <summary>待确认, or what was answered; whoever entered it answers it only by taking it back.</summary>
    public string Outcome => Step is null ? "待确认" : Step.IsConfirmed ? $"{Step.PersonName}确认" : Step.PersonId == Value.PersonId ? "本人撤回" : $"{Step.PersonName}退回：{Step.Reason}";
}

/// <summary>One county item in a year: what was imported, what holds, and everything that was entered, newest first.</summary>
/// <param name="IsEntered">Whether what holds was entered here.</param>
public sealed record CountyItem(Item Item, decimal? Imported, string ImportedFrom, decimal? Holding, IReadOnlyList<CountyEntry> Entries, bool IsEntered)
{
    public CountyEntry? Open => Entries.FirstOrDefault(e => e.Step is null);
}

/// <summary>An evidence file as it arrives.</summary>
public sealed record Evidence(string Name, byte[] Bytes);

/// <summary>县级填报: one person enters a county value with its evidence, another confirms it; only then the rules read it. The import stays possible beside it.</summary>
public sealed class CountyValueBook(IDbContextFactory<AppDb> factory, FrameworkShelf shelf, Writer writer, LedgerBook ledger, HubOptions options, TimeProvider clock)
{
    /// <summary>Largest evidence file in bytes.</summary>
    public const int MostBytes = 10_000_000;

    /// <summary>What may be evidence: the beginning of the file must fit its ending.</summary>
    private static readonly Dictionary<string, byte[]> Kinds = new() { [".pdf"] = "%PDF"u8.ToArray(), [".jpg"] = [0xFF, 0xD8, 0xFF], [".jpeg"] = [0xFF, 0xD8, 0xFF], [".png"] = [0x89, 0x50, 0x4E, 0x47] };

    /// <summary>Every county item of a year.</summary>
    public async Task<IReadOnlyList<CountyItem>> ListAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var batch = await db.ImportBatches.AsNoTracking().Where(b => b.CountyId == countyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).OrderByDescending(b => b.Id).FirstOrDefaultAsync();
        var imported = batch is null ? [] : FactText.Read((await db.CountyYears.AsNoTracking().FirstAsync(y => y.BatchId == batch.Id && y.Year == year)).Facts).Measurements(null, batch).ToDictionary(m => m.Item);
        var entered = await db.CountyValues.AsNoTracking().Where(v => v.CountyId == countyId && v.Year == year).OrderByDescending(v => v.LedgerSeq).ToListAsync();
        var steps = (await db.CountyValueSteps.AsNoTracking().Where(s => s.CountyId == countyId).ToListAsync()).ToDictionary(s => s.ValueId);
        var holding = (await CountyEntries.HoldingAsync(db, countyId, year, long.MaxValue)).ToDictionary(m => m.Item, m => m.Value);
        return [.. shelf.Current.Items.Where(i => i.Level == ItemLevel.County).Select(item => new CountyItem(
            item, imported.TryGetValue(item.Key, out var fact) ? fact.Value : null, fact is null ? "" : $"{fact.Origin.Sheet}!{fact.Origin.Cell}，{fact.Origin.Who}",
            holding.TryGetValue(item.Key, out var held) ? held : fact?.Value, [.. entered.Where(e => e.Item == item.Key).Select(e => new CountyEntry(e, steps.GetValueOrDefault(e.Id)))], holding.ContainsKey(item.Key)))];
    }

    /// <summary>Enters a value; an empty text takes the entered value back.</summary>
    /// <exception cref="Refusal">All reasons at once; nothing is kept then, no file either.</exception>
    public async Task<Guid> EnterAsync(Visitor who, int year, string item, string text, DateOnly? day, string source, Evidence? evidence)
    {
        if (!who.May(Policies.CanEnterCounty)) throw new Refusal(403, "县级数据由督导室填报。");
        var problems = new List<string>();
        var known = shelf.Current.Items.FirstOrDefault(i => i.Key == item && i.Level == ItemLevel.County);
        if (known is null) problems.Add("请选择要填报的数据项。");
        var value = ValueOf(text, known, problems);
        if (known is not null && value is null && !await IsEnteredAsync(who.CountyId, year, item)) problems.Add($"请填写“{known.Name}”的{(known.IsYesNo ? "是或否" : "数值")}；这一项没有填报值可以撤回。");
        if (day is null) problems.Add("请填写数据的日期。");
        else if (day > DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date)) problems.Add("数据的日期晚于今天，请改正。");
        if (string.IsNullOrWhiteSpace(source) && evidence is null) problems.Add("请写明依据（文件名称、文号、报表），或者附上文件。");
        if (source.Length > 1000) problems.Add("依据超过 1000 字，请删减。");
        if (evidence is not null) problems.AddRange(EvidenceProblems(evidence));
        if (problems.Count > 0) throw new Refusal(422, problems);
        var hash = evidence is null ? null : Convert.ToHexStringLower(SHA256.HashData(evidence.Bytes));
        // The file first: a row never names a file that is not there.
        if (evidence is not null) await KeepAsync(hash!, Path.GetExtension(evidence.Name).ToLowerInvariant(), evidence.Bytes);
        return await writer.WriteAsync(async (db, topics) =>
        {
            var entries = await db.CountyValues.Where(v => v.CountyId == who.CountyId && v.Year == year && v.Item == item).Select(v => v.Id).ToListAsync();
            var answered = await db.CountyValueSteps.CountAsync(s => entries.Contains(s.ValueId));
            if (entries.Count > answered) throw new Refusal(409, $"“{known!.Name}”还有一条填报等待确认，请先确认或退回。");
            var id = Guid.CreateVersion7();
            var seq = await ledger.AppendAsync(db, who.CountyId, "county-value", $"{id}", new { year, item, value, day, file = hash, by = who.Id });
            db.CountyValues.Add(new CountyValue { Id = id, CountyId = who.CountyId, Year = year, Item = item, Value = value, Day = day!.Value, Source = source.Trim(), FileName = evidence?.Name, FileHash = hash, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
            await NoticeBook.TellAsync(db, topics, who, who.CountyId, await Recipients.OfficeAsync(db, who.CountyId), new(NoticeKind.Step, $"{who.Name}填报了 {year} 学年“{known!.Name}”，待另一人确认。", $"/county-values?year={year}"), clock.GetUtcNow());
            topics.Add(LiveFeed.Year(who.CountyId, year));
            return id;
        });
    }

    /// <summary>Confirms an entry or sends it back with a reason. Nobody confirms their own.</summary>
    public Task<bool> AnswerAsync(Visitor who, Guid id, bool isConfirmed, string reason) => writer.WriteAsync(async (db, topics) =>
    {
        if (!who.May(Policies.CanEnterCounty)) throw new Refusal(403, "县级数据由督导室确认。");
        var value = await db.CountyValues.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id && v.CountyId == who.CountyId) ?? throw new Refusal(404, "没有这条填报。");
        if (value.PersonId == who.Id) throw new Refusal(403, "填报和确认须由两个人完成，请由督导室另一位同事确认。");
        if (!isConfirmed && string.IsNullOrWhiteSpace(reason)) throw new Refusal(422, "请写明退回的原因。");
        if (await db.CountyValueSteps.AnyAsync(s => s.ValueId == id)) throw new Refusal(409, "这条填报已经处理过，请刷新。");
        var seq = await ledger.AppendAsync(db, who.CountyId, "county-value", $"{id}", new { confirmed = isConfirmed, by = who.Id });
        db.CountyValueSteps.Add(new CountyValueStep { Id = Guid.CreateVersion7(), CountyId = who.CountyId, ValueId = id, IsConfirmed = isConfirmed, Reason = isConfirmed ? "" : reason.Trim(), PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, [value.PersonId], new(NoticeKind.Step, $"您填报的 {value.Year} 学年“{shelf.Current.Items.FirstOrDefault(i => i.Key == value.Item)?.Name ?? value.Item}”{(isConfirmed ? "已确认。" : "被退回，请看退回的原因。")}", $"/county-values?year={value.Year}"), clock.GetUtcNow());
        topics.Add(LiveFeed.Year(who.CountyId, value.Year));
        return true;
    });

    /// <summary>撤回本人填报: whoever entered a value wrongly takes it back while nobody has answered it.</summary>
    public Task<bool> TakeBackAsync(Visitor who, Guid id) => writer.WriteAsync(async (db, topics) =>
    {
        if (!who.May(Policies.CanEnterCounty)) throw new Refusal(403, "县级数据由督导室填报。");
        var value = await db.CountyValues.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id && v.CountyId == who.CountyId) ?? throw new Refusal(404, "没有这条填报。");
        if (value.PersonId != who.Id) throw new Refusal(403, "只能撤回本人的填报；他人的填报请核对后退回。");
        if (await db.CountyValueSteps.AnyAsync(s => s.ValueId == id)) throw new Refusal(409, "这条填报已经处理过，请刷新。");
        var seq = await ledger.AppendAsync(db, who.CountyId, "county-value", $"{id}", new { takenBack = true, by = who.Id });
        db.CountyValueSteps.Add(new CountyValueStep { Id = Guid.CreateVersion7(), CountyId = who.CountyId, ValueId = id, IsConfirmed = false, Reason = "", PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, await Recipients.OfficeAsync(db, who.CountyId), new(NoticeKind.Step, $"{who.Name}撤回了 {value.Year} 学年“{shelf.Current.Items.FirstOrDefault(i => i.Key == value.Item)?.Name ?? value.Item}”的填报，不必再确认。", $"/county-values?year={value.Year}"), clock.GetUtcNow());
        topics.Add(LiveFeed.Year(who.CountyId, value.Year));
        return true;
    });

    /// <summary>Whether an entered value holds that an empty entry could take back.</summary>
    private async Task<bool> IsEnteredAsync(int countyId, int year, string item)
    {
        await using var db = await factory.CreateDbContextAsync();
        return (await CountyEntries.HoldingAsync(db, countyId, year, long.MaxValue)).Any(m => m.Item == item);
    }

    /// <summary>The stored evidence of an entry of this county, or null.</summary>
    public async Task<(string Path, string Name)?> FileAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        var value = await db.CountyValues.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id && v.CountyId == who.CountyId);
        if (value?.FileHash is null || value.FileName is null) return null;
        var path = PathOf(value.FileHash, Path.GetExtension(value.FileName).ToLowerInvariant());
        return File.Exists(path) ? (path, value.FileName) : null;
    }

    private static string? ValueOf(string text, Item? item, List<string> problems)
    {
        text = text.Trim().Replace(",", "").Replace("，", "");
        if (text.Length == 0 || item is null) return null;
        if (item.IsYesNo && text is "是" or "否") text = text == "是" ? "1" : "0";
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) problems.Add($"“{text}”不是数字，请填写数字，单位为{item.Unit}。");
        else if (value < item.Minimum || value > item.Maximum) problems.Add($"“{item.Name}”应在 {item.Minimum} 到 {item.Maximum} 之间。");
        else if (item.IsWhole && value != decimal.Truncate(value)) problems.Add($"“{item.Name}”应为整数。");
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> EvidenceProblems(Evidence evidence)
    {
        if (!Kinds.TryGetValue(Path.GetExtension(evidence.Name).ToLowerInvariant(), out var start)) yield return "依据文件只收 PDF、JPG 和 PNG。";
        else if (!evidence.Bytes.AsSpan().StartsWith(start)) yield return $"“{evidence.Name}”的内容与文件类型不符，请检查文件。";
        if (evidence.Bytes.Length > MostBytes) yield return $"依据文件超过 {MostBytes / 1_000_000} MB，请压缩后再传。";
        if (evidence.Name.Length > 200) yield return "文件名超过 200 字，请改短。";
    }

    private Task KeepAsync(string hash, string ending, byte[] bytes) =>
        PathOf(hash, ending) is var path && File.Exists(path) ? Task.CompletedTask : DataFile.KeepAsync(path, bytes);

    private string PathOf(string hash, string ending) => Path.Combine(options.Evidence, hash[..2], hash + ending);
}
