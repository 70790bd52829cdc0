using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InspectionHub.Web.Data;

/// <summary>The one door for writing: one durable transaction at a time, begun with the write lock so that other processes wait their turn.
/// What is announced is announced only after the commit.</summary>
public sealed class Writer(IDbContextFactory<AppDb> factory, Live.LiveFeed live) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Runs <paramref name="work"/> and commits. An exception rolls everything back. The topics it adds are published after the commit.</summary>
    public async Task<T> WriteAsync<T>(Func<AppDb, ICollection<string>, Task<T>> work)
    {
        await turn.WaitAsync();
        try
        {
            await using var db = await factory.CreateDbContextAsync();
            var topics = new List<string>();
            await db.Database.OpenConnectionAsync();
            T result;
            await using (var transaction = Begin(db))
            {
                result = await work(db, topics);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }
            foreach (var topic in topics) live.Publish(topic);
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private static IDbContextTransaction Begin(AppDb db) => db.Database.GetDbConnection() is Microsoft.Data.Sqlite.SqliteConnection sqlite
        ? db.Database.UseTransaction(sqlite.BeginTransaction(deferred: false))!
        : db.Database.BeginTransaction();
}
