using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace InspectionHub.Web.Data;

/// <summary>The part of the context that the <see cref="Writer"/> leans on: which facts an entry adds, and how they get into the chain.</summary>
public abstract partial class AppDb
{
    private static readonly ConcurrentDictionary<Type, bool> Facts = [];
    private readonly List<object> appended = [];
    private Prepared? prepared;

    private Prepared Statements => prepared ??= new(this);

    /// <summary>The open end of the ledger's chains.</summary>
    public LedgerTail Tail { get; } = new();

    /// <summary>A number that another connection's commit changes.</summary>
    public abstract long DataVersion();

    /// <summary>A transaction that only reads: one state of the database, and nobody who writes has to wait.</summary>
    public abstract Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginSnapshotAsync();

    /// <summary>Moves what was written into the database file itself, so that nothing overwritten stays in the log beside it.</summary>
    /// <returns>False while somebody reads an earlier state: then it is done at the next call.</returns>
    public abstract Task<bool> SettleLogAsync();

    /// <summary>Whether the engine finds the database sound, page by page.</summary>
    public abstract Task<bool> IsSoundAsync();

    /// <summary>A consistent copy as one file by itself, however much is written meanwhile.</summary>
    public abstract Task CopyToAsync(string file);

    /// <summary>Writes what is there already once more, so that the commit must reach the disk.</summary>
    public abstract Task WriteNothingNewAsync();

    /// <summary>Whether rows of this type are facts that a link of the ledger stands for.</summary>
    public bool IsFact(Type type) => Facts.TryGetValue(type, out var known) ? known
        : Facts.GetOrAdd(type, type != typeof(LedgerLink) && Model.FindEntityType(type)?.GetTableName() is { } table && AppendOnly.Names.Contains(table));

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        NoteFacts();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        NoteFacts();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override void Dispose()
    {
        prepared?.Dispose();
        base.Dispose();
    }

    /// <summary>Adds a fact whose key is made by the program, past the change tracker: for rows that come in great numbers. Only inside an entry of the <see cref="Writer"/>.</summary>
    internal void Append(object fact)
    {
        Note(fact);
        appended.Add(fact);
    }

    /// <summary>Whether a row with this key is there, by a statement kept prepared. Only inside an entry of the <see cref="Writer"/>.</summary>
    internal bool Has<T>(Guid id) => Statements.Has(typeof(T), id);

    /// <summary>Stores what one entry of the writer has added, with the links that stand for it.</summary>
    internal async Task FinishEntryAsync(TimeProvider clock)
    {
        var changed = NoteFacts();
        KillPoint.Passed(KillPoint.Begun, this);
        var isPlain = changed.TrueForAll(e => e.State == EntityState.Added && IsFact(e.Metadata.ClrType) && e.Metadata.FindPrimaryKey()!.Properties.All(p => p.ValueGenerated == Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never || !e.Property(p.Name).IsTemporary));
        // Keys that the database makes are known only when the rows are there.
        if (!isPlain) await SaveChangesAsync();
        var links = await Tail.CloseAsync(this, clock, onlyMarks: isPlain && changed.TrueForAll(e => e.Entity is ScoreEntry) && appended.TrueForAll(row => row is ScoreEntry));
        if (isPlain) foreach (var entry in changed) Statements.Add(entry.Entity);
        foreach (var row in appended) Statements.Add(row);
        foreach (var link in links) Statements.Add(link);
        KillPoint.Passed(KillPoint.Stored, this);
        Forget();
        Statements.Run("RELEASE entry");
    }

    /// <summary>Sets the point to which one entry can be undone.</summary>
    internal void BeginEntry() => Statements.Run("SAVEPOINT entry");

    /// <summary>Undoes the entry.</summary>
    internal void UndoEntry()
    {
        Statements.Run("ROLLBACK TO entry");
        Statements.Run("RELEASE entry");
        Tail.Undo();
        Forget();
    }

    private void Forget()
    {
        ChangeTracker.Clear();
        appended.Clear();
    }

    private void Note(object fact)
    {
        LedgerRow.AddSalts(this, fact);
        Tail.Note(fact);
    }

    private List<EntityEntry> NoteFacts()
    {
        var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in changed.Where(e => e.State == EntityState.Added && IsFact(e.Metadata.ClrType))) Note(entry.Entity);
        return changed;
    }
}
