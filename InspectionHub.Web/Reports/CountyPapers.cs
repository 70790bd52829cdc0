using System.Globalization;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Targets;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what papers about the whole county need and has them composed.</summary>
public sealed class CountyPapers(IDbContextFactory<AppDb> factory, Assessor assessor, TargetBoard targets, AnnualBook annual)
{
    public async Task<ComposedPaper> ComposeAsync(ReportKind kind, PaperSubject subject, PaperMoment moment)
    {
        var read = await targets.FindAsync(subject.CountyId, subject.Year, wantsOfficial: true) ?? throw new Refusal(404, $"没有 {subject.Year} 学年的数据。");
        await using var db = await factory.CreateDbContextAsync();
        var signed = await db.SignOffs.Where(s => s.CountyId == subject.CountyId && s.Year == subject.Year).Select(s => s.Site).Distinct().CountAsync();
        var paper = await PaperComposer.HeadAsync(db, subject, moment, read.Now.Position);
        var assessment = read.Now.Assessment;
        Report? report = kind switch
        {
            ReportKind.Monitor => MonitorForm.Compose(assessment, read.Now.Facts.Measurements, paper),
            ReportKind.Target => TargetReport.Compose(assessment, read.Targets, paper),
            ReportKind.Brief => Brief.Compose(assessment, read.Targets, signed, paper),
            ReportKind.Preschool => PreschoolForm.Compose(assessment, read.Now.Facts, paper),
            _ => null,
        };
        return report is null ? await CircularAsync(read.Now, subject, paper) : new(Sourced(report, read.Now), "", $"{report.Title}{subject.Year}学年");
    }

    /// <summary>What was shown in public and approved; before that what is official so far, said to be provisional.</summary>
    private async Task<ComposedPaper> CircularAsync(AssessedYear now, PaperSubject subject, CountyPaper paper)
    {
        var standing = await annual.FindAsync(new Visitor("", "", subject.CountyId, Roles.Office, null, null), subject.Year);
        var isApproved = standing.State is AnnualState.Approved or AnnualState.Circulated;
        var approved = standing.Steps.LastOrDefault(s => s.Act == nameof(AnnualAct.Approve));
        var results = standing.Shown ?? AnnualResults.Of(await assessor.ConfirmedAsync(subject.CountyId, subject.Year) ?? now);
        var report = CircularPaper.Compose([.. results.Units.Select(RowOf)],
            new(isApproved, isApproved && approved is not null ? DateOnly.FromDateTime(approved.At.ToOffset(TimeSpan.FromHours(8)).Date) : null, standing.OpenUntil, standing.Reviews.Count(r => !r.IsOver), $"《{now.Framework.Name}》（{now.Framework.Source}，版本 {results.Edition}）"), paper);
        return new(report, "", report.Title, "各考核单位", isApproved ? [] : ["年度考核结果尚未审定，不能签发通报。请先在“年度考核”页面审定。"]);
    }

    private static CircularRow RowOf(UnitResult one) => new(
        one.Group, one.Name, one.Points, double.TryParse(one.Points.Split('—')[0], CultureInfo.InvariantCulture, out var low) ? low : null, one.Grade == "未定" ? null : one.Grade, one.Reason);

    /// <summary>Under the title stands whether the numbers are official, and of which version.</summary>
    private static Report Sourced(Report report, AssessedYear now)
    {
        var title = report.Blocks.ToList().FindIndex(b => b is Title);
        var note = Paragraph.Note($"数据口径：{now.Release?.Say ?? "暂评数据，本学年尚未正式发布"}");
        return report with { Blocks = [.. report.Blocks.Take(title + 1), note, .. report.Blocks.Skip(title + 1)] };
    }
}
