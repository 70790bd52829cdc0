using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>The broken text of a cell and where it stands in its row.</summary>
internal sealed record CellBox(IReadOnlyList<TextLine> Lines, double X, double Width, TextAlign Align, Ink Ink)
{
    /// <summary>Between a rule and the text beside it, and above or below it.</summary>
    public const double Side = 3;
    public const double Above = 3;
    public const double Rule = 0.5;

    public static double Pitch(double size) => size * 1.32;

    public static double Height(IEnumerable<CellBox> cells, double size) =>
        (2 * Above) + (Pitch(size) * cells.Select(cell => cell.Lines.Count).DefaultIfEmpty(0).Max());

    public void Draw(Canvas canvas, double top, double height, double size, bool fromTop = false)
    {
        var y = top + (fromTop ? Above : Math.Max(Above, (height - (Lines.Count * Pitch(size))) / 2));
        foreach (var line in Lines)
        {
            canvas.Line(line, X + Side, y + LineItem.Baseline(Pitch(size), size), Width - (2 * Side), Align, ink: Ink);
            y += Pitch(size);
        }

        canvas.Rule(X, top, X, top + height, Rule);
        canvas.Rule(X + Width, top, X + Width, top + height, Rule);
    }
}

/// <summary>The head of a table: one row, or two where columns are grouped.</summary>
internal sealed record HeadBox(IReadOnlyList<CellBox> Whole, IReadOnlyList<CellBox> Upper, IReadOnlyList<CellBox> Lower, bool HasGroups, double Width, double Size)
{
    private double UpperHeight => HasGroups ? CellBox.Height(Upper, Size) : 0;

    public double Height => Math.Max(CellBox.Height(Whole, Size), HasGroups ? UpperHeight + CellBox.Height(Lower, Size) : 0);

    public void Draw(Canvas canvas, double top)
    {
        foreach (var cell in Whole)
            cell.Draw(canvas, top, Height, Size);
        foreach (var cell in Upper)
        {
            cell.Draw(canvas, top, UpperHeight, Size);
            canvas.Rule(cell.X, top + UpperHeight, cell.X + cell.Width, top + UpperHeight, CellBox.Rule);
        }

        foreach (var cell in Lower)
            cell.Draw(canvas, top + UpperHeight, Height - UpperHeight, Size);
        canvas.Rule(0, top, Width, top, 2 * CellBox.Rule);
        canvas.Rule(0, top + Height, Width, top + Height, CellBox.Rule);
    }
}

internal sealed class HeadItem(HeadBox head) : FlowItem
{
    public override double Height => head.Height;

    public override void Draw(Canvas canvas, double top, double height) => head.Draw(canvas, top);
}

/// <summary>A row. It is cut only when it is long enough that moving it whole would leave a hole.</summary>
internal sealed class RowItem(IReadOnlyList<CellBox> cells, double size, bool isPart = false) : FlowItem
{
    private const int CutFrom = 10;
    private const int LeastLines = 2;

    private int Lines => cells.Select(cell => cell.Lines.Count).DefaultIfEmpty(0).Max();

    public override double Height { get; } = CellBox.Height(cells, size);

    public override double Least => Lines >= CutFrom ? HeightOf(LeastLines) : Height;

    public override (FlowItem First, FlowItem Others)? Split(double room)
    {
        var fit = (int)Math.Floor((room - (2 * CellBox.Above) + 0.01) / CellBox.Pitch(size));
        if (Lines < CutFrom || fit < LeastLines)
            return null;
        fit = Math.Min(fit, Lines - LeastLines);
        return (Part(lines => lines.Take(fit)), Part(lines => lines.Skip(fit)));
    }

    public override void Draw(Canvas canvas, double top, double height)
    {
        foreach (var cell in cells)
            cell.Draw(canvas, top, Height, size, fromTop: Lines >= CutFrom || isPart);
        var right = cells[^1].X + cells[^1].Width;
        canvas.Rule(0, top, right, top, CellBox.Rule);
        canvas.Rule(0, top + Height, right, top + Height, CellBox.Rule);
    }

    private RowItem Part(Func<IEnumerable<TextLine>, IEnumerable<TextLine>> choose) =>
        new([.. cells.Select(cell => cell with { Lines = [.. choose(cell.Lines)] })], size, isPart: true) { IsTurned = IsTurned, Head = Head };

    private double HeightOf(int lines) => (2 * CellBox.Above) + (lines * CellBox.Pitch(size));
}
