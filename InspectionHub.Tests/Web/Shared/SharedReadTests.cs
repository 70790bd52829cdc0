using InspectionHub.Web.Shared;

namespace InspectionHub.Tests.Web.Shared;

/// <summary>Readings are shared, but nobody is given one that began before they asked.</summary>
public sealed class SharedReadTests
{
    [Fact]
    public async Task Who_asks_while_a_reading_is_under_way_shares_the_next_one()
    {
        var gates = new List<TaskCompletionSource<int>>();
        var begun = new SemaphoreSlim(0);
        var shared = new SharedRead<string, int>(_ =>
        {
            var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (gates) gates.Add(gate);
            begun.Release();
            return gate.Task;
        });
        var first = shared.GetAsync("a");
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        var (second, third) = (shared.GetAsync("a"), shared.GetAsync("a"));
        var other = shared.GetAsync("b");
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, gates.Count);
        gates[0].SetException(new InvalidOperationException("gone"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        gates[2].SetResult(5);
        gates[1].SetResult(7);
        Assert.Equal((5, 5, 7), (await second, await third, await other));
        Assert.Equal(3, gates.Count);
    }

    [Fact]
    public async Task What_was_written_before_one_asked_is_always_in_the_answer()
    {
        var written = 0;
        var shared = new SharedRead<int, int>(async _ =>
        {
            var seen = Volatile.Read(ref written);
            await Task.Yield();
            return seen;
        });
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), TestContext.Current.CancellationToken, async (_, _) =>
        {
            var mine = Interlocked.Increment(ref written);
            Assert.True(await shared.GetAsync(0) >= mine);
        });
    }
}
