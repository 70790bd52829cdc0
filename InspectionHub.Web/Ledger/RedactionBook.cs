using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>A text, photo or position that may be blacked out.</summary>
public sealed record RedactionChoice(string Table, string Key, string Field, string What, string Person, string Text);

/// <summary>A request that waits for a second person.</summary>
public sealed record RedactionCase(Guid Id, string Table, string Key, string What, string Reason, string AskedBy, string AskedById, DateTimeOffset AskedAt);

/// <summary>隐去: one person asks with a reason, another one agrees; then the text is gone from the database, a tombstone stands in its place, and the chain is as whole as before.
/// Copies made earlier (backups, papers) are not touched: the page says so.</summary>
public sealed class RedactionBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, HubOptions options, TimeProvider clock)
{
    /// <summary>What may be blacked out at a site in a year; without a site, what belongs to no site: plan, appointments, papers about the county.</summary>
    public async Task<IReadOnlyList<RedactionChoice>> ChoicesAsync(Visitor who, int year, string site)
    {
        await using var db = await factory.CreateDbContextAsync();
        var inspections = await db.Inspections.Where(i => i.CountyId == who.CountyId && i.Year == year && i.Site == site).Select(i => i.Id).ToListAsync();
        var visits = await db.RoutineVisits.Where(v => v.CountyId == who.CountyId && v.Year == year && v.Site == site).Select(v => v.Id).ToListAsync();
        var cases = await db.Rectifications.Where(r => r.CountyId == who.CountyId && r.Year == year && r.Site == site).Select(r => r.Id).ToListAsync();
        var papers = await db.Papers.Where(p => p.CountyId == who.CountyId && p.Year == year && p.Site == site).Select(p => p.Id).ToListAsync();
        var parents = inspections.Concat(visits).Concat(cases).Concat(papers).Select(i => $"{i}").Append($"desk-{year}-{site}").ToHashSet();
        var unit = await db.SchoolYears.Where(s => s.Year == year && s.Code == site && db.ImportBatches.Any(b => b.Id == s.BatchId && b.CountyId == who.CountyId)).OrderByDescending(s => s.BatchId).Select(s => s.Unit).FirstOrDefaultAsync();
        var found = new List<RedactionChoice>();
        foreach (var type in RedactableRow.TypesOf(db))
            await foreach (var row in FactTables.ReadAsync(db, type))
                if (RedactableRow.Of(db, row) is { } one && one.IsAbout(who.CountyId, year, site, unit, parents)) found.AddRange(one.Choices());
        return found;
    }

