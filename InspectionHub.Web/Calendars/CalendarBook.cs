using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Calendars;

/// <summary>A county's holidays, shifted working days and deadlines.</summary>
public sealed class CalendarBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, TimeProvider clock)
{
    public const string Holiday = "放假", WorkDay = "上班";

    /// <summary>Today in China.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);

    /// <summary>The exceptions that hold, by day.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> DaysAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await DaysAsync(db, countyId);
    }

    public async Task<WorkCalendar> CalendarAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await CalendarAsync(db, countyId);
    }

    public static async Task<WorkCalendar> CalendarAsync(AppDb db, int countyId) => new((await DaysAsync(db, countyId)).Select(d => new CalendarDay(d.Day, d.Kind == WorkDay, d.Name)));

    /// <summary>Working days of every deadline: the county's own, else the default.</summary>
    public async Task<IReadOnlyDictionary<Deadline, int>> DeadlinesAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await DeadlinesAsync(db, countyId);
    }

    /// <summary>The last day of a deadline that begins on <paramref name="from"/>.</summary>
    public static async Task<DateOnly> DueAsync(AppDb db, int countyId, Deadline kind, DateOnly from) =>
        (await CalendarAsync(db, countyId)).Add(from, (await DeadlinesAsync(db, countyId))[kind]);

    /// <summary>Enters days: one a line, such as “2026-10-01 至 2026-10-07 放假 国庆节” or “2026-10-10 上班 国庆节调休”.</summary>
    /// <exception cref="Refusal">All lines that cannot be read, and nothing is entered.</exception>
    public Task<int> EnterAsync(Visitor who, string lines)
    {
        Check(who);
        var (days, problems) = CalendarLines.Read(lines);
        if (days.Count == 0 && problems.Count == 0) problems = ["请至少填写一行。"];
        if (problems.Count > 0) throw new Refusal(422, problems);
        return writer.WriteAsync(async (db, topics) =>
        {
            topics.Add(LiveFeed.Plan(who.CountyId));
            foreach (var day in days) await AddAsync(db, who, day.Day, day.IsWork ? WorkDay : Holiday, day.Name);
            return days.Count;
        });
    }

    /// <summary>Makes a day an ordinary one again.</summary>
    public Task<bool> RemoveAsync(Visitor who, DateOnly day)
    {
        Check(who);
        return writer.WriteAsync(async (db, topics) =>
        {
            topics.Add(LiveFeed.Plan(who.CountyId));
            if ((await DaysAsync(db, who.CountyId)).All(d => d.Day != day)) throw new Refusal(409, "这一天已经不在日历中，请刷新。");
            await AddAsync(db, who, day, "", "");
            return true;
        });
    }

    /// <summary>Sets the county's own number of working days.</summary>
    public Task<bool> SetAsync(Visitor who, Deadline kind, int days)
    {
        Check(who);
        if (days is < 1 or > 250) throw new Refusal(422, "工作日数应在 1 至 250 之间。");
        return writer.WriteAsync(async (db, topics) =>
        {
            topics.Add(LiveFeed.Plan(who.CountyId));
            var id = Guid.CreateVersion7();
            var seq = await ledger.AppendAsync(db, who.CountyId, "deadline", $"{kind}", new { kind = $"{kind}", days, by = who.Id });
            db.DeadlineSettings.Add(new DeadlineSetting { Id = id, CountyId = who.CountyId, Kind = $"{kind}", Days = days, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
            return true;
        });
    }

    private static void Check(Visitor who)
    {
        if (!who.May(Policies.CanImport)) throw new Refusal(403, "工作日历和期限由督导室和管理员维护。");
    }

    private async Task AddAsync(AppDb db, Visitor who, DateOnly day, string kind, string name)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "calendar", $"{day:yyyy-MM-dd}", new { day, kind, by = who.Id });
        db.CalendarEntries.Add(new CalendarEntry { Id = id, CountyId = who.CountyId, Day = day, Kind = kind, Name = name, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
    }

    private static async Task<IReadOnlyList<CalendarEntry>> DaysAsync(AppDb db, int countyId)
    {
        var all = await db.CalendarEntries.AsNoTracking().Where(d => d.CountyId == countyId).OrderBy(d => d.LedgerSeq).ToListAsync();
        return [.. all.GroupBy(d => d.Day).Select(g => g.Last()).Where(d => d.Kind.Length > 0).OrderBy(d => d.Day)];
    }

    private static async Task<IReadOnlyDictionary<Deadline, int>> DeadlinesAsync(AppDb db, int countyId)
    {
        var own = (await db.DeadlineSettings.AsNoTracking().Where(d => d.CountyId == countyId).OrderBy(d => d.LedgerSeq).ToListAsync()).GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.Last().Days);
        return Deadlines.All.ToDictionary(d => d.Kind, d => own.GetValueOrDefault($"{d.Kind}", d.Days));
    }
}
