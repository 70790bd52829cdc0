using System.Diagnostics;

namespace InspectionHub.Bench.Live;

/// <summary>One listener to the stream of events.</summary>
internal sealed class EventClient : IDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 10_000 }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource stop = new();
    private long last = Stopwatch.GetTimestamp();

    public int Received { get; private set; }

    public long Last => Interlocked.Read(ref last);

    public static async Task<EventClient> OpenAsync(string address)
    {
        var client = new EventClient();
        var answer = await Http.GetAsync($"{address}/bench/events", HttpCompletionOption.ResponseHeadersRead, client.stop.Token);
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(client.stop.Token));
        await reader.ReadLineAsync(client.stop.Token);
        _ = client.ReadAsync(reader);
        return client;
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync(stop.Token) is { } line)
                if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
                    Received++;
                }
        }
        catch (OperationCanceledException)
        {
            reader.Dispose();
        }
    }
}
