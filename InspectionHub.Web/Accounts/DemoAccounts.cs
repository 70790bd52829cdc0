using InspectionHub.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Accounts;

/// <summary>Accounts to try the hub with. They exist only beside demo data.</summary>
public sealed class DemoAccounts(UserManager<Person> users, RoleManager<IdentityRole> roles, IDbContextFactory<AppDb> factory)
{
    public const string Password = "demo-2026";

    /// <summary>User name, person's name, role, lead office. Names are invented.</summary>
    public static readonly IReadOnlyList<(string User, string Name, string Role, string? Lead)> Fixed =
    [
        ("dudao", "督导室（演示）", Roles.Office, null),
        ("duxue1", "督学甲（演示）", Roles.Inspector, null),
        ("duxue2", "督学乙（演示）", Roles.Inspector, null),
        ("duxue3", "督学丙（演示）", Roles.Inspector, null),
        ("lingdao", "县领导（演示）", Roles.Leader, null),
        ("admin", "管理员（演示）", Roles.Administrator, null),
        ("zhenxing", "乡村振兴办（演示）", Roles.LeadOffice, "乡村振兴办"),
        ("jiaoyu", "教育股（演示）", Roles.LeadOffice, "教育股"),
        ("guihua", "规划财务股（演示）", Roles.LeadOffice, "规划财务股"),
        ("renshi", "人事股（演示）", Roles.LeadOffice, "人事股"),
        ("dianjiao", "电教中心（演示）", Roles.LeadOffice, "电教中心"),
        ("yingyang", "营养办（演示）", Roles.LeadOffice, "营养办"),
        ("zizhu", "学生资助中心（演示）", Roles.LeadOffice, "学生资助中心"),
        ("anquan", "安全股（演示）", Roles.LeadOffice, "安全股"),
        ("kaoshi", "考试招生工作站（演示）", Roles.LeadOffice, "考试招生工作站"),
        ("dudaogu", "教育督导股（演示）", Roles.LeadOffice, "教育督导股"),
        ("hegao", "督导室核稿人（演示）", Roles.Office, null),
    ];

    /// <summary>责任督学 beside the first three, so that each has about five of the county's sites. Their user names go on from duxue3.</summary>
    private const string MoreInspectors = "丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";

    /// <summary>The user name of a unit's head.</summary>
    public static string HeadOf(string unitCode) => $"xz-{unitCode.ToLowerInvariant()}";

    public async Task CreateAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (!await db.Counties.AnyAsync(c => c.Id == countyId && c.IsDemo)) throw new InvalidOperationException("Demo accounts exist only beside demo data.");
        foreach (var role in Roles.Names.Keys)
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole(role));
        var batch = await db.ImportBatches.Where(b => b.CountyId == countyId).MaxAsync(b => b.Id);
        var units = await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == batch).ToListAsync();
        // One slow password hash serves all demo accounts; hashing 60 times would cost seconds at the first start.
        var hash = users.PasswordHasher.HashPassword(new Person(), Password);
        foreach (var (user, name, role, lead) in Fixed) await AddAsync(new Person { UserName = user, Name = name, CountyId = countyId, LeadOffice = lead, PasswordHash = hash }, role);
        foreach (var (sign, at) in MoreInspectors.Select((sign, at) => (sign, at)))
            await AddAsync(new Person { UserName = $"duxue{at + 4}", Name = $"督学{sign}（演示）", CountyId = countyId, PasswordHash = hash }, Roles.Inspector);
        foreach (var unit in units)
            await AddAsync(new Person { UserName = HeadOf(unit.Code), Name = $"{unit.Name}负责人（演示）", CountyId = countyId, UnitCode = unit.Code, PasswordHash = hash }, Roles.Unit);
    }

    private async Task AddAsync(Person person, string role)
    {
        var made = await users.CreateAsync(person);
        if (made.Succeeded) made = await users.AddToRoleAsync(person, role);
        if (!made.Succeeded) throw new InvalidOperationException(string.Join("; ", made.Errors.Select(e => e.Description)));
    }
}
