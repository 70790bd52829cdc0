using Microsoft.Playwright;
using SkiaSharp;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>Photos and signatures on the phone: shrunk there, sent in pieces, taken up again where the network left off.</summary>
[Collection(nameof(FieldDoors))]
public sealed class PhotoTests(FieldHub field)
{
    [Fact]
    public async Task A_photo_is_shrunk_on_the_phone_and_an_upload_that_broke_off_goes_on_where_it_stopped_even_after_closing()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var pieces = new List<string>();
        var totals = new List<int>();
        var sizes = new List<int>();
        var isBroken = true;
        await phone.Page.RouteAsync("**/api/field/photos/**", async route =>
        {
            if (route.Request.Method == "POST")
            {
                pieces.Add(route.Request.Url.Split("offset=")[1].Split('&')[0]);
                sizes.Add(route.Request.PostDataBuffer!.Length);
                totals.Add(int.Parse(route.Request.Url.Split("total=")[1].Split('&')[0]));
            }
            // A second piece never arrives.
            if (isBroken && pieces.LastOrDefault() is { } offset && offset != "0") await route.AbortAsync();
            else await route.ContinueAsync();
        });
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await Expect(phone.Row("8.7").Locator(".fold .warn")).ToContainTextAsync("不要拍到学生姓名");
        await phone.Row("8.7").Locator("[data-photo=gallery]").SetInputFilesAsync((FilePayload[])[
            new() { Name = "a.jpg", MimeType = "image/jpeg", Buffer = Pictures.Jpeg(2400, 1800, seed: 3) }, new() { Name = "b.jpg", MimeType = "image/jpeg", Buffer = Pictures.Jpeg(90, 60, seed: 4) }]);
        await Expect(phone.Row("8.7").Locator("[data-photo-state=waiting]")).ToHaveCountAsync(2);
        await phone.MarkAsync("8.7", "level-3");
        await Expect(phone.Status).ToHaveAttributeAsync("data-phase", "silent");
        // The lead closes meanwhile: the mark named the photos, so they are still taken.
        Assert.Equal("stored", (await (await field.DoorAsync("duxue1")).SubmitAsync(FieldDoor.Submission(sheet))).Result);
        (isBroken, var broken) = (false, pieces.Count);
        await phone.DrainAsync();
        await Expect(phone.Row("8.7").Locator("[data-photo-state=sent]")).ToHaveCountAsync(2);

        Assert.Equal(2L, field.Value($"SELECT COUNT(*) FROM Photos WHERE Sheet = '{sheet}'"));
        Assert.All(totals, total => Assert.InRange(total, 1, 400_000));
        Assert.NotEqual("0", pieces[broken - 1]);
        Assert.Equal(pieces[broken - 1], pieces[broken]);
        // What did not pass is tried in smaller pieces: on a slow line a large one never would.
        Assert.Contains(128 * 1024, sizes);
        Assert.InRange(sizes[broken], 8 * 1024, 64 * 1024);
        await Expect(phone.Row("8.7").Locator("img").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_picture_held_upright_stays_upright_and_keeps_the_moment_at_which_the_camera_took_it()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        // Lying as the sensor has it, with the marked corner at the upper left; held upright that is the upper right.
        var file = Pictures.Taken(Pictures.Marked(400, 200), orientation: 6, "2026:11:20 10:15:30", "+08:00");
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.7").Locator("[data-photo=gallery]").SetInputFilesAsync(Pictures.File("a.jpg", file));
        await Expect(phone.Row("8.7").Locator("[data-photo-state]")).ToHaveCountAsync(1);
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        Assert.Equal("2026-11-20T02:15:30", $"{DateTimeOffset.FromUnixTimeMilliseconds((long)field.Value($"SELECT TakenAt FROM Photos WHERE Sheet = '{sheet}'")!):yyyy-MM-ddTHH:mm:ss}");
        var served = await (await field.DoorAsync("duxue1")).Client.GetByteArrayAsync($"/api/field/photos/{sheet}/{field.Value($"SELECT Sha FROM Photos WHERE Sheet = '{sheet}'")}.jpg");
        Assert.Equal((200, 400, "top right"), Pictures.DarkCorner(served));
    }

