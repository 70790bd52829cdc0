using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace InspectionHub.Tests.Web.Browser;

/// <summary>A line to a hub on this machine on which every byte takes its time, there and back, in the order it was sent.</summary>
internal sealed class SlowLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Uri hub;
    private readonly TimeSpan eachWay;
    private readonly Task accepting;

    public SlowLine(string hub, TimeSpan eachWay)
    {
        (this.hub, this.eachWay) = (new(hub), eachWay);
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var one = near;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(hub.Host, hub.Port, end.Token);
            await Task.WhenAll(OneWayAsync(near.Client, far.Client), OneWayAsync(far.Client, near.Client));
        }
        catch (Exception reason) when (reason is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of both ends has hung up.
        }
    }

    private async Task OneWayAsync(Socket from, Socket to)
    {
        var under = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var arriving = ArriveAsync(under.Reader, to);
        try
        {
            var buffer = new byte[65_536];
            while (await from.ReceiveAsync(buffer, end.Token) is > 0 and var count)
                under.Writer.TryWrite((Environment.TickCount64 + (long)eachWay.TotalMilliseconds, buffer[..count]));
        }
        finally
        {
            under.Writer.Complete();
        }
        await arriving;
    }

    private async Task ArriveAsync(ChannelReader<(long Due, byte[] Bytes)> under, Socket to)
    {
        await foreach (var (due, bytes) in under.ReadAllAsync(end.Token))
        {
            if (due - Environment.TickCount64 is > 0 and var left) await Task.Delay((int)left, end.Token);
            for (var sent = 0; sent < bytes.Length;) sent += await to.SendAsync(bytes.AsMemory(sent), end.Token);
        }
        to.Shutdown(SocketShutdown.Send);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }
}
