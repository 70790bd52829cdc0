namespace InspectionHub.Web.Reports.Pdf.Drawing;

/// <summary>A page as marks. The body of a turned page is drawn as if the paper lay crosswise; page number and marks never turn.</summary>
/// <param name="Number">From 1.</param>
/// <param name="IsTurned">The body is turned by 90°.</param>
internal sealed record PageDrawing(int Number, bool IsTurned)
{
    /// <summary>In the coordinates of the paper as it lies before the reader of the body.</summary>
    public List<DrawOp> Body { get; } = [];

    /// <summary>In upright coordinates, below the body.</summary>
    public List<DrawOp> Under { get; } = [];

    /// <summary>In upright coordinates, above the body.</summary>
    public List<DrawOp> Over { get; } = [];
}

/// <summary>A line of the outline.</summary>
/// <param name="Text">The heading.</param>
/// <param name="Level">0 for the paper's title, 1 to 4 for headings.</param>
/// <param name="Page">Page number from 1.</param>
/// <param name="Top">Points from the top of the body's page.</param>
internal sealed record Bookmark(string Text, int Level, int Page, double Top);

/// <summary>What the layout gives to a writer: pages of marks, and the outline.</summary>
internal sealed record DisplayList(IReadOnlyList<PageDrawing> Pages, IReadOnlyList<Bookmark> Bookmarks);
