using InspectionHub.Core.Scoring;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Scoring;

/// <summary>A late mark that the lead did not admit, with the reason.</summary>
public sealed record DeclinedMark(Mark Mark, string Reason, string By);

/// <summary>The ballots of one sheet by row, and the verified figures that came after closing and wait for the lead.</summary>
public sealed record SheetBallots(IReadOnlyDictionary<string, Ballots> Rows, IReadOnlyList<Mark> LateFindings)
{
    /// <summary>不采纳: they count nowhere and wait for nobody.</summary>
    public IReadOnlyList<DeclinedMark> Declined { get; init; } = [];
}

/// <summary>Which of a row's stored marks count as ballots at the moment.</summary>
public static class SheetMarks
{
    /// <summary>The latest mark of each person, withdrawals among them; late ones only when the lead admitted them, verified figures never.</summary>
    public static IReadOnlyList<ScoreEntry> Counted(IEnumerable<ScoreEntry> ofRow, IEnumerable<SettlementEntry> decisions)
    {
        var admitted = Admitted(decisions);
        return [.. ofRow.Where(e => !IsVerified(e) && (!e.IsLate || admitted.Contains(e.Id))).GroupBy(e => e.PersonId).Select(g => g.MaxBy(e => e.LedgerSeq)!).OrderBy(e => e.LedgerSeq)];
    }

    /// <summary>Late marks the lead has not decided about, verified figures among them.</summary>
    public static IReadOnlyList<ScoreEntry> Late(IEnumerable<ScoreEntry> marks, IEnumerable<SettlementEntry> decisions)
    {
        var decided = decisions.Where(s => s.Admits is not null).Select(s => s.Admits!.Value).ToHashSet();
        return [.. marks.Where(e => e.IsLate && !decided.Contains(e.Id))];
    }

    /// <summary>How the ballots of one sheet stand. Another inspection of the same site has its own.</summary>
    /// <param name="upTo">Place in the ledger up to which marks and decisions are read.</param>
    public static async Task<SheetBallots> BySheetAsync(AppDb db, string sheet, long upTo = long.MaxValue)
    {
        var marks = await db.ScoreEntries.AsNoTracking().Where(e => e.Sheet == sheet && e.LedgerSeq <= upTo).ToListAsync();
        return Of(marks, await db.SettlementEntries.AsNoTracking().Where(s => s.Sheet == sheet && s.LedgerSeq <= upTo).OrderBy(s => s.LedgerSeq).ToListAsync());
    }

    /// <summary>The same of several sheets, read together; a sheet without a mark stands in it with no row.</summary>
    public static async Task<IReadOnlyDictionary<string, SheetBallots>> BySheetsAsync(AppDb db, IReadOnlyCollection<string> sheets)
    {
        var marks = (await db.ScoreEntries.AsNoTracking().Where(e => sheets.Contains(e.Sheet)).ToListAsync()).ToLookup(e => e.Sheet);
        var decisions = (await db.SettlementEntries.AsNoTracking().Where(s => sheets.Contains(s.Sheet)).OrderBy(s => s.LedgerSeq).ToListAsync()).ToLookup(s => s.Sheet);
        return sheets.ToDictionary(s => s, s => Of([.. marks[s]], [.. decisions[s]]));
    }

    private static SheetBallots Of(IReadOnlyList<ScoreEntry> marks, IReadOnlyList<SettlementEntry> decisions)
    {
        var admitted = Admitted(decisions);
        var declined = decisions.Where(s => s.Admits is not null && s.Value == SettlementEntry.Declined).ToDictionary(s => s.Admits!.Value);
        var rows = marks.GroupBy(e => e.Indicator).ToDictionary(row => row.Key, row =>
        {
            var last = decisions.LastOrDefault(s => s.Indicator == row.Key && s.Admits is null);
            var settlement = last is null ? null : new Settlement(last.Site, last.Indicator, YearFacts.ValueOf(last.Value)!, last.Reason, last.PersonName, last.LedgerSeq);
            return Ballots.Of(row.Where(e => !declined.ContainsKey(e.Id)).Select(e => YearFacts.MarkOf(e, admitted.Contains(e.Id))), settlement);
        });
        return new(rows, [.. Late(marks, decisions).Where(IsVerified).Select(e => YearFacts.MarkOf(e, admitted: false))])
        {
            Declined = [.. marks.Where(e => declined.ContainsKey(e.Id)).Select(e => new DeclinedMark(YearFacts.MarkOf(e, admitted: false), declined[e.Id].Reason, declined[e.Id].PersonName))],
        };
    }

    private static HashSet<Guid> Admitted(IEnumerable<SettlementEntry> decisions) => [.. decisions.Where(s => s.Admits is not null && s.Value.Length == 0).Select(s => s.Admits!.Value)];

    /// <summary>Canonical JSON begins with the member's name.</summary>
    private static bool IsVerified(ScoreEntry mark) => mark.Value?.StartsWith("""{"verified":""", StringComparison.Ordinal) == true;
}
