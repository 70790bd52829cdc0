using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Accounts;

/// <summary>A person as the administrator's list shows them.</summary>
public sealed record PersonLine(string Id, string User, string Name, string Role, string? UnitCode, string? LeadOffice, bool HasPassword, bool IsClosed);

/// <summary>Creating people and giving them one-time links; every change of rights is a link in the ledger.</summary>
public sealed class People(UserManager<Person> users, IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger)
{
    /// <summary>Length is what makes a password hard to guess; signs and capitals are not asked for.</summary>
    public const int ShortestPassword = 10;

    public async Task<IReadOnlyList<PersonLine>> ListAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        var lines = await (from user in db.Users.AsNoTracking()
                           join link in db.UserRoles on user.Id equals link.UserId
                           join role in db.Roles on link.RoleId equals role.Id
                           where user.CountyId == who.CountyId
                           orderby user.UserName
                           select new PersonLine(user.Id, user.UserName!, user.Name, role.Name!, user.UnitCode, user.LeadOffice, user.PasswordHash != null, user.LockoutEnd == Person.Closed)).ToListAsync();
        return lines;
    }

    /// <summary>Creates a person and gives the path of the link with which they set their password.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public async Task<string> AddAsync(Visitor who, string user, string name, string role, string? unit, string? lead)
    {
        if (!who.May(Policies.CanAdminister)) throw new Refusal(403, "只有管理员可以管理人员。");
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(user)) problems.Add("请填写账号。");
        if (string.IsNullOrWhiteSpace(name)) problems.Add("请填写姓名。");
        problems.AddRange(RoleProblems(role, unit, lead));
        if (await users.FindByNameAsync(user.Trim()) is not null) problems.Add($"账号“{user.Trim()}”已经有人使用，请换一个。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var person = new Person { UserName = user.Trim(), Name = name.Trim(), CountyId = who.CountyId, UnitCode = role == Roles.Unit ? unit : null, LeadOffice = role == Roles.LeadOffice ? lead : null };
        var made = await users.CreateAsync(person);
        if (!made.Succeeded) throw new Refusal(422, [.. made.Errors.Select(e => e.Code == "InvalidUserName" ? "账号只能用英文字母、数字和 - . _ @ +。" : e.Description)]);
        await users.AddToRoleAsync(person, role);
        await writer.WriteAsync(async (db, _) => await ledger.AppendAsync(db, who.CountyId, "permission", person.Id, new { person.UserName, role, person.UnitCode, person.LeadOffice, by = who.Id }));
        return await LinkAsync(person);
    }

    /// <summary>A new one-time link for a person who lost their password. The old password holds until the link is used.</summary>
    public async Task<string> ResetAsync(Visitor who, string id)
    {
        if (!who.May(Policies.CanAdminister)) throw new Refusal(403, "只有管理员可以管理人员。");
        if (await users.FindByIdAsync(id) is not { } person || person.CountyId != who.CountyId) throw new Refusal(404, "没有这个人。");
        await writer.WriteAsync(async (db, _) => await ledger.AppendAsync(db, who.CountyId, "permission", id, new { act = "reset", by = who.Id }));
        return await LinkAsync(person);
    }

    /// <summary>停用: nobody signs in with the account any more, and whoever is signed in with it is out within <see cref="SessionCheck.Interval"/>. What the person did stays.</summary>
    public Task CloseAsync(Visitor who, string id) => SetAsync(who, id, "close", Person.Closed);

    /// <summary>启用 again.</summary>
    public Task ReopenAsync(Visitor who, string id) => SetAsync(who, id, "reopen", null);

    /// <summary>结束登录: whoever is signed in with the account anywhere is out within <see cref="SessionCheck.Interval"/> and must sign in again, for instance after a phone was lost.</summary>
    public async Task EndSessionsAsync(Visitor who, string id)
    {
        var person = await OtherAsync(who, id);
        await writer.WriteAsync(async (db, _) => await ledger.AppendAsync(db, who.CountyId, "permission", id, new { act = "end-sessions", by = who.Id }));
        await users.UpdateSecurityStampAsync(person);
    }

    /// <summary>调整角色: what the person may do changes; open pages and cookies of the old role are out within <see cref="SessionCheck.Interval"/>.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public async Task ChangeRoleAsync(Visitor who, string id, string role, string? unit, string? lead)
    {
        var person = await OtherAsync(who, id);
        var problems = RoleProblems(role, unit, lead);
        if (problems.Count > 0) throw new Refusal(422, problems);
        (person.UnitCode, person.LeadOffice) = (role == Roles.Unit ? unit : null, role == Roles.LeadOffice ? lead : null);
        await writer.WriteAsync(async (db, _) => await ledger.AppendAsync(db, who.CountyId, "permission", id, new { act = "role", role, person.UnitCode, person.LeadOffice, by = who.Id }));
        await users.RemoveFromRolesAsync(person, await users.GetRolesAsync(person));
        await users.AddToRoleAsync(person, role);
        await users.UpdateSecurityStampAsync(person);
    }

    /// <summary>更正姓名, as it stands on papers from now on. What was signed keeps the name it was signed with.</summary>
    public async Task RenameAsync(Visitor who, string id, string name)
    {
        var person = await OtherAsync(who, id);
        if (string.IsNullOrWhiteSpace(name)) throw new Refusal(422, "请填写姓名。");
        await writer.WriteAsync(async (db, _) => await ledger.AppendAsync(db, who.CountyId, "permission", id, new { act = "rename", by = who.Id }));
        person.Name = name.Trim();
        await users.UpdateSecurityStampAsync(person);
    }

    /// <summary>更换负责人: a unit gets a new head with an account of their own, and the account of the old one is closed. Gives the new head's link.</summary>
    /// <exception cref="Refusal">All reasons at once; then the old head stays.</exception>
    public async Task<string> ReplaceHeadAsync(Visitor who, string id, string user, string name)
    {
        var old = await OtherAsync(who, id);
        if (old.UnitCode is null) throw new Refusal(422, "只有考核单位的负责人可以这样更换。");
        var link = await AddAsync(who, user, name, Roles.Unit, old.UnitCode, null);
        await CloseAsync(who, id);
        return link;
    }

    private static List<string> RoleProblems(string role, string? unit, string? lead)
    {
        var problems = new List<string>();
        if (!Roles.Names.ContainsKey(role)) problems.Add("请选择角色。");
        if (role == Roles.Unit && string.IsNullOrEmpty(unit)) problems.Add("请选择考核单位。");
        if (role == Roles.LeadOffice && string.IsNullOrEmpty(lead)) problems.Add("请选择牵头股室。");
        return problems;
    }

    private async Task<Person> OtherAsync(Visitor who, string id)
    {
        if (!who.May(Policies.CanAdminister)) throw new Refusal(403, "只有管理员可以管理人员。");
        if (id == who.Id) throw new Refusal(422, "不能对自己的账号这样操作，请由另一位管理员操作。");
        return await users.FindByIdAsync(id) is { } person && person.CountyId == who.CountyId ? person : throw new Refusal(404, "没有这个人。");
    }

    private async Task SetAsync(Visitor who, string id, string act, DateTimeOffset? until)
    {
        var person = await OtherAsync(who, id);
        await writer.WriteAsync(async (db, _) => await ledger.AppendAsync(db, who.CountyId, "permission", id, new { act, by = who.Id }));
        await users.SetLockoutEnabledAsync(person, true);
        await users.SetLockoutEndDateAsync(person, until);
        await users.UpdateSecurityStampAsync(person);
    }

    private async Task<string> LinkAsync(Person person) => $"/set-password?user={person.Id}&token={Uri.EscapeDataString(await users.GeneratePasswordResetTokenAsync(person))}";
}
