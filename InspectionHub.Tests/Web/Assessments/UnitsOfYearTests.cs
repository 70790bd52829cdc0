using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;

namespace InspectionHub.Tests.Web.Assessments;

/// <summary>A workbook of several years names every unit that ever was; a year has those with a site in it.</summary>
public sealed class UnitsOfYearTests
{
    [Fact]
    public async Task A_kindergarten_that_closed_is_no_unit_of_the_year_after_and_takes_no_place_in_its_group()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, importer, assessor) = (hub.Who("dudao", Roles.Office), hub.Get<Importer>(), hub.Get<Assessor>());
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, hub.Get<FrameworkShelf>().Current.Items);
        workbook.Position = 0;
        var preview = await importer.PreviewAsync(office.CountyId, "更正.xlsx", workbook);
        var before = (await assessor.FindAsync(office.CountyId, 2026))!;
        var closed = before.Facts.Units.Last(u => u.Group == "幼儿园");
        var sites = before.Facts.Sites.Where(s => s.Unit == closed.Code).Select(s => s.Code).ToHashSet();
        await importer.AcceptAsync(office, preview with
        {
            Reading = preview.Reading with
            {
                Years =
                [
                    .. preview.Reading.Years.Select(y => y.Year != 2026 ? y : y with
                    {
                        Sites = [.. y.Sites.Where(s => !sites.Contains(s.Code))],
                        Measurements = [.. y.Measurements.Where(m => m.Site is null || !sites.Contains(m.Site))],
                        Classes = [.. y.Classes.Where(c => !sites.Contains(c.Site))],
                        Rooms = [.. y.Rooms.Where(r => !sites.Contains(r.Site))],
                    }),
                ],
            },
        });
        var now = (await assessor.FindAsync(office.CountyId, 2026))!;
        Assert.Equal(before.Facts.Units.Select(u => u.Code).Where(u => u != closed.Code), now.Facts.Units.Select(u => u.Code));
        Assert.DoesNotContain(now.Assessment.Units, u => u.Unit.Code == closed.Code);
        Assert.Contains((await assessor.FindAsync(office.CountyId, 2025))!.Facts.Units, u => u.Code == closed.Code);
        // Nobody waits for its head, and it stands in no result.
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(office, new() { Year = 2026 }))!;
        Assert.StartsWith($"{now.Facts.Units.Count - now.ConfirmedUnits.Count} 个考核单位", picture.Warnings.Single(w => w.Kind == "数据确认").Text);
        Assert.DoesNotContain(AnnualResults.Of(now).Units, u => u.Unit == closed.Code);
    }
}
