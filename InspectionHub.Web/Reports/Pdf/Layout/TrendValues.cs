using InspectionHub.Core.Reports;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Finds a place for the value of a point where it covers no other label and no line; without one it is left out.</summary>
internal sealed class TrendValues(TrendChart chart, Func<int, double> x, Func<double, double> y, List<Area> taken)
{
    private const double Small = Grid.SmallFive;

    /// <summary>Where the value of point <paramref name="i"/> stands; the place is taken from then on.</summary>
    /// <param name="line">The point's line.</param>
    /// <param name="i">Its place in it.</param>
    /// <param name="width">Of the text.</param>
    /// <param name="plot">What the values must stay in.</param>
    public Area? Place(TrendSeries line, int i, double width, Area plot)
    {
        var at = y(line.Values[i]!.Value);
        foreach (var top in new[] { at - 4 - Small, at + 4, at - 8 - Small, at + 8 })
        {
            var box = new Area(x(i) - (width / 2), top, width, Small);
            // The figures stand a little above their box: on a baseline at 0.84 of its height, where a label's area counts from 0.88.
            var seen = box with { Y = box.Y - (0.04 * Small) };
            if (box.X < plot.X || box.Right > plot.Right || box.Y < plot.Y || box.Y + Small > plot.Y + plot.Height || taken.Any(other => other.Meets(seen)) || MeetsInk(box, line))
                continue;
            taken.Add(seen);
            return box;
        }

        return null;
    }

    private bool MeetsInk(Area box, TrendSeries own)
    {
        if (chart.Limits.Any(limit => y(limit.Value) > box.Y - 1 && y(limit.Value) < box.Y + box.Height + 1))
            return true;
        foreach (var line in chart.Series)
            for (var i = 0; i < Math.Min(line.Values.Count, chart.Labels.Count); i++)
                if (line.Values[i] is { } here && !(ReferenceEquals(line, own) && x(i) > box.X && x(i) < box.Right) && new Area(x(i) - 2, y(here) - 2, 4, 4).Meets(box))
                    return true;
                else if (i > 0 && line.Values[i] is { } to && line.Values[i - 1] is { } from && Crosses((x(i - 1), y(from)), (x(i), y(to)), box))
                    return true;
        return false;
    }

    private static bool Crosses((double X, double Y) a, (double X, double Y) b, Area box)
    {
        for (var step = 0; step <= 4; step++)
        {
            var at = box.X + (box.Width * step / 4);
            if (at < a.X || at > b.X)
                continue;
            var line = a.Y + ((b.Y - a.Y) * (at - a.X) / (b.X - a.X));
            if (line > box.Y - 0.5 && line < box.Y + box.Height + 0.5)
                return true;
        }

        return false;
    }
}
