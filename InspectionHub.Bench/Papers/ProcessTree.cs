using System.Globalization;

namespace InspectionHub.Bench.Papers;

/// <summary>What the processes started by this one have used, from /proc.</summary>
internal static class ProcessTree
{
    /// <summary>Processor time of all descendants, ended ones included once their parent has noticed, in milliseconds (100 ticks a second).</summary>
    public static double Milliseconds() => Descendants().Sum(stat => (double)(stat[13] + stat[14] + stat[15] + stat[16]) * 10);

    /// <summary>Memory of all descendants now; shared pages are divided among those who share them (PSS).</summary>
    public static double Bytes() => Descendants().Sum(stat => Read($"/proc/{stat[0]}/smaps_rollup").Split('\n').FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal)) is { } line ? 1024 * double.Parse(line[4..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) : 0);

    private static List<long[]> Descendants()
    {
        var all = Directory.GetDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])).Select(f => Read($"{f}/stat")).Where(t => t.Length > 0).Select(Numbers).ToLookup(stat => stat[3]);
        var found = new List<long[]>();
        void Add(long parent)
        {
            foreach (var child in all[parent])
            {
                found.Add(child);
                Add(child[0]);
            }
        }
        Add(Environment.ProcessId);
        return found;
    }

    /// <summary>Fields by their number in proc(5) minus one; the name, which may hold blanks, and the state count as 0.</summary>
    private static long[] Numbers(string stat)
    {
        var end = stat.LastIndexOf(')');
        return [long.Parse(stat[..stat.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture), 0, .. stat[(end + 2)..].Split(' ').Select(t => long.TryParse(t, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : 0)];
    }

    // A process may end while it is looked at.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
