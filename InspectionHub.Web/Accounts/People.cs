using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
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
        var person = await NewAsync(who, user, name, role, unit, lead);
        await writer.WriteAsync((db, topics) =>
        {
            topics.Add(LiveFeed.Plan(who.CountyId));
            return InsertAsync(db, who, person, role);
        });
        return await LinkAsync(person.Id);
    }

    /// <summary>A new one-time link for a person who lost their password. The old password holds until the link is used; an earlier link opens nothing any more, and
    /// whoever is signed in with the account signs in again.</summary>
    public async Task<string> ResetAsync(Visitor who, string id)
    {
        if (!who.May(Policies.CanAdminister)) throw new Refusal(403, "只有管理员可以管理人员。");
        await writer.WriteAsync(async (db, _) =>
        {
            PersonRows.Renew(await FindAsync(db, who, id));
            return await ledger.AppendAsync(db, who.CountyId, "permission", id, new { act = "reset", by = who.Id });
        });
        return await LinkAsync(id);
    }

    /// <summary>停用: nobody signs in with the account any more, and whoever is signed in with it is out within <see cref="SessionCheck.Interval"/>. What the person did stays.</summary>
    public Task CloseAsync(Visitor who, string id) => ChangeAsync(who, id, new { act = "close", by = who.Id }, (_, person) => SetEnd(person, Person.Closed));

    /// <summary>启用 again.</summary>
    public Task ReopenAsync(Visitor who, string id) => ChangeAsync(who, id, new { act = "reopen", by = who.Id }, (_, person) => SetEnd(person, null));

    /// <summary>结束登录: whoever is signed in with the account anywhere is out within <see cref="SessionCheck.Interval"/> and must sign in again, for instance after a phone was lost.</summary>
    public Task EndSessionsAsync(Visitor who, string id) => ChangeAsync(who, id, new { act = "end-sessions", by = who.Id }, (_, _) => Task.CompletedTask);

    /// <summary>调整角色: what the person may do changes; open pages and cookies of the old role are out within <see cref="SessionCheck.Interval"/>.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public Task ChangeRoleAsync(Visitor who, string id, string role, string? unit, string? lead)
    {
        if (RoleProblems(role, unit, lead) is { Count: > 0 } problems && who.May(Policies.CanAdminister)) throw new Refusal(422, problems);
        var (ownUnit, ownLead) = (role == Roles.Unit ? unit : null, role == Roles.LeadOffice ? lead : null);
        return ChangeAsync(who, id, new { act = "role", role, UnitCode = ownUnit, LeadOffice = ownLead, by = who.Id }, async (db, person) =>
        {
            (person.UnitCode, person.LeadOffice) = (ownUnit, ownLead);
            await PersonRows.SetRoleAsync(db, person.Id, role);
        });
    }

    /// <summary>更正姓名, as it stands on papers from now on. What was signed keeps the name it was signed with.</summary>
    public Task RenameAsync(Visitor who, string id, string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new Refusal(422, "请填写姓名。");
        return ChangeAsync(who, id, new { act = "rename", by = who.Id }, (_, person) =>
        {
            person.Name = name.Trim();
            return Task.CompletedTask;
        });
    }

    /// <summary>更换负责人: a unit gets a new head with an account of their own, and the account of the old one is closed. Gives the new head's link.</summary>
    /// <exception cref="Refusal">All reasons at once; then the old head stays.</exception>
    public async Task<string> ReplaceHeadAsync(Visitor who, string id, string user, string name)
    {
        string unit;
        await using (var db = await factory.CreateDbContextAsync()) unit = (await OtherAsync(db, who, id)).UnitCode ?? throw new Refusal(422, "只有考核单位的负责人可以这样更换。");
        var head = await NewAsync(who, user, name, Roles.Unit, unit, null);
        await ChangeAsync(who, id, new { act = "close", by = who.Id }, async (db, old) =>
        {
            await InsertAsync(db, who, head, Roles.Unit);
            await SetEnd(old, Person.Closed);
        });
        return await LinkAsync(head.Id);
    }

    /// <summary>A person that may be written: not yet there.</summary>
    private async Task<Person> NewAsync(Visitor who, string user, string name, string role, string? unit, string? lead)
    {
        if (!who.May(Policies.CanAdminister)) throw new Refusal(403, "只有管理员可以管理人员。");
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(user)) problems.Add("请填写账号。");
        if (string.IsNullOrWhiteSpace(name)) problems.Add("请填写姓名。");
        problems.AddRange(RoleProblems(role, unit, lead));
        if (await users.FindByNameAsync(user.Trim()) is not null) problems.Add($"账号“{user.Trim()}”已经有人使用，请换一个。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var person = new Person { UserName = user.Trim(), Name = name.Trim(), CountyId = who.CountyId, UnitCode = role == Roles.Unit ? unit : null, LeadOffice = role == Roles.LeadOffice ? lead : null };
        foreach (var check in users.UserValidators)
            if (await check.ValidateAsync(users, person) is { Succeeded: false } failed) throw new Refusal(422, [.. failed.Errors.Select(e => e.Code == "InvalidUserName" ? "账号只能用英文字母、数字和 - . _ @ +。" : e.Description)]);
        return person;
    }

    private async Task<long> InsertAsync(AppDb db, Visitor who, Person person, string role)
    {
        await PersonRows.AddAsync(db, users, person, role);
        return await ledger.AppendAsync(db, who.CountyId, "permission", person.Id, new { person.UserName, role, person.UnitCode, person.LeadOffice, by = who.Id });
    }

    private static List<string> RoleProblems(string role, string? unit, string? lead)
    {
        var problems = new List<string>();
        if (!Roles.Names.ContainsKey(role)) problems.Add("请选择角色。");
        if (role == Roles.Unit && string.IsNullOrEmpty(unit)) problems.Add("请选择考核单位。");
        if (role == Roles.LeadOffice && string.IsNullOrEmpty(lead)) problems.Add("请选择牵头股室。");
        return problems;
    }

    /// <summary>A change and its link are one write: neither is ever there without the other. The new stamp ends what is open under the old rights.</summary>
    private Task ChangeAsync(Visitor who, string id, object link, Func<AppDb, Person, Task> change) => writer.WriteAsync(async (db, topics) =>
    {
        // Who may plan, check and be responsible hangs on accounts.
        topics.Add(LiveFeed.Plan(who.CountyId));
        var person = await OtherAsync(db, who, id);
        await change(db, person);
        PersonRows.Renew(person);
        return await ledger.AppendAsync(db, who.CountyId, "permission", id, link);
    });

    private static Task SetEnd(Person person, DateTimeOffset? until)
    {
        (person.LockoutEnabled, person.LockoutEnd) = (true, until);
        return Task.CompletedTask;
    }

    private static async Task<Person> OtherAsync(AppDb db, Visitor who, string id)
    {
        if (!who.May(Policies.CanAdminister)) throw new Refusal(403, "只有管理员可以管理人员。");
        if (id == who.Id) throw new Refusal(422, "不能对自己的账号这样操作，请由另一位管理员操作。");
        return await FindAsync(db, who, id);
    }

    private static async Task<Person> FindAsync(AppDb db, Visitor who, string id) => await db.Users.FirstOrDefaultAsync(u => u.Id == id && u.CountyId == who.CountyId) ?? throw new Refusal(404, "没有这个人。");

    /// <summary>Read anew: what this page's own context remembers may carry an older stamp, and its link would open nothing.</summary>
    private async Task<string> LinkAsync(string id)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await OneTimeLink.OfAsync(users, await db.Users.AsNoTracking().FirstAsync(u => u.Id == id));
    }
}
