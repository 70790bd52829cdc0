using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InspectionHub.Tests.Web;

/// <summary>A device's way to the hub: signed in, with the anti-forgery token every write needs.</summary>
public sealed class MarkDoor(HttpClient client, string token) : IDisposable
{
    public string LastReasons { get; private set; } = "";

    public static async Task<MarkDoor> OpenAsync(HubProcess hub, string user)
    {
        var client = await hub.SignInAsync(user);
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/field/token");
        return new(client, answer.GetProperty("token").GetString()!);
    }

    public async Task<(HttpStatusCode Status, string Result)> SendAsync(JsonObject mark)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/field/marks") { Content = JsonContent.Create(mark) };
        request.Headers.Add("RequestVerificationToken", token);
        var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("mark/1", body.GetProperty("schema").GetString());
        LastReasons = string.Join("；", body.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        return (answer.StatusCode, body.GetProperty("result").GetString()!);
    }

    public void Dispose() => client.Dispose();
}
