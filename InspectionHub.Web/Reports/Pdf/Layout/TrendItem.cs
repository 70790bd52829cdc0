using System.Globalization;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Lines over the years; names and limits stand at the right, moved apart where they would meet.</summary>
internal sealed class TrendItem(TrendChart chart, Typesetter typesetter, bool hasCaption) : FlowItem
{
    private const double Small = Grid.SmallFive;
    private const double Side = 96;
    private static readonly Ink[] Inks = [Ink.Blue1, Ink.Ochre, Ink.Green1, Ink.Violet, Ink.Grey(0.35)];

    private readonly List<TextLine> _caption = hasCaption ? ChartLayout.Caption(typesetter, chart.Caption) : [];
    private readonly Place _place = new($"图“{chart.Caption}”");

    public override double Height => 165 + ChartLayout.CaptionHeight(_caption);
    public override double Least => 105 + ChartLayout.CaptionHeight(_caption);
    public override bool MayWait => true;

    public override void Draw(Canvas canvas, double top, double height)
    {
        var axis = ValueAxis.Over([.. chart.Series.SelectMany(line => line.Values).OfType<double>(), .. chart.Limits.Select(limit => limit.Value)], fromZero: false, height > 150 ? 5 : 3);
        var ticks = axis.Ticks().Select(tick => (Value: tick, Text: Set(axis.Say(tick)))).ToList();
        var left = ticks.Max(tick => Typesetter.WidthOf(tick.Text)) + 6;
        var right = Grid.Width - Side;
        var (high, low) = (top + 18, top + height - ChartLayout.CaptionHeight(_caption) - 20);
        double X(int i) => chart.Labels.Count < 2 ? (left + right) / 2 : left + 14 + ((right - left - 28) * i / (chart.Labels.Count - 1));
        double Y(double value) => low - ((low - high) * axis.Part(value));

        foreach (var (value, text) in ticks)
        {
            canvas.Rule(left, Y(value), right, Y(value), 0.3, Ink.Grey(0.82));
            canvas.Text(text, left - 4 - Typesetter.WidthOf(text), Y(value) + (Small * 0.33));
        }

        canvas.Rule(left, high - 4, left, low, 0.6);
        canvas.Rule(left, low, right, low, 0.6);
        if (chart.Unit.Length > 0)
            canvas.Text(Set($"（{chart.Unit}）"), 0, high - 8);
        DrawLabels(canvas, X, low);
        foreach (var limit in chart.Limits)
            canvas.Rule(left, Y(limit.Value), right, Y(limit.Value), 0.9, Ink.Alarm, 3);
        var free = new List<(double, double, double, double)>();
        for (var i = 0; i < chart.Series.Count; i++)
            DrawLine(canvas, chart.Series[i], Inks[i % Inks.Length], X, Y);
        for (var i = 0; i < chart.Series.Count; i++)
            DrawValues(canvas, chart.Series[i], Inks[i % Inks.Length], X, Y, free, high - 12, low);
        DrawNames(canvas, right, high - 10, low, Y);
        ChartLayout.DrawCaption(canvas, _caption, low + 20);
    }

    private void DrawLabels(Canvas canvas, Func<int, double> x, double low)
    {
        var end = double.NegativeInfinity;
        for (var i = 0; i < chart.Labels.Count; i++)
        {
            var text = Set(chart.Labels[i]);
            var width = Typesetter.WidthOf(text);
            canvas.Rule(x(i), low, x(i), low + 3, 0.5);
            if (x(i) - (width / 2) < end + 4)
                continue;
            canvas.Text(text, x(i) - (width / 2), low + 4 + Small);
            end = x(i) + (width / 2);
        }
    }

    private void DrawLine(Canvas canvas, TrendSeries line, Ink ink, Func<int, double> x, Func<double, double> y)
    {
        var part = new List<(double, double)>();
        for (var i = 0; i <= Math.Min(line.Values.Count, chart.Labels.Count); i++)
        {
            if (i < line.Values.Count && i < chart.Labels.Count && line.Values[i] is { } value)
            {
                part.Add((x(i), y(value)));
                continue;
            }

            if (part.Count > 1)
                canvas.Path([.. part], 1.3, ink, line.IsForecast ? 2.5 : 0);
            foreach (var (px, py) in part)
                canvas.Fill(Dot(px, py, line.IsForecast ? 1.7 : 2.4), ink);
            part.Clear();
        }
    }

