using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>Who says the same of a row, and who does not.</summary>
public sealed class BallotsTests
{
    [Fact]
    public void Two_who_find_it_不适用_agree_in_whatever_words_and_a_settlement_that_says_so_holds()
    {
        Assert.Equal((BallotState.Agreed, "没有食堂"), Stand(new NotApplicableMark("没有食堂"), new NotApplicableMark("学生都在家吃")));
        Assert.Equal(BallotState.Differing, Stand(new NotApplicableMark("没有食堂"), new LevelMark(2)).State);
        var settled = Ballots.Of([Of("甲", new LevelMark(2), 1), Of("乙", new NotApplicableMark("没有食堂"), 3)], new("S", "8.7", new NotApplicableMark("食堂停办"), "看了", "丙", 2));
        Assert.Equal((BallotState.Settled, new NotApplicableMark("食堂停办")), (settled.State, settled.Value));
    }

    [Fact]
    public void Other_values_are_the_same_only_to_the_digit()
    {
        Assert.Equal(BallotState.Agreed, Stand(new RatioMark(1.0m, 2), new RatioMark(1, 2.00m)).State);
        Assert.Equal(BallotState.Differing, Stand(new RatioMark(1, 2), new RatioMark(2, 4)).State);
        Assert.Equal(BallotState.Differing, Stand(new LevelMark(2), new LevelMark(3)).State);
    }

    private static (BallotState State, string? Reason) Stand(MarkValue first, MarkValue second) =>
        Ballots.Of([Of("甲", first, 1), Of("乙", second, 2)], null) is var found ? (found.State, (found.Value as NotApplicableMark)?.Reason) : default;

    private static Mark Of(string person, MarkValue value, long order) => new(Guid.NewGuid(), "S", "8.7", value, person, $"督学{person}", DateTimeOffset.UnixEpoch, order, "");
}