    [Fact]
    public async Task One_photo_serves_several_rows_and_travels_once()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.7").Locator("[data-photo=camera]").SetInputFilesAsync(Pictures.File("a.jpg", Pictures.Jpeg(800, 600, seed: 9)));
        await Expect(phone.Row("8.7").Locator("[data-photo-state]")).ToHaveCountAsync(1);
        await phone.MarkAsync("8.7", "level-3");
        await phone.MarkAsync("8.4b", "level-2");
        await phone.Row("8.4b").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.4b").Locator("[data-reuse]").ClickAsync();
        await Expect(phone.Row("8.4b").Locator("[data-photo-state]")).ToHaveCountAsync(1);
        await Expect(phone.Row("8.4b").Locator("[data-reuse]")).ToHaveCountAsync(0);
        await phone.DrainAsync();
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM Photos WHERE Sheet = '{sheet}'"));
        Assert.Equal(1L, field.Value($"SELECT COUNT(DISTINCT Photos) FROM ScoreEntries WHERE Sheet = '{sheet}' AND Photos <> ''"));
        Assert.Equal(2L, field.Value($"SELECT COUNT(DISTINCT Indicator) FROM ScoreEntries WHERE Sheet = '{sheet}' AND Photos <> ''"));
    }

    [Fact]
    public async Task What_the_phone_cannot_open_as_a_picture_is_said_at_once_and_not_kept()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.7").Locator("[data-photo=camera]").SetInputFilesAsync(new FilePayload { Name = "a.heic", MimeType = "image/heic", Buffer = new byte[500] });
        await Expect(phone.Page.Locator("#notices")).ToContainTextAsync("不是能打开的图片");
        await Expect(phone.Row("8.7").Locator("[data-photo-state]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_ballot_is_signed_and_handed_in_without_a_network_and_arrives_after_its_marks()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue2", sheet);
        await phone.OfflineAsync(true);
        await phone.MarkAsync("8.7", "level-3");
        await phone.Page.ClickAsync("[data-act=submit]");
        await phone.Page.ClickAsync("[data-answer=yes]");
        await Expect(phone.Page.Locator("dialog [role=alert]")).ToContainTextAsync("请督学本人签名");
        await phone.SignAsync("督学签名");
        await phone.Page.ClickAsync("[data-answer=yes]");
        await Expect(phone.Page.Locator("dialog [role=alert]")).ToContainTextAsync("学校负责人姓名");
        await phone.Page.CheckAsync("[data-box=refused]");
        await phone.Page.FillAsync("[data-box=refused-reason]", "对结果有异议");
        await phone.Page.FillAsync("[data-box=witness-0]", "督学甲");
        await phone.Page.FillAsync("[data-box=witness-1]", "督学丙");
        await phone.Page.ClickAsync("[data-answer=yes]");
        await Expect(phone.Page.GetByTestId("submission")).ToContainTextAsync("提交已存本机");
        await phone.Page.ReloadAsync();
        await Expect(phone.Page.GetByTestId("submission")).ToContainTextAsync("提交已存本机");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(phone.Page.GetByTestId("submission")).ToContainTextAsync("本人评分已提交");
        await Expect(phone.Page.Locator("main .warn").First).ToContainTextAsync("您已提交本人评分");
        Assert.Equal(0L, field.Value($"SELECT IsLate FROM ScoreEntries WHERE Sheet = '{sheet}'"));
        Assert.Equal("对结果有异议 督学甲 督学丙", field.Value($"SELECT RefusedReason || ' ' || FirstWitness || ' ' || SecondWitness FROM BallotSignatures WHERE Sheet = '{sheet}'"));
        var signature = await (await field.DoorAsync("duxue2")).Client.GetByteArrayAsync($"/api/field/photos/{sheet}/{field.Value($"SELECT Inspector FROM BallotSignatures WHERE Sheet = '{sheet}'")}.jpg");
        using var picture = SKBitmap.Decode(signature);
        Assert.Contains(picture.Pixels, p => p.Red < 60);
    }
}
