namespace InspectionHub.Web.Shared;

/// <summary>The acts of one form or page, one after the other. Buttons need not be switched off while one runs: a tap on a button that is just being switched off is lost.</summary>
public sealed class Turns
{
    private readonly Dictionary<string, int> done = new(StringComparer.Ordinal);
    private Task last = Task.CompletedTask;

    /// <summary>Runs one piece of work after the other.</summary>
    public Task InTurnAsync(Func<Task> work) => last = AfterAsync(last, work);

    /// <summary>The same, but a second press that came before the first was answered is the same act: once that is done there is nothing left to do. What failed is tried again.</summary>
    /// <param name="act">What tells the act from others of the form.</param>
    /// <param name="work">Throws if it could not be done.</param>
    public Task OnceAsync(string act, Func<Task> work) => OnceAsync(act, async () =>
    {
        await work();
        return true;
    });

    /// <inheritdoc cref="OnceAsync(string, Func{Task})"/>
    /// <param name="work">Whether it could be done.</param>
    public Task OnceAsync(string act, Func<Task<bool>> work)
    {
        var pressed = done.GetValueOrDefault(act);
        return InTurnAsync(async () =>
        {
            if (done.GetValueOrDefault(act) == pressed && await work()) done[act] = pressed + 1;
        });
    }

    private static async Task AfterAsync(Task before, Func<Task> work)
    {
        // Whether the one before failed is told to whoever started it.
        await Task.WhenAny(before);
        await work();
    }
}
