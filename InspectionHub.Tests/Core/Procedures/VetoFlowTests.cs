using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

/// <summary>A veto takes four steps by more than one person; nothing in between counts.</summary>
public sealed class VetoFlowTests
{
    private static readonly VetoMove Raised = new(VetoAct.Raise, "甲"), Verified = new(VetoAct.Verify, "乙"), Heard = new(VetoAct.Hear, "校长"), Established = new(VetoAct.Establish, "乙");

    [Fact]
    public void Four_steps_lead_to_established_and_none_can_be_left_out()
    {
        Assert.Equal(VetoState.Established, VetoFlow.After([Raised, Verified, Heard, Established]));
        Assert.Throws<InvalidOperationException>(() => VetoFlow.After([Raised, Heard]));
        Assert.Throws<InvalidOperationException>(() => VetoFlow.After([Raised, Verified, Established]));
        Assert.Throws<InvalidOperationException>(() => VetoFlow.After([Established]));
    }

    [Fact]
    public void Nobody_verifies_their_own_report()
    {
        Assert.DoesNotContain(VetoAct.Verify, VetoFlow.Permitted([Raised], VetoActor.Inspector, "甲"));
        Assert.Contains(VetoAct.Verify, VetoFlow.Permitted([Raised], VetoActor.Inspector, "乙"));
        Assert.Equal(["线索须由报告人以外的人核实。"], VetoFlow.Problems([Raised], VetoAct.Verify, VetoActor.Inspector, "甲", "看过", []));
    }

    [Fact]
    public void Two_do_not_decide_together_and_one_name_twice_is_one()
    {
        Assert.Single(VetoFlow.Problems([Raised, Verified, Heard], VetoAct.Establish, VetoActor.Office, "乙", "会议", ["张", "李", "李 ", ""]));
        Assert.Empty(VetoFlow.Problems([Raised, Verified, Heard], VetoAct.Establish, VetoActor.Office, "乙", "会议", ["张", "李", "王"]));
    }

    [Fact]
    public void Every_problem_is_named_at_once() =>
        Assert.Equal(2, VetoFlow.Problems([Raised, Verified, Heard], VetoAct.Establish, VetoActor.Office, "乙", " ", []).Count);

    [Theory]
    [InlineData(VetoActor.Unit)]
    [InlineData(VetoActor.LeadOffice)]
    [InlineData(VetoActor.Inspector)]
    public void Only_the_office_records_what_was_decided(VetoActor who) => Assert.DoesNotContain(VetoAct.Establish, VetoFlow.Permitted([Raised, Verified, Heard], who, "丙"));

    [Fact]
    public void What_is_dismissed_or_revoked_is_closed()
    {
        foreach (var who in Enum.GetValues<VetoActor>())
        {
            Assert.Empty(VetoFlow.Permitted([Raised, Verified, Heard, new(VetoAct.Dismiss, "乙")], who, "丁"));
            Assert.Empty(VetoFlow.Permitted([Raised, Verified, Heard, Established, new(VetoAct.Revoke, "乙")], who, "丁"));
        }
    }

    [Fact]
    public void What_was_established_is_revoked_by_the_office_alone_as_many_together_as_established_it_and_with_a_reason()
    {
        foreach (var who in Enum.GetValues<VetoActor>()) Assert.Equal(who == VetoActor.Office ? [VetoAct.Revoke] : [], VetoFlow.Permitted([Raised, Verified, Heard, Established], who, "丁"));
        Assert.Equal(2, VetoFlow.Problems([Raised, Verified, Heard, Established], VetoAct.Revoke, VetoActor.Office, "丁", " ", ["张", "李"]).Count);
        Assert.Empty(VetoFlow.Problems([Raised, Verified, Heard, Established], VetoAct.Revoke, VetoActor.Office, "丁", "复查不属实", ["张", "李", "王"]));
        Assert.Equal(VetoState.Revoked, VetoFlow.After([Raised, Verified, Heard, Established, new(VetoAct.Revoke, "丁")]));
    }

    [Theory]
    [InlineData(VetoState.Raised, Deadline.VerifyVeto)]
    [InlineData(VetoState.Verified, Deadline.HearVeto)]
    [InlineData(VetoState.Heard, Deadline.EstablishVeto)]
    [InlineData(VetoState.Established, null)]
    [InlineData(VetoState.Revoked, null)]
    public void What_waits_for_somebody_has_a_time_of_its_own(VetoState state, Deadline? kind) => Assert.Equal((kind, kind is not null), (VetoFlow.DeadlineOf(state), state.IsOpen()));
}
