using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Vetoes;

/// <summary>The demo county's one veto under way (design section 11): reported and verified, waiting to hear the school.</summary>
public sealed class DemoVeto(IDbContextFactory<AppDb> factory, VetoBook book)
{
    public async Task RaiseAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var newest = await db.SchoolYears.MaxAsync(s => s.Year);
        var site = await db.SchoolYears.Where(s => s.Year == newest && s.Kind == "九").OrderBy(s => s.Code).Select(s => s.Code).FirstAsync();
        var people = await db.Users.Where(u => u.UserName == "duxue2" || u.UserName == "dudao").ToDictionaryAsync(u => u.UserName!);
        var id = await book.RaiseAsync(new(people["duxue2"].Id, people["duxue2"].Name, countyId, Roles.Inspector, null, null), newest, site, "2.1", "（演示）随机点名时，七年级一个班点名册有 44 人，到校 43 人；班主任说一名学生两周前已外出，学籍系统仍为在校。");
        await book.StepAsync(new(people["dudao"].Id, people["dudao"].Name, countyId, Roles.Office, null, null), id, VetoAct.Verify, "（演示）电话联系家长，并查考勤记录：该生自两周前起未到校，学校没有报告。", []);
    }
}
