using InspectionHub.Web.Live;
using Microsoft.AspNetCore.Components;

namespace InspectionHub.Web.Shared;

/// <summary>A page that reads again when it is told that its topic changed. Errors reach the page's own circuit, never the publisher.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly HashSet<IDisposable> owned = [];
    private IDisposable? subscription;
    private IReadOnlyList<string> topics = [];
    private readonly Turns turns = new();
    private Task? reading;
    private bool again, isGone;
    private long seen;

    [Inject] protected LiveFeed Live { get; set; } = default!;

    /// <summary>Reads everything the page shows.</summary>
    protected abstract Task ReadAsync();

    /// <summary>Reads once more, one reading after another: two at once could end in the wrong order and leave the older picture on the screen.</summary>
    protected Task RefreshAsync()
    {
        again = true;
        if (reading is not { IsCompleted: false }) reading = ReadWhileAskedAsync();
        return reading;
    }

    /// <summary>Runs one piece of work after the other.</summary>
    protected Task InTurnAsync(Func<Task> work) => turns.InTurnAsync(work);

    /// <summary>The same, once for all presses that came before the first was answered.</summary>
    protected Task OnceAsync(string act, Func<Task> work) => turns.OnceAsync(act, work);

    private async Task ReadWhileAskedAsync()
    {
        while (again)
        {
            again = false;
            seen = Live.Commits;
            await ReadAsync();
        }
    }

    /// <summary>Listens to topics instead of those before. A page that knows only after reading what it listens to reads again if something came between.</summary>
    protected void Listen(params IReadOnlyList<string> wanted)
    {
        // Left while it was still reading: nobody would let go of what it listens to.
        if (isGone || topics.SequenceEqual(wanted)) return;
        LetGo();
        topics = wanted;
        subscription = wanted.Count == 0 ? null : Live.Subscribe(wanted, HearAsync);
        if (reading is not null && Live.HasNews(wanted, seen)) _ = HearAsync();
    }

    private Task HearAsync() => InvokeAsync(async () =>
    {
        try
        {
            await RefreshAsync();
            StateHasChanged();
        }
        catch (Exception reason)
        {
            await DispatchExceptionAsync(reason);
        }
    });

    private void LetGo() => subscription?.Dispose();

    /// <summary>Something to let go of with the page.</summary>
    protected void Own(IDisposable thing) => owned.Add(thing);

    public void Dispose()
    {
        isGone = true;
        LetGo();
        foreach (var thing in owned) thing.Dispose();
        GC.SuppressFinalize(this);
    }
}
