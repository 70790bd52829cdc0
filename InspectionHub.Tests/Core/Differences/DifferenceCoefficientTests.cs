using System.Numerics;
using CsCheck;
using InspectionHub.Core.Differences;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Core.Differences;

public sealed class DifferenceCoefficientTests
{
    /// <summary>The published example of standards.md G: five primary schools and their books.</summary>
    private static readonly DifferenceCoefficient Books = new(
        [new("1", 45, 279), new("2", 37, 137), new("3", 89, 935), new("4", 76, 160), new("5", 55, 402)], []);

    private static readonly Gen<(int Pupils, int Resource)[]> Rows = Gen.Select(Gen.Int[1, 2000], Gen.Int[0, 5000]).Array[1, 40];

    [Fact]
    public void The_published_example_gives_0_515_and_fails_0_50()
    {
        Assert.Equal(0.5152566298844764, Books.Value!.Value, 1e-14);
        Assert.Equal(6.334437086092715, Books.Mean!.Value.ToDouble(), 1e-14);
        Assert.False(Books.IsWithin(Fraction.Parse("0.50")));
        Assert.Equal(1, Books.Shares().Sum(), 1e-12);
        Assert.True(Books.Levers()[4] < 0, "The fifth school is above the mean and its lever is still negative");
    }

    [Fact]
    public void Units_of_the_published_example_are_24_at_the_second_and_17_at_the_fourth() =>
        Assert.Equal([null, 24, null, 17, null], DifferenceUnits.Of(Books, Fraction.Parse("0.50")));

    [Fact]
    public void Units_are_the_smallest_number_that_brings_the_coefficient_within() => Rows.Sample(rows =>
    {
        var difference = Of(rows);
        var limit = Fraction.Parse("0.45");
        var units = DifferenceUnits.Of(difference, limit);
        for (var i = 0; i < rows.Length; i++)
        {
            bool? With(BigInteger k) => new DifferenceCoefficient([.. difference.Rows.Select((r, j) => j == i ? r with { Resource = r.Resource + (new Fraction(k, 1) * r.Part) } : r)], []).IsWithin(limit);
            if (units[i] is { } k)
            {
                Assert.True(With(k));
                if (k > 0) Assert.False(With(k - 1));
            }
            else if (difference.Resource.Sign > 0)
            {
                // Nothing tried helps: steps of all sizes up to far beyond the county's total.
                for (BigInteger step = 1; step < 1_000_000_000; step = (step * 3 / 2) + 1) Assert.False(With(step));
            }
        }
    }, iter: 200);

    [Fact]
    public void A_lever_is_the_change_one_more_unit_makes() => Rows.Sample(rows =>
    {
        var difference = Of(rows);
        if (difference.Value is not { } now || now < 0.01) return;
        var levers = difference.Levers();
        for (var i = 0; i < rows.Length; i++)
        {
            var then = new DifferenceCoefficient([.. difference.Rows.Select((r, j) => j == i ? r with { Resource = r.Resource + r.Part } : r)], []).Value!.Value;
            Assert.Equal(then - now, levers[i]!.Value, 1e-9);
        }
    }, iter: 200);

    [Fact]
    public void The_verdict_agrees_with_whole_numbers_worked_out_apart() => Rows.Sample(rows =>
    {
        var difference = Of(rows);
        if (rows.Sum(r => (long)r.Resource) == 0)
        {
            Assert.Null(difference.IsWithin(Fraction.Parse("0.5")));
            return;
        }
        // N·Σ(r²/p) ≤ 1.25·R², everything multiplied by 4·Πp.
        BigInteger product = rows.Aggregate(BigInteger.One, (all, r) => all * r.Pupils), n = rows.Sum(r => (long)r.Pupils), total = rows.Sum(r => (long)r.Resource);
        var left = rows.Aggregate(BigInteger.Zero, (sum, r) => sum + ((BigInteger)r.Resource * r.Resource * (product / r.Pupils))) * n * 4;
        Assert.Equal(left <= 5 * total * total * product, difference.IsWithin(Fraction.Parse("0.5")));
    });

    [Fact]
    public void The_order_of_rows_and_the_unit_change_nothing() => Rows.Sample(rows =>
    {
        var turned = new DifferenceCoefficient([.. Of(rows).Rows.Reverse().Select(r => r with { Resource = r.Resource * 10000 })], []);
        Assert.Equal(Of(rows).IsWithin(Fraction.Parse("0.45")), turned.IsWithin(Fraction.Parse("0.45")));
    });

    [Fact]
    public void Splitting_a_school_into_two_equal_halves_changes_nothing() => Rows.Sample(rows =>
    {
        var all = Of(rows).Rows;
        var half = all[0] with { Pupils = all[0].Pupils / 2, Resource = all[0].Resource / 2 };
        var split = new DifferenceCoefficient([half, half, .. all.Skip(1)], []);
        Assert.Equal(Of(rows).Squares, split.Squares);
        Assert.Equal(Of(rows).Pupils, split.Pupils);
    });

    [Fact]
    public void A_further_school_at_the_mean_lowers_the_square_by_its_share_of_pupils_and_nothing_else() => Rows.Sample(rows =>
    {
        var now = Of(rows);
        if (now.Square is not { } square) return;
        var more = new DifferenceCoefficient([.. now.Rows, new("mean", 100, now.Mean!.Value * 100)], []);
        Assert.Equal(now.Mean, more.Mean);
        Assert.Equal(square * now.Pupils / (now.Pupils + 100), more.Square);
    });

    [Fact]
    public void Exactly_at_the_limit_is_within()
    {
        // Two schools of one pupil with 1 and 3: mean 2, deviation 1, coefficient exactly 0.5.
        var edge = Of([(1, 1), (1, 3)]);
        Assert.True(edge.IsWithin(Fraction.Parse("0.5")));
        Assert.False(Of([(1, 1000), (1, 3001)]).IsWithin(Fraction.Parse("0.5")));
    }

    [Fact]
    public void The_published_split_of_a_nine_year_school_is_9711_627_and_13514_373()
    {
        var pupils = new Dictionary<Stage, Fraction> { [Stage.Primary] = 166, [Stage.Junior] = 210 };
        Assert.Equal("9711.627", (23226 * StageSplit.Share(pupils, Stage.Primary)!.Value).ToText(3));
        Assert.Equal("13514.373", (23226 * StageSplit.Share(pupils, Stage.Junior)!.Value).ToText(3));
        Assert.Null(StageSplit.Share(pupils, Stage.Senior));
    }

    /// <summary>Every third row is of a school with other stages: of a unit given to it only a part counts.</summary>
    private static DifferenceCoefficient Of((int Pupils, int Resource)[] rows) => new([.. rows.Select((r, i) => new DifferenceRow($"{i}", r.Pupils, r.Resource) { Part = i % 3 == 0 ? new Fraction(1 + (r.Pupils % 9), 10) : 1 })], []);
}
