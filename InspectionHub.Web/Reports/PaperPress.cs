using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Targets;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Makes a paper: reads the year, composes the blocks, writes the PDF.</summary>
public sealed class PaperPress(IDbContextFactory<AppDb> factory, Assessor assessor, TargetBoard targets, PdfWriter writer, TimeProvider clock)
{
    /// <summary>现场评分表 for one member of an inspection's team.</summary>
    /// <exception cref="Refusal">The person is not on the team.</exception>
    public async Task<(byte[] Bytes, string Name)> PrintSheetAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await Sheet.FindAsync(db, who, $"{id}") is not { Inspection: { } inspection } sheet || (await assessor.FindAsync(who.CountyId, sheet.Year))?.CardOf(sheet.Site) is not { } card)
            throw new Refusal(404, "没有这次督导，或者您不在督导组中。");
        var county = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == who.CountyId);
        var rows = card.Rows.Where(r => r.Row.Method is Method.OnSite or Method.Questionnaire && r.State != IndicatorState.NotApplicable && sheet.WhyNotRow(r.Row, who) is null).Select(r => r.Row).DistinctBy(r => r.Code).ToList();
        var head = new MarkSheetHead(inspection.Title, who.Name, [.. inspection.Members.Select(m => m.PersonName)], $"{county.Name}人民政府教育督导室", clock.GetUtcNow(), county.IsDemo);
        return (Write(MarkSheet.Compose(rows, card.Site.Name, head)), $"{card.Site.Name}现场评分表.pdf");
    }

    /// <summary>学校年度考核报告, about one site.</summary>
    public const string Assessment = "assessment";

    /// <summary>Kinds of papers about the whole county.</summary>
    public static readonly IReadOnlyList<string> CountyKinds = ["monitor", "target", "brief"];

    public Task<(byte[] Bytes, string Name)> PrintAsync(PaperOrder order) => PrintAsync(order.CountyId, order.Kind, order.Year, order.Site);

    /// <exception cref="Refusal">Nothing is known about the year, the site or the kind.</exception>
    public Task<(byte[] Bytes, string Name)> PrintAsync(int countyId, string kind, int year, string site) =>
        kind == Assessment ? AssessmentAsync(countyId, year, site)
        : CountyKinds.Contains(kind) ? CountyAsync(countyId, kind, year)
        : throw new Refusal(422, $"不认识文书“{kind}”。可用：{Assessment} {string.Join(' ', CountyKinds)}。");

    private async Task<(byte[] Bytes, string Name)> CountyAsync(int countyId, string kind, int year)
    {
        var read = await targets.FindAsync(countyId, year) ?? throw new Refusal(404, $"没有 {year} 学年的数据。");
        await using var db = await factory.CreateDbContextAsync();
        var county = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == countyId);
        var signed = await db.SignOffs.Where(s => s.CountyId == countyId && s.Year == year).Select(s => s.Site).Distinct().CountAsync();
        var now = clock.GetUtcNow();
        var paper = new CountyPaper(county.Name, year, DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).Date), read.Now.Position, now, county.IsDemo);
        var assessment = read.Now.Assessment;
        var report = kind switch
        {
            "monitor" => MonitorForm.Compose(assessment, read.Now.Facts.Measurements, paper),
            "target" => TargetReport.Compose(assessment, read.Targets, paper),
            _ => Brief.Compose(assessment, read.Targets, signed, paper),
        };
        return (Write(report), $"{report.Title}{year}学年.pdf");
    }

    private byte[] Write(Report report)
    {
        try
        {
            return writer.Write(report);
        }
        catch (MissingGlyphException missing)
        {
            throw new Refusal(422, missing.Message);
        }
    }

    private async Task<(byte[] Bytes, string Name)> AssessmentAsync(int countyId, int year, string site)
    {
        var now = await assessor.FindAsync(countyId, year);
        if (now?.CardOf(site) is not { } card) throw new Refusal(404, $"{year} 学年的数据中没有校点 {site}。");
        await using var db = await factory.CreateDbContextAsync();
        var county = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == countyId);
        var signed = await db.SignOffs.AsNoTracking().Where(s => s.CountyId == countyId && s.Year == year && s.Site == site).OrderByDescending(s => s.At).FirstOrDefaultAsync();
        // A signed result is printed as it stood when it was signed: same batch, same ledger position.
        var shown = signed is null ? now : await assessor.AsSignedAsync(signed);
        card = shown.CardOf(site)!;
        var paper = new AssessmentPaper(
            county.Name, shown.UnitOf(card.Site.Unit)?.Name ?? card.Site.Unit, year, signed is not null, signed?.PersonName ?? "",
            signed is null ? null : DateOnly.FromDateTime(signed.At.ToOffset(TimeSpan.FromHours(8)).Date), signed?.Position ?? now.Position, clock.GetUtcNow(), county.IsDemo);
        return (Write(AssessmentReport.Compose(shown.Framework, card, paper)), $"{card.Site.Name}{year}学年年度考核报告.pdf");
    }
}
