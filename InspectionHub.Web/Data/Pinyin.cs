using System.Text;

namespace InspectionHub.Web.Data;

/// <summary>How Chinese names are read, for sorting and for finding a school by full reading or initials. A character with several readings is found by
/// each of them; what is no Chinese character stands for itself.</summary>
public static class Pinyin
{
    private static readonly Lazy<Dictionary<char, string[]>> Table = new(Read);

    /// <summary>The first reading of each character, separated by blanks: the stored sort key.</summary>
    public static string Key(string name) => string.Join(' ', Readings(name).Select(r => r[0]));

    /// <summary>Whether a person who typed <paramref name="typed"/> may mean <paramref name="name"/>: part of the name, or part of its reading beginning at a
    /// character, each character given by its whole reading, the beginning of it, or its initial.</summary>
    public static bool Matches(string name, string typed)
    {
        var wanted = new string([.. typed.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        if (wanted.Length == 0) return true;
        if (name.Contains(wanted, StringComparison.OrdinalIgnoreCase)) return true;
        var readings = Readings(name);
        return Enumerable.Range(0, readings.Count).Any(at => Fits(readings, at, wanted, 0));
    }

    private static bool Fits(IReadOnlyList<string[]> readings, int at, string typed, int from)
    {
        if (from == typed.Length) return true;
        if (at == readings.Count) return false;
        foreach (var reading in readings[at])
            for (var length = Math.Min(reading.Length, typed.Length - from); length > 0; length--)
                if (string.CompareOrdinal(reading, 0, typed, from, length) == 0 && Fits(readings, at + 1, typed, from + length)) return true;
        return false;
    }

    private static List<string[]> Readings(string name)
    {
        var found = new List<string[]>();
        foreach (var letter in name.Where(char.IsLetterOrDigit)) found.Add(Table.Value.TryGetValue(letter, out var known) ? known : [char.ToLowerInvariant(letter).ToString()]);
        return found;
    }

    private static Dictionary<char, string[]> Read()
    {
        using var reader = new StreamReader(typeof(Pinyin).Assembly.GetManifestResourceStream("pinyin.txt")!, Encoding.UTF8);
        var table = new Dictionary<char, string[]>(21_000);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.IndexOf(' ') is not (> 0 and var blank)) continue;
            foreach (var letter in line.AsSpan(blank + 1)) table[letter] = table.TryGetValue(letter, out var other) ? [.. other, line[..blank]] : [line[..blank]];
        }
        return table;
    }
}
