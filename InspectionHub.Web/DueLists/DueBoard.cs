using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Shared;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;
using InspectionAct = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.DueLists;

/// <summary>Puts a person's 待办 together from every room. Nothing is kept: it is read from where things stand.</summary>
public sealed class DueBoard(
    IDbContextFactory<AppDb> factory, InspectionBook inspections, RectificationBook rectifications, VetoBook vetoes, VisitBook visits, PaperRegister papers, AnnualBook annuals, Assessor assessor, YearView yearView, CalendarBook calendars, FrameworkShelf shelf, RetentionBook retained, InspectorRegister register, OpenVisits open)
{
    /// <summary>Pages of one person that are told of the same act share one reading.</summary>
    public Task<DueList> FindAsync(Visitor who) => (shared ??= new(ComputeAsync)).GetAsync(who);

    private SharedRead<Visitor, DueList>? shared;

    private async Task<DueList> ComputeAsync(Visitor who)
    {
        var (calendar, today, days) = (await calendars.CalendarAsync(who.CountyId), calendars.Today, await calendars.DeadlinesAsync(who.CountyId));
        List<DueItem> expired = who.May(Policies.CanRedact) && (await retained.ExpiredAsync(who.CountyId)).Count is > 0 and var past ? [new("申请隐去保存期满的个人信息", $"{past} 项", null, "/ledger")] : [];
        if (who.Role == Roles.Administrator)
        {
            // What the cases are about is not for whoever looks after accounts; that a person is lacking is.
            var lacking = await rectifications.StuckAsync(who.CountyId, await rectifications.ListAsync(who with { Role = Roles.Office }));
            if (lacking.Count > 0) expired.Add(new("增设督导室或督学账号", $"{lacking.Count} 个整改事项须由另一人核查或批准销号，现在没有这样的账号", null, "/people"));
            return DueList.Of(expired, calendar, today);
        }
        var now = await yearView.WorkingAsync(who.CountyId);
        // From September on, visits belong to a school year whose statistics come later; next year's may be here before it is opened.
        var years = (await assessor.YearsAsync(who.CountyId)).Take(2).Append(YearSites.Of(today));
        if (now is not null) years = years.Append(now.Year);
        await using var db = await factory.CreateDbContextAsync();
        // A visit that nobody finished stays due, however old; of its year only such ones are looked at.
        var old = (await open.OfAsync(db, who.CountyId)).Values.Except(years).ToHashSet();
        years = [.. years.Union(await UnfinishedAsync(db, who.CountyId)).Union(old)];
        var items = expired;
        var names = new Dictionary<int, IReadOnlyList<PlanSite>>();
        async Task<IReadOnlyList<PlanSite>> SitesAsync(int year) => names.TryGetValue(year, out var known) ? known : names[year] = await YearSites.ReadAsync(db, who.CountyId, year);
        async Task<string> NameAsync(int year, string site) => site.Length == 0 ? "本县" : (await SitesAsync(year)).FirstOrDefault(s => s.Code == site)?.Name ?? site;
        var standings = who.Role == Roles.Office ? await InspectorRegister.StandingsAsync(db, who.CountyId) : null;
        var mine = new HashSet<string>(StringComparer.Ordinal);
        var cases = await rectifications.ListAsync(who);
        foreach (var year in years.Distinct())
        {
            var own = await inspections.ListAsync(who, year);
            mine.UnionWith(own.Select(i => $"{i.Id}"));
            foreach (var one in own)
            {
                items.AddRange(InspectionDues.Of(one, who, await NameAsync(year, one.Site), calendar, days, today, [.. cases.Where(c => c.Head.SourceId == $"{one.Id}")]));
                if (standings is not null) items.AddRange(ReplaceDues.Of(one, await NameAsync(year, one.Site), standings, today));
                items.AddRange(await DisagreementAsync(db, one, who, await NameAsync(year, one.Site), InspectionDues.MarkingDue(one, calendar, days)));
            }
            if (who.Role == Roles.Unit) items.AddRange(await SelfAsync(db, who, year, await SitesAsync(year)));
            // An inspector is also told of cases that come from visits long read.
            foreach (var one in await visits.ListAsync(who, year, openOnly: who.Role != Roles.Inspector || old.Contains(year)))
            {
                mine.Add($"{one.Id}");
                items.AddRange(OtherDues.Of(one, who, await NameAsync(year, one.Site), calendar, days));
                if (standings is not null) items.AddRange(ReplaceDues.Of(one, await NameAsync(year, one.Site), standings, today));
            }
        }
        var annualOf = new Dictionary<int, AnnualAssessment>();
        async Task<AnnualAssessment> AnnualAsync(int year) => annualOf.TryGetValue(year, out var read) ? read : annualOf[year] = await annuals.FindAsync(who, year);
        foreach (var one in await vetoes.ListAsync(who, null))
        {
            items.AddRange(OtherDues.Of(one, who, $"{await NameAsync(one.Year, one.Site)}　{vetoes.KindOf(one)}", calendar, days, today));
            if (who.Role == Roles.Office && AnnualBook.MayOutdate(one) && await annuals.IsOutdatedByAsync(await AnnualAsync(one.Year), who, one)) items.Add(new("更正年度考核审定结果", $"{await NameAsync(one.Year, one.Site)}　审定以后{one.State.Name()}", null, $"/annual?year={one.Year}", $"{one.Id}"));
        }
        var barred = who.Role == Roles.Inspector ? await InspectorRegister.StandingsAsync(db, who.CountyId) : null;
        foreach (var one in cases.Where(c => barred is null || CaseFile.WhyNot(who, c, barred, today) is null)) items.AddRange(RectificationDues.Of(one, who, await NameAsync(one.Head.Year, one.Head.Site), calendar, days, mine, today));
        if (who.Role == Roles.Office)
            foreach (var (one, act, _) in await rectifications.StuckAsync(who.CountyId, cases)) items.Add(RectificationDues.Stuck(one, act, await NameAsync(one.Head.Year, one.Head.Site), calendar, days));
        foreach (var one in await papers.ListAsync(who)) items.AddRange(OtherDues.Of(one, who));
        foreach (var year in years.Distinct())
        {
            var annual = await AnnualAsync(year);
            // A year that is not opened is only asked about while its assessment is not at its end: the next one may have been opened meanwhile.
            var assessed = year == now?.Year ? now : annual.State is AnnualState.NotStarted or AnnualState.Circulated ? null : await assessor.FindAsync(who.CountyId, year);
            if (assessed is not null) items.AddRange(OtherDues.Of(annual, assessed, who, await SelfAssessmentBook.StatesAsync(db, who.CountyId, year), await SelfAssessmentBook.TimesAsync(db, who.CountyId, year), await DataQuestions.ListAsync(db, who.CountyId, year, assessed.Batch.Id), calendar, days, today));
            // A year that has begun and has no statistics yet: its inspections have asked for 自评 all the same.
            else if (year == YearSites.Of(today) && who.Role == Roles.Office)
            {
                var sites = await SitesAsync(year);
                items.AddRange(OtherDues.ReviewsOf(await SelfAssessmentBook.StatesAsync(db, who.CountyId, year), year, code => sites.FirstOrDefault(s => s.Code == code)?.Name, calendar, days));
            }
        }
        if (who.May(Policies.CanEnterCounty)) items.AddRange((await CountyEntries.OpenAsync(db, who.CountyId)).Where(v => v.PersonId != who.Id).Select(v => new DueItem("确认县级填报", $"{v.Year} 学年　{shelf.Current.Items.FirstOrDefault(i => i.Key == v.Item)?.Name ?? v.Item}（{v.PersonName}填）", null, $"/county-values?year={v.Year}")));
        if (who.May(Policies.CanPlan)) items.AddRange(await PlanDues.OfAsync(db, register, who.CountyId, today));
        if (who.Role == Roles.Inspector) items.AddRange(await UnplannedAsync(db, who, today));
        return DueList.Of(items, calendar, today);
    }

    /// <summary>Years with an inspection or an assessment that has not come to its end: however old, it waits for somebody. An assessment ends by its circular, or by being called off.</summary>
    internal static async Task<IReadOnlyList<int>> UnfinishedAsync(AppDb db, int countyId)
    {
        var inspections = await db.Inspections.Where(i => i.CountyId == countyId && !i.Acts.Any(a => a.Act == nameof(InspectionAct.Close) || a.Act == nameof(InspectionAct.Withdraw))).Select(i => i.Year).Distinct().ToListAsync();
        var annuals = await db.AnnualSteps.Where(s => s.CountyId == countyId && !db.AnnualSteps.Any(o => o.CountyId == countyId && o.Year == s.Year && o.LedgerSeq >= s.LedgerSeq && (o.Act == nameof(AnnualAct.Circulate) || o.Act == nameof(AnnualAct.CallOff)))).Select(s => s.Year).Distinct().ToListAsync();
        return [.. inspections.Union(annuals)];
    }

    /// <summary>Own sites that the plan wants visited this month and for which nothing is planned yet.</summary>
    private static async Task<IEnumerable<DueItem>> UnplannedAsync(AppDb db, Visitor who, DateOnly today)
    {
        var (year, month) = (YearSites.Of(today), new DateOnly(today.Year, today.Month, 1));
        if ((await PlanBook.InForceAsync(db, who.CountyId, year))?.Plan is not { } plan || !plan.Months.Contains(month)) return [];
        var own = (await InspectorRegister.HeldDutiesAsync(db, who.CountyId, today)).Where(d => d.Value == who.Id).Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
        var visits = (await db.RoutineVisits.AsNoTracking().Include(v => v.Steps).Where(v => v.CountyId == who.CountyId && v.Year == year && own.Contains(v.Site)).ToListAsync())
            .Where(v => VisitBook.StateOf(v) != VisitState.Withdrawn && PlanCoverage.MonthOf(v) == month).CountBy(v => v.Site).ToDictionary();
        var names = (await YearSites.ReadAsync(db, who.CountyId, year)).Where(s => own.Contains(s.Code) && visits.GetValueOrDefault(s.Code) < plan.VisitsOf(s.Code)).Select(s => s.Name).ToList();
        return names.Count == 0 ? [] : [new("安排本月的挂牌督导", $"{names.Count} 所学校：{string.Join('、', names)}", month.AddMonths(1).AddDays(-1), "/visits")];
    }

    /// <summary>Rows the lead must settle: only the lead of a running inspection is told how many.</summary>
    private async Task<IEnumerable<DueItem>> DisagreementAsync(AppDb db, Inspection one, Visitor who, string site, DateOnly? due)
    {
        if (!one.Team.Any(m => m.PersonId == who.Id && m.IsLead) || InspectionBook.StateOf(one) is not (InspectionState.Open or InspectionState.Submitted)) return [];
        if ((await assessor.WorkedAsync(who.CountyId, one.Year, edition: one.Edition))?.CardOf(one.Site) is not { } card) return [];
        var differing = InspectionView.ToSettle(card, await SheetMarks.BySheetAsync(db, $"{one.Id}"), who.Id).Count();
        return differing == 0 ? [] : [new("裁定不一致的评分", $"{site}　{differing} 条", due, $"/inspections/{one.Id}")];
    }

    /// <summary>自评 that a running inspection asks for by a day and the unit has not submitted. It is the business of the unit the school had in that year: what a closed unit did not hand in,
    /// its successor cannot, though the inspection itself goes with the school.</summary>
    private static async Task<IEnumerable<DueItem>> SelfAsync(AppDb db, Visitor who, int year, IReadOnlyList<PlanSite> sites)
    {
        var own = sites.Where(s => s.Unit == who.UnitCode).Select(s => s.Code).ToList();
        var asked = (await WholeInspections.ReadAsync(db, db.Inspections.Where(i => i.CountyId == who.CountyId && i.Year == year && own.Contains(i.Site)).OrderByDescending(i => i.OpenedAt)))
            .Where(i => NoticeDates.Of(i).SelfDue is not null && InspectionBook.StateOf(i) == InspectionState.Open).ToList();
        if (asked.Count == 0) return [];
        var times = await SelfAssessmentBook.TimesAsync(db, who.CountyId, year);
        return asked.Where(i => !(times.TryGetValue(i.Site, out var done) && done.HandedIn >= NoticeDates.AskedAt(i))).Select(i => new DueItem("提交自评", sites.First(s => s.Code == i.Site).Name, NoticeDates.Of(i).SelfDue, $"/self/{year}/{i.Site}"));
    }
}
