using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.SelfAssessments;

/// <summary>What a unit says of one row.</summary>
/// <param name="Text">The value in words.</param>
public sealed record SelfRow(MarkValue? Value, string Text, string Evidence, DateTimeOffset At);

/// <summary>A site's 自评 as it stands.</summary>
/// <param name="Marks">By row code; rows without one are not assessed yet.</param>
/// <param name="Summary">Main problems and plan of the latest submission.</param>
/// <param name="SentBack">Why the office sent it back, while it has not been submitted again.</param>
public sealed record SelfAssessment(SelfAssessmentState State, IReadOnlyDictionary<string, SelfRow> Marks, string Summary, string? SentBack, DateTimeOffset? SubmittedAt)
{
    /// <summary>Rows a unit assesses itself: everything that is not computed from its data.</summary>
    public static IReadOnlyList<RowResult> RowsOf(Scorecard card) =>
        [.. card.Rows.Where(r => r.Row.Method != Method.Data && (r.State != IndicatorState.NotApplicable || r.Ballots.Marks.Count > 0)).DistinctBy(r => r.Row.Code)];
}

/// <summary>Keeps 自评: the head's own words row by row, then submitted as a whole. Nothing in it is ever scored: it stands beside what others found.</summary>
public sealed class SelfAssessmentBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, Assessor assessor, TimeProvider clock)
{
    /// <summary>The self-assessment of a site, as far as this person may see it: others than the unit see it once it is submitted, a lead office its own rows of it and nothing of the whole.</summary>
    public async Task<SelfAssessment?> FindAsync(Visitor who, int year, string site)
    {
        if (await assessor.WorkedAsync(who.CountyId, year) is not { } now || now.SiteOf(site) is not { } place || !who.MaySeeUnit(place.Unit)) return null;
        await using var db = await factory.CreateDbContextAsync();
        var found = await ReadAsync(db, who.CountyId, now, site);
        if (who.Role != Roles.Unit && found.State == SelfAssessmentState.Open) found = found with { Marks = new Dictionary<string, SelfRow>(), Summary = "" };
        return who.Role != Roles.LeadOffice ? found : found with { Marks = found.Marks.Where(m => now.Framework.Find(m.Key)?.Lead == who.LeadOffice).ToDictionary(StringComparer.Ordinal), Summary = "", SentBack = null };
    }

