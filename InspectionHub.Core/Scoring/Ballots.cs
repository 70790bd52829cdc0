namespace InspectionHub.Core.Scoring;

/// <summary>How the people who marked a row stand to each other.</summary>
public enum BallotState
{
    /// <summary>Nobody has marked.</summary>
    None,

    /// <summary>一致</summary>
    Agreed,

    /// <summary>不一致: side by side, provisional until settled.</summary>
    Differing,

    /// <summary>已裁定 by the lead, with a reason.</summary>
    Settled,
}

/// <summary>The ballots of one row (design section 4, "Several inspectors").</summary>
/// <param name="State">Where they stand.</param>
/// <param name="Value">The value that holds; null while none or differing.</param>
/// <param name="Marks">The latest mark of each person, late ones left out.</param>
/// <param name="Settlement">The lead's decision, if it holds.</param>
/// <param name="Late">Late marks that nobody admitted: shown, not counted.</param>
public sealed record Ballots(BallotState State, MarkValue? Value, IReadOnlyList<Mark> Marks, Settlement? Settlement, IReadOnlyList<Mark> Late)
{
    /// <summary>No marks at all.</summary>
    public static Ballots Empty { get; } = new(BallotState.None, null, [], null, []);

    /// <summary>Weighs all marks of one row. A settlement gives way to a ballot that came after it and says otherwise, and decides nothing where no mark stands.</summary>
    public static Ballots Of(IEnumerable<Mark> marks, Settlement? settlement)
    {
        var all = marks.Where(m => m.Value is not VerifiedMark).ToList();
        var latest = all.Where(m => !m.IsLate).GroupBy(m => m.Person).Select(g => g.MaxBy(m => m.Order)!).Where(m => m.Value is not null).OrderBy(m => m.Order).ToList();
        var late = all.Where(m => m.IsLate).OrderBy(m => m.Order).ToList();
        if (settlement is not null && latest.Count > 0 && latest.All(m => m.Order < settlement.Order || Same(m.Value, settlement.Value)))
            return new(BallotState.Settled, settlement.Value, latest, settlement, late);
        if (latest.Count == 0) return late.Count == 0 ? Empty : Empty with { Late = late };
        return latest.All(m => Same(m.Value, latest[0].Value))
            ? new(BallotState.Agreed, latest[0].Value, latest, null, late)
            : new(BallotState.Differing, null, latest, null, late);
    }

    /// <summary>Whether two say the same of a row. 不适用 is the same in whatever words, also when those of one have been blacked out.</summary>
    public static bool Same(MarkValue? a, MarkValue? b) => ReferenceEquals(a, b) || (a is NotApplicableMark && b is NotApplicableMark) || (a is null ? null : MarkJson.Write(a)) == (b is null ? null : MarkJson.Write(b));
}
