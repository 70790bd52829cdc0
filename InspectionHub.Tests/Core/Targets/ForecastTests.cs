using InspectionHub.Core.Targets;

namespace InspectionHub.Tests.Core.Targets;

/// <summary>The forecast: a straight line with an 80 % band that holds what it promises.</summary>
public sealed class ForecastTests
{
    [Fact]
    public void Five_years_on_a_line_are_continued_without_any_band()
    {
        var at = Forecast.Of([(2021, 70), (2022, 72), (2023, 74), (2024, 76), (2025, 78)])!.At(2028);
        Assert.Equal(84, at.Point, 9);
        Assert.Equal(at.Low, at.High, 9);
    }

    [Fact]
    public void Four_years_are_too_few_and_a_doubled_year_is_not_a_fifth() =>
        Assert.Null(Forecast.Of([(2021, 70), (2022, 72), (2023, 74), (2024, 76), (2024, 76)]));

    [Fact]
    public void A_worked_band()
    {
        // Mean 2023 and 13; slope (−2·10 − 1·12 + 0·14 + 1·13 + 2·16) ÷ 10 = 1.3; residuals −0.4, 0.3, 1, −1.3, 0.4 → s = √(3.1 ÷ 3); at 2028: √(1 + 1/5 + 25/10).
        var at = Forecast.Of([(2021, 10), (2022, 12), (2023, 14), (2024, 13), (2025, 16)])!.At(2028);
        var half = 1.637744 * Math.Sqrt(3.1 / 3) * Math.Sqrt(1 + 0.2 + 2.5);
        Assert.Equal(19.5, at.Point, 9);
        Assert.Equal(19.5 - half, at.Low, 3);
        Assert.Equal(19.5 + half, at.High, 3);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(40)]
    public void Of_10_000_random_series_the_band_holds_80_percent(int years)
    {
        var random = new Random(20281231 + years);
        var held = Enumerable.Range(0, 10_000).Count(_ =>
        {
            double start = 100 * random.NextDouble(), slope = (4 * random.NextDouble()) - 2, noise = 0.1 + (5 * random.NextDouble());
            double Value(int year) => start + (slope * year) + (noise * Gaussian(random));
            var ahead = years + random.Next(1, 6);
            var band = Forecast.Of([.. Enumerable.Range(0, years).Select(y => (y, Value(y)))])!.At(ahead);
            var truth = Value(ahead);
            return band.Low <= truth && truth <= band.High;
        });
        Assert.InRange(held, 7800, 8200);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
