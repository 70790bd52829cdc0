using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>数据确认 shows all that is confirmed by it.</summary>
public sealed class ConfirmPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_head_reads_classes_rooms_and_what_each_site_is_before_confirming(bool hasRooms)
    {
        var now = (await hub.Get<YearView>().WorkingAsync(hub.Who("dudao", Roles.Office).CountyId))!;
        var user = DemoAccounts.HeadOf(hasRooms ? now.SiteOf(now.Facts.Rooms[0].Site)!.Unit : "M01");
        var head = hub.Who(user, Roles.Unit);
        using var context = hub.As(user, Roles.Unit);
        var page = context.Render<ConfirmPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table")), TimeSpan.FromSeconds(30));
        var unit = now.UnitOf(head.UnitCode!)!;
        foreach (var part in (string[])[unit.Name, unit.Group, now.SiteOf(unit.Main)!.Name]) Assert.Contains(part, page.Find("[data-testid=unit]").TextContent);
        var sites = now.Facts.Sites.Where(s => s.Unit == head.UnitCode).ToList();
        foreach (var site in sites)
        {
            var said = page.Find($"[data-testid=attributes-{site.Code}]").TextContent;
            foreach (var part in (string[])[site.Code, site.IsPublic switch { true => "公办", false => "民办", _ => "公办民办未填" }, site.IsBoarding switch { true => "· 寄宿制", false => "非寄宿制", _ => "是否寄宿未填" }, $"规划设计年份 {(site.Designed is { } year ? $"{year} 年" : "未填")}"]) Assert.Contains(part, said);
            var classes = now.Facts.Classes.Where(c => c.Site == site.Code).Select(c => (c.Grade, c.Name, $"{c.Pupils}")).ToList();
            Assert.Equal(classes, page.FindAll($"[data-testid=classes-{site.Code}] tbody tr").Select(r => (r.Children[1].TextContent, r.Children[2].TextContent, r.Children[3].TextContent)));
            var rooms = now.Facts.Rooms.Where(r => r.Site == site.Code).ToList();
            Assert.Equal(rooms.Select(r => r.Type), page.FindAll($"[data-testid=rooms-{site.Code}] tbody tr").Select(r => r.Children[0].TextContent));
        }
        Assert.True(now.Facts.Classes.Count(c => sites.Any(s => s.Code == c.Site)) > 5);
        Assert.Equal(hasRooms, now.Facts.Rooms.Any(r => sites.Any(s => s.Code == r.Site)));
    }
}
