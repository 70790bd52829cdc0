using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

public sealed partial class LedgerPage
{
    private const string NoSite = "none";
    private Visitor? who;
    private CountyLedger? ledger;
    private IReadOnlyList<RedactionCase> open = [], over = [];
    private int expired;
    private IReadOnlyList<RedactionChoice>? choices;
    private IReadOnlyList<(string Code, string Name)> sites = [];
    private IReadOnlyList<LedgerLink> links = [];
    private IReadOnlyList<string> problems = [];
    private int year;
    private string site = "";
    private string reason = "";

    protected override async Task OnInitializedAsync()
    {
        who = await Current.GetAsync();
        await using var db = await Factory.CreateDbContextAsync();
        year = await db.CountyYears.Where(y => db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == who.CountyId)).MaxAsync(y => (int?)y.Year) ?? 0;
        sites = [.. (await db.SchoolYears.Where(s => db.ImportBatches.Any(b => b.Id == s.BatchId && b.CountyId == who.CountyId)).Select(s => new { s.Code, s.Name }).Distinct().ToListAsync())
            .GroupBy(s => s.Code).Select(g => (g.Key, g.Last().Name)).OrderBy(s => s.Key, StringComparer.Ordinal)];
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // After the first picture: a long chain takes seconds, and nobody should look at an empty page meanwhile.
        if (!firstRender) return;
        await VerifyAsync();
        StateHasChanged();
    }

    private async Task VerifyAsync()
    {
        ledger = null;
        var report = await Task.Run(Verifier.VerifyAsync);
        ledger = report.Counties.First(c => c.Id == who!.CountyId);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        links = await db.LedgerLinks.AsNoTracking().Where(l => l.CountyId == who!.CountyId).OrderByDescending(l => l.Seq).Take(50).ToListAsync();
        open = await Redactions.OpenAsync(who!);
        over = [.. open.Where(o => o.Reason == Retention.Reason)];
        expired = (await Retained.ExpiredAsync(who!.CountyId)).Count;
    }

    private async Task FindAsync() => choices = site.Length == 0 ? null : await Redactions.ChoicesAsync(who!, year, site == NoSite ? "" : site);

    private Task AskAsync(RedactionChoice one) => TryAsync(() => Redactions.AskAsync(who!, one.Table, one.Key, one.Field, reason));

    private Task AskExpiredAsync() => TryAsync(() => Retained.AskAsync(who!));

    private Task DecideAsync(IReadOnlyList<RedactionCase> all, bool agrees) => TryAsync(async () =>
    {
        if (!await Redactions.DecideAsync(who!, [.. all.Select(o => o.Id)], agrees, "")) throw new Refusal(409, "原文已从数据库隐去，但此刻有人正在读取，数据库旁的日志文件里还留有原文；重新启动一次服务后清除。");
    });

    private async Task TryAsync(Func<Task> act)
    {
        problems = [];
        try
        {
            await act();
            (reason, choices) = ("", null);
            Scripts.Saved("redaction-reason");
        }
        catch (Refusal refusal)
        {
            problems = refusal.Reasons;
        }
        await ReadAsync();
    }

    private static string Time(DateTimeOffset at) => $"{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}";
}
