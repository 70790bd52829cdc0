using InspectionHub.Core.Reports;
using InspectionHub.Web.Data;
using InspectionHub.Web.Targets;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what papers about the whole county need and has them composed.</summary>
public sealed class CountyPapers(IDbContextFactory<AppDb> factory, TargetBoard targets)
{
    public async Task<ComposedPaper> ComposeAsync(ReportKind kind, PaperSubject subject, PaperMoment moment)
    {
        var read = await targets.FindAsync(subject.CountyId, subject.Year) ?? throw new Refusal(404, $"没有 {subject.Year} 学年的数据。");
        await using var db = await factory.CreateDbContextAsync();
        var county = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == subject.CountyId);
        var signed = await db.SignOffs.Where(s => s.CountyId == subject.CountyId && s.Year == subject.Year).Select(s => s.Site).Distinct().CountAsync();
        var paper = new CountyPaper(county.Name, subject.Year, moment.Day, moment.Position(read.Now.Position), moment.Printed, county.IsDemo);
        var assessment = read.Now.Assessment;
        var report = kind switch
        {
            ReportKind.Monitor => MonitorForm.Compose(assessment, read.Now.Facts.Measurements, paper),
            ReportKind.Target => TargetReport.Compose(assessment, read.Targets, paper),
            ReportKind.Brief => Brief.Compose(assessment, read.Targets, signed, paper),
            _ => throw new Refusal(422, "这种文书还不能生成。"),
        };
        return new(report, "", $"{report.Title}{subject.Year}学年");
    }
}
