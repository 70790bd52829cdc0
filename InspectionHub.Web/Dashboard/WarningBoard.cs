using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Vetoes;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Dashboard;

/// <summary>Something that waits for a person, with the page where it is dealt with.</summary>
/// <param name="Site">The site it is about, if one.</param>
/// <param name="Row">The row it is about, if one: decides which lead office sees it.</param>
/// <param name="IsCountys">Whether it is a case handed over to the county: that stands among a leader's own 待办.</param>
public sealed record Warning(string Kind, string Text, string Address, string? Site = null, string? Row = null, bool IsCountys = false)
{
    /// <summary>The stage it is about, if one.</summary>
    public Stage? Stage { get; init; }
}

/// <summary>预警: what the county should look at today, most serious first.</summary>
public sealed class WarningBoard(YearView years, VetoBook vetoes, HazardBook hazards, RectificationBook rectifications, LateBoard late, Assessor assessor, IDbContextFactory<AppDb> factory, TimeProvider clock)
{
    private const int NearMonths = 26;
    private const int SoonDays = 7;

    /// <summary>All warnings of a year. Results are compared as they are seen, official or not, with those of a year ago seen the same way; what waits for a person is of today,
    /// whatever has been released. What people marked is left out for those who read no open marks.</summary>
    public async Task<IReadOnlyList<Warning>> FindAsync(Visitor who, AssessedYear now, IReadOnlyList<TargetProgress> targets, bool wantsOfficial = false)
    {
        var live = now.Release is null ? now : await years.SeenAsync(who, now.Year, wantsOfficial: false) ?? now;
        var before = await years.SeenAsync(who, now.Year - 1, wantsOfficial);
        // What was seen at a school is nothing for those who look after accounts and data.
        var dangers = who.Role == Roles.Administrator ? [] : await hazards.OpenAsync(who.CountyId);
        // What still waits of other years stays too: opening a new year does not finish it.
        var cases = (await vetoes.ListAsync(who, null)).Where(c => c.State.IsOpen() || (c.State == VetoState.Established && (c.Year == now.Year || (c.Site.Length == 0 && now.Framework.CountyVetoes.Any(v => v.Code == c.Kind && v.CountsIn(now.Year, c.Year)))))).ToList();
        var open = (await rectifications.ListAsync(who)).Where(c => c.IsOpen).ToList();
        // An inspector has the own inspections among the 待办; a lead office sees only what is about its own rows; who looks after accounts reads of none.
        IReadOnlyList<LateItem> lates = who.Role is Roles.Inspector or Roles.LeadOffice or Roles.Administrator ? [] : await late.FindAsync(who, now.Year, Today);
        // Only a school that is gone from the shown year has its name from another one.
        var names = dangers.Select(d => d.Hazard.Site).Concat(cases.Select(c => c.Site)).Concat(open.Select(c => c.Head.Site)).Concat(lates.Select(l => l.Site)).Any(s => s.Length > 0 && now.SiteOf(s) is null) ? await assessor.SiteNamesAsync(who.CountyId) : null;
        string NameOf(string site) => now.SiteOf(site)?.Name ?? names?.GetValueOrDefault(site)?.Name ?? site;
        // The page behind a number shows the same number: the targets are official unless they are asked otherwise.
        var source = wantsOfficial ? "" : $"&data={YearView.Provisional}";
        return
        [
            .. dangers.Select(d => new Warning("立即处置", $"{NameOf(d.Hazard.Site)}：{d.Hazard.What}（{d.Hazard.PersonName}，{d.Hazard.FoundAt.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm}）", d.AddressFor(who, now.Year, SiteOf(now, d.Hazard.Site, d.Place)), SiteOf(now, d.Hazard.Site, d.Place), "8.4a")),
            .. cases.Select(c => new Warning("否决", $"{(c.Site.Length == 0 ? "本县" : NameOf(c.Site))}：{vetoes.KindOf(c)}，{c.State.Name()}", $"/vetoes?year={c.Year}", c.Place is { } place ? SiteOf(now, c.Site, place) : null)),
            .. open.Where(c => c.IsOverdue(Today)).Select(c => Case("整改逾期", c, now, NameOf(c.Head.Site), $"应于 {c.DueOn:yyyy-MM-dd} 完成")),
            .. open.Where(c => !c.IsOverdue(Today) && c.State == RectificationState.Open && c.DueOn <= Today.AddDays(SoonDays)).Select(c => Case("整改将到期", c, now, NameOf(c.Head.Site), $"{c.DueOn:yyyy-MM-dd} 到期")),
            .. lates.Select(l =>
                new Warning("办理逾期", $"{(l.Site.Length == 0 ? "本县" : NameOf(l.Site))}：{l.What}，应于 {l.DueOn:yyyy-MM-dd} 前", l.Address, l.Place is { } place ? SiteOf(now, l.Site, place) : null)),
            .. MarkSight.SeesOpen(who) ? await BallotsAsync(live) : [],
            // A year that has begun is inspected before it has statistics, and has no dashboard of its own till then.
            .. MarkSight.SeesOpen(who) && YearSites.Of(Today) is var begun && begun > now.Year && await assessor.WorkedAsync(who.CountyId, begun) is { RegisterOf: { } register } coming && register == now.Year ? await BallotsAsync(coming) : [],
            .. now.Assessment.Coefficients.Where(c => c.State == IndicatorState.NotMet).Select(c =>
                new Warning("差异系数", $"{c.Stage.Name()}{c.Row.Name} {c.Value:0.000} › {c.Limit.ToText(2, true)}{(WasWithin(before, c) ? "，上学年还在限内" : "")}", $"/targets?year={now.Year}&target=2030{source}", null, c.Row.Code) { Stage = c.Stage }),
            .. Falling(now, before),
            .. targets.SelectMany(t => Lost(t, now, before, source)),
            .. targets.SelectMany(t => Open(t, now.Year, source)),
            .. Unconfirmed(live),
        ];
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);

