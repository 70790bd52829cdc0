using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;

namespace InspectionHub.Web.Scoring;

/// <summary>Sheets as the writer last read them. They hold as long as nothing but marks was written, by this process or another (<see cref="LedgerTail.Epoch"/>),
/// so a mark need not read again what the one before it has just read.</summary>
internal sealed class SheetShelf
{
    private readonly Dictionary<(Visitor Who, string Sheet, string Current), Sheet?> known = [];
    private long epoch;

    /// <summary>Only ever called by the writer, one entry after the other.</summary>
    public async Task<Sheet?> FindAsync(AppDb db, Visitor who, string id, string current)
    {
        if (epoch != db.Tail.Epoch) known.Clear();
        epoch = db.Tail.Epoch;
        if (!known.TryGetValue((who, id, current), out var sheet)) known[(who, id, current)] = sheet = await Sheet.FindAsync(db, who, id, current);
        return sheet;
    }
}
