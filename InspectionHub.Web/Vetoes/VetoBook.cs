using InspectionHub.Core.Procedures;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Vetoes;

/// <summary>One veto with its steps, oldest first.</summary>
public sealed record VetoCase(Guid Id, int Year, string Site, string Kind, IReadOnlyList<VetoStep> Steps)
{
    public IReadOnlyList<VetoMove> Moves => [.. Steps.Select(s => new VetoMove(Enum.Parse<VetoAct>(s.Act), s.PersonId))];

    public VetoState State => VetoFlow.After(Moves)!.Value;
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

    public async Task<IReadOnlyList<VetoCase>> ListAsync(Visitor who, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var cases = await CasesAsync(db, who.CountyId, year);
        var own = who.Role != Roles.Unit ? [] : await OwnAsync(db, who, year);
        return [.. cases.Where(c => MaySee(who, c, own))];
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
        var found = (await CasesAsync(db, who.CountyId, null)).FirstOrDefault(c => c.Id == caseId) ?? throw new Refusal(404, "没有这条否决线索。");
        if (who.Role == Roles.Unit && !(await OwnAsync(db, who, found.Year)).Contains(found.Site)) throw new Refusal(404, "没有这条否决线索。");
        if (VetoFlow.Problems(found.Moves, act, ActorOf(who), who.Id, text, deciders) is { Count: > 0 } problems) throw new Refusal(422, problems);
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
    public async Task<IReadOnlySet<int>> TargetsAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var established = (await CasesAsync(db, countyId, null)).Where(c => c.Site.Length == 0 && c.State == VetoState.Established).ToList();
        return shelf.Current.Tests.Select(t => t.Target).Distinct()
            .Where(target => established.Any(c => shelf.Current.CountyVetoes.Any(v => v.Code == c.Kind && v.Targets.Contains(target) && v.CountsIn(Math.Min(year, target), c.Year)))).ToHashSet();
    }

    /// <summary>County vetoes that count in a year or later, once for each target they are about.</summary>
    public async Task<IReadOnlyList<TargetVeto>> EstablishedAsync(int countyId, int since)
    {
        await using var db = await factory.CreateDbContextAsync();
        var established = (await CasesAsync(db, countyId, null)).Where(c => c.Site.Length == 0 && c.State == VetoState.Established).ToList();
        return [.. shelf.Current.CountyVetoes.Where(v => established.Any(c => c.Kind == v.Code && v.CountsIn(Math.Max(since, c.Year), c.Year))).SelectMany(v => v.Targets.Select(t => new TargetVeto(t, v.Name)))];
    }

    /// <summary>The sites of a unit as the year's newest import has them: a school that went to another unit took its vetoes along.</summary>
    private static async Task<HashSet<string>> OwnAsync(AppDb db, Visitor who, int year) =>
        [.. (await YearSites.ReadAsync(db, who.CountyId, year)).Where(s => s.Unit == who.UnitCode).Select(s => s.Code)];

    /// <summary>A unit reads of a case only when it is to be heard; an inspector or lead office only of its own reports until it is decided.</summary>
    private static bool MaySee(Visitor who, VetoCase one, HashSet<string> own) => who.Role switch
    {
        Roles.Office or Roles.Leader => true,
        Roles.Unit => own.Contains(one.Site) && one.State != VetoState.Raised && one.Steps.Any(s => s.Act == nameof(VetoAct.Verify)),
        Roles.Inspector => one.State is VetoState.Raised or VetoState.Established || one.Steps[0].PersonId == who.Id,
        _ => one.Steps[0].PersonId == who.Id || one.State == VetoState.Established,
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
        var reporter = act == VetoAct.Raise ? who.Id : await db.VetoSteps.Where(s => s.CaseId == caseId && s.Act == nameof(VetoAct.Raise)).Select(s => s.PersonId).FirstAsync();
        await TellAsync(db, topics, who, year, site, act, reporter, clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, year, site));
    }

    /// <summary>The office hears of a report and of a hearing, the unit when it is to be heard and of the decision; of the county's own, which has no unit to hear, the office and the leaders.
    /// Whoever reported it hears how it ended.</summary>
    private static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string site, VetoAct act, string reporter, DateTimeOffset now)
    {
        var place = (await YearSites.ReadAsync(db, who.CountyId, year)).FirstOrDefault(s => s.Code == site);
        var office = await Recipients.OfficeAsync(db, who.CountyId);
        IReadOnlyList<string> concerned = place is not null ? await Recipients.UnitAsync(db, who.CountyId, place.Unit) : [.. office, .. await Recipients.LeadersAsync(db, who.CountyId)];
        (IReadOnlyList<string> persons, var text) = act switch
        {
            VetoAct.Raise => (office, "收到否决线索，请核实。"),
            VetoAct.Hear => (office, "否决事项已听取申辩，待集体认定。"),
            VetoAct.Verify => (concerned, place is null ? "有一项县级否决事项经初步核实，待听取情况说明后集体认定。" : "有一项否决事项经初步核实，请提出申辩。"),
            VetoAct.Establish => ([.. concerned, reporter], "否决事项已经集体认定。"),
            _ => ([.. concerned, reporter], "否决事项认定不成立。"),
        };
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, persons, new(NoticeKind.Veto, $"{place?.Name ?? "本县"}：{text}", $"/vetoes?year={year}"), now);
    }
}
