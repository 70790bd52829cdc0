namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Moves labels apart so that none covers another.</summary>
internal static class Labels
{
    /// <summary>Middles as near as possible to the wanted ones, at least <paramref name="height"/> apart, within the bounds while they fit.</summary>
    public static double[] Spread(IReadOnlyList<double> wanted, double height, double top, double bottom)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ThenBy(i => i).ToArray();
        var placed = new double[wanted.Count];
        // Clusters of touching labels move as one block centred on what its members want.
        var clusters = new List<(double Middle, int Count)>();
        foreach (var i in order)
        {
            clusters.Add((Clamp(wanted[i], 1), 1));
            while (clusters.Count > 1 && clusters[^1].Middle - clusters[^2].Middle < height * (clusters[^1].Count + clusters[^2].Count) / 2)
            {
                var (a, b) = (clusters[^2], clusters[^1]);
                clusters.RemoveRange(clusters.Count - 2, 2);
                var count = a.Count + b.Count;
                clusters.Add((Clamp(((a.Middle * a.Count) + (b.Middle * b.Count)) / count, count), count));
            }
        }

        var next = 0;
        foreach (var (middle, count) in clusters)
            for (var k = 0; k < count; k++)
                placed[order[next++]] = middle + ((k - ((count - 1) / 2.0)) * height);
        return placed;

        double Clamp(double middle, int count)
        {
            var half = height * count / 2;
            return bottom - top < 2 * half ? (top + bottom) / 2 : Math.Clamp(middle, top + half, bottom - half);
        }
    }
}
