using InspectionHub.Core.Procedures;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Vetoes;

/// <summary>One veto with its steps, oldest first.</summary>
public sealed record VetoCase(Guid Id, int Year, string Site, string Kind, IReadOnlyList<VetoStep> Steps)
{
    public IReadOnlyList<VetoMove> Moves => [.. Steps.Select(s => new VetoMove(Enum.Parse<VetoAct>(s.Act), s.PersonId))];

    public VetoState State => VetoFlow.After(Moves)!.Value;

    /// <summary>Where its school is today: it stays with the school through 改属, 合并 and 撤并. Null for the county's own, and where nobody asked.</summary>
    public CasePlace? Place { get; init; }

    /// <summary>Why the person who reads it must leave it to others, in Chinese, or null.</summary>
    public string? WhyNot { get; init; }

    /// <summary>The last day of what it waits for; null where it waits for nothing.</summary>
    public DateOnly? DueOn(WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days) => VetoFlow.DeadlineOf(State) is { } kind ? calendar.Add(YearSites.DayOf(Steps[^1].At), days[kind]) : null;

    /// <summary>The acts a person may choose now.</summary>
    public IReadOnlyList<VetoAct> PermittedFor(Visitor who) => WhyNot is null ? VetoFlow.Permitted(Moves, VetoBook.ActorOf(who), who.Id) : [];

    internal bool HasStepOf(string person) => Steps.Any(s => s.PersonId == person);
}

/// <summary>The register of vetoes: writes steps as VetoFlow permits, and shows each person what is theirs to see.</summary>
public sealed class VetoBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, FrameworkShelf shelf, TimeProvider clock)
{
    /// <summary>Kinds of veto: of schools by row, and the county's own.</summary>
    public IReadOnlyList<(string Code, string Name, bool IsCounty)> Kinds =>
    [
        .. shelf.Current.Indicators.Where(i => i.Veto is not null).Select(i => (i.Code, $"{i.Code} {i.Veto}", false)),
        .. shelf.Current.CountyVetoes.Select(v => (v.Code, $"{v.Name}（{v.Basis}）", true)),
    ];

    /// <summary>What a kind is about, with its code.</summary>
    public string KindOf(VetoCase one) => Kinds.FirstOrDefault(k => k.Code == one.Kind).Name ?? one.Kind;

    /// <summary>The cases of a year, or of all years, that this person may see.</summary>
    public async Task<IReadOnlyList<VetoCase>> ListAsync(Visitor who, int? year)
    {
        await using var db = await factory.CreateDbContextAsync();
        return [.. (await PlacedAsync(db, who, await CasesAsync(db, who.CountyId, year))).Where(c => MaySee(who, c))];
    }

    /// <summary>Every case of a county and year up to a ledger position.</summary>
    public static async Task<IReadOnlyList<VetoCase>> CasesAsync(AppDb db, int countyId, int? year, long upTo = long.MaxValue)
    {
        var steps = await db.VetoSteps.AsNoTracking().Where(s => s.CountyId == countyId && (year == null || s.Year == year) && s.LedgerSeq <= upTo).OrderBy(s => s.LedgerSeq).ToListAsync();
        return [.. steps.GroupBy(s => s.CaseId).Select(g => new VetoCase(g.Key, g.First().Year, g.First().Site, g.First().Kind, [.. g]))];
    }

