using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Targets;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what papers about the whole county need and has them composed.</summary>
public sealed class CountyPapers(IDbContextFactory<AppDb> factory, TargetBoard targets)
{
    public async Task<ComposedPaper> ComposeAsync(ReportKind kind, PaperSubject subject, PaperMoment moment)
    {
        var read = await targets.FindAsync(subject.CountyId, subject.Year, wantsOfficial: true) ?? throw new Refusal(404, $"没有 {subject.Year} 学年的数据。");
        await using var db = await factory.CreateDbContextAsync();
        var signed = await db.SignOffs.Where(s => s.CountyId == subject.CountyId && s.Year == subject.Year).Select(s => s.Site).Distinct().CountAsync();
        var paper = await PaperComposer.HeadAsync(db, subject, moment, read.Now.Position);
        var assessment = read.Now.Assessment;
        var report = kind switch
        {
            ReportKind.Monitor => MonitorForm.Compose(assessment, read.Now.Facts.Measurements, paper),
            ReportKind.Target => TargetReport.Compose(assessment, read.Targets, paper),
            ReportKind.Brief => Brief.Compose(assessment, read.Targets, signed, paper),
            ReportKind.Preschool => PreschoolForm.Compose(assessment, read.Now.Facts, paper),
            _ => CircularPaper.Compose([.. assessment.Units.Select(RowOf)], new(false, null, null, 0, $"《{read.Now.Framework.Name}》（{read.Now.Framework.Source}，版本 {read.Now.Framework.Edition}）"), paper),
        };
        return kind == ReportKind.Circular
            ? new(Sourced(report, read.Now), "", report.Title, "各考核单位", "年度考核结果尚未审定，不能签发通报。")
            : new(Sourced(report, read.Now), "", $"{report.Title}{subject.Year}学年");
    }

    private static CircularRow RowOf(UnitScore one) => new(
        one.Unit.Group, one.Unit.Name, one.Low is { } low ? AssessmentReport.Points(low, one.High!.Value) : null, one.Low?.ToDouble(), one.Grade?.Name(), one.Reason);

    /// <summary>Under the title stands whether the numbers are official, and of which version.</summary>
    private static Report Sourced(Report report, AssessedYear now)
    {
        var title = report.Blocks.ToList().FindIndex(b => b is Title);
        var note = Paragraph.Note($"数据口径：{now.Release?.Say ?? "暂评数据，本学年尚未正式发布"}");
        return report with { Blocks = [.. report.Blocks.Take(title + 1), note, .. report.Blocks.Skip(title + 1)] };
    }
}
