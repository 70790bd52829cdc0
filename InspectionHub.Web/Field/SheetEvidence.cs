using InspectionHub.Web.Data;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>A photo that one person's mark of a row names and that has arrived.</summary>
public sealed record RowPhoto(string Indicator, string PersonId, Photo Photo);

/// <summary>What lies beside the marks of a sheet: photos by row, dangers dealt with at once, signatures.</summary>
public sealed record SheetEvidence(IReadOnlyList<RowPhoto> Photos, IReadOnlyList<Hazard> Hazards, IReadOnlyList<BallotSignature> Signatures)
{
    /// <summary>Signatures as pictures, and photos of dangers, by the name the device gave them.</summary>
    public IReadOnlyDictionary<string, Photo> ByName { get; init; } = new Dictionary<string, Photo>();

    public static async Task<SheetEvidence> ReadAsync(AppDb db, string sheet)
    {
        var arrived = (await db.Photos.AsNoTracking().Where(p => p.Sheet == sheet).ToListAsync()).ToDictionary(p => p.Sha);
        var marks = await db.ScoreEntries.AsNoTracking().Where(e => e.Sheet == sheet && e.Photos != "").ToListAsync();
        var decisions = await db.SettlementEntries.AsNoTracking().Where(s => s.Sheet == sheet && s.Admits != null).ToListAsync();
        var named = from row in marks.GroupBy(e => e.Indicator)
                    from mark in SheetMarks.Counted(row, decisions)
                    where mark.Value is not null
                    from sha in mark.Photos.Split(' ')
                    where arrived.ContainsKey(sha)
                    select new RowPhoto(mark.Indicator, mark.PersonId, arrived[sha]);
        return new([.. named], await db.Hazards.AsNoTracking().Where(h => h.Sheet == sheet).OrderBy(h => h.LedgerSeq).ToListAsync(), await db.BallotSignatures.AsNoTracking().Where(s => s.Sheet == sheet).OrderBy(s => s.LedgerSeq).ToListAsync()) { ByName = arrived };
    }

    /// <summary>When and where it was taken, in words.</summary>
    public static string Caption(Photo photo) =>
        $"{photo.PersonName} {(photo.TakenAt ?? photo.Received).ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm}{(photo.Latitude is { } lat ? $"　北纬 {lat:0.0000}° 东经 {photo.Longitude:0.0000}°（±{photo.Accuracy:0} 米）" : "")}";
}
