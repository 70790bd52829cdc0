using System.Threading.Channels;
using InspectionHub.Web.Live;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InspectionHub.Web.Data;

/// <summary>The one door for writing. Whatever waits is committed as a group in one durable transaction, begun with the write lock so that other
/// processes wait their turn. Each entry stands on a savepoint of its own: one that fails is undone alone. Nobody is answered, and nothing is
/// announced, before the commit.</summary>
public sealed class Writer : IDisposable
{
    private const int MostTogether = 128;
    private readonly Channel<WriterEntry> waiting = Channel.CreateUnbounded<WriterEntry>(new() { SingleReader = true });
    private readonly IDbContextFactory<AppDb> factory;
    private readonly LiveFeed live;
    private readonly TimeProvider clock;
    private readonly Task loop;
    private AppDb? open;
    private long version;
    private volatile bool isAtWork;

    public Writer(IDbContextFactory<AppDb> factory, LiveFeed live, TimeProvider clock)
    {
        (this.factory, this.live, this.clock) = (factory, live, clock);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Runs <paramref name="work"/> and commits. An exception rolls back what this work did. The topics it adds are published after the commit.</summary>
    /// <exception cref="Refusal">The database could not be written: locked by another program, disk full, read-only or damaged.</exception>
    public Task<T> WriteAsync<T>(Func<AppDb, ICollection<string>, Task<T>> work)
    {
        var entry = new WriterEntry<T>(work);
        return waiting.Writer.TryWrite(entry) ? entry.Answer : throw new ObjectDisposedException(nameof(Writer));
    }

    /// <summary>Whether it holds the write lock: then nobody else keeps it from writing.</summary>
    public bool IsAtWork => isAtWork;

    public void Dispose()
    {
        waiting.Writer.TryComplete();
        loop.GetAwaiter().GetResult();
        Forget();
    }

    private async Task RunAsync()
    {
        var group = new List<WriterEntry>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MostTogether && waiting.Reader.TryRead(out var entry)) group.Add(entry);
            await CommitAsync(group);
            group.Clear();
        }
    }

    private async Task CommitAsync(List<WriterEntry> group)
    {
        using var span = WriterMeter.Begin();
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        try
        {
            var db = open ??= await OpenAsync();
            await using (var transaction = Begin(db))
            {
                isAtWork = true;
                NoteOthers(db);
                foreach (var entry in group) await TryAsync(db, entry);
                await transaction.CommitAsync();
                KillPoint.PassedCommit();
            }
        }
        catch (Exception reason)
        {
            // The engine gave up the whole transaction, so nothing of the group is stored and everybody is told so.
            Forget();
            WriterMeter.GaveUp(span, group.Count);
            foreach (var entry in group) entry.Fail(DatabaseTrouble.Say(reason));
            return;
        }
        finally
        {
            isAtWork = false;
        }
        WriterMeter.Committed(span, started, group.Count, group.Count(e => e.HasFailed));
        live.Publish([.. group.SelectMany(e => e.Announced).Distinct()]);
        foreach (var entry in group) entry.Finish();
    }

    /// <summary>One entry on its savepoint. What makes the transaction itself unusable is thrown on.</summary>
    private async Task TryAsync(AppDb db, WriterEntry entry)
    {
        db.BeginEntry();
        try
        {
            await entry.RunAsync(db);
            await db.FinishEntryAsync(clock);
        }
        catch (Exception reason) when (!DatabaseTrouble.IsFatal(reason))
        {
            db.UndoEntry();
            entry.Fail(reason);
        }
    }

    private async Task<AppDb> OpenAsync()
    {
        var db = await factory.CreateDbContextAsync();
        // One of its own, from no pool: forgotten, it is really closed, and whatever a fault has done to it is over.
        db.Database.SetConnectionString($"{db.Database.GetConnectionString()};Pooling=False");
        await db.Database.OpenConnectionAsync();
        version = -1;
        return db;
    }

    /// <summary>What is remembered between groups holds only while nobody else has written: SQLite counts that for us.</summary>
    private void NoteOthers(AppDb db)
    {
        var now = db.DataVersion();
        if (now != version) db.Tail.Forget();
        version = now;
    }

    private void Forget()
    {
        var db = open;
        open = null;
        try
        {
            db?.Dispose();
        }
        catch (SqliteException)
        {
            // A connection that cannot even be closed is not used again.
        }
    }

    private static IDbContextTransaction Begin(AppDb db) => db.Database.GetDbConnection() is SqliteConnection sqlite
        ? db.Database.UseTransaction(sqlite.BeginTransaction(deferred: false))!
        : db.Database.BeginTransaction();
}
