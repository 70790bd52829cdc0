using InspectionHub.Core.Ledger;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>What a verification found, county by county.</summary>
public sealed record LedgerReport(IReadOnlyList<CountyLedger> Counties)
{
    public bool Holds => Counties.All(c => c.Holds);

    /// <summary>Whether chains and rows hold, whatever has become of the photos' files.</summary>
    public bool IsChainWhole => Counties.All(c => c.Break is null);

    /// <summary>Files of photos that are missing or damaged.</summary>
    public IReadOnlyList<string> Photos => [.. Counties.SelectMany(c => c.Photos)];

    public IReadOnlyList<string> Lines => [.. Counties.Select(c => c.Say)];
}

/// <summary>One county's chain: its length, the rows it stands for, the first thing that does not hold, and the photos whose files are missing or damaged.</summary>
public sealed record CountyLedger(int Id, string Name, long Links, int Rows, ChainBreak? Break, IReadOnlyList<string> Photos)
{
    private const int Told = 10;

    /// <summary>When the newest backup was made whose end of the chain was compared; null where there is none to compare with.</summary>
    public DateTimeOffset? ComparedWith { get; init; }

    public bool Holds => Break is null && Photos.Count == 0;

    public string Say => Break is { } broken ? $"{Name}：台账核验不通过。{broken.Say}{Lost}"
        : $"{Name}：台账共 {Links} 环，前后相接，内容与校验值相符；{Rows} 条记录逐条核对无误{(ComparedWith is { } at ? $"，与 {at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm} 及此前备份所记的末环相符" : "；还没有可以比对末环的备份")}。{(Photos.Count > 0 ? $"但有照片文件丢失或损坏：{Lost}" : "")}";

    private string Lost => string.Concat(Photos.Take(Told)) + (Photos.Count > Told ? $"等，共 {Photos.Count} 张照片。" : "");
}

/// <summary>Checks every county's chain, and that every row of every append-only table stands in it unchanged and none is missing.</summary>
public sealed class LedgerVerifier(IDbContextFactory<AppDb> factory, HubOptions options)
{
    public async Task<LedgerReport> VerifyAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        // One snapshot: what is written meanwhile is neither half seen nor missed.
        await using var snapshot = await db.BeginSnapshotAsync();
        var counties = await db.Counties.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
        var index = await LedgerIndex.ReadAsync(db);
        var found = new Dictionary<int, ChainBreak>();
        var claimed = new Dictionary<int, int>();
        var photos = new List<(int County, string Say)>();
        await foreach (var (proved, stranger, problem) in RowsAsync(db, index))
        {
            var county = proved?.CountyId ?? stranger ?? counties[0].Id;
            if (problem is null) claimed[county] = claimed.GetValueOrDefault(county) + 1;
            else Note(county, new(proved?.Seq ?? long.MaxValue, problem));
        }
        await foreach (var photo in db.Photos.AsNoTracking().AsAsyncEnumerable())
            if (PhotoFile.Problem(options.Photos, photo.Stored) is { } spoiled) photos.Add((photo.CountyId, $"照片文件 {photo.Stored} {spoiled}。请从备份中找回。"));
        foreach (var (table, row) in index.Unclaimed) Note(row.CountyId, new(row.Seq, $"第 {row.Seq} 环所记的{TableNames.Of(table)}（{row.Said.Key}）在数据表中不见了，被删除或改过编号。"));
        foreach (var county in counties)
            if (index.BreakOf(county.Id) is { } broken) Note(county.Id, broken);
        var compared = new Dictionary<int, DateTimeOffset>();
        foreach (var county in counties)
            foreach (var backup in await SinceRestoreAsync(db, county))
                if (backup.Ledgers.FirstOrDefault(l => l.County == county.Code) is { } then)
                {
                    if (await EndProblemAsync(db, county, then, backup.At) is { } cut) Note(county.Id, cut);
                    compared.TryAdd(county.Id, backup.At);
                }
        return new([.. counties.Select(c => new CountyLedger(c.Id, c.Name, index.LengthOf(c.Id), claimed.GetValueOrDefault(c.Id), found.GetValueOrDefault(c.Id), [.. photos.Where(p => p.County == c.Id).Select(p => p.Say)])
        { ComparedWith = compared.TryGetValue(c.Id, out var at) ? at : null })]);

