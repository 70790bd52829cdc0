using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Reads what papers about one unit's corrections need from the 整改台账: 整改通知书, 复查意见.</summary>
public sealed class UnitPapers(IDbContextFactory<AppDb> factory, Assessor assessor, RectificationBook cases, PaperPhotos photos)
{
    private static readonly string[] Checks = [nameof(RectificationAct.Pass), nameof(RectificationAct.Partly), nameof(RectificationAct.Fail)];

    public async Task<ComposedPaper> ComposeAsync(ReportKind kind, PaperSubject subject, PaperMoment moment)
    {
        if (await assessor.FindAsync(subject.CountyId, subject.Year) is not { } now) throw new Refusal(404, $"没有 {subject.Year} 学年的数据。");
        var code = subject.About.Length > 0 ? subject.About : now.SiteOf(subject.Site)?.Unit ?? "";
        if (now.UnitOf(code) is not { } unit) throw new Refusal(404, $"{subject.Year} 学年的数据中没有考核单位 {code}。");
        await using var db = await factory.CreateDbContextAsync();
        var paper = await PaperComposer.HeadAsync(db, subject, moment, now.Position);
        var all = await cases.ListAsync(new Visitor("", "", subject.CountyId, Roles.Office, null, null), subject.Year);
        var own = all.Where(c => c.AddressedTo == code && c.State.IsListed()).OrderBy(c => c.Head.LedgerSeq).ToList();
        if (kind == ReportKind.Recheck)
        {
            var looked = new List<RecheckItem>();
            foreach (var one in own.Where(c => c.Steps.Any(s => Checks.Contains(s.Act)))) looked.Add(await WithPhotosAsync(one, CheckedOf(one, now)));
            return looked.Count == 0 ? throw new Refusal(404, $"{unit.Name}在 {subject.Year} 学年没有复查过的整改事项。") : new(RecheckPaper.Compose(unit.Name, looked, paper), code, $"{unit.Name}复查意见", unit.Name);
        }
        var items = own.Where(c => c.IsOpen).Select(c => ItemOf(c, now)).Concat(await OnTheSpotAsync(db, subject, now, code, all)).ToList();
        return items.Count == 0 ? throw new Refusal(404, $"{unit.Name}在 {subject.Year} 学年没有需要整改的事项。") : new(RectifyNotice.Compose(unit.Name, $"{paper.YearText}督导", items, paper), code, $"{unit.Name}整改通知书", unit.Name);
    }

    private static RectifyItem ItemOf(RectificationCase one, AssessedYear now)
    {
        var (problem, demand) = CaseWords.Apart(one.Head.Problem, one.Head.SourceKind);
        // A case over a row asks for what the row asks for, with its number.
        if (demand.Length == 0 && now.CardOf(one.Head.Site)?.Find(one.Head.Indicator) is { } row && row.LimitText.Length > 0) demand = $"“{row.Row.Name}”达到标准（{row.LimitText}）";
        return new(now.SiteOf(one.Head.Site)?.Name ?? one.Head.Site, problem, one.Head.Basis, demand, one.OwnerText, one.DueOn, one.Class.Name());
    }

    /// <summary>What the problem looked like when the case was opened, and what was handed in or seen since.</summary>
    private async Task<RecheckItem> WithPhotosAsync(RectificationCase one, RecheckItem item)
    {
        var sheets = await cases.PhotoSheetsAsync(one.Head);
        Task<IReadOnlyList<EvidencePhoto>> Of(IEnumerable<RectificationStep> steps) => photos.ReadAsync(one.Head.CountyId, sheets, steps.SelectMany(s => s.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return item with { Before = await Of(one.Steps.Where(CaseWords.IsBefore)), After = await Of(one.Steps.Where(s => !CaseWords.IsBefore(s))) };
    }

    private static RecheckItem CheckedOf(RectificationCase one, AssessedYear now)
    {
        var check = one.Steps.Last(s => Checks.Contains(s.Act));
        return new(ItemOf(one, now), check.Act switch { nameof(RectificationAct.Pass) => "已整改", nameof(RectificationAct.Partly) => "部分整改", _ => "未整改" }, check.Text,
            YearFacts.ValueOf(check.Value) is { } value && now.Framework.Find(one.Head.Indicator) is { } row ? MarkText.Of(value, row) : "", check.PersonName, DayOf(check.At), one.ClosedAt is { } closed ? DayOf(closed) : null);
    }

    /// <summary>整改通知 given on the spot that nobody has entered as a case yet.</summary>
    private static async Task<IEnumerable<RectifyItem>> OnTheSpotAsync(AppDb db, PaperSubject subject, AssessedYear now, string unit, IReadOnlyList<RectificationCase> entered)
    {
        var sites = now.Facts.Sites.Where(s => s.Unit == unit).ToDictionary(s => s.Code, s => s.Name);
        var known = entered.Select(c => c.Head.SourceId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hazards = await db.Hazards.AsNoTracking().Where(h => h.CountyId == subject.CountyId && h.Year == subject.Year && h.Demand != null && sites.Keys.Contains(h.Site)).OrderBy(h => h.LedgerSeq).ToListAsync();
        return hazards.Where(h => !known.Contains($"{h.Id}")).Select(h => new RectifyItem(sites[h.Site], h.What, "危及师生生命安全，应立即处置（《教育督导条例》第十五条）", h.Demand!, h.Responsible ?? "", h.DueOn, "立行立改"));
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).Date);
}
