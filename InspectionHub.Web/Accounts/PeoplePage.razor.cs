using InspectionHub.Core.Frameworks;
using InspectionHub.Web.Data;
using InspectionHub.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Accounts;

public sealed partial class PeoplePage
{
    private readonly Turns turns = new();
    private IReadOnlyList<PersonLine>? list;
    private IReadOnlyList<ImportedUnit> units = [];
    private IReadOnlyList<string> problems = [], leads = [];
    private string user = "", name = "", role = "", unit = "", lead = "", linkFor = "", typed = "", only = "";
    private string newName = "", newRole = "", newUnit = "", newLead = "", headUser = "", headName = "";
    private PersonLine? changing;
    private string? link, done;
    private bool isReset;

    private IReadOnlyList<PersonLine> Found => [.. list!.Where(p => (only.Length == 0 || p.Role == only) && (typed.Trim().Length == 0
        || p.User.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase) || Pinyin.Matches(p.Name, typed) || Pinyin.Matches(Place(p) ?? "", typed)))];

    protected override async Task OnInitializedAsync()
    {
        var who = await Current.GetAsync();
        await using var db = await Factory.CreateDbContextAsync();
        var batch = await db.ImportBatches.Where(b => b.CountyId == who.CountyId).MaxAsync(b => (int?)b.Id);
        units = await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == batch).OrderBy(u => u.Code).ToListAsync();
        // Of every published edition, the newest first: an office that only an older one knows still scores that one's years.
        leads = [.. (await db.FrameworkEditions.AsNoTracking().OrderByDescending(e => e.Id).Select(e => e.Content).ToListAsync())
            .SelectMany(text => FrameworkReader.Read(text).Framework?.Indicators ?? []).Select(r => r.Lead).Where(l => l.Length > 0).Distinct()];
        list = await People.ListAsync(who);
    }

    private string? Place(PersonLine one) => one.LeadOffice ?? units.FirstOrDefault(u => u.Code == one.UnitCode)?.Name;

    private void Open(PersonLine one)
    {
        changing = changing?.Id == one.Id ? null : one;
        (newName, newRole, newUnit, newLead, headUser, headName) = (one.Name, one.Role, one.UnitCode ?? "", one.LeadOffice ?? "", "", "");
    }

    private Task AddAsync() => LinkAsync(name, who => People.AddAsync(who, user, name, role, unit, lead));

    private Task ResetAsync(PersonLine one) => LinkAsync(one.Name, who => People.ResetAsync(who, one.Id), isReset: true);

    private Task ReplaceAsync() => LinkAsync(headName, who => People.ReplaceHeadAsync(who, changing!.Id, headUser, headName));

    private Task SetAsync(PersonLine one) => DoAsync(who => one.IsClosed ? People.ReopenAsync(who, one.Id) : People.CloseAsync(who, one.Id), one.IsClosed ? $"已启用{one.Name}的账号。" : $"已停用{one.Name}的账号。");

    private Task EndAsync(PersonLine one) => DoAsync(who => People.EndSessionsAsync(who, one.Id), $"{one.Name}需要重新登录。");

    private Task ChangeAsync() => DoAsync(async who =>
    {
        var one = changing!;
        if (newName.Trim() != one.Name) await People.RenameAsync(who, one.Id, newName);
        if (newRole != one.Role || newUnit != (one.UnitCode ?? "") || newLead != (one.LeadOffice ?? "")) await People.ChangeRoleAsync(who, one.Id, newRole, newUnit, newLead);
        Scripts.Saved($"person-{one.Id}");
        changing = null;
    }, "已保存，半分钟内生效。");

    private async Task DoAsync(Func<Visitor, Task> act, string say)
    {
        (problems, link, done) = ([], null, null);
        var who = await Current.GetAsync();
        try
        {
            await turns.OnceAsync(say, () => act(who));
            done = say;
        }
        catch (Refusal refusal)
        {
            problems = refusal.Reasons;
        }
        list = await People.ListAsync(who);
    }

    private async Task LinkAsync(string whom, Func<Visitor, Task<string>> work, bool isReset = false)
    {
        // A second press that comes after the first was answered finds the form empty: the link that was just given stays.
        if (link is not null && whom.Length == 0) return;
        (problems, done) = ([], null);
        var who = await Current.GetAsync();
        try
        {
            await turns.OnceAsync($"link-{whom}", async () =>
            {
                link = null;
                (link, linkFor, this.isReset) = (Navigation.ToAbsoluteUri(await work(who)).ToString(), whom, isReset);
                Scripts.Saved("person-new", $"person-{changing?.Id}");
                (user, name, role, unit, lead, changing) = ("", "", "", "", "", null);
                list = await People.ListAsync(who);
            });
        }
        catch (Refusal refusal)
        {
            problems = refusal.Reasons;
        }
    }
}
