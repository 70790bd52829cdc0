using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

public sealed class PaperFlowTests
{
    private static readonly PaperMove Drafted = new(PaperAct.Draft, "甲");
    private static readonly PaperMove Checked = new(PaperAct.Check, "乙");
    private static readonly PaperMove Issued = new(PaperAct.Issue, "丙");

    [Fact]
    public void A_paper_goes_from_draft_over_check_and_issue_to_the_seal()
    {
        Assert.Equal(PaperState.Drafted, PaperFlow.After([Drafted]));
        Assert.Equal(PaperState.Checked, PaperFlow.After([Drafted, Checked]));
        Assert.Equal(PaperState.Issued, PaperFlow.After([Drafted, Checked, Issued]));
        Assert.Equal(PaperState.Sealed, PaperFlow.After([Drafted, Checked, Issued, new(PaperAct.Seal, "甲")]));
        Assert.Equal([PaperAct.Draft], PaperFlow.Permitted([], PaperActor.Office, "甲"));
        Assert.Empty(PaperFlow.Permitted([], PaperActor.Leader, "丁"));
    }

    [Fact]
    public void Who_drafted_or_revised_neither_checks_nor_issues()
    {
        Assert.DoesNotContain(PaperAct.Check, PaperFlow.Permitted([Drafted], PaperActor.Office, "甲"));
        Assert.Contains(PaperAct.Check, PaperFlow.Permitted([Drafted], PaperActor.Office, "乙"));
        Assert.DoesNotContain(PaperAct.Check, PaperFlow.Permitted([Drafted, new(PaperAct.Revise, "乙")], PaperActor.Office, "乙"));
        Assert.DoesNotContain(PaperAct.Issue, PaperFlow.Permitted([Drafted, Checked], PaperActor.Office, "甲"));
        Assert.Contains(PaperAct.Issue, PaperFlow.Permitted([Drafted, Checked], PaperActor.Leader, "丁"));
        Assert.Contains("拟稿人不能自己签发", Assert.Single(PaperFlow.Problems([Drafted, Checked], PaperAct.Issue, PaperActor.Office, "甲", "")));
    }

    [Fact]
    public void What_is_not_in_the_table_is_refused_and_a_reason_is_asked_for()
    {
        Assert.NotEmpty(PaperFlow.Problems([Drafted], PaperAct.Issue, PaperActor.Leader, "丁", ""));
        Assert.NotEmpty(PaperFlow.Problems([Drafted, Checked, Issued], PaperAct.Revise, PaperActor.Office, "甲", ""));
        Assert.Equal(["请写明作废的原因。"], PaperFlow.Problems([Drafted, Checked, Issued], PaperAct.Void, PaperActor.Office, "甲", " "));
        Assert.Equal(["请写明退回修改的原因。"], PaperFlow.Problems([Drafted, Checked], PaperAct.SendBack, PaperActor.Leader, "丁", ""));
        Assert.Throws<InvalidOperationException>(() => PaperFlow.After([Issued]));
    }

    [Theory]
    [InlineData("紫教督〔2026〕7号", "紫教督〔2026〕7号")]
    [InlineData("紫教督[2026]007号", "紫教督〔2026〕7号")]
    [InlineData("紫教督（2026）第12号", "紫教督〔2026〕12号")]
    [InlineData("紫教督 〔2026〕 7", "紫教督〔2026〕7号")]
    [InlineData("紫教督2026-7", null)]
    [InlineData("紫教督〔2026〕0号", null)]
    [InlineData("7", null)]
    public void A_typed_number_is_read_as_the_standard_writes_it(string typed, string? read) => Assert.Equal(read, PaperNumber.Parse(typed)?.ToString());

    [Fact]
    public void The_next_number_follows_the_highest_taken_one()
    {
        Assert.Equal("紫教督〔2026〕1号", $"{PaperNumber.Next("紫教督", 2026, [])}");
        Assert.Equal("紫教督〔2026〕8号", $"{PaperNumber.Next("紫教督", 2026, [1, 7, 3])}");
        Assert.Equal("紫教督", PaperNumber.PrefixOf("紫阳县（演示）"));
    }
}
