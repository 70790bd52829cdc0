using InspectionHub.Web.Data;

namespace InspectionHub.Web.Scoring;

/// <summary>Which of a row's stored marks count as ballots at the moment.</summary>
public static class SheetMarks
{
    /// <summary>The latest mark of each person, withdrawals among them; late ones only when the lead admitted them, verified figures never.</summary>
    public static IReadOnlyList<ScoreEntry> Ballots(IEnumerable<ScoreEntry> ofRow, IEnumerable<SettlementEntry> decisions)
    {
        var admitted = decisions.Where(s => s.Admits is not null).Select(s => s.Admits!.Value).ToHashSet();
        return [.. ofRow.Where(e => !IsVerified(e) && (!e.IsLate || admitted.Contains(e.Id))).GroupBy(e => e.PersonId).Select(g => g.MaxBy(e => e.LedgerSeq)!).OrderBy(e => e.LedgerSeq)];
    }

    /// <summary>Late marks the lead has not admitted.</summary>
    public static IReadOnlyList<ScoreEntry> Late(IEnumerable<ScoreEntry> ofRow, IEnumerable<SettlementEntry> decisions)
    {
        var admitted = decisions.Where(s => s.Admits is not null).Select(s => s.Admits!.Value).ToHashSet();
        return [.. ofRow.Where(e => !IsVerified(e) && e.IsLate && !admitted.Contains(e.Id))];
    }

    /// <summary>Canonical JSON begins with the member's name.</summary>
    private static bool IsVerified(ScoreEntry mark) => mark.Value?.StartsWith("""{"verified":""", StringComparison.Ordinal) == true;
}
