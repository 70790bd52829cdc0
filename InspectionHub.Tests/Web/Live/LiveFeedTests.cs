using InspectionHub.Web.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace InspectionHub.Tests.Web.Live;

/// <summary>A listener to several topics hears each of them, and nothing once it is let go.</summary>
public sealed class LiveFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Whoever_listens_to_several_topics_hears_of_each_and_of_what_lies_below()
    {
        var feed = new LiveFeed(TimeProvider.System, NullLogger<LiveFeed>.Instance);
        var told = new SemaphoreSlim(0);
        using (feed.Subscribe([LiveFeed.Site(1, 2026, "X"), LiveFeed.Cases(1, "X")], () => { told.Release(); return Task.CompletedTask; }))
        {
            foreach (var topic in new[] { LiveFeed.Cases(1, "X"), LiveFeed.Site(1, 2026, "X"), $"{LiveFeed.Site(1, 2026, "X")}row/" })
            {
                feed.Publish([LiveFeed.Papers(1), topic]);
                Assert.True(await told.WaitAsync(Patience, TestContext.Current.CancellationToken));
            }
        }
        using var other = feed.Subscribe(LiveFeed.Cases(1, "X"), () => { told.Release(2); return Task.CompletedTask; });
        feed.Publish([LiveFeed.Site(1, 2026, "X"), LiveFeed.Cases(1, "X")]);
        Assert.True(await told.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(1, told.CurrentCount);
    }
}
