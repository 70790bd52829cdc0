using InspectionHub.Core.Procedures;
using Act = InspectionHub.Core.Procedures.RectificationAct;
using Actor = InspectionHub.Core.Procedures.RectificationActor;

namespace InspectionHub.Tests.Core.Procedures;

public sealed class RectificationFlowTests
{
    [Fact]
    public void Reported_checked_approved_is_closed_and_a_failed_check_opens_it_again()
    {
        Assert.Equal(RectificationState.Closed, RectificationFlow.After([Act.Open, Act.Report, Act.Partly, Act.Report, Act.Pass, Act.Refuse, Act.Report, Act.Pass, Act.Approve]));
        Assert.Equal(RectificationState.Open, RectificationFlow.After([Act.Open, Act.Extend, Act.Milestone, Act.Transfer]));
        Assert.Equal(RectificationState.Open, RectificationFlow.After([Act.Propose, Act.Confirm]));
        Assert.Throws<InvalidOperationException>(() => RectificationFlow.After([Act.Open, Act.Approve]));
        Assert.Throws<InvalidOperationException>(() => RectificationFlow.After([Act.Open, Act.Pass]));
    }

    [Fact]
    public void Whoever_passed_the_check_does_not_approve()
    {
        Assert.Contains(Act.Approve, RectificationFlow.Permitted(RectificationState.Checked, RectificationClass.Dated, Actor.Office));
        Assert.DoesNotContain(Act.Approve, RectificationFlow.Permitted(RectificationState.Checked, RectificationClass.Dated, Actor.Office, isChecker: true));
        Assert.DoesNotContain(Act.Approve, RectificationFlow.Permitted(RectificationState.Checked, RectificationClass.Dated, Actor.Inspector));
        // Nor does whoever reported, for the county or a closed school, check it.
        Assert.Equal([Act.Withdraw], RectificationFlow.Permitted(RectificationState.Reported, RectificationClass.County, Actor.Office, isReporter: true));
        Assert.Contains(Act.Pass, RectificationFlow.Permitted(RectificationState.Reported, RectificationClass.County, Actor.Office));
    }

    [Fact]
    public void The_countys_duty_is_not_reported_by_the_school()
    {
        Assert.DoesNotContain(Act.Report, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.County, Actor.Unit));
        Assert.Contains(Act.Report, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.County, Actor.Office));
        Assert.DoesNotContain(Act.Report, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.Dated, Actor.Office));
    }

    [Fact]
    public void Yearly_milestones_belong_to_long_term_cases()
    {
        Assert.Contains(Act.Milestone, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.LongTerm, Actor.Unit));
        Assert.DoesNotContain(Act.Milestone, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.AtOnce, Actor.Unit));
    }

    [Fact]
    public void A_closed_case_offers_nothing_to_anybody() =>
        Assert.All(Enum.GetValues<Actor>(), who => Assert.Empty(RectificationFlow.Permitted(RectificationState.Closed, RectificationClass.Dated, who)));

    [Fact]
    public void What_was_listed_by_mistake_is_taken_back_by_the_office_until_it_is_closed()
    {
        foreach (var state in new[] { RectificationState.Open, RectificationState.Reported, RectificationState.Checked })
        {
            Assert.Contains(Act.Withdraw, RectificationFlow.Permitted(state, RectificationClass.Dated, Actor.Office));
            Assert.DoesNotContain(Act.Withdraw, RectificationFlow.Permitted(state, RectificationClass.Dated, Actor.Inspector));
            Assert.DoesNotContain(Act.Withdraw, RectificationFlow.Permitted(state, RectificationClass.Dated, Actor.Unit));
        }
        Assert.Equal(RectificationState.Withdrawn, RectificationFlow.After([Act.Open, Act.Report, Act.Pass, Act.Withdraw]));
        Assert.Equal(RectificationState.Withdrawn, RectificationFlow.After([Act.Propose, Act.Confirm, Act.Withdraw, Act.Recover]));
        // A proposal whose reason is gone goes by itself; the office says 不列入.
        Assert.Equal(RectificationState.Withdrawn, RectificationFlow.After([Act.Propose, Act.Withdraw]));
        Assert.DoesNotContain(Act.Withdraw, RectificationFlow.Permitted(RectificationState.Proposed, RectificationClass.Dated, Actor.Office));
        Assert.Equal([RectificationState.Open, RectificationState.Reported, RectificationState.Checked, RectificationState.Closed], Enum.GetValues<RectificationState>().Where(s => s.IsListed()));
    }

    [Fact]
    public void For_a_closed_school_the_office_reports()
    {
        Assert.Contains(Act.Report, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.Dated, Actor.Office, isClosed: true));
        Assert.DoesNotContain(Act.Report, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.Dated, Actor.Office));
        Assert.DoesNotContain(Act.Assign, RectificationFlow.Permitted(RectificationState.Open, RectificationClass.County, Actor.Unit));
    }

    [Fact]
    public void Every_state_and_act_has_a_word_of_its_own()
    {
        Assert.Equal(Enum.GetValues<RectificationState>().Length, Enum.GetValues<RectificationState>().Select(s => s.Name()).Distinct().Count());
        Assert.Equal(Enum.GetValues<Act>().Length, Enum.GetValues<Act>().Select(a => a.Name()).Distinct().Count());
    }
}
