using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using Microsoft.AspNetCore.Components.Forms;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>A preview says what an import would change: who looked before a colleague imported has not seen that.</summary>
public sealed class OvertakenImportTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_colleague_s_later_import_is_not_taken_back_unseen()
    {
        var (first, second) = (hub.Who("dudao", Roles.Office), hub.Who("hegao", Roles.Office));
        var before = await PreviewAsync(first, 81);
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Workbook(82), "我的统计表.xlsx"));
        page.WaitForAssertion(() => Assert.Contains("确认导入", page.Markup), Patience);

        var theirs = await hub.Get<Importer>().AcceptAsync(second, await PreviewAsync(second, 83));
        var refused = await Assert.ThrowsAsync<Refusal>(() => hub.Get<Importer>().AcceptAsync(first, before));
        Assert.Equal(409, refused.Status);
        foreach (var part in (string[])[second.Name, $"批次 {theirs.Batch}", "重新选择工作簿"]) Assert.Contains(part, refused.Message);
        page.Act("button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("预览已经过时", page.Find("[role=alert]").TextContent), Patience);
        Assert.DoesNotContain("确认导入</button>", page.Markup);
        Assert.Equal(theirs.Batch, (await hub.Get<YearView>().WorkingAsync(first.CountyId))!.Batch.Id);

        // Looked at anew, it may follow.
        var mine = await hub.Get<Importer>().AcceptAsync(first, await PreviewAsync(first, 81));
        Assert.Equal(mine.Batch, (await hub.Get<YearView>().WorkingAsync(first.CountyId))!.Batch.Id);
    }

    private byte[] Workbook(int seed)
    {
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, hub.Get<FrameworkShelf>().Current.Items, seed: seed);
        return workbook.ToArray();
    }

    private Task<ImportPreview> PreviewAsync(Visitor who, int seed) => hub.Get<Importer>().PreviewAsync(who.CountyId, $"{seed}.xlsx", new MemoryStream(Workbook(seed)));
}