        void Note(int county, ChainBreak one)
        {
            if (!found.TryGetValue(county, out var first) || one.Seq < first.Seq) found[county] = one;
        }
    }

    /// <summary>A database that was restored goes on from the older backup: what was made before that tells of another end.</summary>
    private async Task<IReadOnlyList<BackupManifest>> SinceRestoreAsync(AppDb db, County county)
    {
        var restored = await db.LedgerLinks.Where(l => l.CountyId == county.Id && l.Kind == "restore").OrderByDescending(l => l.Seq).Select(l => (DateTimeOffset?)l.At).FirstOrDefaultAsync();
        return [.. BackupHeads.Read(options.BackupFolder).Where(b => restored is null || b.At > restored)];
    }

    private static async Task<ChainBreak?> EndProblemAsync(AppDb db, County county, BackupLedger then, DateTimeOffset at)
    {
        var day = $"{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}";
        var hash = await db.LedgerLinks.Where(l => l.CountyId == county.Id && l.Seq == then.Position).Select(l => l.Hash).FirstOrDefaultAsync();
        return hash == then.Hash ? null : new(then.Position, hash is null ? $"{day} 的备份记有第 {then.Position} 环，现在没有了：台账末尾连同记录被删除。" : $"第 {then.Position} 环与 {day} 的备份所记不同：台账被重写过。");
    }

    /// <summary>Rows that no link stands for, of tables that the chain has not known until now.</summary>
    public static async Task<IReadOnlyList<object>> UnprovedAsync(AppDb db)
    {
        var index = await LedgerIndex.ReadAsync(db);
        var rows = new List<object>();
        var guarded = await LedgerGuards.TablesAsync(db);
        foreach (var type in FactTables.Of(db).Where(t => !index.Knows(RowShape.Of(db, t).Table) && !guarded.Contains(RowShape.Of(db, t).Table)))
            await foreach (var row in FactTables.ReadAsync(db, type)) rows.Add(row);
        return rows;
    }

    private static async IAsyncEnumerable<(ProvedRow? Proved, int? Stranger, string? Problem)> RowsAsync(AppDb db, LedgerIndex index)
    {
        var redactions = await db.Redactions.AsNoTracking().ToListAsync();
        var agreed = redactions.Where(a => a.Step == Redaction.Approve && redactions.Exists(q => q.CaseId == a.CaseId && q.Step == Redaction.Ask && q.PersonId != a.PersonId)).Select(a => (a.Table, a.RowKey, a.Field)).ToHashSet();
        foreach (var type in FactTables.Of(db))
        {
            var shape = RowShape.Of(db, type);
            await using var rows = FactTables.ReadAsync(db, type).GetAsyncEnumerator();
            for (var read = 0; ; read++)
            {
                string? unreadable = null;
                try
                {
                    if (!await rows.MoveNextAsync()) break;
                }
                catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or InvalidCastException or OverflowException or ArgumentException)
                {
                    unreadable = $"{TableNames.Of(shape.Table)}的第 {read + 1} 行读不出来，被改动过。";
                }
                if (unreadable is not null)
                {
                    yield return (null, null, unreadable);
                    break;
                }
                yield return Compare(shape, rows.Current, index, agreed);
            }
        }
    }

    private static (ProvedRow?, int?, string?) Compare(RowShape shape, object row, LedgerIndex index, HashSet<(string, string, string)> agreed)
    {
        var key = shape.KeyOf(row);
        var name = TableNames.Of(shape.Table);
        if (index.Find(shape.Table, key) is not { } proved) return (null, shape.CountyOf(row), $"{name}（{key}）不在台账中，是绕过系统写入或改过编号的。");
        proved.IsClaimed = true;
        LedgerRow now;
        try
        {
            now = LedgerRow.Of(shape, row, column => agreed.Contains((shape.Table, key, column.Name)) && column.TextOf(row) is null or RedactableAttribute.Tombstone ? proved.Said.Salted?.GetValueOrDefault(column.Name) : null);
        }
        catch (System.Text.Json.JsonException)
        {
            return (proved, null, $"第 {proved.Seq} 环所记的{name}（{key}）与数据表不同，数据表被改动过。");
        }
        return (proved, null, now.Hash == proved.Said.Hash ? null : $"第 {proved.Seq} 环所记的{name}（{key}）与数据表不同，数据表被改动过。");
    }
}
