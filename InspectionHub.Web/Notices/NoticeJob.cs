using Hangfire;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Notices;

/// <summary>Tells what no single act brings about: that a day comes near or is past, and that ballots differ. Looks at where things stand, so that after a
/// pause nothing is missed; the key of each notice lets it be told once, however often the job runs.</summary>
public sealed class NoticeJob(IDbContextFactory<AppDb> factory, Writer writer, DueBoard board, Assessor assessor, TimeProvider clock)
{
    /// <summary>即将到期 and 已逾期. Gives the number of new notices.</summary>
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public async Task<int> RemindAsync()
    {
        var told = 0;
        foreach (var county in await CountiesAsync())
        {
            await using var db = await factory.CreateDbContextAsync();
            foreach (var who in await Recipients.EverybodyAsync(db, county))
            {
                var list = await board.FindAsync(who);
                var texts = list.Items.Where(i => list.IsOverdue(i) || list.IsNear(i)).Select(i => Text(list, i)).ToList();
                var known = await db.Notices.Where(n => n.PersonId == who.Id && n.OnceKey != null).Select(n => n.OnceKey!).ToListAsync();
                told += await TellAsync(county, [.. texts.ExceptBy(known, t => t.OnceKey!).Select(t => (who.Id, t))]);
            }
        }
        return told;
    }

    /// <summary>评分不一致, to the lead of a running inspection, each time the ballots come to differ anew. Gives the number of new notices.</summary>
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public async Task<int> DifferingAsync()
    {
        var told = 0;
        foreach (var county in await CountiesAsync())
        {
            var year = YearSites.Of(YearSites.DayOf(clock.GetUtcNow()));
            told += await DifferingAsync(county, inspections => inspections.Where(i => i.Year >= year - 1));
        }
        return told;
    }

    /// <summary>The same for the inspections that were marked since a position of the ledger.</summary>
    public async Task<int> DifferingSinceAsync(int county, long position)
    {
        await using var db = await factory.CreateDbContextAsync();
        var marks = await LedgerBook.MarksSinceAsync(db, county, position);
        var sheets = (await db.ScoreEntries.Where(e => marks.Contains(e.Id)).Select(e => e.Sheet).Distinct().ToListAsync()).Select(s => Guid.TryParse(s, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        return sheets.Count == 0 ? 0 : await DifferingAsync(county, inspections => inspections.Where(i => sheets.Contains(i.Id)));
    }

    private async Task<int> DifferingAsync(int county, Func<IQueryable<Inspection>, IQueryable<Inspection>> which)
    {
        var told = 0;
        await using var db = await factory.CreateDbContextAsync();
        var running = (await WholeInspections.ReadAsync(db, which(db.Inspections.Where(i => i.CountyId == county))))
            .Where(i => InspectionBook.StateOf(i) is InspectionState.Open or InspectionState.Submitted).ToList();
        foreach (var one in running)
        {
            if (one.Team.FirstOrDefault(m => m.IsLead) is not { } lead || (await assessor.WorkedAsync(county, one.Year, edition: one.Edition))?.CardOf(one.Site) is not { } card) continue;
            var texts = InspectionView.ToSettle(card, await SheetMarks.BySheetAsync(db, $"{one.Id}"), lead.PersonId).Select(r => new NoticeText(NoticeKind.Differing,
                $"{card.Site.Name}：{r.Row.Code} {r.Row.Name}，{r.Ballots.Marks.Count} 名督学评分不一致，请组长裁定。", $"/inspections/{one.Id}", $"differing/{one.Id}/{r.Row.Code}/{r.Ballots.Marks.Max(m => m.Order)}")).ToList();
            if (texts.Count == 0) continue;
            var known = await db.Notices.Where(n => n.PersonId == lead.PersonId && n.OnceKey != null).Select(n => n.OnceKey!).ToListAsync();
            told += await TellAsync(county, [.. texts.ExceptBy(known, t => t.OnceKey!).Select(t => (lead.PersonId, t))]);
        }
        return told;
    }

    private static NoticeText Text(DueList list, DueItem item) => new(list.IsOverdue(item) ? NoticeKind.Overdue : NoticeKind.Due,
        $"{item.What}：{item.About}（{item.DueOn:yyyy-MM-dd}，{list.When(item)}）", item.Link, $"{(list.IsOverdue(item) ? "overdue" : "due")}/{item.Link}/{item.What}/{item.DueOn:yyyyMMdd}{(item.Of is null ? "" : $"/{item.Of}")}");

    private async Task<List<int>> CountiesAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.Counties.Select(c => c.Id).ToListAsync();
    }

    private Task<int> TellAsync(int county, IReadOnlyList<(string Person, NoticeText Text)> all) => all.Count == 0 ? Task.FromResult(0) : writer.WriteAsync(async (db, topics) =>
    {
        foreach (var (person, text) in all.DistinctBy(a => (a.Person, a.Text.OnceKey))) await NoticeBook.TellAsync(db, topics, null, county, [person], text, clock.GetUtcNow());
        return topics.Count;
    });
}
