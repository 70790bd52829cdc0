using System.Globalization;
using System.Text;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>The outline (ISO 32000-1, 12.3.3): headings below the nearest earlier heading of a higher level.</summary>
internal static class OutlineTree
{
    private sealed class Node(Bookmark? mark, int id)
    {
        public Bookmark? Mark { get; } = mark;
        public int Id { get; } = id;
        public List<Node> Children { get; } = [];
        public int Count => Children.Sum(child => 1 + child.Count);
    }

    /// <summary>The object of the outline, or 0 when there is no heading.</summary>
    public static int Write(PdfFile file, DisplayList list, IReadOnlyList<int> pages)
    {
        if (list.Bookmarks.Count == 0)
            return 0;
        var root = new Node(null, file.Reserve());
        var path = new Stack<Node>([root]);
        foreach (var mark in list.Bookmarks)
        {
            while (path.Peek().Mark is { } above && above.Level >= mark.Level)
                path.Pop();
            var node = new Node(mark, file.Reserve());
            path.Peek().Children.Add(node);
            path.Push(node);
        }

        Fill(file, root, list, pages);
        return root.Id;
    }

    private static void Fill(PdfFile file, Node node, DisplayList list, IReadOnlyList<int> pages)
    {
        var inside = node.Children.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"/First {PdfFile.Ref(node.Children[0].Id)}/Last {PdfFile.Ref(node.Children[^1].Id)}/Count {node.Count}");
        if (node.Mark is null)
            file.Fill(node.Id, $"<</Type/Outlines{inside}>>");
        for (var i = 0; i < node.Children.Count; i++)
        {
            var child = node.Children[i];
            var entry = new StringBuilder($"<</Title {PdfBytes.Text(child.Mark!.Text)}/Parent {PdfFile.Ref(node.Id)}/Dest[{PdfFile.Ref(pages[child.Mark.Page - 1])}{Where(child.Mark, list)}]");
            if (i > 0)
                entry.Append("/Prev ").Append(PdfFile.Ref(node.Children[i - 1].Id));
            if (i + 1 < node.Children.Count)
                entry.Append("/Next ").Append(PdfFile.Ref(node.Children[i + 1].Id));
            if (child.Children.Count > 0)
                entry.Append(CultureInfo.InvariantCulture, $"/First {PdfFile.Ref(child.Children[0].Id)}/Last {PdfFile.Ref(child.Children[^1].Id)}/Count {child.Count}");
            file.Fill(child.Id, entry.Append(">>").ToString());
            Fill(file, child, list, pages);
        }
    }

    private static string Where(Bookmark mark, DisplayList list) =>
        list.Pages[mark.Page - 1].IsTurned ? "/Fit" : string.Create(CultureInfo.InvariantCulture, $"/XYZ null {Math.Round(Grid.PaperHeight - Grid.Top - mark.Top + 4, 2)} null");
}
