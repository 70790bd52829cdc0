using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.DueLists;

/// <summary>What of an inspection is late, step by step: a step that nobody takes is said on the day after its last one.</summary>
public sealed class InspectionDuesTests
{
    // A Monday at noon; no holidays.
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly WorkCalendar Calendar = new([]);
    private static readonly Dictionary<Deadline, int> Days = Deadlines.All.ToDictionary(d => d.Kind, d => d.Days);

    [Theory]
    [InlineData("Open,Submit", "初步意见没有发出", 5)]
    [InlineData("Open,Submit,SendPreliminary,Agree", "督导意见书没有发出", 22)]
    [InlineData("Open,Submit,SendPreliminary,Agree,SignOff,Issue", "督导报告没有公布", 10)]
    public void The_step_after_the_last_one_is_late_from_the_day_after_its_last_day_on(string acts, string what, int days)
    {
        var inspection = Of(acts.Split(','));
        var last = Calendar.Add(new DateOnly(2026, 11, 2), days);
        Assert.Empty(InspectionDues.Late(inspection, true, Calendar, Days, last));
        var late = Assert.Single(InspectionDues.Late(inspection, true, Calendar, Days, last.AddDays(1)));
        Assert.Equal((what, last), late);
    }

    [Theory]
    [InlineData("Open,Submit,SendPreliminary,Agree,SignOff,Issue,Publish")]
    [InlineData("Open,Submit,SendPreliminary,Agree,SignOff,Issue,Publish,Close")]
    [InlineData("Open,Withdraw")]
    public void Nothing_is_late_when_it_is_done_or_called_off(string acts) => Assert.Empty(InspectionDues.Late(Of(acts.Split(',')), true, Calendar, Days, new(2027, 6, 1)));

    [Fact]
    public void A_preliminary_view_taken_back_is_owed_anew_from_that_day_on()
    {
        var inspection = Of(["Open", "Submit", "SendPreliminary", "TakeBack"], later: 14);
        var last = Calendar.Add(new DateOnly(2026, 11, 16), 5);
        Assert.Empty(InspectionDues.Late(inspection, true, Calendar, Days, last));
        Assert.Equal(("初步意见没有发出", last), Assert.Single(InspectionDues.Late(inspection, true, Calendar, Days, last.AddDays(1))));
        var office = new Visitor("o", "督导室", 1, Roles.Office, null, null);
        Assert.Equal(last, Assert.Single(InspectionDues.Of(inspection, office, "某校", Calendar, Days, last, []), i => i.What == "发出初步意见").DueOn);
    }

    /// <summary>What was to be handed in while the team was on site is not overdue because it is sent back weeks later.</summary>
    [Fact]
    public void What_is_sent_back_has_a_term_of_its_own_from_that_day_on()
    {
        var inspection = Of(["Open", "Submit", "SendBack"], later: 14, to: new(2026, 11, 3));
        inspection.Members.Add(new() { InspectionId = inspection.Id, PersonId = "p", PersonName = "某", IsLead = true });
        var last = Calendar.Add(new DateOnly(2026, 11, 16), 5);
        Assert.Empty(InspectionDues.Late(inspection, true, Calendar, Days, last));
        Assert.Equal(("退回后没有重新提交督导组结果", last), Assert.Single(InspectionDues.Late(inspection, true, Calendar, Days, last.AddDays(1))));
        Assert.Equal(last, Assert.Single(InspectionDues.Of(inspection, new("p", "某", 1, Roles.Inspector, null, null), "某校", Calendar, Days, last, []), i => i.What == "现场评分，签署并提交").DueOn);
    }

    /// <param name="later">Days after the others on which the last act was done.</param>
    private static Inspection Of(IReadOnlyList<string> acts, int later = 0, DateOnly? to = null)
    {
        var inspection = new Inspection { Id = Guid.NewGuid(), CountyId = 1, Year = 2026, Site = "A", Edition = "x", Title = "综合督导", OpenedAt = Start, VisitTo = to };
        for (var at = 0; at < acts.Count; at++)
            inspection.Acts.Add(new() { Id = at + 1, InspectionId = inspection.Id, Act = $"{Enum.Parse<Act>(acts[at])}", PersonId = "p", PersonName = "某", Reason = "", At = Start.AddDays(at == acts.Count - 1 ? later : 0) });
        return inspection;
    }
}
