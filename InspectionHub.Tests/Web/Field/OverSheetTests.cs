using System.Net.Http.Json;
using System.Text.Json;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Inspections;

namespace InspectionHub.Tests.Web.Field;

/// <summary>What a device is told of a sheet that is over for its person: reassigned, signed or withdrawn. One's own late marks are never out of sight.</summary>
[Collection(nameof(FieldDoors))]
public sealed class OverSheetTests(FieldHub field)
{
    [Fact]
    public async Task Who_was_replaced_is_handed_the_head_of_the_sheet_and_the_own_late_marks_and_nothing_of_the_others()
    {
        var sheet = await field.OpenInspectionAsync();
        var (leaving, other) = (await field.DoorAsync("duxue2"), await field.DoorAsync("duxue3"));
        Assert.Equal("stored", await leaving.MarkAsync(sheet, "8.2", """{"yes":true}"""));
        Assert.Equal("stored", await other.MarkAsync(sheet, "15.3", """{"level":1}"""));
        await field.ReplaceAsync(sheet, "duxue2");
        var head = (await leaving.SheetAsync(sheet))!.Value;
        Assert.Equal("reassigned", State(head));
        Assert.Contains("督学乙（演示） → 督学丁（演示）：公务冲突", Text(head, "reason"));
        Assert.Empty(head.GetProperty("late").EnumerateArray());

        Assert.Contains("更换督学", await LateAsync(leaving, sheet, "8.7", """{"level":3}"""));
        head = (await leaving.SheetAsync(sheet))!.Value;
        var late = Assert.Single(head.GetProperty("late").EnumerateArray());
        Assert.Equal(("8.7", "3 级"), (Text(late, "indicator"), Text(late.GetProperty("mark"), "text")));
        foreach (var part in (string[])["rows", "reads", "hazards", "team"]) Assert.Empty(head.GetProperty(part).EnumerateArray());
        Assert.DoesNotContain("督学丙", head.GetRawText());
        // Admitted by the lead, it is late no more; and a month after leaving nothing is said any longer.
        await field.WithAsync<InspectionDesk>(async desk =>
        {
            var lead = field.Who("duxue1", Roles.Inspector);
            var view = (await desk.FindAsync(lead, Guid.Parse(sheet)))!;
            await desk.AdmitAsync(lead, view.Inspection, view.BallotsOf("8.7").Late.Single());
        });
        Assert.Empty((await leaving.SheetAsync(sheet))!.Value.GetProperty("late").EnumerateArray());
        string MoveBy(TimeSpan time) => $"UPDATE InspectionDepartures SET At = At + ({time.TotalMilliseconds}) WHERE InspectionId = '{sheet.ToUpperInvariant()}'";
        using (field.Meanwhile(MoveBy(-TimeSpan.FromDays(31)), MoveBy(TimeSpan.FromDays(31)))) Assert.Null(await leaving.SheetAsync(sheet));
        Assert.NotNull(await other.SheetAsync(sheet));
    }

    [Fact]
    public async Task Signed_and_withdrawn_are_told_apart_and_own_late_marks_are_listed_without_their_rows()
    {
        var (signed, withdrawn) = (await field.OpenInspectionAsync("小"), await field.OpenInspectionAsync());
        var (first, second) = (await field.DoorAsync("duxue1"), await field.DoorAsync("duxue2"));
        await field.SignOffAsync(signed);
        await field.WithdrawAsync(withdrawn, "学校临时停课");
        Assert.Contains("已经审签", await LateAsync(second, signed, "15.3", """{"level":3}"""));
        Assert.Contains("已撤销", await LateAsync(second, withdrawn, "8.7", """{"level":4}"""));
        foreach (var (sheet, state, row) in new[] { (signed, "signed", "15.3"), (withdrawn, "withdrawn", "8.7") })
        {
            var own = (await second.SheetAsync(sheet))!.Value;
            Assert.Equal(state, State(own));
            Assert.Empty(own.GetProperty("rows").EnumerateArray());
            Assert.Equal(row, Text(Assert.Single(own.GetProperty("late").EnumerateArray()), "indicator"));
            Assert.Empty((await first.SheetAsync(sheet))!.Value.GetProperty("late").EnumerateArray());
        }
        Assert.Equal("撤销：学校临时停课", Text((await second.SheetAsync(withdrawn))!.Value, "reason"));
        // What was withdrawn counts no more: nothing of it is admitted.
        await field.WithAsync<InspectionDesk>(async desk =>
        {
            var lead = field.Who("duxue1", Roles.Inspector);
            var view = (await desk.FindAsync(lead, Guid.Parse(withdrawn)))!;
            var refused = await Assert.ThrowsAsync<InspectionHub.Web.Refusal>(() => desk.AdmitAsync(lead, view.Inspection, view.BallotsOf("8.7").Late.Single()));
            Assert.Contains("已撤销", refused.Message);
        });
    }

    [Fact]
    public async Task A_late_verified_figure_has_no_row_to_stand_in_and_is_listed_too()
    {
        var sheet = await field.OpenInspectionAsync();
        var door = await field.DoorAsync("duxue3");
        Assert.Equal("stored", (await door.SubmitAsync(FieldDoor.Submission(sheet))).Result);
        await LateAsync(door, sheet, "5.1", """{"verified":{"item":"media_rooms","stage":null,"value":"7"}}""");
        await LateAsync(door, sheet, "8.7", """{"level":3}""");
        var own = (await door.SheetAsync(sheet))!.Value;
        Assert.Equal("5.1", Text(Assert.Single(own.GetProperty("late").EnumerateArray()), "indicator"));
        Assert.Single((await door.RowAsync(sheet, "8.7"))!.Value.GetProperty("late").EnumerateArray());
    }

    private static string State(JsonElement sheet) => Text(sheet, "state");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Sends a mark that comes too late; what the answer says of it.</summary>
    private static async Task<string> LateAsync(FieldDoor door, string sheet, string row, string value)
    {
        var (_, body) = await door.PostAsync("/api/field/marks", JsonContent.Create(MarkDoorTests.Mark(sheet, row, value)));
        Assert.Equal("late", Text(body, "result"));
        return string.Join("；", body.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
    }
}
