using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InspectionHub.Tests.Web.Field;

/// <summary>A device without a screen: signed in, with the token every write needs.</summary>
public sealed class FieldDoor(HttpClient client, string token) : IDisposable
{
    public HttpClient Client => client;

    public static async Task<FieldDoor> OpenAsync(HubProcess hub, string user)
    {
        var client = await hub.SignInAsync(user);
        return new(client, (await client.GetFromJsonAsync<JsonElement>("/api/field/token")).GetProperty("token").GetString()!);
    }

    /// <summary>Of somebody who may not score: with the token of a page that is for everybody.</summary>
    public static async Task<FieldDoor> OfAnybodyAsync(HubProcess hub, string user)
    {
        var client = await hub.SignInAsync(user);
        return new(client, System.Text.RegularExpressions.Regex.Match(await client.GetStringAsync("/sign-in"), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value);
    }

    /// <summary>The person's sheet as the hub gives it to a device.</summary>
    public async Task<JsonElement?> SheetAsync(string id)
    {
        var all = await client.GetFromJsonAsync<JsonElement>("/api/field/sheets");
        Assert.Equal("sheets/1", all.GetProperty("schema").GetString());
        return all.GetProperty("sheets").EnumerateArray().Where(s => s.GetProperty("id").GetString() == id).Select(s => (JsonElement?)s).FirstOrDefault();
    }

    public async Task<JsonElement?> RowAsync(string sheet, string code) =>
        (await SheetAsync(sheet))?.GetProperty("rows").EnumerateArray().First(r => r.GetProperty("code").GetString() == code);

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, HttpContent content, bool withToken = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (withToken) request.Headers.Add("RequestVerificationToken", token);
        var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Sends something and gives the answer as it is: status, where one is led, text.</summary>
    public async Task<(HttpStatusCode Status, string? Led, string Text)> SayAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> MarkAsync(string sheet, string row, string value, params string[] photos)
    {
        var mark = MarkDoorTests.Mark(sheet, row, value);
        mark["photos"] = new JsonArray([.. photos.Select(p => (JsonNode)p)]);
        var (_, body) = await PostAsync("/api/field/marks", JsonContent.Create(mark));
        return body.GetProperty("result").GetString()!;
    }

    /// <summary>Sends a photo in one or more pieces; the last answer.</summary>
    public async Task<(string Result, string Reasons)> PhotoAsync(string sheet, byte[] file, int piece = 200_000, string? sha = null)
    {
        sha ??= Pictures.Sha(file);
        for (var offset = 0; ; offset += piece)
        {
            var part = file[offset..Math.Min(file.Length, offset + piece)];
            var (_, body) = await PostAsync($"/api/field/photos/{sheet}/{sha}?offset={offset}&total={file.Length}", new ByteArrayContent(part));
            var result = body.GetProperty("result").GetString()!;
            if (result != "partial") return (result, string.Join("；", body.GetProperty("reasons").EnumerateArray().Select(r => r.GetString())));
        }
    }

    public static JsonObject Submission(string sheet) => new()
    {
        ["id"] = $"{Guid.NewGuid()}",
        ["device"] = "test",
        ["seq"] = 9,
        ["sheet"] = sheet,
        ["signedAt"] = "2026-11-23T08:00:00Z",
        ["inspector"] = new string('a', 64),
        ["head"] = new string('b', 64),
        ["headName"] = "王校长",
        ["refused"] = null,
    };

    public async Task<(string Result, string Reasons)> SubmitAsync(JsonObject given)
    {
        var (_, body) = await PostAsync("/api/field/submissions", JsonContent.Create(given));
        return (body.GetProperty("result").GetString()!, string.Join("；", body.GetProperty("reasons").EnumerateArray().Select(r => r.GetString())));
    }

    public void Dispose() => client.Dispose();
}
