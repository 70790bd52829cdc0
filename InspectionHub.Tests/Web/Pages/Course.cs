using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>Brings an inspection along its course, as its people would.</summary>
internal static class Course
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date);

    /// <summary>The records the law asks for, and the team's handing-in.</summary>
    public static Task SubmitAsync(this HubInside hub, Visitor lead, Guid id) => SubmitAsync(hub.Get<FindingBook>(), hub.Get<InspectionActs>(), lead, id, YearSites.DayOf(hub.Get<TimeProvider>().GetUtcNow()));

    public static async Task SubmitAsync(FindingBook findings, InspectionActs acts, Visitor lead, Guid id, DateOnly? day = null)
    {
        await RecordAsync(findings, lead, id, day);
        await acts.DoAsync(lead, id, InspectionAct.Submit, "");
    }

    /// <summary>One record of each kind.</summary>
    public static async Task RecordAsync(FindingBook findings, Visitor lead, Guid id, DateOnly? day = null)
    {
        var on = day ?? Today;
        await findings.AddAsync(lead, id, new RecordDraft(RecordKind.Walk, on, "教学楼、食堂", "设施完好。", null, null, null));
        await findings.AddAsync(lead, id, new RecordDraft(RecordKind.Meeting, on, "教师", "教师反映培训机会增加。", 6, null, null));
        await findings.AddAsync(lead, id, new RecordDraft(RecordKind.Questionnaire, on, "家长", "", 30, 28, 26));
        await findings.AddAsync(lead, id, new RecordDraft(RecordKind.Lesson, on, "三年级语文", "朗读指导到位。", null, null, null));
    }

    /// <summary>The preliminary view is sent and the unit agrees.</summary>
    public static Task HearAsync(this HubInside hub, Visitor office, string unit, Guid id) => HearAsync(hub.Get<InspectionActs>(), office, unit, id);

    public static async Task HearAsync(InspectionActs acts, Visitor office, string unit, Guid id)
    {
        await acts.DoAsync(office, id, InspectionAct.SendPreliminary, "总体较好。");
        await acts.DoAsync(Head(office, unit), id, InspectionAct.Agree, "");
    }

    /// <summary>The head of a unit.</summary>
    public static Visitor Head(Visitor office, string unit) => office with { Id = $"head-{unit}", Name = $"{unit}负责人", Role = Roles.Unit, UnitCode = unit };
}
