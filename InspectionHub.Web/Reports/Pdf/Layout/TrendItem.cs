using System.Globalization;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Lines over the years; names and limits stand at the right, moved apart where they would meet.</summary>
internal sealed class TrendItem : FlowItem
{
    private const double Small = Grid.SmallFive;
    private const double Side = 96;

    /// <summary>Above the plot for the unit and the topmost value, below it for the years.</summary>
    private const double Above = 18;
    private const double Below = 20;
    private const double NameLeading = Small * 1.15;
    private static readonly Ink[] Inks = [Ink.Blue1, Ink.Ochre, Ink.Green1, Ink.Violet, Ink.Grey(0.35)];

    private sealed record Name(List<TextLine> Lines, Ink Ink, double Value);

    private readonly TrendChart _chart;
    private readonly Typesetter _typesetter;
    private readonly List<TextLine> _caption;
    private readonly Place _place;
    private readonly List<Name> _names;

    public TrendItem(TrendChart chart, Typesetter typesetter, bool hasCaption)
    {
        (_chart, _typesetter, _place) = (chart, typesetter, new Place($"图“{chart.Caption}”"));
        _caption = hasCaption ? ChartLayout.Caption(typesetter, chart.Caption) : [];
        _names =
        [
            .. chart.Series
                .Select((line, i) => (line.Name, Ink: InkOf(i), At: line.Values.Take(chart.Labels.Count).LastOrDefault(value => value is not null)))
                .Select(line => line with { Name = line.At is { } last ? $"{line.Name} {Say(last)}" : line.Name })
                .Concat(chart.Limits.Select(limit => (Name: limit.Label, Ink: Ink.Alarm, At: (double?)limit.Value)))
                .Where(name => name.At is not null)
                .Select(name => new Name(CellText.Fit(Set(name.Name), Side - 14), name.Ink, name.At!.Value)),
        ];
    }

    public override double Height => Math.Max(165, Least - ChartLayout.CaptionHeight(_caption)) + ChartLayout.CaptionHeight(_caption);

    // The names at the side need their room however low the plot becomes.
    public override double Least => Math.Max(105, (_names.Count * TallestName) + Above + Below - 8) + ChartLayout.CaptionHeight(_caption);
    public override bool MayWait => true;

    private double TallestName => _names.Select(name => name.Lines.Count).DefaultIfEmpty(1).Max() * NameLeading;

    public override void Draw(Canvas canvas, double top, double height)
    {
        var axis = ValueAxis.Over([.. _chart.Series.SelectMany(line => line.Values).OfType<double>(), .. _chart.Limits.Select(limit => limit.Value)], fromZero: false, height > 150 ? 5 : 3);
        var ticks = axis.Ticks().Select(tick => (Value: tick, Text: Set(axis.Say(tick)))).ToList();
        var left = ticks.Max(tick => Typesetter.WidthOf(tick.Text)) + 6;
        var right = Grid.Width - Side;
        var (high, low) = (top + Above, top + height - ChartLayout.CaptionHeight(_caption) - Below);
        double X(int i) => _chart.Labels.Count < 2 ? (left + right) / 2 : left + 14 + ((right - left - 28) * i / (_chart.Labels.Count - 1));
        double Y(double value) => low - ((low - high) * axis.Part(value));

        // What the axis says is there first; the values find their places between.
        var taken = new List<Area>();
        foreach (var (value, text) in ticks)
        {
            canvas.Rule(left, Y(value), right, Y(value), 0.3, Ink.Grey(0.82));
            Write(text, left - 4 - Typesetter.WidthOf(text), Y(value) + (Small * 0.33));
        }

        canvas.Rule(left, high - 4, left, low, 0.6);
        canvas.Rule(left, low, right, low, 0.6);
        if (_chart.Unit.Length > 0)
            Write(Set($"（{_chart.Unit}）"), 0, high - 8);
        DrawLabels(canvas, X, low);
        foreach (var limit in _chart.Limits)
            canvas.Rule(left, Y(limit.Value), right, Y(limit.Value), 0.9, Ink.Alarm, 3);
        for (var i = 0; i < _chart.Series.Count; i++)
            DrawLine(canvas, _chart.Series[i], i, X, Y);
        var values = new TrendValues(_chart, X, Y, taken);
        for (var i = 0; i < _chart.Series.Count; i++)
            DrawValues(canvas, _chart.Series[i], InkOf(i), values, new(left, high - 12, right - left, low - high + 12));
        DrawNames(canvas, right, high - 10, low + 2, Y);
        ChartLayout.DrawCaption(canvas, _caption, low + Below);

        void Write(Glyph[] text, double x, double baseline)
        {
            taken.Add(Area.Of(text, x, baseline, Small));
            canvas.Text(text, x, baseline);
        }
    }

