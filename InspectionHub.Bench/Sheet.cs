using System.Globalization;

namespace InspectionHub.Bench;

/// <summary>The printed table of one benchmark.</summary>
/// <param name="name">Its heading.</param>
internal sealed class Sheet(string name)
{
    private static readonly string[] Heads = ["", "InspectionHub", "other", "other ÷ ours", "remark"];
    private readonly List<string[]> lines = [];

    /// <summary>Both sides and their ratio. Numbers above 1 in the ratio mean that ours needs less.</summary>
    public void Add(string what, double ours, double other, Func<double, string> text, string remark = "") => lines.Add([what, text(ours), text(other), string.Create(CultureInfo.InvariantCulture, $"{other / ours:0.0}"), remark]);

    /// <summary>Ours alone.</summary>
    public void Add(string what, string ours, string remark = "") => lines.Add([what, ours, "", "", remark]);

    /// <summary>Something that could not be measured here, and why.</summary>
    public void Skip(string what, string why) => lines.Add([what, "", "", "", $"not measured: {why}"]);

    public void Print()
    {
        var all = lines.Prepend(Heads).ToList();
        var widths = Enumerable.Range(0, Heads.Length).Select(c => all.Max(l => l[c].Length)).ToArray();
        Console.WriteLine();
        Console.WriteLine(name);
        Console.WriteLine($"  {Machine.Text}");
        foreach (var line in all)
            Console.WriteLine("  " + string.Join("  ", line.Select((cell, c) => c is 0 or 4 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
    }

    /// <summary>A time in the unit that reads best.</summary>
    public static string Time(double milliseconds) => milliseconds switch
    {
        < 1 => Number(milliseconds * 1000, "µs"),
        < 1000 => Number(milliseconds, "ms"),
        _ => Number(milliseconds / 1000, "s"),
    };

    /// <summary>A size in the unit that reads best.</summary>
    public static string Size(double bytes) => bytes switch
    {
        < 1000 => Number(bytes, "B"),
        < 1_000_000 => Number(bytes / 1000, "kB"),
        _ => Number(bytes / 1_000_000, "MB"),
    };

    /// <summary>Three significant figures.</summary>
    public static string Number(double value, string unit) =>
        (value >= 100 ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString(value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture)) + " " + unit;
}

/// <summary>Two sides that should agree do not: nothing is timed then.</summary>
internal sealed class UnequalException(string message) : Exception(message);
