using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Notices;

/// <summary>A notice as its reader sees it.</summary>
public sealed record NoticeLine(Notice Notice, bool IsRead)
{
    public NoticeKind Kind => Enum.Parse<NoticeKind>(Notice.Kind);
}

/// <summary>消息: tells people inside the hub what concerns them, and keeps what they have read.</summary>
public sealed class NoticeBook(IDbContextFactory<AppDb> factory, Writer writer, TimeProvider clock)
{
    public const int MostShown = 200;

    /// <summary>Tells people inside the caller's write: stored, and announced, only with what it is about. Nobody is told what they did themselves.</summary>
    /// <param name="by">Who did it; null for the hub.</param>
    public static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor? by, int countyId, IEnumerable<string> persons, NoticeText text, DateTimeOffset at)
    {
        var told = persons.Where(p => p.Length > 0 && p != by?.Id).Distinct().ToList();
        if (text.OnceKey is { } key && told.Count > 0)
        {
            var already = await db.Notices.Where(n => n.CountyId == countyId && n.OnceKey == key && told.Contains(n.PersonId)).Select(n => n.PersonId).ToListAsync();
            told = [.. told.Except(already)];
        }
        foreach (var person in told)
        {
            db.Notices.Add(new Notice { Id = Guid.CreateVersion7(at), CountyId = countyId, PersonId = person, Kind = $"{text.Kind}", Text = text.Text, Link = text.Link, OnceKey = text.OnceKey, At = at });
            topics.Add(LiveFeed.Person(person));
        }
    }

    /// <summary>Tells one person in a write of its own.</summary>
    public Task<bool> TellAsync(int countyId, string person, NoticeText text) => writer.WriteAsync(async (db, topics) =>
    {
        await TellAsync(db, topics, null, countyId, [person], text, clock.GetUtcNow());
        return topics.Count > 0;
    });

    /// <summary>A person's own notices, newest first.</summary>
    /// <param name="onlyUnread">What has been read is left out before it is counted: an unread one is never pushed off the list by newer ones that were read.</param>
    /// <param name="most">How many.</param>
    public async Task<IReadOnlyList<NoticeLine>> ListAsync(Visitor who, bool onlyUnread = false, int most = MostShown)
    {
        await using var db = await factory.CreateDbContextAsync();
        var all = await db.Notices.AsNoTracking().Where(n => n.PersonId == who.Id && (!onlyUnread || !db.NoticeReads.Any(r => r.NoticeId == n.Id))).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(most)
            .Select(n => new { n, read = db.NoticeReads.Any(r => r.NoticeId == n.Id) }).ToListAsync();
        return [.. all.Select(n => new NoticeLine(n.n, n.read))];
    }

    public async Task<int> CountAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.Notices.CountAsync(n => n.PersonId == who.Id);
    }

    public async Task<int> UnreadAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.Notices.CountAsync(n => n.PersonId == who.Id && !db.NoticeReads.Any(r => r.NoticeId == n.Id));
    }

    /// <summary>Marks as read: some, or all of them. What is not one's own is left alone.</summary>
    public Task<int> ReadAsync(Visitor who, params IReadOnlyCollection<Guid> some) => writer.WriteAsync(async (db, topics) =>
    {
        var open = await db.Notices.Where(n => n.PersonId == who.Id && (some.Count == 0 || some.Contains(n.Id)) && !db.NoticeReads.Any(r => r.NoticeId == n.Id)).Select(n => n.Id).ToListAsync();
        var now = clock.GetUtcNow();
        db.NoticeReads.AddRange(open.Select(id => new NoticeRead { NoticeId = id, At = now }));
        if (open.Count > 0) topics.Add(LiveFeed.Person(who.Id));
        return open.Count;
    });
}
