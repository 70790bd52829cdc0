using System.Globalization;
using System.Net;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>The workbooks of the dashboard give what the page shows to the same person, and no more.</summary>
[Collection(nameof(FieldDoors))]
public sealed class DashboardDoorTests(FieldHub field)
{
    [Theory]
    [InlineData("dudao", "progress.xlsx?year=2026", true)]
    [InlineData("dudao", "progress.xlsx?year=2026&lead=%E4%BA%BA%E4%BA%8B%E8%82%A1", false)]
    [InlineData("renshi", "progress.xlsx?year=2026", false)]
    [InlineData("renshi", "matrix.xlsx?year=2026", true)]
    [InlineData("renshi", "warnings.xlsx?year=2026", true)]
    public async Task Grades_are_not_for_one_offices_rows(string user, string part, bool given) =>
        Assert.Equal(given ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await (await field.DoorAsync(user)).Client.GetAsync($"/api/dashboard/{part}")).StatusCode);

    [Fact]
    public async Task The_schools_behind_a_number_are_the_rows_of_their_workbook_and_its_title_says_so()
    {
        const string grade = "合格";
        async Task<List<List<string>>> FileAsync(string user, string address) => SheetText.Of(await (await field.DoorAsync(user)).Client.GetByteArrayAsync($"/api/dashboard/{address}"));
        DashboardPicture all = default!;
        await field.WithAsync<DashboardBoard>(async board => all = (await board.ReadAsync(field.Who("dudao", Roles.Office), new() { Year = 2025 }))!);
        var bar = all.Progress.First(b => GradePick.Of(all, b.Name, null).Count is > 0 and var some && some < all.Cards.Count);
        var word = GradePick.CountsOf(bar).First(g => g.Count > 0).Grade;
        foreach (var (of, only) in new (string?, string?)[] { (bar.Name, null), (bar.Name, word), (null, word) })
        {
            var rows = await FileAsync("dudao", $"schools.xlsx?year=2025{(of is null ? "" : $"&of={Uri.EscapeDataString(of)}")}{(only is null ? "" : $"&grade={Uri.EscapeDataString(only)}")}");
            Assert.Equal(GradePick.Of(all, of, only).Select(c => c.Site.Code), rows.Skip(3).Select(r => r[0]));
            Assert.Contains($"，只列{GradePick.Say(of, only)}的校点）", rows[0][0]);
        }
        // Of a lead office, which reads no grades, and in another table nothing is picked and nothing said.
        var whole = await FileAsync("renshi", $"schools.xlsx?year=2025&of={Uri.EscapeDataString(bar.Name)}&grade={Uri.EscapeDataString(grade)}");
        Assert.Equal((all.Cards.Count, false), (whole.Count - 3, whole[0][0].Contains("只列")));
        Assert.DoesNotContain("只列", (await FileAsync("dudao", $"matrix.xlsx?year=2025&grade={Uri.EscapeDataString(grade)}"))[0][0]);
    }

    [Fact]
    public async Task What_the_page_shows_alone_is_alone_in_the_workbook()
    {
        var client = (await field.DoorAsync("dudao")).Client;
        async Task<byte[]> FileAsync(string address) => await client.GetByteArrayAsync($"/api/dashboard/{address}");
        var all = SheetText.Of(await FileAsync("warnings.xlsx?year=2026")).Skip(3).ToList();
        var kind = all.Select(r => r[0]).First(k => all.Any(r => r[0] != k));
        Assert.Equal(all.Where(r => r[0] == kind).Select(r => r[1]), SheetText.Of(await FileAsync($"warnings.xlsx?year=2026&warning={Uri.EscapeDataString(kind)}")).Skip(3).Select(r => r[1]));
        Assert.Equal(all.Count, SheetText.Of(await FileAsync("warnings.xlsx?year=2026&warning=nix")).Count - 3);

        Assert.Equal(14, SheetText.Of(await FileAsync("coefficients.xlsx?year=2025")).Count - 3);
        var one = await FileAsync($"coefficients.xlsx?year=2025&coefficient={Uri.EscapeDataString("R2-小学")}");
        var line = Assert.Single(SheetText.Of(one).Skip(3));
        Assert.Equal(["R2", "小学"], new[] { line[0], line[2] });
        var schools = SheetText.Of(one, sheet: 2).Skip(3).ToList();
        var counted = schools.Where(s => s[6] != "未填").ToList();
        // As many as the coefficient was computed over, and the shares of all make the whole.
        Assert.Equal((line[8], line[9]), ($"{counted.Count}", $"{schools.Count - counted.Count}"));
        Assert.InRange(counted.Sum(s => decimal.Parse(s[8], CultureInfo.InvariantCulture)), 99m, 101m);
        Assert.Equal(counted.Select(s => decimal.Parse(s[8], CultureInfo.InvariantCulture)).OrderDescending(), counted.Select(s => decimal.Parse(s[8], CultureInfo.InvariantCulture)));
        Assert.All(counted, s => Assert.Matches("已在限内|单靠本校做不到|^[0-9]+ ", s[10]));
    }
}
