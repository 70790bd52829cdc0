using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>A piece of a block that the paginator puts on a page: a line, a row, a chart.</summary>
internal abstract class FlowItem
{
    /// <summary>Its height as it would like to be.</summary>
    public abstract double Height { get; }

    /// <summary>The least height in which some of it can stand; below <see cref="Height"/> if it shrinks or splits.</summary>
    public virtual double Least => Height;

    /// <summary>Never the last thing on a page while something follows.</summary>
    public bool KeepWithNext { get; set; }

    /// <summary>Stands on the 22-line grid.</summary>
    public virtual bool OnGrid => false;

    /// <summary>A blank line of the text: not set at the top of a page.</summary>
    public virtual bool IsBlank => false;

    /// <summary>On a page turned by 90°.</summary>
    public bool IsTurned { get; init; }

    /// <summary>At the foot of the page instead of at the cursor.</summary>
    public virtual bool AtFoot => false;

    /// <summary>Running text, which may go before a chart that waits for the next page.</summary>
    public virtual bool MayOvertake => false;

    /// <summary>May wait for the next page while running text fills this one.</summary>
    public virtual bool MayWait => false;

    /// <summary>Drawn again at the top of each page that begins with this item.</summary>
    public FlowItem? Head { get; init; }

    public (string Text, int Level)? Bookmark { get; init; }

    /// <summary>Cuts the item so that the first part fits the room; null when it cannot be cut there.</summary>
    public virtual (FlowItem First, FlowItem Others)? Split(double room) => null;

    /// <param name="canvas">Its origin is the top left corner of the 版心.</param>
    /// <param name="top">Where the item begins.</param>
    /// <param name="height">The height it was given, at least <see cref="Least"/>.</param>
    public abstract void Draw(Canvas canvas, double top, double height);
}

/// <summary>An item drawn by a function.</summary>
internal sealed class Drawn(double height, Action<Canvas, double> draw) : FlowItem
{
    public override double Height => height;
    public bool Foot { get; init; }
    public override bool AtFoot => Foot;

    public override void Draw(Canvas canvas, double top, double given) => draw(canvas, top);
}

/// <summary>The next item starts a page.</summary>
internal sealed class Break : FlowItem
{
    public override double Height => 0;

    public override void Draw(Canvas canvas, double top, double height)
    {
    }
}

/// <summary>Empty height, dropped at the top of a page.</summary>
internal sealed class Blank(double height, bool onGrid = false) : FlowItem
{
    public override double Height => height;
    public override bool IsBlank => true;
    public override bool OnGrid => onGrid;

    public override void Draw(Canvas canvas, double top, double given)
    {
    }
}

/// <summary>One line of running text on the grid.</summary>
internal sealed class LineItem(TextLine line, double x, double width, Core.Reports.TextAlign align, double pitch, double size, Ink ink = default) : FlowItem
{
    public override double Height => pitch;
    public override bool OnGrid => pitch == Grid.LinePitch;
    public override bool MayOvertake => true;

    public override void Draw(Canvas canvas, double top, double height) =>
        canvas.Line(line, x, top + Baseline(pitch, size), width, align, justify: true, ink);

    /// <summary>Chinese characters stand in the middle of their line: 0.88 em above the baseline, 0.12 em below.</summary>
    public static double Baseline(double pitch, double size) => ((pitch - size) / 2) + (0.88 * size);
}
