using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>What happens to a phone in a year: a new version of the page, a tab killed while a photo goes up, a database the phone closed, an answer lost while handing in.</summary>
[Collection(nameof(FieldOutageTests))]
public sealed class HardshipTests(FieldHub field)
{
    [Fact]
    public async Task A_new_version_is_offered_with_unsent_marks_on_the_device_and_loses_none_of_them()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var root = NewVersion();
        field.Hub.Kill();
        await phone.MarkAsync("8.7", "level-3");
        await phone.MarkAsync("8.2", "yes");
        var before = await VersionAsync(phone.Page);
        try
        {
            field.Hub.ContentRoot = root;
            field.Hub.Start();
            await phone.Page.RouteAsync(FieldPhone.Marks, route => route.AbortAsync());
            await phone.Page.EvaluateAsync("navigator.serviceWorker.getRegistration('/field').then(one => one.update())");
            await Expect(phone.Page.GetByTestId("update")).ToContainTextAsync("有新版本，未送达的评分不受影响");
            await FieldScreenTests.BothAsync(phone.Page, "update");
            // Not before the person agrees.
            Assert.Equal(before, await VersionAsync(phone.Page));
            await phone.Page.GetByTestId("update").Locator("button").ClickAsync();
            await phone.Page.WaitForFunctionAsync("before => caches.keys().then(keys => keys.length === 1 && keys[0] !== before)", before);
            await Expect(phone.Page.GetByTestId("count")).ToHaveTextAsync("已评 2/15");
            await Expect(phone.Page.GetByTestId("update")).ToHaveCountAsync(0);
            await phone.Page.UnrouteAsync(FieldPhone.Marks);
            await phone.DrainAsync();
            Assert.Equal(2L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}'"));
        }
        finally
        {
            field.Hub.Kill();
            field.Hub.ContentRoot = HubProcess.OwnContentRoot;
            field.Hub.Start();
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public async Task A_tab_killed_while_a_photo_goes_up_takes_it_up_again_where_it_stopped()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var second = new TaskCompletionSource();
        await phone.Page.RouteAsync("**/api/field/photos/**", async route =>
        {
            if (route.Request.Method == "POST" && !route.Request.Url.Contains("offset=0&", StringComparison.Ordinal))
            {
                await route.AbortAsync();
                second.TrySetResult();
            }
            else await route.ContinueAsync();
        });
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.7").Locator("[data-photo=gallery]").SetInputFilesAsync(Pictures.File("a.jpg", Pictures.Jpeg(2400, 1800, seed: 6)));
        await Expect(phone.Row("8.7").Locator("[data-photo-state=waiting]")).ToHaveCountAsync(1);
        await phone.MarkAsync("8.7", "level-3");
        await second.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var context = phone.Page.Context;
        await phone.Page.CloseAsync();

        var page = await context.NewPageAsync();
        var offsets = new List<string>();
        page.Request += (_, request) => { if (request.Method == "POST" && request.Url.Contains("/photos/", StringComparison.Ordinal)) lock (offsets) offsets.Add(request.Url.Split("offset=")[1].Split('&')[0]); };
        var again = new FieldPhone(page, field.Hub.Address, sheet);
        await again.OpenAsync();
        await again.DrainAsync();
        await again.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await Expect(again.Row("8.7").Locator("[data-photo-state=sent]")).ToHaveCountAsync(1);
        Assert.Equal(["131072"], offsets);
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM Photos WHERE Sheet = '{sheet}'"));
    }

    [Fact]
    public async Task A_database_that_the_phone_closed_is_opened_again_and_the_mark_is_kept()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.DrainAsync();
        await phone.Page.EvaluateAsync("""
            () => {
              const real = IDBDatabase.prototype.transaction;
              let left = 1;
              IDBDatabase.prototype.transaction = function (...given) { if (left-- > 0) throw new DOMException('closed', 'InvalidStateError'); return real.apply(this, given); };
            }
            """);
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}'"));
    }

    [Fact]
    public async Task Handing_in_whose_answer_was_lost_is_asked_again_and_counts_once()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue2", sheet);
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        var posts = 0;
        await phone.Page.RouteAsync("**/api/field/submissions", async route =>
        {
            posts++;
            var answer = await route.FetchAsync();
            if (posts == 1) await route.AbortAsync();
            else await route.FulfillAsync(new() { Response = answer });
        });
        await phone.Page.ClickAsync("[data-act=submit]");
        await phone.SignAsync("督学签名");
        await phone.Page.CheckAsync("[data-box=refused]");
        await phone.Page.FillAsync("[data-box=refused-reason]", "对8.7有异议");
        await phone.Page.FillAsync("[data-box=witness-0]", "督学甲");
        await phone.Page.FillAsync("[data-box=witness-1]", "督学丙");
        await phone.Page.ClickAsync("[data-answer=yes]");
        await Expect(phone.Status).ToHaveAttributeAsync("data-phase", "silent");
        await phone.DrainAsync();
        Assert.Equal(2, posts);
        await Expect(phone.Page.GetByTestId("submission")).ToContainTextAsync("本人评分已提交");
        var office = await field.SignedInAsync("dudao", 1280);
        await office.GotoAsync($"/inspections/{sheet}");
        await Expect(office.GetByTestId("signatures")).ToContainTextAsync("拒签：对8.7有异议；见证：督学甲、督学丙");
        await Expect(office.GetByTestId("signatures").Locator("img")).ToHaveCountAsync(1);
        await office.Context.DisposeAsync();
        Assert.Equal("1|1", $"{field.Value($"SELECT COUNT(*) FROM BallotSignatures WHERE Sheet = '{sheet}'")}|{field.Value($"SELECT COUNT(*) FROM InspectionActs WHERE lower(InspectionId) = '{sheet}' AND Act = 'CloseBallot'")}");
    }

    private static Task<string> VersionAsync(IPage page) => page.EvaluateAsync<string>("caches.keys().then(keys => keys[0])");

    /// <summary>The same pages with one more line in the worker: what an update looks like to a phone.</summary>
    private static string NewVersion()
    {
        var root = Directory.CreateTempSubdirectory("hub-version-").FullName;
        foreach (var entry in Directory.EnumerateFileSystemEntries(HubProcess.OwnContentRoot))
            if (Path.GetFileName(entry) != "wwwroot") File.CreateSymbolicLink(Path.Combine(root, Path.GetFileName(entry)), entry);
        var pages = Path.Combine(HubProcess.OwnContentRoot, "wwwroot");
        foreach (var file in Directory.EnumerateFiles(pages, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, "wwwroot", Path.GetRelativePath(pages, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.AppendAllText(Path.Combine(root, "wwwroot", "field", "worker.js"), "\n// The next version.\n");
        return root;
    }
}
