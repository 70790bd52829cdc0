using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web;

/// <summary>Everything between an empty folder and a hub that can serve: database, protection, editions, the first county.</summary>
public sealed class HubStart(IDbContextFactory<AppDb> factory, FrameworkShelf shelf, LedgerSeal seal, LedgerGuards guards, Importer importer, FirstAdministrator first, DemoVeto veto, DemoPlan plan, DemoVisits visits, DemoInspections inspections, DemoRelease release, ChecklistShelf checklists, Writer writer, LedgerBook ledger, IServiceScopeFactory scopes, HubOptions options)
{
    private string? link, warning;

    public async Task PrepareAsync()
    {
        bool isUnsealed;
        IReadOnlyList<string> gone = [];
        await using (var db = await factory.CreateDbContextAsync())
        {
            var before = (await db.Database.GetAppliedMigrationsAsync()).Count();
            var isUpgraded = before > 0 && (await db.Database.GetPendingMigrationsAsync()).Any();
            // Before an upgrade makes all of them anew.
            var changed = before > 0 ? await LedgerGuards.ChangedAsync(db) : [];
            await db.Database.MigrateAsync();
            var lacking = AppendOnly.Protect(db);
            // Of a hub from before the chain knew them: a first start and an upgrade make them; afterwards they are gone only if somebody took them away.
            gone = changed ?? (isUpgraded ? [] : lacking);
            // Also where an upgrade was interrupted before it came to that.
            isUnsealed = before > 0 && !AppendOnly.Names.IsSubsetOf(await LedgerGuards.TablesAsync(db));
            // What was blacked out while somebody was reading may have stayed in the log.
            await db.SettleLogAsync();
        }
        // The county first: the editions stand in its chain.
        var county = await CountyAsync();
        if (gone.Count > 0)
        {
            await writer.WriteAsync((db, _) => ledger.AppendAsync(db, county.Id, "protection", county.Code, new { changed = gone }));
            warning = LedgerGuards.Say(gone);
        }
        if (isUnsealed) await seal.SealAsync();
        // After the seal: it asks what was protected before.
        await guards.KeepAsync(county.Id);
        await shelf.OpenAsync();
        await checklists.OpenAsync();
        await using var scope = scopes.CreateAsyncScope();
        await using var check = await factory.CreateDbContextAsync();
        // Each step is looked at by itself: a first start that was interrupted is finished by the next one.
        if (county.IsDemo && !await check.ImportBatches.AnyAsync()) await importer.ImportDemoAsync(county.Id);
        if (!await check.Users.AnyAsync())
        {
            if (county.IsDemo) await scope.ServiceProvider.GetRequiredService<DemoAccounts>().CreateAsync(county.Id);
            else link = await first.PrepareAsync(county.Id);
        }
        if (county.IsDemo && !await check.VetoSteps.AnyAsync()) await veto.RaiseAsync(county.Id);
        if (county.IsDemo && !await check.PlanEntries.AnyAsync(p => p.Act == nameof(PlanAct.Approve))) await plan.MakeAsync(county.Id);
        if (county.IsDemo && !await check.RoutineVisits.AnyAsync()) await visits.MakeAsync(county.Id);
        if (county.IsDemo) await inspections.MakeAsync(county.Id, options.DemoInspections);
        if (county.IsDemo && !await check.CountyReleases.AnyAsync()) await release.MakeAsync(county.Id);
    }

    /// <summary>Whoever asked for a real county must not get the demo county, whose passwords everybody knows: another command may have made it in this folder.</summary>
    /// <exception cref="Refusal">409: the folder holds the demo county.</exception>
    public async Task RefuseDemoAsync()
    {
        // Before anything is written: also an older database is left as it is.
        if (options.WithDemo || !File.Exists(options.Database)) return;
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Counties.AnyAsync(c => c.IsDemo)) throw new Refusal(409, $"{options.DataFolder} 里是演示县，演示账号的密码人人知道，不能当作正式数据使用。请用 --data 另选一个空文件夹。");
    }

    private async Task<County> CountyAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Counties.AsNoTracking().OrderBy(c => c.Id).FirstOrDefaultAsync() is { } known) return known;
        var county = new County { Code = options.WithDemo ? "demo" : "610924", Name = options.WithDemo ? "紫阳县（演示）" : "紫阳县", IsDemo = options.WithDemo };
        db.Counties.Add(county);
        await db.SaveChangesAsync();
        return county;
    }

    /// <summary>Tells the person at the terminal where things are, and what is not as it should be.</summary>
    public void Greet(IEnumerable<string> urls, IEnumerable<string> problems, TextWriter terminal)
    {
        var address = string.Join("  ", urls);
        terminal.WriteLine($"""

            InspectionHub 已启动
              地址      {address}
              数据文件夹 {options.DataFolder}
            """);
        if (link is not null) terminal.WriteLine($"  管理员首次登录链接（{OneTimeLink.Say}；过期后用 ./hub admin-link 再取）  {urls.FirstOrDefault()}{link}");
        using var db = factory.CreateDbContext();
        if (db.Counties.Any(c => c.IsDemo))
        {
            terminal.WriteLine($"  演示账号（密码均为 {DemoAccounts.Password}）");
            foreach (var (user, name, role, _) in DemoAccounts.Fixed.Take(7)) terminal.WriteLine($"    {user,-10} {name}　{Roles.Names[role]}");
            var unit = db.Users.Where(u => u.UnitCode != null).OrderBy(u => u.UserName).Select(u => new { u.UserName, u.Name }).FirstOrDefault();
            if (unit is not null) terminal.WriteLine($"    {unit.UserName,-10} {unit.Name}　{Roles.Names[Roles.Unit]}（其余单位同理）");
        }
        if (warning is not null) terminal.WriteLine($"  注意：{warning}");
        foreach (var problem in problems) terminal.WriteLine($"  注意：{problem}");
        terminal.WriteLine("  按 Ctrl+C 停止");
    }
}
