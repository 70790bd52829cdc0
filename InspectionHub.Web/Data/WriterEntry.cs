namespace InspectionHub.Web.Data;

/// <summary>Something that waits to be written, and whoever waits for the answer.</summary>
internal abstract class WriterEntry
{
    /// <summary>Topics to publish after the commit.</summary>
    protected List<string> Topics { get; } = [];

    public bool HasFailed { get; protected set; }

    public IEnumerable<string> Announced => HasFailed ? [] : Topics;

    public abstract Task RunAsync(AppDb db);

    public abstract void Fail(Exception reason);

    public abstract void Finish();
}

internal sealed class WriterEntry<T>(Func<AppDb, ICollection<string>, Task<T>> work) : WriterEntry
{
    // The one who waits goes on somewhere else than on the writer's thread.
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Answer => answer.Task;

    public override async Task RunAsync(AppDb db) => result = await work(db, Topics);

    public override void Fail(Exception reason)
    {
        HasFailed = true;
        answer.TrySetException(reason);
    }

    public override void Finish() => answer.TrySetResult(result!);
}
