using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Bench.Field;

/// <summary>A real hub in its own process with one open inspection, and an inspector signed in.</summary>
internal sealed partial class FieldServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
    private Process process = default!;
    private HttpClient client = default!;

    public string Address { get; private set; } = "";

    public string Sheet { get; private set; } = "";

    /// <summary>The browser's storage with the sign-in.</summary>
    public string Cookies { get; private set; } = "";

    public static async Task<FieldServer> StartAsync()
    {
        var server = new FieldServer();
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "InspectionHub.Web.dll"), "run", "--urls", "http://127.0.0.1:0", "--data", server.folder, "--demo-inspections=false"]) { RedirectStandardOutput = true };
        info.Environment["ASPNETCORE_CONTENTROOT"] = Path.Combine(root, "InspectionHub.Web");
        server.process = Process.Start(info)!;
        while (server.Address.Length == 0)
            server.Address = AddressLine().Match(await server.process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The hub did not start.")).Value;
        _ = server.process.StandardOutput.ReadToEndAsync();
        server.Sheet = await server.OpenInspectionAsync(Path.Combine(root, "data", "frameworks"));
        await server.SignInAsync();
        return server;
    }

    /// <summary>Bytes of the page and all its files as they travel.</summary>
    public async Task<double> CompressedAsync()
    {
        var worker = await client.GetStringAsync("/field-worker.js");
        var files = JsonSerializer.Deserialize<List<string>>(FileList().Match(worker).Groups[1].Value)!;
        var sum = 0L;
        using var raw = new HttpClient { BaseAddress = new Uri(Address) };
        foreach (var file in files.Append("/field-worker.js"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file);
            request.Headers.AcceptEncoding.ParseAdd("br, gzip");
            sum += (await (await raw.SendAsync(request)).EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
        }
        return sum;
    }

    public int Count(string table)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = new SqliteCommand($"SELECT COUNT(*) FROM {table} WHERE Sheet = '{Sheet}'", connection);
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> OpenInspectionAsync(string frameworks)
    {
        await using var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, true, frameworks) { DemoInspections = false }).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        var people = await db.Users.AsNoTracking().ToDictionaryAsync(u => u.UserName!);
        var office = new Visitor(people["dudao"].Id, people["dudao"].Name, people["dudao"].CountyId, Roles.Office, null, null);
        string[] team = ["duxue1", "duxue2", "duxue3"];
        var site = await db.SchoolYears.Where(s => s.Year == 2026 && s.Kind == "九").OrderBy(s => s.Code).Select(s => s.Code).FirstAsync();
        var members = team.Select((user, index) => new InspectionMember { InspectionId = Guid.Empty, PersonId = people[user].Id, PersonName = people[user].Name, IsLead = index == 0 }).ToList();
        return $"{await parts.GetRequiredService<InspectionBook>().OpenAsync(office, 2026, site, "综合督导", members)}";
    }

    private async Task SignInAsync()
    {
        var jar = new CookieContainer();
        client = new HttpClient(new HttpClientHandler { CookieContainer = jar, AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        var token = TokenField().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value;
        await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "duxue1", ["password"] = DemoAccounts.Password, ["__RequestVerificationToken"] = token, ["returnUrl"] = "/" }));
        Cookies = JsonSerializer.Serialize(new
        {
            cookies = jar.GetAllCookies().Select(c => new { name = c.Name, value = c.Value, domain = "127.0.0.1", path = "/", expires = -1, httpOnly = c.HttpOnly, secure = c.Secure, sameSite = "Lax" }),
            origins = Array.Empty<object>(),
        });
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressLine();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex(@"const FILES = (\[.*?\]);")]
    private static partial Regex FileList();
}