    /// <summary>Reports a clue and gives the case's id.</summary>
    public Task<Guid> RaiseAsync(Visitor who, int year, string site, string kind, string text) => writer.WriteAsync(async (db, topics) =>
    {
        var problems = VetoFlow.Problems([], VetoAct.Raise, ActorOf(who), who.Id, text, []).ToList();
        var chosen = Kinds.FirstOrDefault(k => k.Code == kind);
        if (chosen.Code is null) problems.Add("请选择否决情形。");
        else if (chosen.IsCounty && site.Length > 0) problems.Add("这是县级否决情形，不针对某一所学校，请不要选学校。");
        else if (!chosen.IsCounty && !await db.SchoolYears.AnyAsync(s => s.Year == year && s.Code == site && db.ImportBatches.Any(b => b.Id == s.BatchId && b.CountyId == who.CountyId))) problems.Add("请选择学校。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var id = Guid.CreateVersion7();
        await AddAsync(db, topics, who, id, year, site, kind, VetoAct.Raise, text, []);
        return id;
    });

    /// <summary>Takes the next step of a case.</summary>
    public Task<bool> StepAsync(Visitor who, Guid caseId, VetoAct act, string text, IReadOnlyList<string> deciders) => writer.WriteAsync(async (db, topics) =>
    {
        var found = (await PlacedAsync(db, who, [.. (await CasesAsync(db, who.CountyId, null)).Where(c => c.Id == caseId)])).FirstOrDefault();
        if (found is null || who.Role == Roles.Unit && found.Place?.Unit != who.UnitCode) throw new Refusal(404, "没有这条否决线索。");
        if (found.WhyNot is { } why) throw new Refusal(422, why);
        var problems = VetoFlow.Problems(found.Moves, act, ActorOf(who), who.Id, text, deciders).ToList();
        // Whose turn it is to be heard has the whole time for it; the county's own veto has no unit to wait for.
        if (problems.Count == 0 && act == VetoAct.Hear && who.Role == Roles.Office && found.Site.Length > 0
            && await CalendarBook.DueAsync(db, who.CountyId, Deadline.HearVeto, YearSites.DayOf(found.Steps[^1].At)) is var last && last >= Today)
            problems.Add($"申辩期限到 {last:yyyy-MM-dd}，期满后单位仍未申辩的，才能由督导室记明。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        await AddAsync(db, topics, who, caseId, found.Year, found.Site, found.Kind, act, text, deciders);
        return true;
    });

    public static VetoActor ActorOf(Visitor who) => who.Role switch
    {
        Roles.Office => VetoActor.Office,
        Roles.Inspector => VetoActor.Inspector,
        Roles.LeadOffice => VetoActor.LeadOffice,
        Roles.Unit => VetoActor.Unit,
        _ => throw new Refusal(403, "您没有处理否决线索的权限。"),
    };

    /// <summary>Targets an established county veto keeps from being met, judged in a year: those still ahead by the year's own register, one past due by that of its year; for as many years as the kind of veto counts.</summary>
    /// <returns>Each of them with the year of its latest veto.</returns>
    public async Task<IReadOnlyDictionary<int, int>> TargetsAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var established = (await CasesAsync(db, countyId, null)).Where(c => c.Site.Length == 0 && c.State == VetoState.Established).ToList();
        return (from target in shelf.Current.Tests.Select(t => t.Target).Distinct()
                let years = established.Where(c => shelf.Current.CountyVetoes.Any(v => v.Code == c.Kind && v.Targets.Contains(target) && v.CountsIn(Math.Min(year, target), c.Year))).Select(c => c.Year).ToList()
                where years.Count > 0
                select (target, Latest: years.Max())).ToDictionary(t => t.target, t => t.Latest);
    }

    /// <summary>County vetoes that count in a year or later, the latest of each kind, once for each target they are about.</summary>
    public async Task<IReadOnlyList<TargetVeto>> EstablishedAsync(int countyId, int since)
    {
        await using var db = await factory.CreateDbContextAsync();
        var established = (await CasesAsync(db, countyId, null)).Where(c => c.Site.Length == 0 && c.State == VetoState.Established).ToList();
        return
        [
            .. from veto in shelf.Current.CountyVetoes
               let years = established.Where(c => c.Kind == veto.Code && veto.CountsIn(Math.Max(since, c.Year), c.Year)).Select(c => c.Year).ToList()
               where years.Count > 0
               from target in veto.Targets
               select new TargetVeto(target, veto.Name, years.Max()),
        ];
    }

    private DateOnly Today => YearSites.DayOf(clock.GetUtcNow());

    /// <summary>Cases with where their schools are today, and for an inspector with what keeps him from them.</summary>
    private async Task<IReadOnlyList<VetoCase>> PlacedAsync(AppDb db, Visitor who, IReadOnlyList<VetoCase> cases)
    {
        if (cases.Count == 0) return cases;
        var places = await CasePlaces.ReadAsync(db, who.CountyId, cases.Select(c => c.Site).Where(s => s.Length > 0).Distinct());
        var standings = who.Role == Roles.Inspector ? await InspectorRegister.StandingsAsync(db, who.CountyId) : null;
        return
        [
            .. from one in cases
               let place = one.Site.Length == 0 ? null : places.Of(one.Site)
               let why = standings is null ? null : new[] { one.Site, place?.Site ?? one.Site }.Distinct().Select(s => standings(who.Id, s).WhyReplaced(Today)).FirstOrDefault(w => w is not null)
               select one with { Place = place, WhyNot = why is null ? null : $"您不能核实这项否决线索（{why}），请由其他督学或督导室核实。" },
        ];
    }

    /// <summary>A unit reads of a case only when it is to be heard; an inspector or lead office of what was decided, and of everything they reported or took a step of.</summary>
    private static bool MaySee(Visitor who, VetoCase one) => who.Role switch
    {
        Roles.Office or Roles.Leader => true,
        Roles.Unit => one.Place?.Unit == who.UnitCode && one.State != VetoState.Raised && one.Steps.Any(s => s.Act == nameof(VetoAct.Verify)),
        Roles.Inspector => one.State is VetoState.Raised or VetoState.Established or VetoState.Revoked || one.HasStepOf(who.Id),
        _ => one.State is VetoState.Established or VetoState.Revoked || one.HasStepOf(who.Id),
    };

    private async Task AddAsync(AppDb db, ICollection<string> topics, Visitor who, Guid caseId, int year, string site, string kind, VetoAct act, string text, IReadOnlyList<string> deciders)
    {
        var (id, names) = (Guid.CreateVersion7(), string.Join('\n', deciders.Select(d => d.Trim()).Where(d => d.Length > 0).Distinct()));
        var seq = await ledger.AppendAsync(db, who.CountyId, "veto", $"{caseId}", new { id, year, site, kind, act = $"{act}", by = who.Id });
        db.VetoSteps.Add(new VetoStep
        {
            Id = id,
            CaseId = caseId,
            CountyId = who.CountyId,
            Year = year,
            Site = site,
            Kind = kind,
            Act = $"{act}",
            Text = text.Trim(),
            Deciders = names,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = seq,
        });
        List<string> involved = [who.Id, .. await db.VetoSteps.Where(s => s.CaseId == caseId).Select(s => s.PersonId).ToListAsync()];
        await TellAsync(db, topics, who, year, site, act, involved, clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, year, site));
    }

