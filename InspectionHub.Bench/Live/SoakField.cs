using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using InspectionHub.Core.Frameworks;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace InspectionHub.Bench.Live;

/// <summary>An inspector's phone in the soak: marks with photos on a sheet of one's own. Also the batch of papers, entered as rows, which are the queue.</summary>
internal sealed class SoakField : IDisposable
{
    private readonly ServiceProvider parts;
    private readonly HttpClient phone;
    private readonly string token;
    private readonly string sheet;
    private readonly string row;

    private SoakField(ServiceProvider parts, HttpClient phone, string token, string sheet, string row) => (this.parts, this.phone, this.token, this.sheet, this.row) = (parts, phone, token, sheet, row);

    public static async Task<SoakField> OpenAsync(LiveServer server)
    {
        var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(server.Folder, true, Path.Combine(AppContext.BaseDirectory, "data", "frameworks")) { DemoInspections = false }).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        var people = await db.Users.AsNoTracking().ToDictionaryAsync(u => u.UserName!);
        var site = await db.SchoolYears.Where(s => s.Year == 2026 && s.Kind == "小").OrderBy(s => s.Code).Select(s => s.Code).LastAsync();
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select((user, i) => new InspectionMember { InspectionId = Guid.Empty, PersonId = people[user].Id, PersonName = people[user].Name, IsLead = i == 0 }).ToList();
        var sheet = await parts.GetRequiredService<InspectionBook>().OpenAsync(new(people["dudao"].Id, people["dudao"].Name, people["dudao"].CountyId, Roles.Office, null, null), 2026, site, "性能测量", team);
        var row = parts.GetRequiredService<FrameworkShelf>().Current.Indicators.First(r => r.Method == Method.OnSite && r.Rule is RubricRule && r.Kinds.Contains(InspectionHub.Core.Measurements.SchoolKind.Primary)).Code;
        var (phone, _) = await server.SignInAsync("duxue1");
        var token = (await phone.GetFromJsonAsync<JsonElement>("/api/field/token")).GetProperty("token").GetString()!;
        return new(parts, phone, token, $"{sheet}", row);
    }

    public async Task OrderAsync(int count)
    {
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        var office = await db.Users.AsNoTracking().FirstAsync(u => u.UserName == "dudao");
        var sites = await db.SchoolYears.Where(s => s.Year >= 2025 && db.ImportBatches.OrderByDescending(b => b.Id).First().Id == s.BatchId).OrderBy(s => s.Year).ThenBy(s => s.Code).Select(s => new { s.Year, s.Code }).Take(count).ToListAsync();
        db.PaperOrders.AddRange(sites.Select(s => new PaperOrder { Id = Guid.CreateVersion7(), CountyId = office.CountyId, Kind = "assessment", Site = s.Code, Year = s.Year, RequestedBy = office.Id, RequestedAt = DateTimeOffset.UtcNow }));
        await db.SaveChangesAsync();
    }

    /// <summary>A mark with its photo every two seconds; how many photos were stored.</summary>
    public async Task<int> SendPhotosAsync(TimeSpan span)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        var stored = 0;
        for (var i = 0; i < span.TotalSeconds / 2; i++)
        {
            var photo = Picture(i);
            var sha = Convert.ToHexStringLower(SHA256.HashData(photo));
            await PostAsync("/api/field/marks", JsonContent.Create(new { id = $"{Guid.CreateVersion7()}", device = "phone", seq = i, sheet, edition = "ziyang-71-2021.v1", indicator = row, value = new { level = i % 4 }, note = "", observedAt = DateTimeOffset.UtcNow, photos = new[] { sha } }));
            var answer = await PostAsync($"/api/field/photos/{sheet}/{sha}?offset=0&total={photo.Length}", new ByteArrayContent(photo));
            if (answer.GetProperty("result").GetString() != "stored") throw new UnequalException($"a photo was {answer}");
            stored++;
            await timer.WaitForNextTickAsync();
        }
        return stored;
    }

    public void Dispose()
    {
        phone.Dispose();
        parts.Dispose();
    }

    private async Task<JsonElement> PostAsync(string address, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await phone.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static byte[] Picture(int number)
    {
        using var bitmap = new SKBitmap(900, 700);
        using var canvas = new SKCanvas(bitmap);
        var random = new Random(number);
        canvas.Clear(SKColors.White);
        for (var i = 0; i < 150; i++)
        {
            using var paint = new SKPaint { Color = new SKColor((uint)random.Next() | 0xff000000) };
            canvas.DrawCircle(random.Next(900), random.Next(700), random.Next(10, 90), paint);
        }
        using var image = SKImage.FromBitmap(bitmap);
        return image.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray();
    }
}
