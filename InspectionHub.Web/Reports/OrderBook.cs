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
public sealed class OrderBook(IDbContextFactory<AppDb> factory, Writer writer, Assessor assessor, PaperRegister register, IBackgroundJobClient jobs, HubOptions options, TimeProvider clock)
{
    /// <summary>Orders a paper about a site, or about the county where <paramref name="site"/> is empty. The same person's open order for the same paper is given back instead of a second one.</summary>
    /// <exception cref="Refusal">The paper is not theirs to see, or there is no such format.</exception>
    public async Task<Guid> OrderAsync(Visitor who, string kind, int year, string site, string format = PaperFiles.Pdf)
    {
        if (format is not (PaperFiles.Pdf or PaperFiles.Docx or PaperFiles.Xlsx)) throw new Refusal(422, $"不认识文件格式“{format}”。可用：pdf docx xlsx。");
        site = await RefuseForeignAsync(who, kind, year, site);
        var id = await writer.WriteAsync(async (db, topics) =>
        {
            var open = await db.PaperOrders.FirstOrDefaultAsync(o => o.CountyId == who.CountyId && o.Kind == kind && o.Year == year && o.Site == site && o.RequestedBy == who.Id && o.Format == format && (o.State == OrderState.Queued || o.State == OrderState.Running));
            if (open is not null) return open.Id;
            var order = new PaperOrder { Id = Guid.CreateVersion7(), CountyId = who.CountyId, Kind = kind, Site = site, Year = year, RequestedBy = who.Id, RequestedAt = clock.GetUtcNow(), Format = format };
            db.PaperOrders.Add(order);
            topics.Add(LiveFeed.Orders(who.CountyId));
            return order.Id;
        });
        KillPoint.Passed(KillPoint.Committed);
        jobs.Enqueue<PaperJob>(job => job.RunAsync(id, CancellationToken.None));
        return id;
    }

    /// <summary>Refuses a draft this person may not see; gives the site it is about, empty for the county.</summary>
    /// <exception cref="Refusal">Not theirs to see, or open ballots would show.</exception>
    public async Task<string> RefuseForeignAsync(Visitor who, string kind, int year, string site)
    {
        if (PaperKinds.Find(kind) is { Scope: PaperScope.County })
        {
            if (!who.May(Policies.CanSeeCounty) || who.Role == Roles.Inspector) throw new Refusal(403, "县域文书由督导室、牵头股室、县领导和管理员生成。");
            return "";
        }
        if (kind != PaperPress.Assessment || (await assessor.FindAsync(who.CountyId, year))?.SiteOf(site) is not { } place || !who.MaySeeUnit(place.Unit)) throw new Refusal(404, "没有这所学校。");
        await RefuseUnsignedAsync(who, year, site);
        return site;
    }

    /// <summary>A paper about open ballots would show one inspector what the others said.</summary>
    private async Task RefuseUnsignedAsync(Visitor who, int year, string site)
    {
        if (who.Role != Roles.Inspector) return;
        await using var db = await factory.CreateDbContextAsync();
        if (!await db.SignOffs.AnyAsync(s => s.CountyId == who.CountyId && s.Year == year && s.Site == site)) throw new Refusal(409, "结果还没有审签，督学之间的评分互不可见，暂不能生成报告。");
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