    /// <summary>The office hears of a report and of a hearing, the unit that answers for the school today when it is to be heard and of the decision; of the county's own, which has no unit to hear, the
    /// office and the leaders. Whoever took a step of it hears how it ended.</summary>
    private static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string site, VetoAct act, IReadOnlyList<string> involved, DateTimeOffset now)
    {
        var name = site.Length == 0 ? "本县" : (await YearSites.ReadAsync(db, who.CountyId, year)).FirstOrDefault(s => s.Code == site)?.Name ?? site;
        var office = await Recipients.OfficeAsync(db, who.CountyId);
        IReadOnlyList<string> concerned = site.Length > 0 ? await Recipients.UnitAsync(db, who.CountyId, (await CasePlaces.ReadAsync(db, who.CountyId, [site])).Of(site).Unit) : [.. office, .. await Recipients.LeadersAsync(db, who.CountyId)];
        (IReadOnlyList<string> persons, var text) = act switch
        {
            VetoAct.Raise => (office, "收到否决线索，请核实。"),
            VetoAct.Hear => (office, "否决事项已听取申辩，待集体认定。"),
            VetoAct.Verify => (concerned, site.Length == 0 ? "有一项县级否决事项经初步核实，待听取情况说明后集体认定。" : "有一项否决事项经初步核实，请提出申辩。"),
            VetoAct.Establish => ([.. concerned, .. involved], "否决事项已经集体认定。"),
            VetoAct.Revoke => ([.. concerned, .. involved], "否决事项的认定已经集体决定撤销。"),
            _ => ([.. concerned, .. involved], "否决事项认定不成立。"),
        };
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, persons, new(NoticeKind.Veto, $"{name}：{text}", $"/vetoes?year={year}"), now);
    }
}
