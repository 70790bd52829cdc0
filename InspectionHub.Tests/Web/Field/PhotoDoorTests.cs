using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using Microsoft.EntityFrameworkCore;
using System.Net;
using SkiaSharp;

namespace InspectionHub.Tests.Web.Field;

/// <summary>The door for photos: what is taken, what is refused and why, and who may look.</summary>
[Collection(nameof(FieldDoors))]
public sealed class PhotoDoorTests(FieldHub field)
{
    [Fact]
    public async Task A_photo_is_taken_in_pieces_turned_upright_and_cleaned_of_what_the_camera_wrote_into_it()
    {
        var sheet = await field.OpenInspectionAsync();
        var file = Pictures.WithExif(Pictures.Jpeg(640, 400), "SECRET-PLACE");
        var sha = Pictures.Sha(file);
        var inspector = await field.DoorAsync("duxue1");
        Assert.Equal("stored", await inspector.MarkAsync(sheet, "8.7", """{"level":3}""", sha));
        Assert.Equal("stored", (await inspector.PhotoAsync(sheet, file, piece: 50_000)).Result);

        var served = await inspector.Client.GetByteArrayAsync($"/api/field/photos/{sheet}/{sha}.jpg");
        var text = System.Text.Encoding.Latin1.GetString(served);
        Assert.DoesNotContain("Exif", text);
        Assert.DoesNotContain("SECRET", text);
        using var bitmap = SKBitmap.Decode(served);
        Assert.Equal((400, 640), (bitmap.Width, bitmap.Height));
        var path = Assert.Single(Directory.GetFiles(Path.Combine(field.Hub.Folder, "photos"), $"{Pictures.Sha(served)}.jpg", SearchOption.AllDirectories));
        Assert.Equal(served, await File.ReadAllBytesAsync(path));
        Assert.Empty(Directory.GetFiles(Path.Combine(field.Hub.Folder, "photos", "incoming")));
        Assert.Equal("stored", (await inspector.PhotoAsync(sheet, file)).Result);
    }