    /// <summary>The site under which the shown year has it: the one that took the school in, else its own; of one that is closed the whole county's.</summary>
    private static string? SiteOf(AssessedYear now, string site, CasePlace place) => new[] { place.Site, site }.FirstOrDefault(s => now.SiteOf(s) is not null);

    private static Warning Case(string kind, RectificationCase one, AssessedYear now, string name, string when) =>
        new(kind, $"{name}：{(one.Head.Problem.Length > 40 ? one.Head.Problem[..40] + "……" : one.Head.Problem)}，{when}", $"/rectifications/{one.Head.Id}", SiteOf(now, one.Head.Site, one.Place), one.Head.Indicator.Length > 0 ? one.Head.Indicator : null, one.Class == RectificationClass.County);

    /// <summary>A card holds the ballots of the one sheet that counts: of a school that was inspected several times in the year every sheet is asked, and of a year without statistics, whose
    /// schools have no page yet, each.</summary>
    private async Task<IReadOnlyList<Warning>> BallotsAsync(AssessedYear now)
    {
        await using var db = await factory.CreateDbContextAsync();
        var places = await db.Inspections.Where(i => i.CountyId == now.Batch.CountyId && i.Year == now.Year).Select(i => new { i.Id, i.Site }).ToListAsync();
        var cards = now.Assessment.Scorecards.Values;
        var fewest = now.RegisterOf is null ? 2 : 1;
        // Of a school inspected once only the state of its sheet is wanted, and only where its card has something to say.
        var said = cards.Where(c => c.Rows.Any(r => r.Ballots.State == BallotState.Differing || r.Ballots.Late.Count > 0)).Select(c => c.Site.Code).ToHashSet(StringComparer.Ordinal);
        var ids = places.GroupBy(p => p.Site).Where(g => g.Count() >= fewest || said.Contains(g.Key)).SelectMany(g => g).Select(p => p.Id).ToList();
        var several = (ids.Count == 0 ? [] : await db.Inspections.AsNoTracking().Include(i => i.Acts).Where(i => ids.Contains(i.Id)).OrderBy(i => i.OpenedAt).ToListAsync())
            .Where(i => InspectionBook.StateOf(i) != InspectionState.Withdrawn).ToLookup(i => i.Site);
        var ballots = await SheetMarks.BySheetsAsync(db, [.. several.Where(s => s.Count() >= fewest).SelectMany(s => s).Select(i => $"{i.Id}")]);
        var found = new List<Warning>();
        foreach (var card in cards)
        {
            // What is signed is neither settled nor admitted any more.
            var (all, isSaid) = (several[card.Site.Code].ToList(), said.Contains(card.Site.Code));
            var open = all.Where(i => !InspectionBook.StateOf(i).IsFrozen()).ToList();
            if (all.Count < fewest && isSaid && open.Count > 0) found.AddRange(card.Rows.Where(r => r.Row.Method != Method.Material).SelectMany(r => Of(card, r.Row, r.Ballots, "", $"/schools/{now.Year}/{card.Site.Code}")));
            if (all.Count >= fewest)
                foreach (var one in open)
                {
                    var sheet = ballots[$"{one.Id}"];
                    found.AddRange(card.Rows.Select(r => r.Row).DistinctBy(r => r.Code).Where(r => sheet.Rows.ContainsKey(r.Code)).SelectMany(r => Of(card, r, sheet.Rows[r.Code], $"（{one.Title}）", $"/inspections/{one.Id}")));
                }
        }
        return [.. found, .. await DeskAsync(db, now)];
    }

