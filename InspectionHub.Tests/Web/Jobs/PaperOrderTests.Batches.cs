using System.IO.Compression;
using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;
using TestContext = Xunit.TestContext;

namespace InspectionHub.Tests.Web.Jobs;

/// <summary>What a batch covers, what it says of itself, and its failed papers.</summary>
public sealed partial class PaperOrderTests
{
    private async Task<BatchView> ViewAsync(Guid id) => (await Batches.ListAsync(Office)).First(b => b.Batch.Id == id);

    private async Task<List<string?>> SitesOfAsync(string kind, string scope, bool about = false)
    {
        var id = await Batches.OrderAsync(Office, kind, 2026, scope);
        var parts = await PartsAsync(id);
        await Batches.CancelAsync(Office, id);
        return [.. parts.Select(p => about ? p.About : p.Site)];
    }

    private async Task<Guid> InspectAsync(string site, string title)
    {
        await using var db = await OpenAsync();
        var people = await db.Users.AsNoTracking().Where(u => u.UserName!.StartsWith("duxue")).OrderBy(u => u.UserName).Take(3).ToListAsync(TestContext.Current.CancellationToken);
        return await hub.Get<InspectionBook>().OpenAsync(Office, 2026, site, title, [.. people.Select(p => new InspectionMember { InspectionId = Guid.Empty, PersonId = p.Id, PersonName = p.Name, IsLead = p == people[0] })]);
    }

    [Fact]
    public async Task A_batch_covers_all_a_unit_one_school_a_kind_of_school_and_what_is_issued_or_signed()
    {
        var sites = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts.Sites.ToList();
        var (unit, site) = (sites.GroupBy(s => s.Unit).First(g => g.Count() > 1).Key, sites[^1]);
        string[] Of(Func<Site, bool> one) => [.. sites.Where(one).Select(s => s.Code).Order(StringComparer.Ordinal)];
        Assert.Equal(Of(_ => true), await SitesOfAsync("assessment", "all"));
        Assert.Equal(Of(s => s.Unit == unit), await SitesOfAsync("assessment", $"unit:{unit}"));
        Assert.Equal([site.Code], await SitesOfAsync("assessment", $"site:{site.Code}"));
        Assert.Equal(Of(s => s.Kind == SchoolKind.Primary), await SitesOfAsync("assessment", "all|school:小"));
        Assert.Equal(Of(s => s.Town == site.Town && s.Kind == site.Kind), await SitesOfAsync("assessment", $"town:{site.Town}|school:{site.Kind.Short()}|state:draft"));
        foreach (var state in (string[])["issued", "signed"])
            Assert.Contains("没有可以生成", (await Assert.ThrowsAsync<Refusal>(() => Batches.OrderAsync(Office, "assessment", 2026, $"all|state:{state}"))).Message);
        // What is no filter would otherwise print the whole county.
        foreach (var wrong in (string[])["", "tow:x", "town:", "all|school:大", "all|state:x"])
            Assert.Contains("不能识别", (await Assert.ThrowsAsync<Refusal>(() => Batches.OrderAsync(Office, "assessment", 2026, wrong))).Message);
        var named = (await Batches.ListAsync(Office)).Select(b => b.Batch.Scope).ToList();
        Assert.Contains("全县　完全小学", named);
        Assert.Contains($"{site.Town}　{site.Kind.Name()}　未签发的文书", named);
    }