    /// <summary>Keeps what the head says of one row.</summary>
    public Task<bool> SaveAsync(Visitor who, int year, string site, string indicator, MarkValue? value, string evidence) => writer.WriteAsync(async (db, topics) =>
    {
        var (now, state) = await OwnAsync(db, who, year, site);
        if (state.State != SelfAssessmentState.Open) throw new Refusal(409, "自评已经提交。如需修改，请联系督导室退回。");
        var problems = new List<string>();
        if (now.Framework.Find(indicator) is not { } row || SelfAssessment.RowsOf(now.CardOf(site)!).All(r => r.Row.Code != indicator)) throw new Refusal(422, $"指标 {indicator} 不由学校自评。");
        problems.AddRange(MarkCheck.Problems(row, value));
        if (value is VerifiedMark) problems.Add("自评不能填核实值。");
        if (evidence.Length > 4000) problems.Add("说明超过 4000 字，请删减。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var id = Guid.CreateVersion7();
        var json = value is null ? null : MarkJson.Write(value);
        evidence = evidence.Trim();
        var seq = await ledger.AppendAsync(db, who.CountyId, "self", $"{id}", new { id, year, site, indicator, value = value is null ? null : MarkJson.WriteBare(value), by = who.Id });
        db.SelfMarks.Add(new SelfMark { Id = id, CountyId = who.CountyId, Year = year, Site = site, Edition = now.Framework.Edition, Indicator = indicator, Value = json, Evidence = evidence, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        topics.Add(LiveFeed.Mark(who.CountyId, year, site));
        return true;
    });

    /// <summary>提交自评.</summary>
    public Task<bool> SubmitAsync(Visitor who, int year, string site, string summary) => writer.WriteAsync(async (db, topics) =>
    {
        var (now, state) = await OwnAsync(db, who, year, site);
        if (state.State != SelfAssessmentState.Open) throw new Refusal(409, "自评已经提交。");
        var open = SelfAssessment.RowsOf(now.CardOf(site)!).Select(r => r.Row.Code).Where(code => !state.Marks.ContainsKey(code)).ToList();
        if (SelfAssessmentFlow.Problems(open, summary) is { Count: > 0 } problems) throw new Refusal(422, problems);
        await StepAsync(db, topics, who, year, site, SelfAssessmentAct.Submit, summary);
        return true;
    });

    /// <summary>退回补充.</summary>
    public Task<bool> SendBackAsync(Visitor who, int year, string site, string reason) => writer.WriteAsync(async (db, topics) =>
    {
        if (!SelfAssessmentFlow.Permitted(await SeenStateAsync(db, who, year, site), SelfAssessmentActor.Office).Contains(SelfAssessmentAct.SendBack)) throw new Refusal(409, "自评还没有提交，不需要退回。");
        if (string.IsNullOrWhiteSpace(reason)) throw new Refusal(422, "请写明退回的原因。");
        await StepAsync(db, topics, who, year, site, SelfAssessmentAct.SendBack, reason);
        return true;
    });

    /// <summary>审阅通过: the office finds it complete; nothing in it is judged by that.</summary>
    public Task<bool> AcceptAsync(Visitor who, int year, string site) => writer.WriteAsync(async (db, topics) =>
    {
        if (!SelfAssessmentFlow.Permitted(await SeenStateAsync(db, who, year, site), SelfAssessmentActor.Office).Contains(SelfAssessmentAct.Accept)) throw new Refusal(409, "自评没有提交，或者已经审阅，请刷新。");
        await StepAsync(db, topics, who, year, site, SelfAssessmentAct.Accept, "");
        return true;
    });

    /// <summary>Inside the caller's write: a new call for 自评 reaches a site that has submitted already. What it wrote stays, to be brought up to date and submitted again.</summary>
    public async Task ReopenAsync(AppDb db, ICollection<string> topics, Visitor office, int year, string site, string reason)
    {
        // A site that a corrected import has taken out has nothing to assess.
        if ((await assessor.WorkedAsync(office.CountyId, year))?.SiteOf(site) is null) return;
        if ((await StatesAsync(db, office.CountyId, year)).ContainsKey(site)) await StepAsync(db, topics, office, year, site, SelfAssessmentAct.Reopen, reason);
    }

    /// <summary>Sites whose 自评 is submitted.</summary>
    public static async Task<IReadOnlySet<string>> SubmittedAsync(AppDb db, int countyId, int year) => (await StatesAsync(db, countyId, year)).Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>When each site last handed in what has not been sent back since, and when it was last asked anew after that, by site: a later call does not undo that it was handed in.</summary>
    public static async Task<IReadOnlyDictionary<string, (DateTimeOffset? HandedIn, DateTimeOffset? Asked)>> TimesAsync(AppDb db, int countyId, int year)
    {
        var steps = await db.SelfAssessmentSteps.AsNoTracking().Where(s => s.CountyId == countyId && s.Year == year).OrderBy(s => s.LedgerSeq).ToListAsync();
        return steps.GroupBy(s => s.Site).ToDictionary(g => g.Key, g => (
            g.LastOrDefault(s => s.Act is nameof(SelfAssessmentAct.Submit) or nameof(SelfAssessmentAct.SendBack)) is { Act: nameof(SelfAssessmentAct.Submit) } handed ? handed.At : (DateTimeOffset?)null,
            g.Last() is { Act: nameof(SelfAssessmentAct.SendBack) or nameof(SelfAssessmentAct.Reopen) } asked ? asked.At : (DateTimeOffset?)null), StringComparer.Ordinal);
    }

    /// <summary>Where each submitted 自评 stands and when it was handed in, by site.</summary>
    public static async Task<IReadOnlyDictionary<string, (SelfAssessmentState State, DateTimeOffset At)>> StatesAsync(AppDb db, int countyId, int year)
    {
        var steps = await db.SelfAssessmentSteps.AsNoTracking().Where(s => s.CountyId == countyId && s.Year == year).OrderBy(s => s.LedgerSeq).ToListAsync();
        return steps.GroupBy(s => s.Site).Select(g => (Site: g.Key, State: StateOf(g), At: g.LastOrDefault(s => s.Act == nameof(SelfAssessmentAct.Submit))?.At))
            .Where(s => s.State != SelfAssessmentState.Open).ToDictionary(s => s.Site, s => (s.State, s.At!.Value), StringComparer.Ordinal);
    }

    private static SelfAssessmentState StateOf(IEnumerable<SelfAssessmentStep> steps) => SelfAssessmentFlow.After(steps.Select(s => Enum.Parse<SelfAssessmentAct>(s.Act)));

    private async Task<SelfAssessmentState> SeenStateAsync(AppDb db, Visitor who, int year, string site)
    {
        if (who.Role != Roles.Office || await assessor.WorkedAsync(who.CountyId, year) is not { } now || now.SiteOf(site) is null) throw new Refusal(404, "没有这所学校的自评。");
        return (await ReadAsync(db, who.CountyId, now, site)).State;
    }

    private async Task<(AssessedYear Now, SelfAssessment State)> OwnAsync(AppDb db, Visitor who, int year, string site)
    {
        if (who.Role != Roles.Unit || await assessor.WorkedAsync(who.CountyId, year) is not { } now || now.SiteOf(site) is not { } place || place.Unit != who.UnitCode) throw new Refusal(404, "没有这所学校，或者它不属于您的单位。");
        return (now, await ReadAsync(db, who.CountyId, now, site));
    }

    private async Task StepAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string site, SelfAssessmentAct act, string text)
    {
        var id = Guid.CreateVersion7();
        text = text.Trim();
        var seq = await ledger.AppendAsync(db, who.CountyId, "self-step", $"{id}", new { id, year, site, act = $"{act}", by = who.Id });
        db.SelfAssessmentSteps.Add(new SelfAssessmentStep { Id = id, CountyId = who.CountyId, Year = year, Site = site, Act = $"{act}", Text = text, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        var place = (await assessor.WorkedAsync(who.CountyId, year))!.SiteOf(site)!;
        if (act != SelfAssessmentAct.Accept) await NoticeBook.TellAsync(db, topics, who, who.CountyId, act == SelfAssessmentAct.Submit ? await Recipients.OfficeAsync(db, who.CountyId) : await Recipients.UnitAsync(db, who.CountyId, place.Unit),
            new(NoticeKind.Step, act == SelfAssessmentAct.Submit ? $"{place.Name}已提交自评。" : act == SelfAssessmentAct.Reopen ? $"请更新{place.Name}的自评，重新提交。" : $"{place.Name}的自评被退回补充，请看退回的原因。", $"/self/{year}/{site}"), clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, year, site));
    }

    private static async Task<SelfAssessment> ReadAsync(AppDb db, int countyId, AssessedYear now, string site)
    {
        var marks = await db.SelfMarks.AsNoTracking().Where(m => m.CountyId == countyId && m.Year == now.Year && m.Site == site).OrderBy(m => m.LedgerSeq).ToListAsync();
        var steps = await db.SelfAssessmentSteps.AsNoTracking().Where(s => s.CountyId == countyId && s.Year == now.Year && s.Site == site).OrderBy(s => s.LedgerSeq).ToListAsync();
        var latest = marks.GroupBy(m => m.Indicator).Select(g => g.Last()).Where(m => m.Value is not null).ToList();
        var rows = latest.Select(m => (m.Indicator, Row: RowOf(now.Framework, m))).Where(m => m.Row is not null).ToDictionary(m => m.Indicator, m => m.Row!, StringComparer.Ordinal);
        var (state, last, submitted) = (StateOf(steps), steps.LastOrDefault(), steps.LastOrDefault(s => s.Act == nameof(SelfAssessmentAct.Submit)));
        return new(state, rows, submitted?.Text ?? "", last?.Act is nameof(SelfAssessmentAct.SendBack) or nameof(SelfAssessmentAct.Reopen) ? last.Text : null, state == SelfAssessmentState.Open ? null : submitted?.At);
    }

    private static SelfRow? RowOf(IndicatorFramework framework, SelfMark mark) =>
        framework.Find(mark.Indicator) is { } row && YearFacts.ValueOf(mark.Value) is { } value ? new(value, MarkText.Of(value, row), mark.Evidence, mark.At) : null;
}
