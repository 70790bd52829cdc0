using InspectionHub.Core.Reports;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads photos for papers: by the names under which records mention them, without who took them and where.</summary>
public sealed class PaperPhotos(IDbContextFactory<AppDb> factory, PhotoStore store)
{
    /// <summary>Those that have arrived, in the order of their names; what two people blacked out is left out.</summary>
    /// <exception cref="Refusal">A file is gone from the data folder.</exception>
    public async Task<IReadOnlyList<EvidencePhoto>> ReadAsync(int countyId, IReadOnlyList<Guid> sheets, IEnumerable<string> names)
    {
        var keys = sheets.Select(s => $"{s}").ToList();
        var photos = new List<EvidencePhoto>();
        await using var db = await factory.CreateDbContextAsync();
        foreach (var name in names.Distinct())
        {
            if (await store.PathAsync(countyId, sheets, name) is not { } path) continue;
            var photo = await db.Photos.AsNoTracking().FirstAsync(p => keys.Contains(p.Sheet) && p.Sha == name && p.CountyId == countyId);
            if (!File.Exists(path)) throw new Refusal(422, $"佐证照片的文件 {Path.GetFileName(path)} 已不在数据文件夹中，请从备份恢复后再生成文书。");
            photos.Add(new(await File.ReadAllBytesAsync(path), DateOnly.FromDateTime((photo.TakenAt ?? photo.Received).ToOffset(TimeSpan.FromHours(8)).Date)));
        }

        return photos;
    }
}
