using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Notices;

/// <summary>Who is meant by an office, a unit or a role. Closed accounts are told nothing.</summary>
public static class Recipients
{
    public static Task<List<string>> OfficeAsync(AppDb db, int countyId) => OfRoleAsync(db, countyId, Roles.Office);

    public static Task<List<string>> AdministratorsAsync(AppDb db, int countyId) => OfRoleAsync(db, countyId, Roles.Administrator);

    public static Task<List<string>> LeadOfficesAsync(AppDb db, int countyId) => OfRoleAsync(db, countyId, Roles.LeadOffice);

    public static Task<List<string>> InspectorsAsync(AppDb db, int countyId) => OfRoleAsync(db, countyId, Roles.Inspector);

    /// <summary>The people of one lead office.</summary>
    public static Task<List<string>> LeadOfficeAsync(AppDb db, int countyId, string? office) =>
        string.IsNullOrEmpty(office) ? Task.FromResult(new List<string>()) : Open(db, countyId).Where(u => u.LeadOffice == office).Select(u => u.Id).ToListAsync();

    public static Task<List<string>> LeadersAsync(AppDb db, int countyId) => OfRoleAsync(db, countyId, Roles.Leader);

    public static Task<List<string>> UnitAsync(AppDb db, int countyId, string unit) => Open(db, countyId).Where(u => u.UnitCode == unit).Select(u => u.Id).ToListAsync();

    /// <summary>The heads of all units.</summary>
    public static Task<List<string>> UnitsAsync(AppDb db, int countyId) => Open(db, countyId).Where(u => u.UnitCode != null).Select(u => u.Id).ToListAsync();

    /// <summary>The heads of these units.</summary>
    public static Task<List<string>> UnitsAsync(AppDb db, int countyId, IReadOnlyCollection<string> units) => Open(db, countyId).Where(u => u.UnitCode != null && units.Contains(u.UnitCode)).Select(u => u.Id).ToListAsync();

    /// <summary>Everybody of a county with the one role, as the pages see them.</summary>
    internal static async Task<IReadOnlyList<Visitor>> EverybodyAsync(AppDb db, int countyId) =>
        [.. (await (from u in Open(db, countyId)
                    join of in db.UserRoles on u.Id equals of.UserId
                    join role in db.Roles on of.RoleId equals role.Id
                    select new { u.Id, u.Name, role = role.Name, u.UnitCode, u.LeadOffice }).ToListAsync())
            .Select(u => new Visitor(u.Id, u.Name, countyId, u.role ?? "", u.UnitCode, u.LeadOffice))];

    private static Task<List<string>> OfRoleAsync(AppDb db, int countyId, string name) =>
        (from u in Open(db, countyId) join of in db.UserRoles on u.Id equals of.UserId join role in db.Roles on of.RoleId equals role.Id where role.Name == name select u.Id).ToListAsync();

    private static IQueryable<Person> Open(AppDb db, int countyId) => db.Users.Where(u => u.CountyId == countyId && (u.LockoutEnd == null || u.LockoutEnd < Person.Closed));
}
