using System.Globalization;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>A value axis with round steps (1, 2, 2.5 or 5 times a power of ten) that covers all values.</summary>
internal sealed record ValueAxis(double Low, double High, double Step)
{
    public static ValueAxis Over(IEnumerable<double> values, bool fromZero, int steps = 5)
    {
        var known = values.Where(double.IsFinite).ToList();
        if (known.Count == 0)
            return new(0, 1, 0.25);
        var (low, high) = (known.Min(), known.Max());
        if (fromZero)
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        if (high - low < 1e-9)
            (low, high) = (fromZero ? low : low - Math.Max(1, Math.Abs(low) * 0.1), high + Math.Max(1, Math.Abs(high) * 0.1));
        var raw = (high - low) / steps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(candidate => candidate >= raw * 0.999);
        return new(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
    }

    public IEnumerable<double> Ticks()
    {
        for (var i = 0; Low + (i * Step) <= High + (Step / 2); i++)
            yield return Low + (i * Step);
    }

    /// <summary>0 at the low end, 1 at the high end.</summary>
    public double Part(double value) => (value - Low) / (High - Low);

    public string Say(double tick)
    {
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) + (Step / Math.Pow(10, Math.Floor(Math.Log10(Step))) is > 2.4 and < 2.6 ? 1 : 0)), 0, 6);
        return Math.Round(tick, decimals).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