    private void DrawLabels(Canvas canvas, Func<int, double> x, double low)
    {
        var end = double.NegativeInfinity;
        for (var i = 0; i < _chart.Labels.Count; i++)
        {
            var text = Set(_chart.Labels[i]);
            var width = Typesetter.WidthOf(text);
            var at = Math.Clamp(x(i) - (width / 2), 0, Math.Max(0, Grid.Width - width));
            canvas.Rule(x(i), low, x(i), low + 3, 0.5);
            if (at < end + 4)
                continue;
            canvas.Text(text, at, low + 4 + Small);
            end = at + width;
        }
    }

    private void DrawLine(Canvas canvas, TrendSeries line, int number, Func<int, double> x, Func<double, double> y)
    {
        // Two broken lines of one chart differ on a black and white copy too.
        var dash = !line.IsForecast ? 0 : _chart.Series.Take(number).Any(other => other.IsForecast) ? 5 : 2.5;
        var part = new List<(double, double)>();
        for (var i = 0; i <= Math.Min(line.Values.Count, _chart.Labels.Count); i++)
        {
            if (i < line.Values.Count && i < _chart.Labels.Count && line.Values[i] is { } value)
            {
                part.Add((x(i), y(value)));
                continue;
            }

            if (part.Count > 1)
                canvas.Path([.. part], 1.3, InkOf(number), dash);
            foreach (var (px, py) in part)
                canvas.Fill(Dot(px, py, line.IsForecast ? 1.7 : 2.4), InkOf(number));
            part.Clear();
        }
    }

    private void DrawValues(Canvas canvas, TrendSeries line, Ink ink, TrendValues values, Area plot)
    {
        for (var i = 0; i < Math.Min(line.Values.Count, _chart.Labels.Count); i++)
        {
            // The last value stands beside the line's name.
            if (line.Values[i] is not { } value || line.IsForecast || line.Values.Take(_chart.Labels.Count).Skip(i + 1).All(later => later is null))
                continue;
            var text = Set(Say(value));
            if (values.Place(line, i, Typesetter.WidthOf(text), plot) is { } box)
                canvas.Text(text, box.X, box.Y + (0.84 * Small), ink);
        }
    }

    private void DrawNames(Canvas canvas, double right, double top, double bottom, Func<double, double> y)
    {
        var middles = Labels.Spread([.. _names.Select(name => y(name.Value))], TallestName, top, bottom);
        for (var i = 0; i < _names.Count; i++)
        {
            var (lines, ink, at) = (_names[i].Lines, _names[i].Ink, y(_names[i].Value));
            canvas.Path([(right - 2, at), (right + 4, at), (right + 9, middles[i]), (right + 12, middles[i])], 0.4, ink);
            FigureLayout.Lines(canvas, lines, right + 14, middles[i] - (lines.Count * NameLeading / 2), Side - 14, Small, 1.15, ink, TextAlign.Left);
        }
    }

    private static Ink InkOf(int number) => Inks[number % Inks.Length];

    private static string Say(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private Glyph[] Set(string text) => _typesetter.SetLine(text, FontRole.Song, Small, _place);

    private static (double, double)[] Dot(double x, double y, double radius) =>
        [.. Enumerable.Range(0, 12).Select(i => (x + (radius * Math.Cos(i * Math.PI / 6)), y + (radius * Math.Sin(i * Math.PI / 6))))];
}
