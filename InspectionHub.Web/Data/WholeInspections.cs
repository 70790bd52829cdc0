using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Data;

/// <summary>Inspections with their teams and acts. Each kind of row is read by a statement of its own and then put together: joined, every member would come once for every act;
/// and split by the engine, an inspection that is opened between two of its statements would leave the others without team and acts.</summary>
public static class WholeInspections
{
    public static async Task<List<Inspection>> ReadAsync(AppDb db, IQueryable<Inspection> wanted)
    {
        var all = await wanted.AsNoTracking().ToListAsync();
        if (all.Count == 0) return all;
        var ids = wanted.Select(i => i.Id);
        var members = (await db.InspectionMembers.AsNoTracking().Where(m => ids.Contains(m.InspectionId)).OrderBy(m => m.PersonId).ToListAsync()).ToLookup(m => m.InspectionId);
        var acts = (await db.InspectionActs.AsNoTracking().Where(a => ids.Contains(a.InspectionId)).OrderBy(a => a.Id).ToListAsync()).ToLookup(a => a.InspectionId);
        foreach (var one in all)
        {
            one.Members.AddRange(members[one.Id]);
            one.Acts.AddRange(acts[one.Id]);
        }
        return all;
    }

    public static async Task<Inspection?> FindAsync(AppDb db, int countyId, Guid id) =>
        (await ReadAsync(db, db.Inspections.Where(i => i.Id == id && i.CountyId == countyId))).FirstOrDefault();
}
