namespace InspectionHub.Core.Targets;

/// <summary>One forecast year.</summary>
/// <param name="Year">School year.</param>
/// <param name="Low">Lower end of the 80 % prediction interval.</param>
/// <param name="Point">The line.</param>
/// <param name="High">Upper end.</param>
public sealed record ForecastPoint(int Year, double Low, double Point, double High)
{
    private const double Sayable = 1e15;

    /// <summary>What stands where the interval cannot be told.</summary>
    public const string NoBand = "无法给出区间";

    /// <summary>Whether the interval has two ends that can be told: that of a ratio whose denominator may reach zero has none.</summary>
    public bool HasBand => Math.Abs(Low) < Sayable && Math.Abs(High) < Sayable;
}

/// <summary>Ordinary least squares on yearly values with an 80 % Student-t prediction interval (targets.md). Needs five points.</summary>
public sealed class Forecast
{
    /// <summary>Fewest yearly values.</summary>
    public const int FewestYears = 5;

    // t with 10 % above it, for 3 … 30 degrees of freedom; beyond, Cornish-Fisher around the normal 1.2816 is exact to four decimals.
    private static readonly double[] T90 =
    [
        1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.3830, 1.3722, 1.3634, 1.3562, 1.3502, 1.3450, 1.3406, 1.3368, 1.3334, 1.3304, 1.3277, 1.3253, 1.3232, 1.3212,
        1.3195, 1.3178, 1.3163, 1.3150, 1.3137, 1.3125, 1.3114, 1.3104,
    ];

    private readonly double meanX, meanY, slope, spreadX, deviation, quantile;
    private readonly int count;

    private Forecast(IReadOnlyList<(int Year, double Value)> points)
    {
        count = points.Count;
        meanX = points.Average(p => (double)p.Year);
        meanY = points.Average(p => p.Value);
        spreadX = points.Sum(p => (p.Year - meanX) * (p.Year - meanX));
        slope = points.Sum(p => (p.Year - meanX) * (p.Value - meanY)) / spreadX;
        var rest = points.Sum(p => Math.Pow(p.Value - meanY - (slope * (p.Year - meanX)), 2));
        deviation = Math.Sqrt(rest / (count - 2));
        quantile = Quantile(count - 2);
    }

    /// <summary>Change per year.</summary>
    public double Slope => slope;

    /// <summary>The forecast over these points, or null with fewer than five different years.</summary>
    public static Forecast? Of(IReadOnlyList<(int Year, double Value)> points) => points.Select(p => p.Year).Distinct().Count() < FewestYears ? null : new(points);

    /// <summary>Line and interval at a year.</summary>
    public ForecastPoint At(int year)
    {
        var point = meanY + (slope * (year - meanX));
        var half = quantile * deviation * Math.Sqrt(1 + (1.0 / count) + ((year - meanX) * (year - meanX) / spreadX));
        return new(year, point - half, point, point + half);
    }

    private static double Quantile(int freedom)
    {
        if (freedom - 3 < T90.Length) return T90[freedom - 3];
        const double z = 1.2815515655446004;
        return z + ((z * z * z) + z) / (4.0 * freedom) + ((5 * Math.Pow(z, 5)) + (16 * z * z * z) + (3 * z)) / (96.0 * freedom * freedom);
    }
}
