using Hangfire;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Orders for papers. An order is a row first; only then is a job told about it.</summary>
public sealed class OrderBook(IDbContextFactory<AppDb> factory, Writer writer, Assessor assessor, BatchSubjects subjects, PaperRegister register, IBackgroundJobClient jobs, HubOptions options, TimeProvider clock)
{
    /// <summary>Orders one paper. The same person's open order for the same paper is given back instead of a second one.</summary>
    /// <param name="site">Empty for a paper about the county, or about a unit named by <paramref name="about"/>.</param>
    /// <param name="about">The inspection, visit or unit; empty for the site's latest.</param>
    /// <exception cref="Refusal">The paper is not theirs to see, or there is no such format.</exception>
    public async Task<Guid> OrderAsync(Visitor who, string kind, int year, string site, string format = PaperFiles.Pdf, string about = "")
    {
        if (format is not (PaperFiles.Pdf or PaperFiles.Docx or PaperFiles.Xlsx)) throw new Refusal(422, $"不认识文件格式“{format}”。可用：pdf docx xlsx。");
        var subject = await RefuseForeignAsync(who, kind, year, site, about);
        (site, about) = (subject.Site, subject.Inspection is { } inspection ? $"{inspection}" : subject.About);
        var id = await writer.WriteAsync(async (db, topics) =>
        {
            var open = await db.PaperOrders.FirstOrDefaultAsync(o => o.CountyId == who.CountyId && o.Kind == kind && o.Year == year && o.Site == site && o.About == about && o.RequestedBy == who.Id && o.Format == format && (o.State == OrderState.Queued || o.State == OrderState.Running));
            if (open is not null) return open.Id;
            var order = new PaperOrder { Id = Guid.CreateVersion7(), CountyId = who.CountyId, Kind = kind, Site = site, About = about, Year = year, RequestedBy = who.Id, RequestedAt = clock.GetUtcNow(), Format = format };
            db.PaperOrders.Add(order);
            topics.Add(LiveFeed.Orders(who.CountyId));
            return order.Id;
        });
        KillPoint.Passed(KillPoint.Committed);
        jobs.Enqueue<PaperJob>(job => job.RunAsync(id, CancellationToken.None));
        return id;
    }

    /// <summary>Refuses a draft this person may not see; gives what it is about.</summary>
    /// <exception cref="Refusal">Not theirs to see, open ballots would show, or there is nothing it could be about.</exception>
    public async Task<PaperSubject> RefuseForeignAsync(Visitor who, string kind, int year, string site, string about = "")
    {
        var known = PaperKinds.Find(kind) ?? throw new Refusal(422, $"不认识文书“{kind}”。可用：{string.Join(' ', PaperKinds.All.Select(k => k.Word))}。");
        if (known.Scope == PaperScope.County)
        {
            if (!who.May(Policies.CanSeeCounty) || who.Role == Roles.Inspector) throw new Refusal(403, "县域文书由督导室、牵头股室、县领导和管理员生成。");
            return new(who.CountyId, kind, year);
        }
        var now = await assessor.FindAsync(who.CountyId, year);
        if (kind != PaperPress.Assessment) return await OfOfficeAsync(who, known, now, year, site, about);
        if (now?.SiteOf(site) is not { } place || !who.MaySeeUnit(place.Unit)) throw new Refusal(404, "没有这所学校。");
        await RefuseUnsignedAsync(who, year, site);
        return new(who.CountyId, kind, year, site);
    }

    /// <summary>Drafts about an inspection, a visit or a unit's corrections are the office's until they are issued.</summary>
    private async Task<PaperSubject> OfOfficeAsync(Visitor who, PaperKind kind, AssessedYear? now, int year, string site, string about)
    {
        if (who.Role != Roles.Office) throw new Refusal(404, "没有这份文书，或者它还没有签发。");
        if (kind.IsOfWork) now ??= await assessor.WorkedAsync(who.CountyId, year);
        if (now is null) throw new Refusal(404, $"没有 {year} 学年的数据。");
        await using var db = await factory.CreateDbContextAsync();
        var filter = site.Length > 0 ? new BatchFilter($"site:{site}") : kind.Scope == PaperScope.Unit && about.Length > 0 ? new($"unit:{about}") : new();
        var found = (await subjects.FindAsync(db, now, who.CountyId, kind, year, filter)).LastOrDefault(s => about.Length == 0 ? site.Length > 0 : string.Equals(s.About, about, StringComparison.OrdinalIgnoreCase))
            ?? throw new Refusal(404, $"没有可以生成“{kind.Name}”的学校、督导或到校记录。");
        return found.SubjectOf(who.CountyId, kind, year);
    }

    /// <summary>A paper about open ballots would show them to those who read no open marks. Of a school nobody is inspecting it holds data and the offices' own marks.</summary>
    private async Task RefuseUnsignedAsync(Visitor who, int year, string site)
    {
        if (MarkSight.SeesOpen(who)) return;
        await using var db = await factory.CreateDbContextAsync();
        if (await db.SignOffs.AnyAsync(s => s.CountyId == who.CountyId && s.Year == year && s.Site == site)) return;
        if (who.Role == Roles.Inspector) throw new Refusal(409, "结果还没有审签，督学之间的评分互不可见，暂不能生成报告。");
        if (await db.Inspections.AnyAsync(i => i.CountyId == who.CountyId && i.Year == year && i.Site == site && !i.Acts.Any(a => a.Act == nameof(Core.Procedures.InspectionAct.Withdraw)))) throw new Refusal(409, "这所学校的督导结果还没有审签，暂不能生成报告。");
    }

    /// <summary>The newest order of this person for a paper.</summary>
    public async Task<PaperOrder?> LatestAsync(Visitor who, string kind, int year, string site)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.PaperOrders.AsNoTracking().Where(o => o.CountyId == who.CountyId && o.Kind == kind && o.Year == year && o.Site == site && o.RequestedBy == who.Id)
            .OrderByDescending(o => o.RequestedAt).FirstOrDefaultAsync();
    }

    /// <summary>A finished order's file for the person who ordered it, or of an issued paper for everybody who may see the paper; otherwise null.</summary>
    public async Task<(string Path, string Name)?> FileAsync(Visitor who, Guid id, string format)
    {
        await using var db = await factory.CreateDbContextAsync();
        var order = await db.PaperOrders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.CountyId == who.CountyId && o.Format == format && o.State == OrderState.Done);
        if (order?.FileName is null || (order.RequestedBy != who.Id && who.Role != Roles.Office && (order.PaperId is not { } paper || await register.FindAsync(who, paper) is null))) return null;
        return (PaperJob.PathOf(options, order), order.FileName);
    }
}