    [Fact]
    public async Task Every_inspection_every_visit_and_every_unit_with_something_to_mend_has_its_paper()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!;
        await using var db = await OpenAsync();
        var site = now.SiteOf(await db.RoutineVisits.Where(v => v.Year == 2026).GroupBy(v => v.Site).Where(g => g.Count() > 1).Select(g => g.Key).OrderBy(s => s).FirstAsync(TestContext.Current.CancellationToken))!;
        var (first, second) = (await InspectAsync(site.Code, "春季督导"), await InspectAsync(site.Code, "秋季督导"));
        var notices = await SitesOfAsync("notice", $"site:{site.Code}", about: true);
        Assert.Equal(new[] { $"{first}", $"{second}" }.Order(), notices.Order());
        var visits = await db.RoutineVisits.Where(v => v.Site == site.Code && v.Year == 2026).Select(v => v.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(visits.Count > 1);
        Assert.Equal(visits.Select(v => $"{v}").Order(), (await SitesOfAsync("visit", $"site:{site.Code}", about: true)).Order());

        var rectifications = hub.Get<RectificationBook>();
        await rectifications.OpenAsync(Office, new(2026, site.Code, RectificationClass.Dated, "二楼护栏松动", "《中小学校设计规范》", "", "总务主任", null, "office", ""));
        Assert.Equal([site.Unit], await SitesOfAsync("rectify", $"unit:{site.Unit}", about: true));
        Assert.Contains("没有可以生成", (await Assert.ThrowsAsync<Refusal>(() => Batches.OrderAsync(Office, "recheck", 2026, $"unit:{site.Unit}"))).Message);

        // They are carried out, and the ZIP tells the two notices apart.
        var id = await Batches.OrderAsync(Office, "notice", 2026, $"site:{site.Code}", PaperFiles.Docx);
        await RunAsync(id);
        using (var zip = ZipFile.OpenRead(PaperJob.PathOf(hub.Get<HubOptions>(), await OrderAsync(id)))) Assert.Equal(2, zip.Entries.Count(e => e.Name.EndsWith(".docx", StringComparison.Ordinal)));
        Assert.Equal(PaperFiles.Docx, (await ViewAsync(id)).Format);
        var rectify = await Batches.OrderAsync(Office, "rectify", 2026, $"site:{site.Code}");
        await RunAsync(rectify);
        Assert.Equal((1, 1), ((await ViewAsync(rectify)).All, (await ViewAsync(rectify)).Done));

        // One paper alone: of any kind for the office, of the named visit, and of nobody else.
        var orders = hub.Get<OrderBook>();
        var order = await OrderAsync(await orders.OrderAsync(Office, "visit", 2026, site.Code, about: $"{visits[0]}"));
        Assert.Equal((site.Code, $"{visits[0]}"), (order.Site, order.About));
        Assert.Equal(site.Unit, (await OrderAsync(await orders.OrderAsync(Office, "rectify", 2026, "", about: site.Unit))).About);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => orders.OrderAsync(Office, "notice", 2026, site.Code, about: $"{visits[0]}"))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => orders.OrderAsync(Office with { Role = Roles.Unit, UnitCode = site.Unit }, "notice", 2026, site.Code))).Status);

        // The register drafts a visit's record about that visit too.
        var desk = hub.Get<PaperDesk>();
        Assert.All(visits, v => Assert.Contains($"{v}", desk.ChoicesAsync(Office, PaperKinds.Find("visit")!, 2026).Result.Select(c => c.Key)));
        var drafted = await desk.DraftAsync(Office, "visit", 2026, $"{visits[0]}");
        Assert.Equal($"{visits[0]}", (await db.Papers.AsNoTracking().FirstAsync(p => p.Id == drafted, TestContext.Current.CancellationToken)).About);
    }

    [Fact]
    public async Task A_paper_that_fails_is_named_in_the_ZIP_and_made_by_the_retry_and_a_batch_of_nothing_fails_as_a_whole()
    {
        var id = await Batches.OrderAsync(Office, "assessment", 2026, $"town:{await TownAsync()}");
        var lost = Assessment("NIX");
        await using var db = await OpenAsync();
        await db.PaperOrders.Where(o => o.BatchId == id).OrderBy(o => o.Site).Skip(1).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        db.PaperOrders.Add(new PaperOrder { Id = lost.Id, CountyId = lost.CountyId, Kind = lost.Kind, Site = lost.Site, Year = lost.Year, RequestedBy = lost.RequestedBy, RequestedAt = lost.RequestedAt, BatchId = id });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await RunAsync(id);
        var view = await ViewAsync(id);
        Assert.Equal((OrderState.Done, 2, 1, 1, 0), (view.Batch.State, view.All, view.Done, view.Failed, view.Cancelled));
        Assert.Equal("2026 学年的数据中没有校点 NIX。", Assert.Single(view.Problems).Problem);
        Assert.Contains("\"NIX\",\"\",\"\",\"未生成：2026 学年的数据中没有校点 NIX。\"", await IndexAsync(id));
        var kept = (await PartsAsync(id)).Single(p => p.State == OrderState.Done);

        await Batches.RetryAsync(Office, id);
        await SetAsync(lost.Id, null, set => set.SetProperty(o => o.Site, kept.Site));
        await RunAsync(id);
        view = await ViewAsync(id);
        Assert.Equal((OrderState.Done, 2, 0), (view.Batch.State, view.Done, view.Failed));
        Assert.DoesNotContain("未生成", await IndexAsync(id));
        Assert.Equal((kept.DoneAt, kept.FileHash), ((await OrderAsync(kept.Id)).DoneAt, (await OrderAsync(kept.Id)).FileHash));

        await Batches.CancelAsync(Office, id);
        var none = await Batches.OrderAsync(Office, "assessment", 2026, $"site:{kept.Site}");
        await SetAsync((await PartsAsync(none)).Single().Id, null, set => set.SetProperty(o => o.Site, "NIX"));
        await RunAsync(none);
        view = await ViewAsync(none);
        Assert.Equal((OrderState.Failed, 0, 1), (view.Batch.State, view.Done, view.Failed));
        Assert.Contains("全部没有生成", view.Batch.Problem);
        Assert.Empty(FilesOf(none));

        async Task<string> IndexAsync(Guid batch)
        {
            using var zip = ZipFile.OpenRead(PaperJob.PathOf(hub.Get<HubOptions>(), await OrderAsync(batch)));
            using var reader = new StreamReader(zip.GetEntry("index.csv")!.Open());
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_time_left_is_that_of_this_run_and_the_page_shows_bar_counts_format_and_reasons()
    {
        var town = await LargerTownAsync();
        var id = await Batches.OrderAsync(Office, "assessment", 2026, $"town:{town}");
        var parts = await PartsAsync(id);
        Assert.True(parts.Count >= 3);
        await hub.Get<PaperJob>().RunAsync(parts[0].Id, CancellationToken.None);
        await Batches.CancelAsync(Office, id);
        // Half made yesterday, the rest asked for again today.
        await SetAsync(parts[0].Id, null, set => set.SetProperty(o => o.DoneAt, DateTimeOffset.UtcNow.AddDays(-1)));
        await SetAsync(id, null, set => set.SetProperty(o => o.RequestedAt, DateTimeOffset.UtcNow.AddDays(-1).AddMinutes(-1)));
        await Batches.RetryAsync(Office, id);
        Assert.Null((await ViewAsync(id)).Left);
        await hub.Get<PaperJob>().RunAsync(parts[1].Id, CancellationToken.None);
        var left = (await ViewAsync(id)).Left;
        Assert.InRange(left!.Value, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(2 * parts.Count));
        await SetAsync(parts[2].Id, null, set => set.SetProperty(o => o.State, OrderState.Failed).SetProperty(o => o.Problem, "试验用的原因。"));

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<BatchesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=batch]")), TimeSpan.FromSeconds(30));
        var row = page.FindAll("[data-testid=batch]").First(r => r.TextContent.Contains(town) && r.QuerySelector("progress") is not null);
        var bar = row.QuerySelector("progress")!;
        Assert.Equal(($"{parts.Count}", "3"), (bar.GetAttribute("max"), bar.GetAttribute("value")));
        Assert.Contains($"已完成 3 / {parts.Count} 份", row.TextContent);
        if (parts.Count > 3) Assert.Contains("约还需", row.TextContent);
        Assert.Contains("PDF", row.QuerySelector("b")!.TextContent);
        Assert.Contains("试验用的原因。", row.TextContent);
        await Batches.CancelAsync(Office, id);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("[data-testid=batch]"), r => r.TextContent.Contains($"已取消：2 份生成，1 份失败，{parts.Count - 3} 份取消")), TimeSpan.FromSeconds(30));
        Assert.Equal(parts.Count - 3, (await ViewAsync(id)).Cancelled);
    }

    private async Task<string> LargerTownAsync()
    {
        await using var db = await OpenAsync();
        return (await db.SchoolYears.Where(s => s.Year == 2026).GroupBy(s => s.Town).Select(g => new { g.Key, Count = g.Count() }).Where(g => g.Count > 3).OrderBy(g => g.Count).ThenBy(g => g.Key).FirstAsync()).Key;
    }
}
