using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>A real server with people at work while something of its machine fails: what it took, what it refused and in which words, and whether it says that it is ready.</summary>
internal sealed class FaultyHub : IDisposable
{
    private readonly List<string> kept = [];
    private readonly string visit = $"{Guid.NewGuid()}", desk;
    private readonly byte[] picture = Pictures.Jpeg(320, 240, seed: 11);
    private readonly HttpClient watcher;
    private MarkDoor office = default!;
    private FieldDoor inspector = default!;

    private FaultyHub(HubProcess hub)
    {
        Hub = hub;
        desk = $"desk-2026-{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1")}";
        watcher = new HttpClient { BaseAddress = new Uri(hub.Address), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HubProcess Hub { get; }

    public string Log => Path.Combine(Hub.Folder, "hub.db-wal");

    /// <summary>A lead office at its desk, and a 督学 at a school whose note names a photo that is still on the phone.</summary>
    public static async Task<FaultyHub> StartAsync(HubProcess hub)
    {
        var faulty = new FaultyHub(hub) { office = await MarkDoor.OpenAsync(hub, "jiaoyu"), inspector = await FieldDoor.OpenAsync(hub, "duxue1") };
        var site = $"{DatabaseOf.Value(hub.Folder, "SELECT Site FROM DutyEntries WHERE PersonId = (SELECT Id FROM AspNetUsers WHERE UserName = 'duxue1') ORDER BY Site LIMIT 1")}";
        await faulty.SendAsync("/api/field/visits", VisitDoorTests.Start(faulty.visit, site, "canteen.v1"));
        var note = VisitDoorTests.Note(faulty.visit, "point/1", """{"yes":true}""");
        note["photos"] = new JsonArray(Pictures.Sha(faulty.picture));
        await faulty.SendAsync("/api/field/visit-notes", note);
        await faulty.MarkAsync();
        await faulty.UntilReadyAsync("ok");
        return faulty;
    }

    private async Task SendAsync(string door, JsonObject given) =>
        Assert.Equal("stored", (await inspector.PostAsync(door, JsonContent.Create(given))).Body.GetProperty("result").GetString());

    /// <summary>Sends a mark and gives null if it was taken, else with which status and words it was refused.</summary>
    public async Task<(HttpStatusCode Status, string Reasons)?> TryMarkAsync()
    {
        var mark = MarkDoorTests.Mark(desk, "2.4", $$"""{"level":{{kept.Count % 5}}}""");
        var (status, result) = await office.SendAsync(mark);
        if (result != "stored") return (status, office.LastReasons);
        kept.Add(mark["id"]!.GetValue<string>());
        return null;
    }

    public async Task MarkAsync() => Assert.Null(await TryMarkAsync());

    public async Task RefusesAsync(string reason)
    {
        var (status, reasons) = (await TryMarkAsync())!.Value;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains(reason, reasons);
        Assert.Contains("没有写入任何内容", reasons);
    }

    /// <summary>Sends what is still lacking of the photo in one piece, as the phone does; the answer's status and text.</summary>
    public async Task<(HttpStatusCode Status, string Result, string Reasons)> PhotoAsync()
    {
        var address = $"/api/field/photos/{visit}/{Pictures.Sha(picture)}";
        var here = (await inspector.Client.GetFromJsonAsync<JsonElement>(address)).GetProperty("received").GetInt32();
        var (status, body) = await inspector.PostAsync($"{address}?offset={here}&total={picture.Length}", new ByteArrayContent(picture[here..]));
        Assert.Equal("photo/1", body.GetProperty("schema").GetString());
        return (status, body.GetProperty("result").GetString()!, string.Join("；", body.GetProperty("reasons").EnumerateArray().Select(r => r.GetString())));
    }

    /// <summary>What somebody reads who signs in now and cannot, and that the sign-in did not happen by half.</summary>
    public async Task<string> SignInInVainAsync()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Hub.Address), Timeout = TimeSpan.FromMinutes(2) };
        var token = System.Text.RegularExpressions.Regex.Match(await client.GetStringAsync("/sign-in"), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "dudao", ["password"] = DemoAccounts.Password, ["__RequestVerificationToken"] = token }));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/inspections")).StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until the hub says this of itself, with the status that belongs to it.</summary>
    public async Task UntilReadyAsync(string word)
    {
        var said = "";
        for (var i = 0; i < 120 && said != word; i++)
        {
            if (i > 0) await Task.Delay(500);
            using var answer = await watcher.GetAsync("/healthz/ready");
            said = await answer.Content.ReadAsStringAsync();
            Assert.Equal(said == "ok" ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }
        Assert.Equal(word, said);
    }

    /// <summary>The server lives, every mark it took is there once and no other, and the ledger holds.</summary>
    public void Holds()
    {
        Assert.True(Hub.IsRunning, Hub.Output);
        foreach (var id in kept) Assert.Equal(1L, DatabaseOf.Value(Hub.Folder, $"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{id.ToUpperInvariant()}'"));
        Assert.Equal((long)kept.Count, DatabaseOf.Value(Hub.Folder, $"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{desk}' AND Device = 'test'"));
        var (code, text) = Hub.Run("verify");
        Assert.True(code == 0, text);
    }

    /// <summary>All is well again: ready, marks and photos are taken, people come in.</summary>
    public async Task RecoversAsync()
    {
        await UntilReadyAsync("ok");
        await MarkAsync();
        Assert.Equal("stored", (await PhotoAsync()).Result);
        using (await Hub.SignInAsync("dudao")) Holds();
    }

    public void Dispose()
    {
        office.Dispose();
        inspector.Dispose();
        watcher.Dispose();
        Hub.Dispose();
    }
}
