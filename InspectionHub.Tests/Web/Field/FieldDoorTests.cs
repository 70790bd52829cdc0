using System.Net;
using System.Text.Json.Nodes;
using InspectionHub.Tests.Web.AnnualAssessments;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.SelfAssessments;

namespace InspectionHub.Tests.Web.Field;

/// <summary>What a device is given and what it may hand in: own sheets only, blind where it must be, ballots closed one by one.</summary>
[Collection(nameof(FieldDoors))]
public sealed class FieldDoorTests(FieldHub field)
{
    [Fact]
    public async Task The_unit_s_self_assessment_stands_beside_each_row_on_the_phone_once_it_is_submitted()
    {
        var sheet = await field.OpenInspectionAsync("点");
        var site = $"{field.Value($"SELECT Site FROM Inspections WHERE Id = '{sheet.ToUpperInvariant()}'")}";
        var office = field.Who("dudao", Roles.Office);
        var head = Course.Head(office, $"{field.Value($"SELECT Unit FROM SchoolYears WHERE Code = '{site}' AND Year = 2026")}");
        var rows = new List<InspectionHub.Core.Frameworks.Indicator>();
        await field.WithAsync<Assessor>(async assessor => rows.AddRange(SelfAssessment.RowsOf((await assessor.FindAsync(office.CountyId, 2026))!.CardOf(site)!).Select(r => r.Row)));
        await field.WithAsync<SelfAssessmentBook>(async book =>
        {
            foreach (var row in rows) await book.SaveAsync(head, 2026, site, row.Code, AnnualBookTests.MarkFor(row), "见总务处档案盒");
        });
        var door = await field.DoorAsync("duxue1");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await door.RowAsync(sheet, "3.6"))!.Value.GetProperty("self").ValueKind);
        await field.WithAsync<SelfAssessmentBook>(book => book.SubmitAsync(head, 2026, site, "下学期把功能室排进课表。"));
        Assert.Equal("3 级", (await door.RowAsync(sheet, "3.6"))!.Value.GetProperty("self").GetProperty("text").GetString());
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await Microsoft.Playwright.Assertions.Expect(phone.Page.Locator("[data-self='3.6']")).ToHaveTextAsync("自评：3 级（见总务处档案盒）");
    }

    [Fact]
    public async Task Of_a_rubric_or_veto_row_nothing_of_a_colleague_is_sent_until_one_has_marked_it()
    {
        var sheet = await field.OpenInspectionAsync();
        var first = await field.DoorAsync("duxue1");
        var second = await field.DoorAsync("duxue2");
        await first.MarkAsync(sheet, "8.7", """{"level":1}""");
        await first.MarkAsync(sheet, "2.1", """{"n":"4"}""");
        await first.MarkAsync(sheet, "15.2", """{"n":"1"}""");

        foreach (var code in (string[])["8.7", "2.1"])
        {
            var blind = (await second.RowAsync(sheet, code))!.Value;
            Assert.True(blind.GetProperty("blind").GetBoolean());
            Assert.Empty(blind.GetProperty("others").EnumerateArray());
        }
        Assert.DoesNotContain("督学甲（演示）\"", (await second.RowAsync(sheet, "8.7"))!.Value.GetRawText());
        Assert.Equal("1 节/周", Assert.Single((await second.RowAsync(sheet, "15.2"))!.Value.GetProperty("others").EnumerateArray()).GetProperty("text").GetString());

        await second.MarkAsync(sheet, "8.7", """{"level":3}""");
        var open = (await second.RowAsync(sheet, "8.7"))!.Value;
        Assert.False(open.GetProperty("blind").GetBoolean());
        Assert.Equal("1 级", Assert.Single(open.GetProperty("others").EnumerateArray()).GetProperty("text").GetString());
        // Taking one's mark back closes the eyes again.
        await second.MarkAsync(sheet, "8.7", "null");
        Assert.Empty((await second.RowAsync(sheet, "8.7"))!.Value.GetProperty("others").EnumerateArray());
    }

    [Fact]
    public async Task A_device_gets_its_person_s_sheets_and_no_others_and_roles_without_scoring_get_none()
    {
        var sheet = await field.OpenInspectionAsync();
        var member = await field.DoorAsync("duxue2");
        Assert.NotNull(await member.SheetAsync(sheet));
        using (field.Without("InspectionMembers", $"InspectionId = '{sheet.ToUpperInvariant()}' AND PersonName = '督学乙（演示）'")) Assert.Null(await member.SheetAsync(sheet));
        foreach (var user in (string[])["lingdao", "jiaoyu", "xz-m01", "admin"])
        {
            using var client = await field.Hub.SignInAsync(user);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/field/sheets")).StatusCode);
        }
    }

    [Fact]
    public async Task Handing_in_closes_only_one_s_own_ballot_and_sent_again_it_is_known()
    {
        var sheet = await field.OpenInspectionAsync();
        var first = await field.DoorAsync("duxue1");
        var second = await field.DoorAsync("duxue2");
        var given = FieldDoor.Submission(sheet);
        Assert.Equal("stored", (await first.SubmitAsync(given)).Result);
        Assert.Equal("known", (await first.SubmitAsync(given)).Result);
        Assert.True((await first.SheetAsync(sheet))!.Value.GetProperty("closed").GetBoolean());
        Assert.False((await second.SheetAsync(sheet))!.Value.GetProperty("closed").GetBoolean());
        Assert.Equal("late", await first.MarkAsync(sheet, "8.7", """{"level":3}"""));
        Assert.Equal("stored", await second.MarkAsync(sheet, "8.7", """{"level":3}"""));
        given["headName"] = "别人";
        Assert.Equal("refused", (await first.SubmitAsync(given)).Result);
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM InspectionActs WHERE InspectionId = '{sheet.ToUpperInvariant()}' AND Act = 'CloseBallot'"));
    }

    [Theory]
    [InlineData("""{"inspector":null}""", "缺少督学本人签名")]
    [InlineData("""{"head":null}""", "缺少学校负责人签名")]
    [InlineData("""{"headName":" "}""", "学校负责人姓名")]
    [InlineData("""{"head":null,"refused":{"reason":"","witnesses":["甲","乙"]}}""", "拒签原因")]
    [InlineData("""{"head":null,"refused":{"reason":"不认可","witnesses":["甲","甲"]}}""", "两名督学见证")]
    [InlineData("""{"refused":{"reason":"不认可","witnesses":["甲","乙"]}}""", "不能同时记为拒签")]
    public async Task Without_the_signatures_nothing_is_handed_in_and_the_reason_is_told(string change, string reason)
    {
        var sheet = await field.OpenInspectionAsync();
        var first = await field.DoorAsync("duxue1");
        var given = FieldDoor.Submission(sheet);
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) given[name] = value?.DeepClone();
        var (result, reasons) = await first.SubmitAsync(given);
        Assert.Equal("refused", result);
        Assert.Contains(reason, reasons);
        Assert.False((await first.SheetAsync(sheet))!.Value.GetProperty("closed").GetBoolean());
    }
}
