using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

public sealed class AnnualAssessmentFlowTests
{
    private static readonly DateOnly Until = new(2026, 12, 10);

    [Fact]
    public void From_the_start_to_the_circular_and_no_step_can_be_left_out()
    {
        Assert.Equal(AnnualState.Circulated, AnnualAssessmentFlow.After([AnnualAct.Start, AnnualAct.Publish, AnnualAct.AskReview, AnnualAct.AnswerReview, AnnualAct.Approve, AnnualAct.Circulate]));
        Assert.Throws<InvalidOperationException>(() => AnnualAssessmentFlow.After([AnnualAct.Start, AnnualAct.Approve]));
        Assert.Throws<InvalidOperationException>(() => AnnualAssessmentFlow.After([AnnualAct.Publish]));
    }

    [Fact]
    public void A_notice_taken_back_is_shown_again_before_it_is_approved()
    {
        Assert.Equal(AnnualState.Running, AnnualAssessmentFlow.After([AnnualAct.Start, AnnualAct.Publish, AnnualAct.TakeBack]));
        Assert.DoesNotContain(AnnualAct.Approve, AnnualAssessmentFlow.Permitted(AnnualState.Running, AnnualActor.Office));
    }

    [Fact]
    public void A_start_is_called_off_only_while_nothing_is_in_public_and_the_year_may_be_started_again()
    {
        Assert.Equal(AnnualState.NotStarted, AnnualAssessmentFlow.After([AnnualAct.Start, AnnualAct.CallOff]));
        Assert.Equal(AnnualState.Running, AnnualAssessmentFlow.After([AnnualAct.Start, AnnualAct.CallOff, AnnualAct.Start]));
        Assert.All(Enum.GetValues<AnnualState>().Where(s => s != AnnualState.Running), s => Assert.DoesNotContain(AnnualAct.CallOff, AnnualAssessmentFlow.Permitted(s, AnnualActor.Office)));
        Assert.Equal("撤销启动", AnnualAct.CallOff.Name());
    }

    [Fact]
    public void Only_a_unit_asks_for_a_review_and_only_while_the_results_are_shown()
    {
        Assert.Equal([AnnualAct.AskReview], AnnualAssessmentFlow.Permitted(AnnualState.Public, AnnualActor.Unit));
        Assert.All(Enum.GetValues<AnnualState>().Where(s => s != AnnualState.Public), s => Assert.Empty(AnnualAssessmentFlow.Permitted(s, AnnualActor.Unit)));
    }

    [Fact]
    public void Nothing_is_approved_within_the_time_or_over_an_unanswered_request()
    {
        Assert.Equal(3, AnnualAssessmentFlow.ApprovalProblems(Until, Until, ["城关镇中心学校"], [], " ").Count);
        Assert.Contains("6 个单位的结果变了：a、b、c、d、e等。请撤回公示", Assert.Single(AnnualAssessmentFlow.ApprovalProblems(Until, Until.AddDays(1), [], ["a", "b", "c", "d", "e", "f"], "会议")));
        Assert.Empty(AnnualAssessmentFlow.ApprovalProblems(Until, Until.AddDays(1), [], [], "12 月 11 日局长办公会审定通过"));
    }

    [Fact]
    public void A_self_assessment_is_handed_in_whole()
    {
        Assert.Equal(2, SelfAssessmentFlow.Problems(["3.6", "6.3"], "").Count);
        Assert.Contains("3.6、6.3", SelfAssessmentFlow.Problems(["3.6", "6.3"], "已写")[0]);
        Assert.Equal(SelfAssessmentState.Open, SelfAssessmentFlow.After([SelfAssessmentAct.Submit, SelfAssessmentAct.SendBack]));
        Assert.Equal(SelfAssessmentState.Submitted, SelfAssessmentFlow.After([SelfAssessmentAct.Submit, SelfAssessmentAct.SendBack, SelfAssessmentAct.Submit]));
        Assert.Empty(SelfAssessmentFlow.Permitted(SelfAssessmentState.Open, SelfAssessmentActor.Office));
    }
}
