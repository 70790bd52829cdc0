using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

public sealed class InspectionFlowTests
{
    private static readonly InspectionAct[] Usual =
    [
        InspectionAct.Open, InspectionAct.CloseBallot, InspectionAct.Submit, InspectionAct.SendPreliminary, InspectionAct.Reply, InspectionAct.Answer, InspectionAct.SignOff,
        InspectionAct.Issue, InspectionAct.Publish, InspectionAct.Close,
    ];

    [Fact]
    public void The_usual_course_ends_closed_and_every_step_is_in_the_table()
    {
        InspectionActor[] who = [InspectionActor.Office, InspectionActor.Inspector, InspectionActor.Lead, InspectionActor.Office, InspectionActor.Unit, InspectionActor.Office, InspectionActor.Office, InspectionActor.Office, InspectionActor.Office, InspectionActor.Office];
        var state = InspectionState.Open;
        foreach (var (act, index) in Usual.Select((a, i) => (a, i)).Skip(1))
        {
            Assert.Contains(act, InspectionFlow.Permitted(state, who[index]));
            state = InspectionFlow.Move(state, act, who[index]);
            Assert.Equal(state, InspectionFlow.After(Usual.Take(index + 1)));
        }
        Assert.Equal(InspectionState.Closed, state);
    }

    [Fact]
    public void Nothing_is_frozen_before_the_unit_has_been_heard()
    {
        var before = new[] { InspectionState.Open, InspectionState.Submitted, InspectionState.Preliminary, InspectionState.Replied };
        Assert.All(before, state => Assert.All(Enum.GetValues<InspectionActor>(), who => Assert.DoesNotContain(InspectionAct.SignOff, InspectionFlow.Permitted(state, who))));
        Assert.Contains(InspectionAct.SignOff, InspectionFlow.Permitted(InspectionState.Heard, InspectionActor.Office));
    }

    [Fact]
    public void A_unit_that_agrees_or_lets_the_time_pass_has_been_heard()
    {
        Assert.Equal(InspectionState.Heard, InspectionFlow.Move(InspectionState.Preliminary, InspectionAct.Agree, InspectionActor.Unit));
        Assert.Equal(InspectionState.Heard, InspectionFlow.Move(InspectionState.Preliminary, InspectionAct.Lapse, InspectionActor.Office));
        Assert.Throws<InvalidOperationException>(() => InspectionFlow.Move(InspectionState.Preliminary, InspectionAct.Agree, InspectionActor.Office));
    }

    [Fact]
    public void Every_move_that_is_not_listed_throws()
    {
        foreach (var state in Enum.GetValues<InspectionState>())
            foreach (var who in Enum.GetValues<InspectionActor>())
                foreach (var act in Enum.GetValues<InspectionAct>().Except(InspectionFlow.Permitted(state, who)))
                    Assert.Throws<InvalidOperationException>(() => InspectionFlow.Move(state, act, who));
    }

    [Fact]
    public void Closed_and_withdrawn_inspections_offer_nothing_but_a_new_signature_to_changed_data() =>
        Assert.All(Enum.GetValues<InspectionActor>(), who => Assert.All(InspectionFlow.Permitted(InspectionState.Closed, who).Concat(InspectionFlow.Permitted(InspectionState.Withdrawn, who)), act => Assert.Equal(InspectionAct.SignAgain, act)));

    [Fact]
    public void Acts_recorded_before_the_unit_was_heard_in_the_hub_still_read_as_signed() =>
        Assert.Equal(InspectionState.SignedOff, InspectionFlow.After([InspectionAct.Open, InspectionAct.Submit, InspectionAct.SignOff]));

    [Fact]
    public void Closing_ones_ballot_publishing_and_replacing_leave_the_state_as_it_is()
    {
        Assert.Equal(InspectionState.Submitted, InspectionFlow.After([InspectionAct.Submit, InspectionAct.CloseBallot]));
        Assert.Equal(InspectionState.Issued, InspectionFlow.After([InspectionAct.SignOff, InspectionAct.Issue, InspectionAct.Publish]));
        Assert.Equal(InspectionState.Open, InspectionFlow.After([InspectionAct.Open, InspectionAct.Replace]));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("Walk,Meeting", 2)]
    [InlineData("Meeting,Questionnaire,Lesson", 1)]
    [InlineData("Walk,Meeting,Questionnaire,Lesson", 0)]
    public void A_team_must_have_gone_to_see_heard_people_asked_in_writing_and_sat_in_a_lesson(string kinds, int lacking) =>
        Assert.Equal(lacking, InspectionRecords.Lacking([.. kinds.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<RecordKind>)]).Count);

    [Fact]
    public void Questionnaires_that_do_not_add_up_are_named_all_at_once() =>
        Assert.Equal(["有效份数不能多于发出份数。", "满意份数不能多于有效份数。"], InspectionRecords.Problems(RecordKind.Questionnaire, "家长", "", 30, 31, 32));

    [Fact]
    public void Who_found_a_problem_does_not_answer_for_it()
    {
        Assert.Empty(InspectionFindings.AnswerProblems(ReplyOutcome.Adopted, "属实", "甲", "乙"));
        Assert.Single(InspectionFindings.AnswerProblems(ReplyOutcome.Adopted, "属实", "甲", "甲"));
        Assert.Equal(2, InspectionFindings.AnswerProblems(null, " ", null, "乙").Count);
    }

    [Fact]
    public void A_problem_names_its_basis_and_a_day_that_is_still_to_come()
    {
        var today = new DateOnly(2026, 11, 27);
        Assert.Empty(InspectionFindings.Problems(FindingKind.Merit, "阅读角每班都有", "", null, today));
        Assert.Equal(2, InspectionFindings.Problems(FindingKind.Problem, "留样不足", "", null, today).Count);
        Assert.Single(InspectionFindings.Problems(FindingKind.Problem, "留样不足", "食品安全法", today.AddDays(-1), today));
    }
}
