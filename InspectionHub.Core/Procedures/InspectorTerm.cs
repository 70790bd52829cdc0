namespace InspectionHub.Core.Procedures;

/// <summary>One term of office of a 督学, first and last day included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record InspectorTerm(DateOnly From, DateOnly To)
{
    /// <summary>Length of a term in years (教育督导条例 §6).</summary>
    public const int Years = 3;

    /// <summary>Most terms in a row (教育督导条例 §6).</summary>
    public const int MostConsecutive = 3;

    /// <summary>A shorter pause does not begin the count anew. The law names none: 县自定, in days.</summary>
    public const int PauseDays = 365;

    /// <summary>The full term that begins on a day.</summary>
    public static InspectorTerm Beginning(DateOnly from) => new(from, from.AddYears(Years).AddDays(-1));

    /// <summary>Whether a day lies in it.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= To;

    /// <summary>Which term in a row this one is, after the ones before it; 1 = the first.</summary>
    /// <param name="earlier">All terms of the person, in any order; later ones are left out.</param>
    public int Ordinal(IEnumerable<InspectorTerm> earlier)
    {
        var (count, start) = (1, From);
        foreach (var term in earlier.Where(t => t.To < From).OrderByDescending(t => t.To))
        {
            if (term.To.AddDays(PauseDays) < start) break;
            (count, start) = (count + 1, term.From);
        }
        return count;
    }

    /// <summary>Everything that keeps this term from being given, in Chinese; empty = it may be.</summary>
    /// <param name="earlier">Terms the person has had.</param>
    public IReadOnlyList<string> Problems(IReadOnlyCollection<InspectorTerm> earlier)
    {
        var problems = new List<string>();
        if (To < From) problems.Add("任期的结束日期早于开始日期，请改正。");
        else if (To > Beginning(From).To) problems.Add($"每届任期 {Years} 年（《教育督导条例》第六条），最晚到 {Beginning(From).To:yyyy-MM-dd}。");
        if (earlier.FirstOrDefault(t => t.From <= To && From <= t.To) is { } overlap) problems.Add($"与已有任期 {overlap.From:yyyy-MM-dd} 至 {overlap.To:yyyy-MM-dd} 重叠，请从 {overlap.To.AddDays(1):yyyy-MM-dd} 或以后开始。");
        else if (Ordinal(earlier) > MostConsecutive) problems.Add($"连续任职已满 {MostConsecutive} 届（《教育督导条例》第六条），间隔满 {PauseDays} 天后才能再聘。");
        return problems;
    }
}
