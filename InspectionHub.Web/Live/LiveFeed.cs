using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;

namespace InspectionHub.Web.Live;

/// <summary>Tells open pages that something changed; carries no data. Callbacks run off the publisher's thread, at most one per subscriber in 250 ms
/// (the last change is never lost), and a failing page harms nobody.</summary>
public sealed partial class LiveFeed(TimeProvider clock, ILogger<LiveFeed> log)
{
    private const string Marks = "marks/";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Subscriber, byte>> subscribers = [];

    /// <summary>The last commit that published just a topic, and the last that published it or something below it.</summary>
    private readonly ConcurrentDictionary<string, long> said = [], heard = [];

    /// <summary>Everything published about a county.</summary>
    public static string County(int countyId) => $"county/{countyId}/";

    /// <summary>Everything published about the school years of a county, those too that are not there yet.</summary>
    public static string Years(int countyId) => $"county/{countyId}/years/";

    /// <summary>Everything published about one year of a county.</summary>
    public static string Year(int countyId, int year) => $"county/{countyId}/years/{year}/";

    /// <summary>One site in one year.</summary>
    public static string Site(int countyId, int year, string site) => $"county/{countyId}/years/{year}/{site}/";

    /// <summary>A point or note of a routine visit, and nothing else.</summary>
    public static string VisitNote(int countyId) => $"county/{countyId}/plan/{Marks}";

    /// <summary>Something that was marked or written down at a site, and nothing else.</summary>
    public static string Mark(int countyId, int year, string site) => $"county/{countyId}/years/{year}/{site}/{Marks}";

    /// <summary>Whatever people do in a county but single marks and orders: what waits for somebody changes with it.</summary>
    public static string Acts(int countyId) => $"county/{countyId}/acts/";

    /// <summary>Plan and routine visits of a county.</summary>
    public static string Plan(int countyId) => $"county/{countyId}/plan/";

    /// <summary>The 整改台账 of one site, whatever year a case was opened in.</summary>
    public static string Cases(int countyId, string site) => $"county/{countyId}/cases/{site}/";

    /// <summary>The orders of a county.</summary>
    public static string Orders(int countyId) => $"county/{countyId}/orders/";

    /// <summary>What one person is told.</summary>
    public static string Person(string personId) => $"person/{personId}/";

    /// <summary>The register of papers of a county.</summary>
    public static string Papers(int countyId) => $"county/{countyId}/papers/";

    /// <summary>Calls <paramref name="callback"/> after something below <paramref name="topic"/> changed, until disposed. The caller has checked
    /// that the person may see the topic, and checks again when it reads.</summary>
    public IDisposable Subscribe(string topic, Func<Task> callback) => Subscribe([topic], callback);

    /// <summary>The same for several topics: told of more than one of them at once, it is called once.</summary>
    public IDisposable Subscribe(IReadOnlyList<string> topics, Func<Task> callback)
    {
        var subscriber = new Subscriber(this, topics);
        foreach (var topic in topics) subscribers.GetOrAdd(topic, _ => [])[subscriber] = 0;
        _ = subscriber.RunAsync(callback);
        return subscriber;
    }

    /// <summary>Says that <paramref name="topic"/> changed, to everybody who listens to it, to something above it or to a part of it: a year that was released is news for each of its
    /// schools. Returns at once: a listener is only marked as told, and works on its own thread.</summary>
    public void Publish(string topic) => Publish([topic]);

    /// <summary>The same for all that one commit changed: whoever listens to several of them is told once.</summary>
    public void Publish(IReadOnlyCollection<string> topics)
    {
        var commit = Interlocked.Increment(ref commits);
        foreach (var topic in topics)
        {
            said[topic] = commit;
            for (var end = topic.IndexOf('/'); end >= 0; end = topic.IndexOf('/', end + 1)) Tell(topic[..(end + 1)], commit);
            // Marks come often and have no parts.
            if (topic.EndsWith(Marks, StringComparison.Ordinal)) continue;
            foreach (var (part, _) in subscribers)
                if (part.Length > topic.Length && part.StartsWith(topic, StringComparison.Ordinal)) Tell(part, commit);
            if (topic.Split('/') is ["county", var county, not "orders", ..]) Tell(Acts(int.Parse(county, CultureInfo.InvariantCulture)), commit);
        }
    }

    /// <summary>Whether anything was published since a commit that a listener to these topics would have heard.</summary>
    public bool HasNews(IReadOnlyList<string> topics, long since)
    {
        foreach (var topic in topics)
        {
            if (heard.GetValueOrDefault(topic) > since) return true;
            for (var end = topic.IndexOf('/'); end >= 0 && end < topic.Length - 1; end = topic.IndexOf('/', end + 1))
                if (said.GetValueOrDefault(topic[..(end + 1)]) > since) return true;
        }
        return false;
    }

    /// <summary>How many commits have been told: who read before it listened can see whether something came between.</summary>
    public long Commits => Interlocked.Read(ref commits);

    private void Tell(string topic, long commit)
    {
        heard[topic] = commit;
        if (!subscribers.TryGetValue(topic, out var told)) return;
        foreach (var (subscriber, _) in told) subscriber.Tell(commit);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A live page failed to refresh")]
    private static partial void Failed(ILogger logger, Exception reason);

    private sealed class Subscriber(LiveFeed feed, IReadOnlyList<string> topics) : IDisposable
    {
        private readonly Channel<bool> told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        private long heard;

        /// <summary>Once for each commit: it may touch several topics of one page.</summary>
        public void Tell(long commit)
        {
            if (Interlocked.Exchange(ref heard, commit) != commit) told.Writer.TryWrite(true);
        }

        public async Task RunAsync(Func<Task> callback)
        {
            long? ended = null;
            while (await told.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                // Only whoever is told again so soon waits: two thousand timers for one mark took longer than to read it.
                if (ended is { } last && Pause - feed.clock.GetElapsedTime(last) is { Ticks: > 0 } rest) await Task.Delay(rest, feed.clock).ConfigureAwait(false);
                if (!told.Reader.TryRead(out _)) continue;
                try
                {
                    await callback().ConfigureAwait(false);
                }
                catch (Exception reason)
                {
                    Failed(feed.log, reason);
                }
                ended = feed.clock.GetTimestamp();
            }
        }

        public void Dispose()
        {
            foreach (var topic in topics)
                if (feed.subscribers.TryGetValue(topic, out var all)) all.TryRemove(this, out _);
            told.Writer.TryComplete();
            // What waited for the pause to end is for nobody now.
            told.Reader.TryRead(out _);
        }
    }

    private long commits;
    private readonly TimeProvider clock = clock;
    private readonly ILogger<LiveFeed> log = log;
}
