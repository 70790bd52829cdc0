using InspectionHub.Core.Reports;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what papers about one site need and has them composed.</summary>
public sealed class SitePapers(IDbContextFactory<AppDb> factory, Assessor assessor)
{
    public async Task<ComposedPaper> ComposeAsync(PaperSubject subject, PaperMoment moment)
    {
        var now = await assessor.FindAsync(subject.CountyId, subject.Year);
        if (now?.CardOf(subject.Site) is not { } card) throw new Refusal(404, $"{subject.Year} 学年的数据中没有校点 {subject.Site}。");
        await using var db = await factory.CreateDbContextAsync();
        var county = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == subject.CountyId);
        var signed = await db.SignOffs.AsNoTracking().Where(s => s.CountyId == subject.CountyId && s.Year == subject.Year && s.Site == subject.Site).OrderByDescending(s => s.At).FirstOrDefaultAsync();
        // A signed result is printed as it stood when it was signed: same batch, same ledger position.
        var shown = signed is null ? now : await assessor.AsSignedAsync(signed);
        card = shown.CardOf(subject.Site)!;
        var unit = shown.UnitOf(card.Site.Unit);
        var paper = new AssessmentPaper(
            county.Name, unit?.Name ?? card.Site.Unit, subject.Year, signed is not null, signed?.PersonName ?? "",
            signed is null ? null : DateOnly.FromDateTime(signed.At.ToOffset(TimeSpan.FromHours(8)).Date), moment.Position(signed?.Position ?? now.Position), moment.Printed, county.IsDemo);
        string[] blocked = signed is null ? ["本年度结果尚未审签，不能签发考核报告。请先在督导页面审签。"] : [];
        return new(AssessmentReport.Compose(shown.Framework, card, paper), card.Site.Unit, $"{card.Site.Name}{subject.Year}学年年度考核报告", unit?.Name ?? card.Site.Name, blocked);
    }
}
