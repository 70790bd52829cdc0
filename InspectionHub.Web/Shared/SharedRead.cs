using System.Collections.Concurrent;

namespace InspectionHub.Web.Shared;

/// <summary>One reading for all who ask the same at once. Nobody gets a reading that began before they asked: who comes while one is under way shares the next.</summary>
public sealed class SharedRead<TKey, T>(Func<TKey, Task<T>> read) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Slot> slots = [];

    public Task<T> GetAsync(TKey key)
    {
        var slot = slots.GetOrAdd(key, _ => new());
        lock (slot) return slot.Next ??= RunAsync(key, slot, slot.Running);
    }

    private async Task<T> RunAsync(TKey key, Slot slot, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (slot) (slot.Running, slot.Next) = (slot.Next!, null);
        return await read(key).ConfigureAwait(false);
    }

    private sealed class Slot
    {
        public Task Running { get; set; } = Task.CompletedTask;

        public Task<T>? Next { get; set; }
    }
}
