using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Horizontal bars. All parts of a chart that goes over a page share one scale.</summary>
internal sealed class BarItem : FlowItem
{
    private const double Small = Grid.SmallFive;
    private const double AxisRoom = 18;
    private const double LimitRoom = 14;
    private const double UnitGap = 6;
    private const int LeastRows = 4;

    /// <summary>Above and below the text of a row together: as it would like to be, and where room is short.</summary>
    private const double Ease = 6;
    private const double Tight = 1;

    /// <summary>A chart that cannot become lower than this is cut rather than moved: it would leave a hole.</summary>
    private const double Tall = Grid.Height / 3;

    private sealed record Row(List<TextLine> Label, double? Value, Glyph[] Shown, PrintState State)
    {
        public double Text => Math.Max(1, Label.Count) * Small * 1.2;
    }

    private sealed record Scale(ValueAxis Axis, double Left, double Right, IReadOnlyList<(double Value, Glyph[] Text)> Ticks, ChartLimit? Limit, Glyph[] LimitText, Glyph[] Unit)
    {
        public double X(double value) => Left + ((Right - Left) * Axis.Part(value));
    }

    private readonly IReadOnlyList<Row> _rows;
    private readonly Scale _scale;
    private readonly List<TextLine> _caption;

    private BarItem(IReadOnlyList<Row> rows, Scale scale, List<TextLine> caption)
    {
        _rows = rows;
        _scale = scale;
        _caption = caption;
    }

    public static BarItem? Of(BarChart chart, Typesetter typesetter, bool hasCaption)
    {
        if (chart.Bars.Count == 0)
            return null;
        var place = new Place($"图“{chart.Caption}”");
        var rows = chart.Bars.Select(bar => new Row(
            CellText.Fit(Set(bar.Label), Grid.Width * 0.34), bar.Value, Set(bar.Shown), bar.State)).ToList();
        var axis = ValueAxis.Over([.. chart.Bars.Select(bar => bar.Value).OfType<double>(), .. chart.Limit is { } limit ? [limit.Value] : Array.Empty<double>()], fromZero: true);
        var unit = Set(chart.Unit.Length > 0 ? $"（{chart.Unit}）" : "");
        var ticks = axis.Ticks().Select(tick => (Value: tick, Text: Set(axis.Say(tick)))).ToList();
        // Half of the first tick stands left of its line, and left of that the unit, below the labels.
        var left = Math.Max(rows.Max(row => row.Label.Select(line => line.Width).DefaultIfEmpty(0).Max()) + 6, (Typesetter.WidthOf(ticks[0].Text) / 2) + (unit.Length > 0 ? Typesetter.WidthOf(unit) + UnitGap : 0));
        var right = Grid.Width - rows.Max(row => Typesetter.WidthOf(row.Shown)) - 10;
        var scale = new Scale(axis, left, right, ticks, chart.Limit, Set(chart.Limit?.Label ?? ""), unit);
        return new(rows, scale, hasCaption ? ChartLayout.Caption(typesetter, chart.Caption) : []);

        Glyph[] Set(string text) => typesetter.SetLine(text, FontRole.Song, Small, place);
    }

    private double Top => _scale.Limit is null ? 4 : LimitRoom;
    private bool IsCut => _rows.Count > 1 && HeightOf(_rows.Count, Tight) > Tall;
    private int PartRows => Math.Clamp(_rows.Count / 2, 1, LeastRows);
    public override double Height => HeightOf(_rows.Count, Ease);
    public override double Least => IsCut ? HeightOf(PartRows, Ease) : HeightOf(_rows.Count, Tight);
    public override bool MayWait => !IsCut;

    public override (FlowItem First, FlowItem Others)? Split(double room)
    {
        var fit = 0;
        while (fit < _rows.Count && HeightOf(fit + 1, Ease) <= room + 0.01)
            fit++;
        fit = Math.Min(fit, _rows.Count - PartRows);
        return !IsCut || fit < PartRows ? null : (Part([.. _rows.Take(fit)]), Part([.. _rows.Skip(fit)]));
    }

    public override void Draw(Canvas canvas, double top, double height)
    {
        var ease = Math.Clamp((height - HeightOf(_rows.Count, 0)) / _rows.Count, Tight, Ease);
        var first = top + Top;
        var low = first + _rows.Sum(row => row.Text + ease);
        var end = double.NegativeInfinity;
        foreach (var (value, text) in _scale.Ticks)
        {
            canvas.Rule(_scale.X(value), first, _scale.X(value), low, 0.3, Ink.Grey(0.82));
            var x = Math.Min(_scale.X(value) - (Typesetter.WidthOf(text) / 2), Grid.Width - Typesetter.WidthOf(text));
            if (x < end + 3)
                continue;
            canvas.Text(text, x, low + 2 + Small);
            end = x + Typesetter.WidthOf(text);
        }

        canvas.Text(_scale.Unit, Math.Max(0, _scale.Left - UnitGap - (Typesetter.WidthOf(_scale.Ticks[0].Text) / 2) - Typesetter.WidthOf(_scale.Unit)), low + 2 + Small);
        var y = first;
        foreach (var row in _rows)
        {
            FigureLayout.Lines(canvas, row.Label, 0, y + (ease / 2), _scale.Left - 6, Small, 1.2, Ink.Black, TextAlign.Right);
            DrawBar(canvas, row, y, row.Text + ease);
            y += row.Text + ease;
        }

        canvas.Rule(_scale.X(0), first, _scale.X(0), low, 0.6);
        DrawLimit(canvas, top, first, low);
        ChartLayout.DrawCaption(canvas, _caption, low + AxisRoom);
    }

    private void DrawBar(Canvas canvas, Row row, double y, double height)
    {
        var (zero, end) = (_scale.X(0), _scale.X(row.Value ?? 0));
        if (row.Value is not null)
            canvas.Box(Math.Min(zero, end), y + Math.Min(3, height / 6), Math.Abs(end - zero), height - (2 * Math.Min(3, height / 6)), InkOf(row.State));
        var x = Math.Max(zero, end) + 3;
        var width = Typesetter.WidthOf(row.Shown);
        if (_scale.Limit is { } limit && _scale.X(limit.Value) > x - 2 && _scale.X(limit.Value) < x + width + 2)
            x = _scale.X(limit.Value) + 3;
        canvas.Text(row.Shown, x, y + (height / 2) + (Small * 0.34), TableLayout.InkOf(row.State));
    }

    private void DrawLimit(Canvas canvas, double top, double first, double low)
    {
        if (_scale.Limit is not { } limit)
            return;
        var x = _scale.X(limit.Value);
        canvas.Rule(x, first - 2, x, low, 0.9, Ink.Alarm, 3);
        var width = Typesetter.WidthOf(_scale.LimitText);
        canvas.Text(_scale.LimitText, Math.Clamp(x - (width / 2), 0, Math.Max(0, Grid.Width - width)), top + Small, Ink.Alarm);
    }

    private double HeightOf(int rows, double ease) => Top + _rows.Take(rows).Sum(row => row.Text + ease) + AxisRoom + ChartLayout.CaptionHeight(_caption);

    private BarItem Part(IReadOnlyList<Row> rows) => new(rows, _scale, _caption);

    private static Ink InkOf(PrintState state) => state switch
    {
        PrintState.NotMet => new(0.80, 0.35, 0.30),
        PrintState.Unknown or PrintState.NotApplicable => Ink.Grey(0.7),
        PrintState.None or PrintState.Met => new(0.36, 0.53, 0.74),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
