using InspectionHub.Web.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

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

    [Fact]
    public async Task News_of_a_year_reaches_its_schools_and_a_mark_is_no_act()
    {
        var feed = new LiveFeed(TimeProvider.System, NullLogger<LiveFeed>.Instance);
        var (school, acts, year) = (new SemaphoreSlim(0), new SemaphoreSlim(0), new SemaphoreSlim(0));
        using var one = feed.Subscribe(LiveFeed.Site(1, 2026, "X"), () => { school.Release(); return Task.CompletedTask; });
        using var two = feed.Subscribe(LiveFeed.Acts(1), () => { acts.Release(); return Task.CompletedTask; });
        using var all = feed.Subscribe(LiveFeed.Years(1), () => { year.Release(); return Task.CompletedTask; });
        feed.Publish(LiveFeed.Year(1, 2026));
        foreach (var told in new[] { school, acts, year }) Assert.True(await told.WaitAsync(Patience, TestContext.Current.CancellationToken));
        feed.Publish([LiveFeed.Mark(1, 2026, "X"), LiveFeed.Orders(1), LiveFeed.Year(1, 2025), LiveFeed.Person("p")]);
        foreach (var told in new[] { school, acts, year }) Assert.True(await told.WaitAsync(Patience, TestContext.Current.CancellationToken));
        feed.Publish([LiveFeed.Mark(1, 2026, "X"), LiveFeed.Orders(1), LiveFeed.Person("p"), LiveFeed.Plan(2)]);
        foreach (var told in new[] { school, year }) Assert.True(await told.WaitAsync(Patience, TestContext.Current.CancellationToken));
        feed.Publish(LiveFeed.Papers(1));
        Assert.True(await acts.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal((0, 0, 0), (school.CurrentCount, acts.CurrentCount, year.CurrentCount));
    }

    [Fact]
    public async Task Changes_in_the_pause_are_one_call_after_it_and_one_commit_is_one_call_whatever_it_touches()
    {
        var (clock, calls, told) = (new FakeTimeProvider(), 0, new SemaphoreSlim(0));
        var feed = new LiveFeed(clock, NullLogger<LiveFeed>.Instance);
        using var all = feed.Subscribe([LiveFeed.Year(1, 2026), LiveFeed.Plan(1)], () => { calls++; told.Release(); return Task.CompletedTask; });
        // The pause begins a moment after the call: the clock goes on until the next one is heard.
        async Task HeardAsync()
        {
            while (!await told.WaitAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken)) clock.Advance(TimeSpan.FromSeconds(1));
        }

        feed.Publish([LiveFeed.Site(1, 2026, "X"), LiveFeed.Site(1, 2026, "Y"), LiveFeed.Plan(1)]);
        await HeardAsync();
        // Nothing is left of the first commit: these two are the second call, and the last the third.
        feed.Publish(LiveFeed.Site(1, 2026, "X"));
        feed.Publish(LiveFeed.Plan(1));
        await HeardAsync();
        feed.Publish(LiveFeed.Plan(1));
        await HeardAsync();
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task What_was_told_in_the_pause_is_not_read_for_a_page_that_was_left_meanwhile()
    {
        var (clock, calls, told) = (new FakeTimeProvider(), 0, new SemaphoreSlim(0));
        var feed = new LiveFeed(clock, NullLogger<LiveFeed>.Instance);
        var left = feed.Subscribe(LiveFeed.Plan(1), () => { calls++; told.Release(); return Task.CompletedTask; });
        feed.Publish(LiveFeed.Plan(1));
        Assert.True(await told.WaitAsync(Patience, TestContext.Current.CancellationToken));
        feed.Publish(LiveFeed.Plan(1));
        left.Dispose();
        using var stays = feed.Subscribe(LiveFeed.Plan(1), () => { told.Release(); return Task.CompletedTask; });
        clock.Advance(TimeSpan.FromSeconds(1));
        feed.Publish(LiveFeed.Plan(1));
        Assert.True(await told.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(1, calls);
    }
}
