using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Bench.Live;

/// <summary>An open page without a browser: starts a circuit as the page's script does, acknowledges every rendering and throws it away.</summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private static readonly byte[] Failed = System.Text.Encoding.UTF8.GetBytes("这个页面出错了");
    private static readonly byte[] Dash = "—"u8.ToArray();
    private readonly HubConnection connection;
    private readonly string address;
    private long last = Stopwatch.GetTimestamp();

    /// <summary>What stands before the watched school's points when its row is drawn whole; a later rendering brings only the text that changed.</summary>
    private readonly byte[]? watched;

    private CircuitClient(string address, CookieContainer cookies, string? site)
    {
        this.address = address;
        watched = site is null ? null : System.Text.Encoding.UTF8.GetBytes($"done-{site}");
        var builder = new HubConnectionBuilder().WithUrl($"{address}/_blazor", HttpTransportType.WebSockets, http =>
        {
            http.SkipNegotiation = true;
            http.Cookies = cookies;
        });
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        connection = builder.Build();
        // Two thousand circuits open on two cores: the last one waits.
        connection.HandshakeTimeout = connection.ServerTimeout = TimeSpan.FromMinutes(3);
        connection.On<long, byte[]>("JS.RenderBatch", (id, batch) =>
        {
            Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
            Renders++;
            Bytes += batch.Length;
            // The words of the page that has failed; the circuit itself goes on and would seem healthy.
            if (batch.AsSpan().IndexOf(Failed) >= 0) Problem ??= "这个页面出错了";
            if (watched is not null && PointsIn(batch) is { } points) Points = points;
            return connection.SendAsync("OnRenderCompleted", id, null);
        });
        connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (task, _, _, _, _, _) => task == 0 ? Task.CompletedTask : connection.SendAsync("EndInvokeJSFromDotNet", task, true, $"[{task},true,null]"));
        connection.On<int, string>("JS.AttachComponent", (_, _) => { });
        connection.On<string>("JS.EndUpdateRootComponents", _ => { });
        connection.On<string, bool, string>("JS.EndInvokeDotNet", (_, _, _) => { });
        connection.On<string>("JS.Error", text => Problem ??= text);
        connection.Closed += reason =>
        {
            if (!ended) Problem ??= $"closed: {reason?.Message}";
            return Task.CompletedTask;
        };
    }

    private bool ended;

    /// <summary>When the newest rendering came, in ticks of <see cref="Stopwatch"/>.</summary>
    public long LastRender => Interlocked.Read(ref last);

    public int Renders { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>What a person would have seen go wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>The points of the watched school as the page shows them now, such as 12.00—34.50; null before they were drawn.</summary>
    public string? Points { get; private set; }

    /// <param name="site">The school whose <see cref="Points"/> are kept while nothing else changes.</param>
    public static async Task<CircuitClient> OpenAsync(string address, HttpClient http, CookieContainer cookies, string path, string? site = null)
    {
        var page = await http.GetStringAsync(address + path);
        if (page.Contains("这个页面出错了", StringComparison.Ordinal)) throw new UnequalException($"{path} shows an error.");
        var client = new CircuitClient(address, cookies, site);
        await client.connection.StartAsync();
        var state = State().Match(page).Groups[1].Value;
        if (await client.connection.InvokeAsync<string?>("StartCircuit", $"{address}/", address + path, "[]", state) is null) throw new UnequalException("The hub gave no circuit.");
        var adds = Marker().Matches(page).Select((m, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{m.Groups[1].Value}}}""");
        await client.connection.SendAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', adds)}}]}""", state);
        await client.SettleAsync();
        return client;
    }

    /// <summary>Goes to another page and gives the milliseconds until its last rendering.</summary>
    public async Task<double> GoAsync(string path)
    {
        var start = Stopwatch.GetTimestamp();
        var before = Renders;
        await connection.SendAsync("OnLocationChanged", address + path, null, true);
        while (Renders == before && Stopwatch.GetElapsedTime(start).TotalSeconds < 30) await Task.Delay(5);
        await SettleAsync();
        return Stopwatch.GetElapsedTime(start, LastRender).TotalMilliseconds;
    }

    /// <summary>The newest interval of points in a rendering: behind the school's own mark if its row was drawn, else the last of what changed. One vectorised look for the mark and
    /// one for the dash, so that two thousand clients on the server's own cores cost little.</summary>
    private string? PointsIn(byte[] batch)
    {
        var row = batch.AsSpan().IndexOf(watched);
        for (var at = row >= 0 ? Next(row) : batch.AsSpan().LastIndexOf(Dash); at >= 0; at = row >= 0 ? Next(at + Dash.Length) : batch.AsSpan(0, at).LastIndexOf(Dash))
        {
            var (from, to) = (at, at + Dash.Length);
            while (from > 0 && IsNumber(batch[from - 1])) from--;
            while (to < batch.Length && IsNumber(batch[to])) to++;
            // Points have decimals, years have none.
            if (batch.AsSpan(from, at - from).Contains((byte)'.') && batch.AsSpan(at, to - at).Contains((byte)'.')) return System.Text.Encoding.UTF8.GetString(batch, from, to - from);
        }
        return null;

        int Next(int start) => batch.AsSpan(start).IndexOf(Dash) is >= 0 and var found ? start + found : -1;
        static bool IsNumber(byte letter) => letter is >= (byte)'0' and <= (byte)'9' or (byte)'.';
    }

    /// <summary>Waits until nothing has been drawn for a while.</summary>
    private async Task SettleAsync()
    {
        var start = Stopwatch.GetTimestamp();
        // The first rendering only says that the page is being read.
        while (Bytes < 2000 && Stopwatch.GetElapsedTime(start).TotalSeconds < 120) await Task.Delay(10);
        if (Bytes < 2000) Problem ??= "nothing was drawn in two minutes";
        while (Stopwatch.GetElapsedTime(LastRender).TotalMilliseconds < 600) await Task.Delay(50);
    }

    public async ValueTask DisposeAsync()
    {
        ended = true;
        await connection.DisposeAsync();
    }

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    /// <summary>SignalR's MessagePack under the name the circuit asks for.</summary>
    private sealed class BlazorPack : IHubProtocol
    {
        private readonly MessagePackHubProtocol inner = new();

        public string Name => "blazorpack";

        public int Version => 1;

        public TransferFormat TransferFormat => TransferFormat.Binary;

        public bool IsVersionSupported(int version) => version == 1;

        public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) => inner.TryParseMessage(ref input, binder, out message);

        public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

        public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);
    }
}
