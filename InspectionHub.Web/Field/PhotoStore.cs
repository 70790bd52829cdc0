using System.Security.Cryptography;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>What the hub says about one photo: stored · partial (send from <paramref name="Received"/> on) · unnamed (no mark names it yet) · again (damaged on the way, or the hub cannot keep it now) · refused.</summary>
public sealed record PhotoAnswer(string Schema, string Sha, string Result, long Received, IReadOnlyList<string> Reasons)
{
    public static PhotoAnswer Of(string sha, string result, long received = 0, params IReadOnlyList<string> reasons) => new("photo/1", sha, result, received, reasons);
}

/// <summary>When and where a photo was taken as the device says; the place only with the person's consent.</summary>
public sealed record PhotoOrigin(DateTimeOffset? Taken, double? Latitude, double? Longitude, double? Accuracy)
{
    /// <summary>A place is a place only when it is whole and on the earth.</summary>
    public static PhotoOrigin Of(DateTimeOffset? taken, double? latitude, double? longitude, double? accuracy) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && accuracy is >= 0 and < 100_000 ? new(taken, latitude, longitude, accuracy) : new(taken, null, null, null);
}

/// <summary>Photos in the data folder, outside the web root, under the hash of their bytes. They arrive in pieces and are taken only
/// when a stored mark or submission of the same person names them; that it was closed meanwhile does not matter.</summary>
public sealed class PhotoStore(IDbContextFactory<AppDb> factory, Writer writer, HubOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Where a photo stands. In turn with the pieces: while the last one is being taken in, nothing of the photo would seem to be here.</summary>
    public async Task<PhotoAnswer> StateAsync(Visitor who, string sheet, string sha)
    {
        await turn.WaitAsync();
        try
        {
            return await StandAsync(who, sheet, sha);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<PhotoAnswer> StandAsync(Visitor who, string sheet, string sha)
    {
        if (!PhotoName.IsOne(sha) || !Guid.TryParse(sheet, out _)) return PhotoAnswer.Of(sha, "refused", 0, "照片编号不正确。");
        await using var db = await factory.CreateDbContextAsync();
        var stored = await db.Photos.AsNoTracking().FirstOrDefaultAsync(p => p.Sheet == sheet && p.Sha == sha && p.CountyId == who.CountyId);
        var visit = Guid.Parse(sheet);
        var isNamed = await db.ScoreEntries.AnyAsync(e => e.Sheet == sheet && e.PersonId == who.Id && e.Photos.Contains(sha))
            || await db.Hazards.AnyAsync(h => h.Sheet == sheet && h.PersonId == who.Id && (h.Photos.Contains(sha) || h.Receipt == sha))
            || await db.VisitEntries.AnyAsync(e => e.VisitId == visit && e.PersonId == who.Id && e.Photos.Contains(sha))
            || await db.BallotSignatures.AnyAsync(s => s.Sheet == sheet && s.PersonId == who.Id && (s.Inspector == sha || s.Head == sha));
        // Whoever neither sent nor named it learns nothing, not even that it is here.
        if (stored is not null && (isNamed || stored.PersonId == who.Id)) return PhotoAnswer.Of(sha, "stored");
        if (!isNamed) return PhotoAnswer.Of(sha, "unnamed", 0, "还没有评分提到这张照片。");
        var part = new FileInfo(PartOf(who, sheet, sha));
        return PhotoAnswer.Of(sha, "partial", part.Exists ? part.Length : 0);
    }

    /// <summary>Takes the next piece; the last one completes the photo.</summary>
    public async Task<PhotoAnswer> AddAsync(Visitor who, string sheet, string sha, long offset, long total, PhotoOrigin origin, byte[] piece)
    {
        await turn.WaitAsync();
        try
        {
            var state = await StandAsync(who, sheet, sha);
            if (state.Result != "partial") return state;
            if (total > PhotoCleaner.LargestFile) return PhotoAnswer.Of(sha, "refused", 0, $"照片有 {total / 1000} kB，超过 {PhotoCleaner.LargestFile / 1000} kB，请在现场评分页重新选择，由手机自动压缩。");
            if (offset != state.Received || offset + piece.Length > total) return state;
            var part = PartOf(who, sheet, sha);
            await DataFile.GrowAsync(part, piece);
            if (offset + piece.Length < total) return PhotoAnswer.Of(sha, "partial", offset + piece.Length);
            return await FinishAsync(who, sheet, sha, origin, part);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Path of a stored photo if this person may see the sheet: the team as it is now and the office. Else null.</summary>
    public async Task<string?> FileAsync(Visitor who, string sheet, string sha)
    {
        if (!Guid.TryParse(sheet, out var id)) return null;
        await using var db = await factory.CreateDbContextAsync();
        var photo = await db.Photos.AsNoTracking().FirstOrDefaultAsync(p => p.Sheet == sheet && p.Sha == sha && p.CountyId == who.CountyId);
        if (photo is null) return null;
        var maySee = who.Role == Roles.Office || await db.InspectionMembers.AnyAsync(m => m.InspectionId == id && m.PersonId == who.Id && m.Departure == null) || await VisitBook.OwnAsync(db, who, sheet) is not null;
        return maySee && PhotoName.IsOne(photo.Stored) ? PathOf(photo.Stored) : null;
    }

    /// <summary>Keeps a photo that came whole from a desk page, cleaned like every other. The caller's next write names it; a photo that nothing names is seen by nobody.</summary>
    /// <exception cref="Refusal">It is no picture, too large or broken.</exception>
    public async Task<string> KeepAsync(Visitor who, Guid sheet, byte[] bytes)
    {
        var clean = PhotoCleaner.Clean(bytes);
        var (sha, stored) = (Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(SHA256.HashData(clean.Jpeg)));
        await WriteAsync(PathOf(stored), clean.Jpeg);
        return await writer.WriteAsync(async (db, _) =>
        {
            if (!await db.Photos.AnyAsync(p => p.Sheet == $"{sheet}" && p.Sha == sha))
                db.Photos.Add(new Photo { Sheet = $"{sheet}", Sha = sha, CountyId = who.CountyId, Stored = stored, Bytes = clean.Jpeg.Length, Width = clean.Width, Height = clean.Height, PersonId = who.Id, PersonName = who.Name, Received = clock.GetUtcNow() });
            return sha;
        });
    }

    /// <summary>Path of a stored photo for a caller who has checked that the person may see it; null if there is none.</summary>
    public async Task<string?> PathAsync(int countyId, IReadOnlyList<Guid> sheets, string sha)
    {
        var names = sheets.Select(s => $"{s}").ToList();
        await using var db = await factory.CreateDbContextAsync();
        var photo = await db.Photos.AsNoTracking().FirstOrDefaultAsync(p => names.Contains(p.Sheet) && p.Sha == sha && p.CountyId == countyId);
        return photo is not null && PhotoName.IsOne(photo.Stored) ? PathOf(photo.Stored) : null;
    }

    /// <summary>Names of the photos that have arrived: a phone without a signal sends them long after the record that names them.</summary>
    public async Task<IReadOnlySet<string>> ArrivedAsync(int countyId, IReadOnlyList<Guid> sheets)
    {
        var names = sheets.Select(s => $"{s}").ToList();
        await using var db = await factory.CreateDbContextAsync();
        return (await db.Photos.Where(p => names.Contains(p.Sheet) && p.CountyId == countyId).Select(p => p.Sha).ToListAsync()).ToHashSet();
    }

    public void Dispose() => turn.Dispose();

    private async Task<PhotoAnswer> FinishAsync(Visitor who, string sheet, string sha, PhotoOrigin origin, string part)
    {
        var bytes = await File.ReadAllBytesAsync(part);
        File.Delete(part);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha) return PhotoAnswer.Of(sha, "again", 0, "照片在传送中损坏，将从头再传。");
        CleanPhoto clean;
        try
        {
            clean = PhotoCleaner.Clean(bytes);
        }
        catch (Refusal refusal)
        {
            return PhotoAnswer.Of(sha, "refused", 0, refusal.Reasons);
        }
        var stored = Convert.ToHexStringLower(SHA256.HashData(clean.Jpeg));
        await WriteAsync(PathOf(stored), clean.Jpeg);
        return await writer.WriteAsync(async (db, _) =>
        {
            if (!await db.Photos.AnyAsync(p => p.Sheet == sheet && p.Sha == sha))
                db.Photos.Add(new Photo { Sheet = sheet, Sha = sha, CountyId = who.CountyId, Stored = stored, Bytes = clean.Jpeg.Length, Width = clean.Width, Height = clean.Height, TakenAt = origin.Taken, Latitude = origin.Latitude, Longitude = origin.Longitude, Accuracy = origin.Accuracy, PersonId = who.Id, PersonName = who.Name, Received = clock.GetUtcNow() });
            return PhotoAnswer.Of(sha, "stored", bytes.Length);
        });
    }

    /// <summary>One that lies there gets a new time, or PhotoSweep might take it before it is named.</summary>
    private static async Task WriteAsync(string path, byte[] bytes)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException) { }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw DatabaseTrouble.SayOfFile(reason);
        }
        await DataFile.KeepAsync(path, bytes);
    }

    private string PathOf(string stored) => Path.Combine(options.Photos, stored[..2], $"{stored}.jpg");

    private string PartOf(Visitor who, string sheet, string sha) => Path.Combine(options.Photos, "incoming", $"{who.Id}-{Guid.Parse(sheet):N}-{sha}.part");
}
