using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Tests.Web;

/// <summary>What somebody with a browser, a stolen phone or bad will tries first.</summary>
public sealed class SecurityTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private string Site => $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1")}";

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example/")]
    [InlineData("\\\\evil.example")]
    public async Task Signing_in_leads_nowhere_but_here(string returnUrl)
    {
        var answer = await SignInAsync("lingdao", DemoAccounts.Password, returnUrl);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        var wrong = await SignInAsync("lingdao", "wrong", returnUrl);
        Assert.DoesNotContain("evil", wrong.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/papers/..%2f..%2fhub.db")]
    [InlineData("/field/..%2f..%2fappsettings.json")]
    [InlineData("/field/%2e%2e/%2e%2e/hub.db")]
    [InlineData("/_content/..%2f..%2fhub.db")]
    [InlineData("/%2e%2e%5c%2e%2e%5chub.db")]
    [InlineData("/api/field/photos/11111111-1111-1111-1111-111111111111/..%2f..%2f..%2fhub.db")]
    public async Task No_address_climbs_out_of_its_folder(string path)
    {
        using var office = await hub.SignInAsync("dudao");
        var answer = await office.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Address + path)));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} {text}");
        Assert.DoesNotContain("SQLite format", text);
    }

    [Fact]
    public async Task Ids_of_others_and_of_another_county_answer_like_ids_that_do_not_exist()
    {
        Execute("INSERT INTO Counties (Code, Name, IsDemo) VALUES ('other', '邻县', 0)");
        var (foreign, paper) = (Guid.NewGuid(), Guid.NewGuid());
        Execute($"INSERT INTO Inspections (Id, CountyId, Year, Site, Edition, Title, OpenedAt) SELECT '{foreign.ToString().ToUpperInvariant()}', MAX(Id), 2026, '{Site}', 'ziyang-71-2021.v1', '邻县督导', 0 FROM Counties");
        Execute($"INSERT INTO PaperOrders (Id, CountyId, Kind, Site, Year, RequestedBy, RequestedAt, State, LeaseUntil, Attempts, Progress, FileName) SELECT '{paper.ToString().ToUpperInvariant()}', CountyId, 'brief', '', 2026, Id, 0, 2, 0, 1, 100, 'x.pdf' FROM AspNetUsers WHERE UserName = 'admin'");
        using var office = await hub.SignInAsync("dudao");
        using var inspector = await hub.SignInAsync("duxue2");
        foreach (var (client, address) in new[] { (office, $"/inspections/{foreign}"), (inspector, $"/inspections/{foreign}"), (office, $"/papers/{paper}.pdf"), (office, $"/papers/{Guid.NewGuid()}.pdf"), (inspector, $"/inspections/{foreign}/sheet.pdf"), (office, $"/api/field/photos/{foreign}/{new string('a', 64)}.jpg"), (office, $"/rectifications/{Guid.NewGuid()}"), (office, $"/visits/{Guid.NewGuid()}") })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address)).StatusCode);
        using var door = await MarkDoor.OpenAsync(hub, "duxue2");
        Assert.Equal((HttpStatusCode.NotFound, "refused"), await door.SendAsync(MarkDoorTests.Mark($"{foreign}", "6.3", """{"level":3}""")));
    }

    [Fact]
    public async Task A_stolen_field_queue_is_worth_nothing_to_whoever_sends_it()
    {
        var mark = MarkDoorTests.Mark($"desk-2026-{Site}", "2.4", """{"level":2}""");
        mark["note"] = "stolen";
        using var stranger = new HttpClient { BaseAddress = new Uri(hub.Address) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsJsonAsync("/api/field/marks", mark)).StatusCode);
        using (var thief = await MarkDoor.OpenAsync(hub, "guihua")) Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), await thief.SendAsync(mark));
        using (var inspector = await MarkDoor.OpenAsync(hub, "duxue1")) Assert.Equal((HttpStatusCode.NotFound, "refused"), await inspector.SendAsync(mark));
        using (var owner = await MarkDoor.OpenAsync(hub, "jiaoyu")) Assert.Equal((HttpStatusCode.OK, "stored"), await owner.SendAsync(mark));
        // Known to the hub already, and still nothing is said about it to another person.
        using (var thief = await MarkDoor.OpenAsync(hub, "guihua")) Assert.Equal((HttpStatusCode.Conflict, "refused"), await thief.SendAsync(mark));
    }

    [Fact]
    public async Task An_old_anti_forgery_token_is_refused_in_another_session()
    {
        using var first = await hub.SignInAsync("jiaoyu");
        var old = (await first.GetFromJsonAsync<JsonElement>("/api/field/token")).GetProperty("token").GetString()!;
        using var second = await hub.SignInAsync("guihua");
        await second.GetAsync("/api/field/token");
        using var replay = new HttpRequestMessage(HttpMethod.Post, "/api/field/marks") { Content = JsonContent.Create(MarkDoorTests.Mark($"desk-2026-{Site}", "2.4", """{"level":3}""")) };
        replay.Headers.Add("RequestVerificationToken", old);
        Assert.Equal(HttpStatusCode.BadRequest, (await second.SendAsync(replay)).StatusCode);
        // Of the same person, but before signing in again with another cookie jar.
        using var third = await hub.SignInAsync("jiaoyu");
        using var again = new HttpRequestMessage(HttpMethod.Post, "/api/field/marks") { Content = JsonContent.Create(MarkDoorTests.Mark($"desk-2026-{Site}", "2.4", """{"level":3}""")) };
        again.Headers.Add("RequestVerificationToken", old);
        Assert.Equal(HttpStatusCode.BadRequest, (await third.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Guessing_locks_the_account_for_a_while_and_is_in_the_ledger()
    {
        for (var i = 0; i < 8; i++) Assert.Contains("problem=wrong", (await SignInAsync("kaoshi", $"guess {i}", "/")).Headers.Location!.OriginalString);
        // Locked: the right password is refused too, in the words of a wrong one and of an account that is not there.
        var locked = (await SignInAsync("kaoshi", DemoAccounts.Password, "/")).Headers.Location!.OriginalString;
        Assert.Equal((await SignInAsync("no-such-user", "x", "/")).Headers.Location!.OriginalString.Replace("no-such-user", "kaoshi"), locked);
        Assert.Equal(1L, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'sign-in' AND CAST(Content AS TEXT) LIKE '%locked%' AND Subject = (SELECT Id FROM AspNetUsers WHERE UserName = 'kaoshi')") is long n && n > 0 ? 1L : 0L);
        // All at once are as many as one after the other.
        var many = await Task.WhenAll(Enumerable.Range(0, AttemptLimit.PerAccount + 10).Select(_ => SignInAsync("nobody-there", "x", "/")));
        Assert.True(many.Count(a => a.Headers.Location!.OriginalString.Contains("problem=wrong")) <= AttemptLimit.PerAccount);
        Assert.Contains("problem=often", (await SignInAsync("nobody-there", "x", "/")).Headers.Location!.OriginalString);
        Assert.Equal("/", (await SignInAsync("yingyang", DemoAccounts.Password, "/")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Signing_in_is_a_link_of_the_ledger_without_address_or_device()
    {
        using var _ = await hub.SignInAsync("anquan");
        var text = $"{DatabaseOf.Value(hub.Folder, "SELECT CAST(Content AS TEXT) FROM LedgerLinks WHERE Kind = 'sign-in' AND Subject = (SELECT Id FROM AspNetUsers WHERE UserName = 'anquan') ORDER BY Seq DESC LIMIT 1")}";
        Assert.Contains("\"what\":\"in\"", text);
        Assert.DoesNotContain("127.0.0.1", text);
    }

    [Fact]
    public async Task What_is_far_too_large_is_not_read()
    {
        using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
        var mark = MarkDoorTests.Mark($"desk-2026-{Site}", "2.4", """{"level":3}""");
        mark["note"] = new string('长', 200_000);
        Assert.Equal((HttpStatusCode.BadRequest, "refused"), await door.SendAsync(mark));
        mark["note"] = new string('长', 2001);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), await door.SendAsync(mark));
        Assert.Contains("2000 字", door.LastReasons);
    }

    [Fact]
    public async Task A_file_that_is_far_too_large_is_not_taken()
    {
        // A client that asks first reads the refusal before it sends anything. One that does not may have the connection closed on it while it is still sending.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri(hub.Address) };
        var content = new Counted(25_000_000);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/verify") { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("内容过大", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        Assert.Equal(0, content.Sent);
        Assert.Equal("ok", await client.GetStringAsync("/healthz"));
    }

    /// <summary>A file of a form that knows how much of it was asked for.</summary>
    private sealed class Counted : HttpContent
    {
        private readonly long length;

        public Counted(long length)
        {
            this.length = length;
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        }

        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[100_000];
            for (; Sent < length; Sent += piece.Length) await stream.WriteAsync(piece);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }

    [Fact]
    public async Task Without_demo_data_there_are_no_demo_accounts()
    {
        using var real = HubProcess.WithoutDemo();
        Assert.Equal(1L, DatabaseOf.Value(real.Folder, "SELECT COUNT(*) FROM AspNetUsers"));
        Assert.Equal(DBNull.Value, DatabaseOf.Value(real.Folder, "SELECT PasswordHash FROM AspNetUsers"));
        Assert.Contains("管理员首次登录链接", real.Output);
        foreach (var (user, _, _, _) in DemoAccounts.Fixed.Take(3).Append(("admin", "", "", null)))
            Assert.Contains("problem=wrong", (await SignInAsync(user, DemoAccounts.Password, "/", real)).Headers.Location!.OriginalString);
    }

    private async Task<HttpResponseMessage> SignInAsync(string user, string password, string returnUrl, HubProcess? where = null)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri((where ?? hub).Address) };
        var page = await client.GetStringAsync("/sign-in");
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        return await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = password, ["__RequestVerificationToken"] = token, ["returnUrl"] = returnUrl }));
    }

    private void Execute(string sql) => DatabaseOf.Value(hub.Folder, sql);
}