    /// <summary>A value is printed above or below its point where there is room, and left out otherwise.</summary>
    private void DrawValues(Canvas canvas, TrendSeries line, Ink ink, Func<int, double> x, Func<double, double> y, List<(double X, double Y, double Width, double Height)> taken, double top, double bottom)
    {
        for (var i = 0; i < Math.Min(line.Values.Count, chart.Labels.Count); i++)
        {
            // The last value stands beside the line's name.
            if (line.Values[i] is not { } value || line.IsForecast || line.Values.Take(chart.Labels.Count).Skip(i + 1).All(later => later is null))
                continue;
            var text = Set(Say(value));
            var width = Typesetter.WidthOf(text);
            foreach (var at in new[] { y(value) - 4 - Small, y(value) + 4, y(value) - 8 - Small, y(value) + 8 })
            {
                var box = (X: x(i) - (width / 2), Y: at, Width: width, Height: Small);
                if (at < top || at + Small > bottom || taken.Any(other => Meet(other, box)) || MeetsInk(box, x, y, line))
                    continue;
                taken.Add(box);
                canvas.Text(text, box.X, at + (0.84 * Small), ink);
                break;
            }
        }
    }

    private bool MeetsInk((double X, double Y, double Width, double Height) box, Func<int, double> x, Func<double, double> y, TrendSeries own)
    {
        if (chart.Limits.Any(limit => y(limit.Value) > box.Y - 1 && y(limit.Value) < box.Y + box.Height + 1))
            return true;
        foreach (var line in chart.Series)
            for (var i = 0; i < Math.Min(line.Values.Count, chart.Labels.Count); i++)
                if (line.Values[i] is { } here && !(ReferenceEquals(line, own) && x(i) > box.X && x(i) < box.X + box.Width) && Meet((x(i) - 2, y(here) - 2, 4, 4), box))
                    return true;
                else if (i > 0 && line.Values[i] is { } to && line.Values[i - 1] is { } from && Crosses((x(i - 1), y(from)), (x(i), y(to)), box))
                    return true;
        return false;
    }

    private static bool Crosses((double X, double Y) a, (double X, double Y) b, (double X, double Y, double Width, double Height) box)
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

    private void DrawNames(Canvas canvas, double right, double top, double bottom, Func<double, double> y)
    {
        var names = chart.Series
            .Select((line, i) => (line.Name, Ink: Inks[i % Inks.Length], At: line.Values.Take(chart.Labels.Count).LastOrDefault(value => value is not null)))
            .Select(line => line with { Name = line.At is { } last ? $"{line.Name} {Say(last)}" : line.Name })
            .Concat(chart.Limits.Select(limit => (Name: limit.Label, Ink: Ink.Alarm, At: (double?)limit.Value)))
            .Where(name => name.At is not null)
            .Select(name => (Lines: CellText.Fit(Set(name.Name), Side - 14), name.Ink, Y: y(name.At!.Value)))
            .ToList();
        var tallest = names.Select(name => name.Lines.Count).DefaultIfEmpty(1).Max() * Small * 1.15;
        var middles = Labels.Spread([.. names.Select(name => name.Y)], tallest, top, bottom + 8);
        for (var i = 0; i < names.Count; i++)
        {
            canvas.Path([(right - 2, names[i].Y), (right + 4, names[i].Y), (right + 9, middles[i]), (right + 12, middles[i])], 0.4, names[i].Ink);
            FigureLayout.Lines(canvas, names[i].Lines, right + 14, middles[i] - (names[i].Lines.Count * Small * 1.15 / 2), Side - 14, Small, 1.15, names[i].Ink, TextAlign.Left);
        }
    }

    private static string Say(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private Glyph[] Set(string text) => typesetter.SetLine(text, FontRole.Song, Small, _place);

    private static bool Meet((double X, double Y, double Width, double Height) a, (double X, double Y, double Width, double Height) b) =>
        a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Y + b.Height && b.Y < a.Y + a.Height;

    private static (double, double)[] Dot(double x, double y, double radius) =>
        [.. Enumerable.Range(0, 12).Select(i => (x + (radius * Math.Cos(i * Math.PI / 6)), y + (radius * Math.Sin(i * Math.PI / 6))))];
}
