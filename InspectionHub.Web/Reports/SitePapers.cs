using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what papers about one site need and has them composed.</summary>
public sealed class SitePapers(IDbContextFactory<AppDb> factory, Assessor assessor, Releases releases, AnnualBook annual, VetoBook vetoes)
{
    public async Task<ComposedPaper> ComposeAsync(PaperSubject subject, PaperMoment moment)
    {
        var now = await assessor.FindAsync(subject.CountyId, subject.Year);
        if (now?.CardOf(subject.Site) is not { } card) throw new Refusal(404, $"{subject.Year} 学年的数据中没有校点 {subject.Site}。");
        await using var db = await factory.CreateDbContextAsync();
        var county = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == subject.CountyId);
        var signed = await db.SignOffs.AsNoTracking().Where(s => s.CountyId == subject.CountyId && s.Year == subject.Year && s.Site == subject.Site).OrderByDescending(s => s.At).FirstOrDefaultAsync();
        // The year that was approved is printed as it was approved: lead offices go on scoring after an inspection was signed. Before, a signed result as it stood when it was signed.
        var approval = await ApprovalAsync(subject);
        var approved = approval is null ? null : await releases.ApprovedAsync(subject.CountyId, subject.Year, approval.Value.Step.LedgerSeq);
        var shown = approved?.CardOf(subject.Site) is not null ? approved : signed is null ? now : await assessor.AsSignedAsync(signed);
        card = shown.CardOf(subject.Site)!;
        // Who signed what is printed: signed again after the approval, the numbers still rest on the signature before.
        var behind = shown == approved ? (await SiteSignatures.GivenAsync(db, subject.CountyId, subject.Year, approved.Position)).LastOrDefault(s => s.Site == subject.Site)?.Id : signed?.Id;
        var signature = behind == signed?.Id ? signed : await db.SignOffs.AsNoTracking().FirstOrDefaultAsync(s => s.Id == behind);
        var (site, unit) = (card.Site, shown.UnitOf(card.Site.Unit));
        var paper = new AssessmentPaper(
            county.Name, unit?.Name ?? site.Unit, subject.Year, signature is not null, signature?.PersonName ?? "", signature is null ? null : DayOf(signature.At), moment.Position(shown.Position), moment.Printed, county.IsDemo)
        {
            IsMain = unit?.Main == site.Code,
            SelfAssessedOn = await SelfAssessedOnAsync(db, subject),
            ConfirmedOn = (await db.DataConfirmations.AsNoTracking().Where(c => c.CountyId == subject.CountyId && c.Year == subject.Year && c.UnitCode == site.Unit && c.BatchId == shown.Batch.Id).ToListAsync()) is [var first, ..] ? DayOf(first.At) : null,
            Inspections = await InspectionsAsync(db, subject, site.Name, unit?.Name ?? site.Name),
            People = PeopleOf(shown.Facts.Measurements, site.Code),
            Vetoes = card.IsVetoed ? await VetoesAsync(db, subject, shown.Position) : [],
            Approved = approval?.Results.Units.FirstOrDefault(u => u.Unit == site.Unit) is { } result
                ? new(result.Grade, DayOf(approval.Value.Step.At), result.Reason) { How = approval.Value.Results.Accounts?.GetValueOrDefault(site.Unit)?.Arithmetic() ?? "" } : null,
        };
        string[] blocked = signed is null ? ["本年度结果尚未审签，不能签发考核报告。请先在督导页面审签。"] : [];
        return new(AssessmentReport.Compose(shown.Framework, card, paper), site.Unit, $"{site.Name}{subject.Year}学年年度考核报告", unit?.Name ?? site.Name, blocked);
    }

    private static async Task<DateOnly?> SelfAssessedOnAsync(AppDb db, PaperSubject subject)
    {
        var states = await SelfAssessmentBook.StatesAsync(db, subject.CountyId, subject.Year);
        return states.TryGetValue(subject.Site, out var one) ? DayOf(one.At) : null;
    }

    /// <summary>What was found stands in the report only where the unit has been told of it.</summary>
    private static async Task<IReadOnlyList<InspectionFacts>> InspectionsAsync(AppDb db, PaperSubject subject, string site, string unit)
    {
        var all = await WholeInspections.ReadAsync(db, db.Inspections.Where(i => i.CountyId == subject.CountyId && i.Year == subject.Year && i.Site == subject.Site).OrderBy(i => i.OpenedAt));
        var facts = new List<InspectionFacts>();
        foreach (var one in all)
        {
            var state = InspectionBook.StateOf(one);
            if (state == InspectionState.Withdrawn) continue;
            var read = InspectionPapers.FactsOf(one, await InspectionFile.ReadAsync(db, one.Id), site, unit);
            facts.Add(state is InspectionState.Open or InspectionState.Submitted ? read with { Findings = [] } : read);
        }

        return facts;
    }

    private static IReadOnlyList<StagePeople> PeopleOf(MeasurementSet values, string site) =>
        [.. Enum.GetValues<Stage>().Select(stage => new StagePeople(stage, ValueOf(values.Best(site, stage, "pupils")), ValueOf(values.Best(site, stage, "teachers")))).Where(p => p.Pupils is not null || p.Teachers is not null)];

    private static Fraction? ValueOf(Measurement? fact) => fact is null ? null : (Fraction)fact.Value;

    private async Task<IReadOnlyList<string>> VetoesAsync(AppDb db, PaperSubject subject, long upTo) =>
        [.. (await VetoBook.CasesAsync(db, subject.CountyId, subject.Year, upTo)).Where(c => c.Site == subject.Site && c.State == VetoState.Established)
            .Select(c => $"{vetoes.Kinds.FirstOrDefault(k => k.Code == c.Kind).Name ?? c.Kind}。{c.Steps[0].Text.TrimEnd('。')}（{Numerals.Day(DayOf(c.Steps[^1].At))}集体认定）")];

    /// <summary>The latest approval and its results: while they are corrected they hold until the next.</summary>
    private async Task<(AnnualStep Step, AnnualResults Results)?> ApprovalAsync(PaperSubject subject)
    {
        var year = await annual.FindAsync(new Visitor("", "", subject.CountyId, Roles.Office, null, null), subject.Year);
        var results = year.State is AnnualState.Approved or AnnualState.Circulated ? year.Shown : year.Standing;
        return results is null ? null : (year.Steps.Last(s => s.Act == nameof(AnnualAct.Approve)), results);
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).Date);
}
