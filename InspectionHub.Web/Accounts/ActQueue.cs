namespace InspectionHub.Web.Accounts;

/// <summary>What comes from one page begins in the order in which it came, however long each look before it takes. Without this a click overtook the text typed before it.</summary>
public sealed class ActQueue
{
    private Task last = Task.CompletedTask;

    /// <summary>Begins <paramref name="act"/> after all that was given before has begun, if <paramref name="look"/> says so then.</summary>
    /// <returns>Ends with the act. The next one does not wait for that end: it may be the answer this one waits for.</returns>
    public async Task RunAsync(Func<Task<bool>> look, Func<Task> act)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Interlocked.Exchange(ref last, begun.Task);
        Task going;
        try
        {
            await before;
            going = await look() ? act() : Task.CompletedTask;
        }
        finally
        {
            begun.SetResult();
        }
        await going;
    }
}
