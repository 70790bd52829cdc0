using InspectionHub.Web.Shared;

namespace InspectionHub.Tests.Web.Shared;

/// <summary>Presses of one form: one after the other, and twice the same is once.</summary>
public sealed class TurnsTests
{
    [Fact]
    public async Task A_second_press_before_the_first_is_answered_is_the_same_act_and_a_later_one_another()
    {
        var (turns, answer, done) = (new Turns(), new TaskCompletionSource(), 0);
        async Task WorkAsync() { await answer.Task; done++; }
        var pressed = new[] { turns.OnceAsync("save", WorkAsync), turns.OnceAsync("save", WorkAsync), turns.OnceAsync("back", WorkAsync) };
        answer.SetResult();
        await Task.WhenAll(pressed);
        Assert.Equal(2, done);
        await turns.OnceAsync("save", WorkAsync);
        Assert.Equal(3, done);
    }

    [Fact]
    public async Task What_failed_is_tried_again_by_the_second_press()
    {
        var (turns, answer, tries) = (new Turns(), new TaskCompletionSource(), 0);
        async Task RefuseAsync() { await answer.Task; tries++; throw new InvalidOperationException(); }
        async Task<bool> NotTakenAsync() { await answer.Task; return ++tries > 3; }
        var pressed = new[] { turns.OnceAsync("a", RefuseAsync), turns.OnceAsync("a", RefuseAsync), turns.OnceAsync("b", NotTakenAsync), turns.OnceAsync("b", NotTakenAsync), turns.OnceAsync("b", NotTakenAsync) };
        answer.SetResult();
        foreach (var refused in pressed[..2]) await Assert.ThrowsAsync<InvalidOperationException>(() => refused);
        await Task.WhenAll(pressed[2..]);
        Assert.Equal(4, tries);
    }
}
