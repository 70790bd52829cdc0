using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>Which year and which numbers a page shows: the year asked for or the county's current one; official numbers where there is a release, else provisional ones.</summary>
public sealed class YearView(Assessor assessor, Releases releases, IDbContextFactory<AppDb> factory)
{
    public const string Provisional = "provisional", Official = "official";

    /// <summary>Official numbers are what a page shows unless somebody asks for the others.</summary>
    public static bool WantsOfficial(string? word) => word != Provisional;

    /// <summary>Years with data, newest first.</summary>
    public Task<IReadOnlyList<int>> ListAsync(int countyId) => assessor.YearsAsync(countyId);

    /// <summary>The same with the year that has begun and any other with inspections: what waits for a person may be of them.</summary>
    public Task<IReadOnlyList<int>> WorkedYearsAsync(int countyId) => assessor.WorkedYearsAsync(countyId);

    /// <summary>The county's current school year: the one the office opened last, else the newest with data.</summary>
    public async Task<int> CurrentAsync(int countyId)
    {
        var years = await ListAsync(countyId);
        await using var db = await factory.CreateDbContextAsync();
        var opened = await db.YearOpenings.Where(o => o.CountyId == countyId).MaxAsync(o => (int?)o.Year);
        return opened is { } year && years.Contains(year) ? year : years[0];
    }

    /// <summary>The asked year if there are data for it, else the current one.</summary>
    public async Task<int> ChosenAsync(int countyId, int? asked) => asked is { } year && (await ListAsync(countyId)).Contains(year) ? year : await CurrentAsync(countyId);

    /// <summary>The live numbers people work with: of the asked year if there are data for it, else of the current one. Null without data.</summary>
    public async Task<AssessedYear?> WorkingAsync(int countyId, int? asked = null) =>
        (await ListAsync(countyId)).Count == 0 ? null : await assessor.FindAsync(countyId, await ChosenAsync(countyId, asked));

    /// <summary>A year as this person may see it.</summary>
    public async Task<AssessedYear?> SeenAsync(Visitor who, int year, bool wantsOfficial) =>
        (wantsOfficial ? await releases.OfficialAsync(who.CountyId, year) : null) ?? await assessor.SeenByAsync(who, year);
}
