using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Bench.Live;

/// <summary>A started <see cref="LiveHost"/>: people sign in, marks are sent, and its processor time is read from outside.</summary>
internal sealed partial class LiveServer : IAsyncDisposable
{
    private static readonly HttpClient Plain = new();
    private readonly Process process;
    private HttpClient marker = default!;
    private string token = "";
    private long seq;

    private LiveServer(Process process, string folder) => (this.process, Folder) = (process, folder);

    public string Folder { get; }

    public string Address { get; private set; } = "";

    /// <summary>Marks that were acknowledged.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Acknowledged { get; } = [];

    public static async Task<LiveServer> StartAsync(string folder)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "InspectionHub.Bench.dll"), LiveHost.Alone, folder]) { RedirectStandardOutput = true };
        info.Environment["ASPNETCORE_CONTENTROOT"] = Path.Combine(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..")), "InspectionHub.Web");
        var server = new LiveServer(Process.Start(info)!, folder);
        while (server.Address.Length == 0)
            server.Address = AddressLine().Match(await server.process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The hub did not start.")).Value;
        _ = server.process.StandardOutput.ReadToEndAsync();
        (server.marker, _) = await server.SignInAsync("jiaoyu");
        server.token = (await server.marker.GetFromJsonAsync<JsonElement>("/api/field/token")).GetProperty("token").GetString()!;
        return server;
    }

    /// <summary>Processor time the server has used, in milliseconds.</summary>
    public double Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    /// <summary>Waits until the server has nothing left to do from before: its start, compiling, jobs that begin with it. Connections cost something also when nothing
    /// happens, each about a tenth of a millisecond in half a second.</summary>
    public async Task RestAsync(int connections = 0)
    {
        for (var quiet = 0; quiet < 4;)
        {
            var before = Processor;
            await Task.Delay(500);
            quiet = Processor - before < 75 + (connections * 0.15) ? quiet + 1 : 0;
        }
    }

    public double WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public async Task<double> HeapAsync() => double.Parse(await Plain.GetStringAsync(Address + "/bench/memory"), CultureInfo.InvariantCulture);

    public async Task<(HttpClient Client, CookieContainer Cookies)> SignInAsync(string user)
    {
        var jar = new CookieContainer();
        var client = new HttpClient(new HttpClientHandler { CookieContainer = jar, AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        var page = TokenField().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value;
        var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = DemoAccounts.Password, ["__RequestVerificationToken"] = page, ["returnUrl"] = "/" }));
        return answer.Headers.Location?.OriginalString == "/" ? (client, jar) : throw new UnequalException($"{user} could not sign in");
    }

    /// <summary>Sends a mark and gives the milliseconds until it was acknowledged.</summary>
    public async Task<double> MarkAsync(string site, int year = 2026, int? level = null)
    {
        var n = Interlocked.Increment(ref seq);
        var id = $"{Guid.CreateVersion7()}";
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/field/marks")
        {
            Content = JsonContent.Create(new { id, device = "bench", seq = n, sheet = $"desk-{year}-{site}", edition = "ziyang-71-2021.v1", indicator = "2.4", value = new { level = level ?? n % 5 }, note = "", observedAt = DateTimeOffset.UtcNow, photos = Array.Empty<string>() }),
        };
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await marker.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (body.GetProperty("result").GetString() != "stored") throw new UnequalException($"a mark was {body}");
        Acknowledged.Add(id);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public object? Value(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Folder, "hub.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = new Microsoft.Data.Sqlite.SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        marker.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressLine();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
