using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using InspectionHub.Core.Ledger;
using InspectionHub.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Bench.Saves;

/// <summary>One mark and its ledger link, durable (synchronous=FULL) before the answer, by several writers at once.</summary>
internal static class SaveBench
{
    private const int Present = 600_000;
    private const double Seconds = 4;

    /// <summary>Between two marks of one person, in milliseconds: 256 marks a second come in, whatever the answers take. When the writers wait for their answers, those who starve
    /// hand in little and hardly count in the percentiles.</summary>
    private const int Pace = 250;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        try
        {
            using var desk = await MarkDesk.OpenAsync(folder, Present);
            var sheet = new Sheet($"save: durable marks per second, {desk.Marks()} rows present, {Seconds} s each, one ledger chain");
            foreach (var writers in (int[])[1, 8, 64])
            {
                var ours = await LoadAsync(desk, writers, desk.SaveAsync);
                var ef = await LoadAsync(desk, writers, () => ByEfAsync(desk));
                var raw = await LoadAsync(desk, writers, () => ByHandAsync(folder, desk));
                sheet.Add($"{writers} writers", $"{ours}");
                sheet.Add("  EF, each by itself", $"{ef}", $"rate ours ÷ EF {Ratio(ours.Rate / ef.Rate)}, p95 ours ÷ EF {Ratio(ours.Slow / ef.Slow)}, of people met waiting {Ratio(ours.Felt / ef.Felt)}{(writers == 64 ? " (aim: ≥ 8, ≤ 0.2)" : "")}");
                sheet.Add("  Microsoft.Data.Sqlite, each by itself", $"{raw}", $"rate ours ÷ raw {Ratio(ours.Rate / raw.Rate)}, p95 ours ÷ raw {Ratio(ours.Slow / raw.Slow)}");
            }
            var (calm, crowded) = (await LoadAsync(desk, 64, desk.SaveAsync, Pace), await LoadAsync(desk, 64, () => ByEfAsync(desk), Pace));
            sheet.Add($"64 people, a mark each every {Pace} ms", $"{calm}", "waiting counted from when the mark was due");
            sheet.Add("  EF, each by itself", $"{crowded}", $"p95 ours ÷ EF {Ratio(calm.Slow / crowded.Slow)} (aim: ≤ 0.2)");
            sheet.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Runs for some seconds, then counts what is really there and checks the chain.</summary>
    private static async Task<Load> LoadAsync(MarkDesk desk, int writers, Func<Task> save, int pace = 0)
    {
        for (var i = 0; i < 20; i++) await save();
        var (before, from) = (desk.Marks(), desk.Position());
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var own = new List<double>();
            while (clock.Elapsed.TotalSeconds < Seconds)
            {
                var start = pace == 0 ? clock.Elapsed : TimeSpan.FromMilliseconds(pace * (own.Count + ((double)writer / writers)));
                if (start > clock.Elapsed) await Task.Delay(start - clock.Elapsed);
                await save();
                own.Add((clock.Elapsed - start).TotalMilliseconds);
            }
            return own;
        })));
        var spent = clock.Elapsed.TotalSeconds;
        var all = times.SelectMany(t => t).Order().ToList();
        if (desk.Marks() - before != all.Count || !desk.Holds(from)) throw new UnequalException($"{all.Count} saves were answered, {desk.Marks() - before} are there, or the chain is broken");
        return new(all.Count / spent, all[all.Count / 2], all[all.Count * 95 / 100], Felt(all), times.Max(own => own.Count == 0 ? spent * 1000 : own.Max()));
    }

    /// <summary>The wait of somebody met waiting: nineteen twentieths of all the time spent waiting lie in waits up to so long. Long waits are met more often than they are counted.</summary>
    private static double Felt(List<double> waits)
    {
        var left = waits.Sum() * 0.95;
        return waits.First(wait => (left -= wait) <= 0);
    }

    private static async Task ByEfAsync(MarkDesk desk)
    {
        await using var db = await desk.Factory.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var transaction = db.Database.UseTransaction(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: false))!;
        var head = await db.LedgerLinks.AsNoTracking().Where(l => l.CountyId == desk.Who.CountyId).OrderByDescending(l => l.Seq).FirstAsync();
        var mark = desk.Entry(head.Seq + 1);
        var content = Content(mark);
        db.ScoreEntries.Add(mark);
        db.LedgerLinks.Add(new LedgerLink { CountyId = mark.CountyId, Seq = mark.LedgerSeq, Kind = "mark", Subject = $"{mark.Id}", Content = content, PreviousHash = head.Hash, Hash = LedgerChain.Hash(mark.LedgerSeq, head.Hash, content), At = mark.Received });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static async Task ByHandAsync(string folder, MarkDesk desk)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hub.db")};Default Timeout=60");
        await connection.OpenAsync();
        Run(connection, null, "PRAGMA synchronous=FULL");
        await using var transaction = connection.BeginTransaction(deferred: false);
        var (seq, previous) = (0L, "");
        using (var command = Make(connection, transaction, "SELECT Seq, Hash FROM LedgerLinks WHERE CountyId = $0 ORDER BY Seq DESC LIMIT 1", desk.Who.CountyId))
        using (var reader = command.ExecuteReader())
        {
            reader.Read();
            (seq, previous) = (reader.GetInt64(0) + 1, reader.GetString(1));
        }
        var mark = desk.Entry(seq);
        var content = Content(mark);
        Run(connection, transaction, """
            INSERT INTO ScoreEntries (Id, CountyId, Year, Site, Sheet, Edition, Indicator, Value, Note, Device, DeviceSeq, ObservedAt, Photos, PersonId, PersonName, Received, IsLate, ContentHash, LedgerSeq)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10, '', $11, $12, $13, 0, $14, $15)
            """, mark.Id, mark.CountyId, mark.Year, mark.Site, mark.Sheet, mark.Edition, mark.Indicator, mark.Value!, mark.Device, mark.DeviceSeq, mark.ObservedAt.ToUnixTimeMilliseconds(), mark.PersonId, mark.PersonName, mark.Received.ToUnixTimeMilliseconds(), mark.ContentHash, seq);
        Run(connection, transaction, "INSERT INTO LedgerLinks (CountyId, Seq, Kind, Subject, Content, PreviousHash, Hash, At) VALUES ($0, $1, 'mark', $2, $3, $4, $5, $6)",
            mark.CountyId, seq, $"{mark.Id}", content, previous, LedgerChain.Hash(seq, previous, content), mark.Received.ToUnixTimeMilliseconds());
        await transaction.CommitAsync();
    }

    private static byte[] Content(ScoreEntry mark) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { mark.Id, mark.Sheet, mark.Site, mark.Year, mark.Indicator, mark.Value, by = mark.PersonId }));

    private static void Run(SqliteConnection connection, SqliteTransaction? transaction, string sql, params object[] values)
    {
        using var command = Make(connection, transaction, sql, values);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Make(SqliteConnection connection, SqliteTransaction? transaction, string sql, params object[] values)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
        return command;
    }

    /// <param name="Felt"><see cref="SaveBench.Felt"/>.</param>
    /// <param name="Worst">The longest anybody waited: a storm for the lock starves some writers while the lucky ones fill the percentiles.</param>
    private sealed record Load(double Rate, double Middle, double Slow, double Felt, double Worst)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rate:0}/s, p50 {Middle:0.00} ms, p95 {Slow:0.00} ms, p95 of people met waiting {Felt:0.00} ms, worst {Worst:0} ms");
    }
}
