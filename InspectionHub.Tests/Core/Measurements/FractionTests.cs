using System.Globalization;
using CsCheck;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Core.Measurements;

public sealed class FractionTests
{
    [Fact]
    public void The_double_is_the_nearest_one() => Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[1, 1_000_000])
        .Sample((a, b) => new Fraction(a, b).ToDouble() == (double)a / b);

    [Theory]
    [InlineData("4.495", 2, "4.50")]
    [InlineData("-4.495", 2, "-4.50")]
    [InlineData("0.004", 2, "0.00")]
    [InlineData("-0.004", 2, "0.00")]
    [InlineData("12", 0, "12")]
    public void Text_is_rounded_half_away_from_zero(string value, int decimals, string text) => Assert.Equal(text, Fraction.Parse(value).ToText(decimals, fixedPlaces: true));

    [Fact]
    public void A_decimal_goes_in_and_comes_out_unchanged() => Gen.Decimal[-1_000_000_000, 1_000_000_000].Select(d => decimal.Round(d, 6))
        .Sample(d => decimal.Parse(((Fraction)d).ToText(6), CultureInfo.InvariantCulture) == d);

    [Fact]
    public void Comparing_never_divides() => Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 5000], Gen.Int[1, 5000], Gen.Int[1, 5000])
        .Sample((a, b, c, d) => (new Fraction(a, b) < new Fraction(c, d)) == ((long)a * d < (long)c * b));

    [Fact]
    public void A_zero_denominator_throws() => Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
}