    /// <summary>A 股室's marks that came after the year's results were shown in public: they count when the results are taken back and the office marks anew. Once approved the results stand.</summary>
    private static async Task<IReadOnlyList<Warning>> DeskAsync(AppDb db, AssessedYear now)
    {
        List<Warning> late =
        [
            .. from card in now.Assessment.Scorecards.Values
               from row in card.Rows
               where row.Row.Method == Method.Material && row.Ballots.Late.Count > 0 && row.Ballots.Late.Max(l => l.Order) > row.Ballots.Marks.Select(m => m.Order).DefaultIfEmpty(-1).Max()
               select new Warning("迟到评分", $"{card.Site.Name} {row.Row.Code} {row.Row.Name}，{row.Row.Lead}在公示后又评，未计入；确需更正的，由督导室撤回公示，股室重新评分", $"/schools/{now.Year}/{card.Site.Code}", card.Site.Code, row.Row.Code),
        ];
        if (late.Count == 0) return late;
        var acts = await db.AnnualSteps.Where(s => s.CountyId == now.Batch.CountyId && s.Year == now.Year).OrderBy(s => s.LedgerSeq).Select(s => s.Act).ToListAsync();
        return AnnualAssessmentFlow.After(acts.Select(Enum.Parse<AnnualAct>)) < AnnualState.Approved ? late : [];
    }

    private static IEnumerable<Warning> Of(Scorecard card, Indicator row, Ballots ballots, string title, string address)
    {
        if (ballots.State == BallotState.Differing) yield return new("评分不一致", $"{card.Site.Name} {row.Code} {row.Name}{title}，待组长裁定", address, card.Site.Code, row.Code);
        if (ballots.Late.Count > 0) yield return new("迟到评分", $"{card.Site.Name} {row.Code} {row.Name}{title}，有 {ballots.Late.Count} 条，待组长决定是否采纳", address, card.Site.Code, row.Code);
    }

    /// <summary>Sites that complied with the seven resources a year ago and do not now.</summary>
    private static IEnumerable<Warning> Falling(AssessedYear now, AssessedYear? before) =>
        from card in now.Assessment.Scorecards.Values
        from one in card.Compliance
        where one.State == IndicatorState.NotMet
            && before?.CardOf(card.Site.Code)?.Compliance.FirstOrDefault(c => c.Stage == one.Stage)?.State == IndicatorState.Met
        select new Warning("由好转差", $"{card.Site.Name}（{one.Stage.Name()}）上学年七项达标，本学年未达标：{string.Join('、', one.Short)}", now.AddressOf(card.Site.Code), card.Site.Code) { Stage = one.Stage };

    /// <summary>Tests that were met at their due date and are not any more, and tests still ahead that were met a year ago. A coefficient has its own warning.</summary>
    private static IEnumerable<Warning> Lost(TargetProgress target, AssessedYear now, AssessedYear? before, string source)
    {
        foreach (var test in target.Tests.Where(t => t.Test.Rule is not ResourceRule))
        {
            IndicatorState? StateIn(IEnumerable<TestResult>? results) => results?.FirstOrDefault(r => r.Test.Code == test.Test.Code)?.State;
            var text = target.HeldIn is { } held
                ? test.Now.State == IndicatorState.Met && StateIn(held.Tests) == IndicatorState.NotMet ? $"到期时已达标，{held.Year} 学年不再达标" : null
                : test.Now.State == IndicatorState.NotMet && StateIn(before?.Assessment.Tests) == IndicatorState.Met ? "上学年达标，本学年未达标" : null;
            if (text is not null) yield return new("由好转差", $"{target.Year} 年目标 {test.Test.Code} {test.Test.Name}：{text}", $"/targets?year={now.Year}&target={target.Year}&test={test.Test.Code}{source}");
        }
    }

    private static bool WasWithin(AssessedYear? before, Core.Scoring.Coefficient now) =>
        before?.Assessment.Coefficients.FirstOrDefault(c => c.Stage == now.Stage && c.Resource == now.Resource)?.State == IndicatorState.Met;

    /// <summary>A target near its day with blanks.</summary>
    private IEnumerable<Warning> Open(TargetProgress target, int year, string source)
    {
        var open = target.Tests.Where(t => t.Now.State == IndicatorState.Unknown).Select(t => t.Test.Code).ToList();
        var due = new DateOnly(target.Year, 12, 31);
        // Looked back at from a later day, a target that was still ahead in the year asked about is past all the same.
        if (open.Count > 0 && due >= Today && Today.AddMonths(NearMonths) > due)
            yield return new("临近到期", $"{target.Year} 年目标还有 {open.Count} 项缺数据：{string.Join('、', open)}", $"/targets?year={year}&target={target.Year}{source}");
    }

    private static IEnumerable<Warning> Unconfirmed(AssessedYear now)
    {
        var open = now.Facts.Units.Count(u => !now.ConfirmedUnits.Contains(u.Code));
        if (open > 0) yield return new("数据确认", $"{open} 个考核单位的校长还没有确认 {now.Year}—{now.Year + 1} 学年数据，相关结果不能审签", $"/annual?year={now.Year}");
    }
}