    /// <summary>Requests nobody has decided yet.</summary>
    public async Task<IReadOnlyList<RedactionCase>> OpenAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        var steps = await db.Redactions.AsNoTracking().Where(r => r.CountyId == who.CountyId).OrderBy(r => r.LedgerSeq).ToListAsync();
        return [.. steps.GroupBy(s => s.CaseId).Where(g => g.All(s => s.Step == Redaction.Ask)).Select(g => g.First())
            .Select(s => new RedactionCase(s.CaseId, s.Table, s.RowKey, FieldNames.Of(s.Table, s.Field), s.Reason, s.PersonName, s.PersonId, s.At))];
    }

    /// <exception cref="Refusal">Not theirs to ask, no reason, or nothing to black out.</exception>
    public Task<Guid> AskAsync(Visitor who, string table, string key, string field, string reason) => writer.WriteAsync(async (db, _) =>
    {
        if (!who.May(Policies.CanRedact)) throw new Refusal(403, "只有督导室和管理员可以申请隐去。");
        if (string.IsNullOrWhiteSpace(reason)) throw new Refusal(422, "请写明隐去的原因。");
        var row = await FindAsync(db, who, table, key);
        if (row.Choices().All(c => c.Field != field)) throw new Refusal(409, "这项内容已经隐去，或者是空的。");
        if (await db.Redactions.AnyAsync(r => r.CountyId == who.CountyId && r.Table == table && r.RowKey == key && r.Field == field && !db.Redactions.Any(d => d.CaseId == r.CaseId && d.Step != Redaction.Ask)))
            throw new Refusal(409, "这项内容已有人申请隐去，正等另一人同意。");
        var id = Guid.CreateVersion7();
        await AddAsync(db, who, id, row, field, Redaction.Ask, reason.Trim());
        return id;
    });

    /// <returns>Whether nothing of the old text is left on the disk; else the log beside the database still holds it until the next start.</returns>
    /// <exception cref="Refusal">The one who asked cannot agree to it.</exception>
    public Task<bool> DecideAsync(Visitor who, Guid id, bool agrees, string reason) => DecideAsync(who, [id], agrees, reason);

    /// <summary>The same for many requests, each a write of its own; what was decided before one is refused stays decided.</summary>
    public async Task<bool> DecideAsync(Visitor who, IReadOnlyList<Guid> ids, bool agrees, string reason)
    {
        foreach (var id in ids) await DecideOneAsync(who, id, agrees, reason);
        await using var settled = await factory.CreateDbContextAsync();
        return !agrees || await settled.SettleLogAsync();
    }

    private async Task DecideOneAsync(Visitor who, Guid id, bool agrees, string reason)
    {
        var files = await writer.WriteAsync(async (db, _) =>
        {
            if (!who.May(Policies.CanRedact)) throw new Refusal(403, "只有督导室和管理员可以决定。");
            var steps = await db.Redactions.AsNoTracking().Where(r => r.CaseId == id && r.CountyId == who.CountyId).OrderBy(r => r.LedgerSeq).ToListAsync();
            if (steps.Count == 0) throw new Refusal(404, "没有这项申请。");
            if (steps.Exists(s => s.Step != Redaction.Ask)) throw new Refusal(409, "这项申请已经有人决定，请刷新。");
            if (steps[0].PersonId == who.Id) throw new Refusal(403, "须由申请人以外的另一人同意。");
            var row = await FindAsync(db, who, steps[0].Table, steps[0].RowKey);
            await AddAsync(db, who, id, row, steps[0].Field, agrees ? Redaction.Approve : Redaction.Decline, reason.Trim());
            if (!agrees) return [];
            // The trigger looks for the approval, so it is stored first.
            await db.SaveChangesAsync();
            await Blackout.ApplyAsync(db, row.Row, row.Together(steps[0].Field));
            return row.Row is Photo photo && steps[0].Field == nameof(Photo.Stored) && !await db.Photos.AnyAsync(p => p.Stored == photo.Stored) ? new[] { photo.Stored } : [];
        });
        // Whatever comes between: PhotoSweep finds a file that no row names.
        foreach (var file in files) File.Delete(Path.Combine(options.Photos, file[..2], $"{file}.jpg"));
    }

    private async Task AddAsync(AppDb db, Visitor who, Guid id, RedactableRow row, string field, string step, string reason)
    {
        var seq = await ledger.AppendAsync(db, who.CountyId, "redaction", $"{id}", new { row.Table, row.Key, field, step, by = who.Id });
        db.Redactions.AddRange(row.Together(field).Select(f => new Redaction
        {
            Id = Guid.CreateVersion7(),
            CaseId = id,
            CountyId = who.CountyId,
            Table = row.Table,
            RowKey = row.Key,
            Field = f,
            Step = step,
            Reason = reason,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = seq,
        }));
    }

    private static async Task<RedactableRow> FindAsync(AppDb db, Visitor who, string table, string key)
    {
        foreach (var type in RedactableRow.TypesOf(db).Where(t => RowShape.Of(db, t).Table == table))
            if (await FactTables.FindAsync(db, type, key) is { } row && RedactableRow.Of(db, row) is var one && await one.CountyAsync(db) == who.CountyId) return one;
        throw new Refusal(404, "没有这条记录。");
    }
}