    [Fact]
    public async Task While_the_last_piece_is_taken_in_the_photo_never_seems_to_be_gone()
    {
        var sheet = await field.OpenInspectionAsync();
        var file = Pictures.Jpeg(640, 400, seed: 9);
        var inspector = await field.DoorAsync("duxue1");
        Assert.Equal("stored", await inspector.MarkAsync(sheet, "8.7", """{"level":3}""", Pictures.Sha(file)));
        var address = $"/api/field/photos/{sheet}/{Pictures.Sha(file)}";
        Assert.Equal("partial", (await inspector.PostAsync($"{address}?offset=0&total={file.Length}", new ByteArrayContent(file[..1000]))).Body.GetProperty("result").GetString());
        var last = inspector.PostAsync($"{address}?offset=1000&total={file.Length}", new ByteArrayContent(file[1000..]));
        var seen = new List<string>();
        do seen.Add(await inspector.Client.GetStringAsync(address)); while (!last.IsCompleted);
        await last;
        Assert.DoesNotContain(seen, answer => answer.Contains("\"received\":0", StringComparison.Ordinal) && answer.Contains("partial", StringComparison.Ordinal));
        Assert.Contains("stored", await inspector.Client.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_the_phone_was_held_the_stored_picture_stands_upright()
    {
        // By the standard the first stored pixel belongs there in the upright picture; from 5 on width and height change places.
        string[] places = ["top left", "top right", "bottom right", "bottom left", "top left", "top right", "bottom right", "bottom left"];
        var sheet = await field.OpenInspectionAsync();
        var inspector = await field.DoorAsync("duxue1");
        var files = places.Select((_, at) => Pictures.WithExif(Pictures.Marked(160, 96), "x", (byte)(at + 1))).ToList();
        await inspector.MarkAsync(sheet, "8.7", """{"level":3}""", [.. files.Select(Pictures.Sha)]);
        foreach (var (file, at) in files.Select((file, at) => (file, at)))
        {
            Assert.Equal("stored", (await inspector.PhotoAsync(sheet, file)).Result);
            var served = await inspector.Client.GetByteArrayAsync($"/api/field/photos/{sheet}/{Pictures.Sha(file)}.jpg");
            Assert.Equal((at + 1, at < 4 ? (160, 96, places[at]) : (96, 160, places[at])), (at + 1, Pictures.DarkCorner(served)));
        }
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "17 MB", "超过 1000 kB" }, { "200 megapixels", "200 百万像素" }, { "HEIC", "HEIC" }, { "zero bytes", "空文件" }, { "renamed .exe", "不是 JPEG" }, { "SVG", "SVG" }, { "half a JPEG", "不完整" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_no_decent_picture_is_refused_with_the_reason_and_nothing_is_kept(string what, string reason)
    {
        byte[] file = what switch
        {
            "17 MB" => new byte[17_000_000],
            "200 megapixels" => Pictures.Of200Megapixels(),
            "HEIC" => [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, .. new byte[2000]],
            "zero bytes" => [],
            "renamed .exe" => [.. "MZ"u8, 0x90, 0, .. new byte[3000]],
            "SVG" => [.. "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"u8],
            _ => Pictures.Jpeg(300, 300)[..20_000],
        };
        var sheet = await field.OpenInspectionAsync();
        var sha = Pictures.Sha(file);
        var inspector = await field.DoorAsync("duxue1");
        Assert.Equal("stored", await inspector.MarkAsync(sheet, "8.7", """{"level":3}""", sha));
        var (result, reasons) = await inspector.PhotoAsync(sheet, file);
        Assert.Equal("refused", result);
        Assert.Contains(reason, reasons);
        Assert.Equal(0L, field.Value($"SELECT COUNT(*) FROM Photos WHERE Sheet = '{sheet}'"));
        Assert.Equal(HttpStatusCode.NotFound, (await inspector.Client.GetAsync($"/api/field/photos/{sheet}/{sha}.jpg")).StatusCode);
    }

    [Fact]
    public async Task Only_the_team_and_the_office_see_a_photo_and_only_a_named_one_is_taken()
    {
        var sheet = await field.OpenInspectionAsync();
        var file = Pictures.Jpeg(100, 100, seed: 2);
        var address = $"/api/field/photos/{sheet}/{Pictures.Sha(file)}.jpg";
        var inspector = await field.DoorAsync("duxue1");
        Assert.Equal("unnamed", (await inspector.PhotoAsync(sheet, file)).Result);
        await inspector.MarkAsync(sheet, "8.7", """{"level":3}""", Pictures.Sha(file));
        Assert.Equal("unnamed", (await (await field.DoorAsync("duxue2")).PhotoAsync(sheet, file)).Result);
        Assert.Equal("again", (await inspector.PhotoAsync(sheet, [.. file[..^1], 7], sha: Pictures.Sha(file))).Result);
        Assert.Equal("stored", (await inspector.PhotoAsync(sheet, file)).Result);
        Assert.Equal(HttpStatusCode.BadRequest, (await inspector.PostAsync($"{address[..^4]}?offset=0&total=9", new ByteArrayContent([1]), withToken: false)).Status);
        foreach (var (user, status) in new[] { ("duxue2", HttpStatusCode.OK), ("dudao", HttpStatusCode.OK), ("lingdao", HttpStatusCode.Forbidden), ("jiaoyu", HttpStatusCode.Forbidden), ("xz-m01", HttpStatusCode.Forbidden) })
        {
            using var client = await field.Hub.SignInAsync(user);
            Assert.Equal(status, (await client.GetAsync(address)).StatusCode);
        }
        using var stranger = await field.Hub.SignInAsync("duxue4");
        using var replaced = await field.Hub.SignInAsync("duxue3");
        var paper = $"/inspections/{sheet}/sheet.pdf";
        foreach (var path in (string[])[address, paper])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await replaced.GetAsync(path)).StatusCode);
        }
        await field.ReplaceAsync(sheet, "duxue3");
        foreach (var path in (string[])[address, paper, $"/inspections/{sheet}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await replaced.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(path)).StatusCode);
        }
        using var nobody = new HttpClient { BaseAddress = new Uri(field.Hub.Address) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Files_of_photos_that_no_row_names_are_removed_after_a_day_and_named_ones_stay()
    {
        var clock = new Later();
        await using var hub = await LoneHub.StartAsync(clock: clock);
        var store = hub.Get<PhotoStore>();
        using var sweep = new PhotoSweep(hub.Get<IDbContextFactory<AppDb>>(), hub.Options, clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<PhotoSweep>.Instance);
        var who = new Visitor("p", "某", 1, Roles.Inspector, null, null);
        string[] Files() => [.. Directory.EnumerateFiles(hub.Options.Photos, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];
        await store.KeepAsync(who, Guid.NewGuid(), Pictures.Jpeg(320, 240));
        var kept = Assert.Single(Files());
        foreach (var name in (string[])[$"{new string('b', 64)}.jpg", $"{new string('c', 64)}.jpg.77.tmp"]) await File.WriteAllTextAsync(Path.Combine(hub.Options.Photos, name), "x", TestContext.Current.CancellationToken);
        await sweep.RunAsync();
        Assert.Equal(3, Files().Length);
        clock.Passed = TimeSpan.FromHours(25);
        await sweep.RunAsync();
        Assert.Equal([kept], Files());
    }

    private sealed class Later : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed;
    }

    [Fact]
    public void Pieces_of_photos_that_never_came_whole_are_removed_after_two_months()
    {
        var folder = Directory.CreateTempSubdirectory("hub-parts-").FullName;
        var (old, young) = (Path.Combine(folder, "a.part"), Path.Combine(folder, "b.part"));
        foreach (var file in (string[])[old, young]) File.WriteAllText(file, "x");
        var now = DateTimeOffset.UtcNow;
        File.SetLastWriteTimeUtc(old, now.AddDays(-61).UtcDateTime);
        File.SetLastWriteTimeUtc(young, now.AddDays(-59).UtcDateTime);
        Assert.Equal([old], PhotoSweep.Forgotten(folder, now));
        Directory.Delete(folder, recursive: true);
    }
}
