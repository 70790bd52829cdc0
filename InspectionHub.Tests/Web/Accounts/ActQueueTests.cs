using InspectionHub.Web.Accounts;

namespace InspectionHub.Tests.Web.Accounts;

/// <summary>A word typed and the click after it, each looked at before it counts.</summary>
public sealed class ActQueueTests
{
    [Fact]
    public async Task A_click_does_not_overtake_the_text_before_it()
    {
        var queue = new ActQueue();
        var (slow, order) = (new TaskCompletionSource<bool>(), new List<string>());
        var text = queue.RunAsync(() => slow.Task, () => Note("text"));
        var click = queue.RunAsync(() => Task.FromResult(true), () => Note("click"));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        slow.SetResult(true);
        await Task.WhenAll(text, click);
        Assert.Equal(["text", "click"], order);

        Task Note(string what)
        {
            order.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task An_act_that_waits_for_the_next_one_gets_it()
    {
        var queue = new ActQueue();
        var answer = new TaskCompletionSource();
        var asking = queue.RunAsync(() => Task.FromResult(true), () => answer.Task);
        await queue.RunAsync(() => Task.FromResult(true), () =>
        {
            answer.SetResult();
            return Task.CompletedTask;
        });
        await asking;
    }

    [Fact]
    public async Task A_look_that_fails_or_refuses_stops_only_its_own_act()
    {
        var queue = new ActQueue();
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.RunAsync(() => throw new InvalidOperationException(), () => Task.CompletedTask));
        await queue.RunAsync(() => Task.FromResult(false), () => throw new InvalidOperationException("refused acts do not run"));
        var done = false;
        await queue.RunAsync(() => Task.FromResult(true), () => Task.FromResult(done = true));
        Assert.True(done);
    }
}
