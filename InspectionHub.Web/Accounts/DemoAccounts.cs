using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Accounts;

/// <summary>Accounts to try the hub with. They exist only beside demo data.</summary>
public sealed class DemoAccounts(UserManager<Person> users, RoleManager<IdentityRole> roles, IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger)
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
        await FirstAdministrator.EnsureRolesAsync(roles);
        var batch = await db.ImportBatches.Where(b => b.CountyId == countyId).MaxAsync(b => b.Id);
        var units = await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == batch).ToListAsync();
        // One slow password hash serves all demo accounts; hashing 60 times would cost seconds at the first start.
        var hash = users.PasswordHasher.HashPassword(new Person(), Password);
        var people = Fixed.Select(f => (new Person { UserName = f.User, Name = f.Name, CountyId = countyId, LeadOffice = f.Lead, PasswordHash = hash }, f.Role))
            .Concat(MoreInspectors.Select((sign, at) => (new Person { UserName = $"duxue{at + 4}", Name = $"督学{sign}（演示）", CountyId = countyId, PasswordHash = hash }, Roles.Inspector)))
            .Concat(units.Select(unit => (new Person { UserName = HeadOf(unit.Code), Name = $"{unit.Name}负责人（演示）", CountyId = countyId, UnitCode = unit.Code, PasswordHash = hash }, Roles.Unit))).ToList();
        await writer.WriteAsync(async (entry, _) =>
        {
            foreach (var (person, role) in people) await PersonRows.AddAsync(entry, users, person, role);
            return await ledger.AppendAsync(entry, countyId, "permission", "demo", new { act = "demo", accounts = people.Select(p => new { p.Item1.UserName, role = p.Item2 }) });
        });
    }
}
