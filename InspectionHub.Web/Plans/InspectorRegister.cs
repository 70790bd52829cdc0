using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>One 督学 as the register shows them on a day.</summary>
/// <param name="Now">The term that holds, or null.</param>
/// <param name="Ordinal">Which term in a row it is.</param>
/// <param name="Sites">责任区 on that day.</param>
/// <param name="Recusals">Sites to stay away from, with the reason.</param>
/// <param name="History">All 聘书, newest first.</param>
/// <param name="IsClosed">Whether the account is closed: the area waits to be handed over.</param>
public sealed record InspectorLine(string Id, string Name, Appointment? Now, int Ordinal, IReadOnlyList<string> Sites, IReadOnlyDictionary<string, string> Recusals, IReadOnlyList<Appointment> History, bool IsClosed = false)
{
    /// <summary>聘书 that were given and not taken back, newest first.</summary>
    public IReadOnlyList<Appointment> Letters => [.. History.Where(a => a.Ends is null && !IsTakenBack(a))];

    /// <summary>撤销登记: an end before the first day, so that the term never was.</summary>
    public bool IsTakenBack(Appointment letter) => History.Any(e => e.Ends == letter.Id && e.To < e.From);
}

/// <summary>责任区 as it is entered for a day and for later ones.</summary>
/// <param name="Duties">Who is responsible for each site on the day.</param>
/// <param name="Later">What comes to the person or goes on later days.</param>
public sealed record InspectorArea(IReadOnlyDictionary<string, string> Duties, IReadOnlyList<(DateOnly From, string Site, bool IsComing)> Later);

/// <summary>Whether a 督学 may inspect a site: terms as they were held, and the reason to stay away, if there is one.</summary>
/// <param name="IsClosed">The account is closed: nothing can come from this person any more.</param>
public sealed record InspectorStanding(IReadOnlyList<InspectorTerm> Terms, string? Recusal, bool IsClosed = false)
{
    /// <summary>Nothing against it.</summary>
    public static InspectorStanding Clear { get; } = new([], null);

    /// <summary>Why somebody already at work there must be replaced, in Chinese, or null. Whoever never had a 聘书 in the hub was appointed before it kept them.</summary>
    public string? WhyReplaced(DateOnly day) => IsClosed ? "账号已停用" : Recusal is not null ? $"须回避：{Recusal}" : Terms.Count > 0 && !Terms.Any(t => t.Holds(day)) ? "聘期已满或已结束" : null;
}

/// <summary>督学名册: who is 督学 and until when, who is responsible for which site, and where they must not go.</summary>
public sealed class InspectorRegister(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, TimeProvider clock)
{
    public DateOnly Today => YearSites.DayOf(clock.GetUtcNow());

    /// <summary>Everybody with the role or with a 聘书, in order of name.</summary>
    public async Task<IReadOnlyList<InspectorLine>> ListAsync(int countyId, DateOnly day)
    {
        await using var db = await factory.CreateDbContextAsync();
        var role = await db.Roles.Where(r => r.Name == Roles.Inspector).Select(r => r.Id).FirstOrDefaultAsync();
        var people = await db.Users.AsNoTracking().Where(u => u.CountyId == countyId && (db.UserRoles.Any(r => r.UserId == u.Id && r.RoleId == role) || db.Appointments.Any(a => a.PersonId == u.Id))).OrderBy(u => u.UserName!.Length).ThenBy(u => u.UserName).Select(u => new { u.Id, u.Name, u.LockoutEnd }).ToListAsync();
        var letters = (await db.Appointments.AsNoTracking().Where(a => a.CountyId == countyId).ToListAsync()).ToLookup(a => a.PersonId);
        var areas = (await DutiesAsync(db, countyId, day)).ToLookup(d => d.Value, d => d.Key);
        var recusals = (await RecusalsAsync(db, countyId)).ToLookup(r => r.PersonId);
        return [.. people.Select(p =>
        {
            var held = Held([.. letters[p.Id]]);
            var now = held.FirstOrDefault(h => h.Term.Holds(day));
            return new InspectorLine(p.Id, p.Name, now.Letter, now.Term?.Ordinal(held.Select(h => h.Term)) ?? 0, [.. areas[p.Id].Order(StringComparer.Ordinal)],
                recusals[p.Id].ToDictionary(r => r.Site, r => r.Reason), [.. letters[p.Id].OrderByDescending(a => a.LedgerSeq)], p.LockoutEnd >= Person.Closed);
        })];
    }

    /// <summary>Who is responsible for each site on a day, by site.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> DutiesAsync(AppDb db, int countyId, DateOnly day) =>
        SiteDuties.On((await db.DutyEntries.AsNoTracking().Where(d => d.CountyId == countyId).ToListAsync()).Select(d => new SiteDuty(d.Site, d.PersonId, d.From, d.LedgerSeq)), day);

    /// <summary>责任区 on a day, and what is entered for later ones about this person.</summary>
    public async Task<InspectorArea> AreaAsync(int countyId, string personId, DateOnly day)
    {
        await using var db = await factory.CreateDbContextAsync();
        var all = (await db.DutyEntries.AsNoTracking().Where(d => d.CountyId == countyId).ToListAsync()).Select(d => new SiteDuty(d.Site, d.PersonId, d.From, d.LedgerSeq)).ToList();
        var later = new List<(DateOnly, string, bool)>();
        foreach (var next in all.Where(d => d.From > day).Select(d => d.From).Distinct().Order())
        {
            var (was, then) = (SiteDuties.On(all, next.AddDays(-1)), SiteDuties.On(all, next));
            later.AddRange(from site in was.Keys.Union(then.Keys).Order(StringComparer.Ordinal)
                           let had = was.GetValueOrDefault(site) == personId
                           let has = then.GetValueOrDefault(site) == personId
                           where had != has
                           select (next, site, has));
        }
        return new(SiteDuties.On(all, day), later);
    }

    /// <summary>The same, only of those whose term holds on that day and whose account is open: who is not in office looks after no school.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> HeldDutiesAsync(AppDb db, int countyId, DateOnly day)
    {
        var inOffice = Held(await db.Appointments.AsNoTracking().Where(a => a.CountyId == countyId).ToListAsync()).Where(h => h.Term.Holds(day)).Select(h => h.Letter.PersonId).ToHashSet(StringComparer.Ordinal);
        inOffice.ExceptWith(await Closed(db, countyId).ToListAsync());
        return (await DutiesAsync(db, countyId, day)).Where(d => inOffice.Contains(d.Value)).ToDictionary();
    }

    /// <summary>Why a person may not inspect a site on a day, in Chinese; empty = they may. Asked when a team is made and when a visit is planned or begun.</summary>
    public static async Task<IReadOnlyList<string>> WhyNotAsync(AppDb db, int countyId, string personId, string personName, string site, DateOnly day)
    {
        var standing = await StandingAsync(db, countyId, personId, site);
        var reasons = new List<string>();
        if (!standing.Terms.Any(t => t.Holds(day))) reasons.Add($"{personName}在 {day:yyyy-MM-dd} 没有在任的督学聘书，请先在“督学名册”登记聘任。");
        if (standing.IsClosed) reasons.Add($"{personName}的账号已停用，请换一名督学，或先启用账号。");
        if (standing.Recusal is { } reason) reasons.Add($"{personName}与这所学校有回避关系（{reason}，《教育督导条例》第十条），请换一名督学。");
        return reasons;
    }

    /// <summary>What decides whether a person may inspect a site.</summary>
    public static async Task<InspectorStanding> StandingAsync(AppDb db, int countyId, string personId, string site) => new(
        [.. Held(await db.Appointments.AsNoTracking().Where(a => a.CountyId == countyId && a.PersonId == personId).ToListAsync()).Select(h => h.Term)],
        (await RecusalsAsync(db, countyId)).FirstOrDefault(r => r.PersonId == personId && r.Site == site)?.Reason, await Closed(db, countyId).ContainsAsync(personId));

    /// <summary>The same for everybody of a county, read once.</summary>
    public static async Task<Func<string, string, InspectorStanding>> StandingsAsync(AppDb db, int countyId)
    {
        var letters = (await db.Appointments.AsNoTracking().Where(a => a.CountyId == countyId).ToListAsync()).ToLookup(a => a.PersonId);
        var recusals = (await RecusalsAsync(db, countyId)).ToDictionary(r => (r.PersonId, r.Site), r => r.Reason);
        var closed = await Closed(db, countyId).ToListAsync();
        return (person, site) => new([.. Held([.. letters[person]]).Select(h => h.Term)], recusals.GetValueOrDefault((person, site)), closed.Contains(person));
    }

    /// <summary>聘任 for a term. Entered some days late is usual: whoever it still concerns is told.</summary>
    /// <param name="isNews">False for what is only entered for the record.</param>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public Task<Guid> AppointAsync(Visitor who, string personId, string letter, DateOnly givenOn, DateOnly from, DateOnly to, bool isFullTime, bool isNews = true) => writer.WriteAsync(async (db, topics) =>
    {
        topics.Add(LiveFeed.Plan(who.CountyId));
        var person = await PersonAsync(db, who, personId);
        var problems = new InspectorTerm(from, to).Problems([.. Held(await db.Appointments.AsNoTracking().Where(a => a.PersonId == personId).ToListAsync()).Select(h => h.Term)]).ToList();
        if (string.IsNullOrWhiteSpace(letter)) problems.Insert(0, "请填写聘书编号。");
        else if (await db.Appointments.AnyAsync(a => a.CountyId == who.CountyId && a.Letter == letter.Trim() && a.Ends == null && !db.Appointments.Any(e => e.Ends == a.Id && e.To < e.From))) problems.Insert(0, $"聘书编号“{letter.Trim()}”已经用过。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        if (isNews && to >= Today) await TellAsync(db, topics, who, personId, $"您已受聘为督学，任期 {from:yyyy-MM-dd} 至 {to:yyyy-MM-dd}。", "/visits");
        return await AddAsync(db, who, person, letter.Trim(), givenOn, from, to, isFullTime, null, "");
    });

    /// <summary>撤销登记: a 聘书 that was entered by mistake. The term never was: it counts for nothing, and its number may be entered again; the area stays, and waits for the right one.</summary>
    public Task<Guid> TakeBackAsync(Visitor who, Guid appointment, string reason) => writer.WriteAsync(async (db, topics) =>
    {
        topics.Add(LiveFeed.Plan(who.CountyId));
        var found = await db.Appointments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == appointment && a.CountyId == who.CountyId && a.Ends == null) ?? throw new Refusal(404, "没有这份聘书。");
        var person = await PersonAsync(db, who, found.PersonId);
        if (await db.Appointments.AnyAsync(e => e.Ends == found.Id && e.To < e.From)) throw new Refusal(409, "这份聘书的登记已经撤销，请刷新。");
        if (string.IsNullOrWhiteSpace(reason)) throw new Refusal(422, "请写明撤销登记的原因，如“任期填错”。");
        await TellAsync(db, topics, who, found.PersonId, $"您的督学聘任登记（任期 {found.From:yyyy-MM-dd} 至 {found.To:yyyy-MM-dd}）已撤销，原因请向督导室了解。", "/visits");
        return await AddAsync(db, who, person, found.Letter, found.GivenOn, found.From, found.From.AddDays(-1), found.IsFullTime, found.Id, reason.Trim());
    });

    /// <summary>Ends a term before its time; from the day after the person inspects no more, and the sites are free: those of that day, and those that were to come later.</summary>
    public Task<Guid> EndAsync(Visitor who, Guid appointment, DateOnly last, string reason) => writer.WriteAsync(async (db, topics) =>
    {
        topics.Add(LiveFeed.Plan(who.CountyId));
        var found = await db.Appointments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == appointment && a.CountyId == who.CountyId && a.Ends == null) ?? throw new Refusal(404, "没有这份聘书。");
        var person = await PersonAsync(db, who, found.PersonId);
        if (await db.Appointments.AnyAsync(e => e.Ends == found.Id && e.To < e.From)) throw new Refusal(409, "这份聘书的登记已经撤销，请刷新。");
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(reason)) problems.Add("请写明提前结束的原因。");
        if (last < found.From || last > found.To) problems.Add($"结束日期应在任期 {found.From:yyyy-MM-dd} 至 {found.To:yyyy-MM-dd} 之内。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var mine = (await DutiesAsync(db, who.CountyId, last)).Where(d => d.Value == found.PersonId).Select(d => d.Key).ToList();
        foreach (var site in mine) await DutyAsync(db, who, site, null, "", last.AddDays(1));
        var others = Held(await db.Appointments.AsNoTracking().Where(a => a.PersonId == found.PersonId).ToListAsync()).Where(h => h.Letter.Id != found.Id).Select(h => h.Term).ToList();
        foreach (var (site, from) in (await LaterAsync(db, who.CountyId, found.PersonId, last)).Where(d => !others.Any(t => t.Holds(d.From)))) await DutyAsync(db, who, site, null, "", from);
        await TellAsync(db, topics, who, found.PersonId, $"您的督学任期到 {last:yyyy-MM-dd} 结束，原因请向督导室了解。", "/visits");
        return await AddAsync(db, who, person, found.Letter, found.GivenOn, found.From, last, found.IsFullTime, found.Id, reason.Trim());
    });

    /// <summary>Gives a person exactly these sites from a day on; sites taken from a colleague change hands, sites left out are released.</summary>
    /// <param name="isNews">False for what is only entered for the record.</param>
    /// <param name="seen">Who was responsible for each site on that day as whoever assigns has seen it; null where nobody has looked.</param>
    /// <exception cref="Refusal">All reasons at once; 409 if the sites have changed hands since they were seen.</exception>
    public Task<bool> AssignAsync(Visitor who, string personId, IReadOnlyCollection<string> sites, DateOnly from, bool isNews = true, IReadOnlyDictionary<string, string>? seen = null) => writer.WriteAsync(async (db, topics) =>
    {
        topics.Add(LiveFeed.Plan(who.CountyId));
        var person = await PersonAsync(db, who, personId);
        var known = (await YearSites.ReadAsync(db, who.CountyId, YearSites.Of(from))).ToDictionary(s => s.Code, s => s.Name);
        var problems = new List<string>();
        foreach (var site in sites)
            if (!known.TryGetValue(site, out var name)) problems.Add($"本学年没有编码为 {site} 的学校。");
            else problems.AddRange((await WhyNotAsync(db, who.CountyId, personId, person.Name, site, from)).Select(reason => $"{name}：{reason}"));
        if (problems.Count > 0) throw new Refusal(422, problems.Distinct().ToList());
        var before = await DutiesAsync(db, who.CountyId, from);
        if (seen is not null && sites.Union(before.Concat(seen).Where(d => d.Value == personId).Select(d => d.Key)).Where(s => before.GetValueOrDefault(s) != seen.GetValueOrDefault(s)).ToList() is { Count: > 0 } moved)
            throw new Refusal(409, $"您打开之后，{string.Join('、', moved.Select(s => known.GetValueOrDefault(s, s)))}的责任督学又有变化，勾选已按现在的登记更新，请核对后再保存。");
        var (given, released) = (sites.Distinct().Where(s => before.GetValueOrDefault(s) != personId).ToList(), before.Where(d => d.Value == personId && !sites.Contains(d.Key)).Select(d => d.Key).ToList());
        foreach (var site in given) await DutyAsync(db, who, site, personId, person.Name, from);
        foreach (var site in released) await DutyAsync(db, who, site, null, "", from);
        if (given.Count + released.Count == 0 || !isNews) return true;
        await TellAsync(db, topics, who, personId, $"您的责任区自 {from:yyyy-MM-dd} 起为 {sites.Distinct().Count()} 所学校。", "/visits");
        // Whoever loses a site to a colleague is told too.
        foreach (var lost in given.Where(before.ContainsKey).GroupBy(s => before[s])) await TellAsync(db, topics, who, lost.Key, $"您责任区的 {lost.Count()} 所学校自 {from:yyyy-MM-dd} 起由{person.Name}负责。", "/visits");
        return true;
    });

    /// <summary>登记回避, or lifts it. A responsible 督学 who must stay away gives the site up.</summary>
    public Task<bool> RecuseAsync(Visitor who, string personId, string site, string reason, bool isLifted = false) => writer.WriteAsync(async (db, topics) =>
    {
        topics.Add(LiveFeed.Plan(who.CountyId));
        var person = await PersonAsync(db, who, personId);
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(reason)) problems.Add(isLifted ? "请写明解除回避的原因。" : "请写明回避的原因，如“与校长系近亲属”“近三年在该校任职”。");
        // A site that has gone can no longer be chosen, but the entry about it can be lifted.
        if (!isLifted && (await YearSites.ReadAsync(db, who.CountyId, YearSites.Of(Today))).All(s => s.Code != site)) problems.Add("请选择学校。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "recusal", personId, new { id, personId, site, isLifted, by = who.Id });
        db.RecusalEntries.Add(new RecusalEntry { Id = id, CountyId = who.CountyId, PersonId = personId, PersonName = person.Name, Site = site, IsLifted = isLifted, Reason = reason.Trim(), ById = who.Id, ByName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        var name = (await YearSites.ReadAsync(db, who.CountyId, YearSites.Of(Today))).FirstOrDefault(s => s.Code == site)?.Name ?? site;
        await TellAsync(db, topics, who, personId, isLifted ? $"您与{name}的回避已经解除。" : $"您对{name}须回避，不再到该校督导；原因请向督导室了解。", "/visits");
        if (isLifted) return true;
        if ((await DutiesAsync(db, who.CountyId, Today)).GetValueOrDefault(site) == personId) await DutyAsync(db, who, site, null, "", Today);
        // What was to come later too.
        foreach (var (_, from) in (await LaterAsync(db, who.CountyId, personId, Today)).Where(d => d.Site == site)) await DutyAsync(db, who, site, null, "", from);
        return true;
    });

    /// <summary>Terms as they were really held: an early end shortens the one it names.</summary>
    private static IReadOnlyList<(InspectorTerm Term, Appointment Letter)> Held(IReadOnlyCollection<Appointment> letters)
    {
        var ends = letters.Where(a => a.Ends is not null).GroupBy(a => a.Ends!.Value).ToDictionary(g => g.Key, g => g.MaxBy(a => a.LedgerSeq)!.To);
        // One that was taken back ends before it begins: it never was.
        return [.. letters.Where(a => a.Ends is null).Select(a => (Term: new InspectorTerm(a.From, ends.GetValueOrDefault(a.Id, a.To)), a)).Where(h => h.Term.To >= h.Term.From)];
    }

    /// <summary>Sites that would come to a person after a day, with the days on which they would.</summary>
    private static async Task<IReadOnlyList<(string Site, DateOnly From)>> LaterAsync(AppDb db, int countyId, string personId, DateOnly last) =>
        [.. (await db.DutyEntries.AsNoTracking().Where(d => d.CountyId == countyId && d.From > last).ToListAsync())
            .GroupBy(d => (d.Site, d.From)).Where(g => g.MaxBy(d => d.LedgerSeq)!.PersonId == personId).Select(g => g.Key)];

    private static async Task<IReadOnlyList<RecusalEntry>> RecusalsAsync(AppDb db, int countyId) =>
        [.. (await db.RecusalEntries.AsNoTracking().Where(r => r.CountyId == countyId).ToListAsync()).GroupBy(r => (r.PersonId, r.Site)).Select(g => g.MaxBy(r => r.LedgerSeq)!).Where(r => !r.IsLifted)];

    private static IQueryable<string> Closed(AppDb db, int countyId) => db.Users.Where(u => u.CountyId == countyId && u.LockoutEnd >= Person.Closed).Select(u => u.Id);

    private static async Task<Person> PersonAsync(AppDb db, Visitor who, string personId)
    {
        if (!who.May(Policies.CanPlan)) throw new Refusal(403, "只有督导室可以管理督学名册。");
        return await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == personId && u.CountyId == who.CountyId) ?? throw new Refusal(404, "没有这个人。");
    }

    private async Task<Guid> AddAsync(AppDb db, Visitor who, Person person, string letter, DateOnly givenOn, DateOnly from, DateOnly to, bool isFullTime, Guid? ends, string reason)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "appointment", person.Id, new { id, person = person.Id, letter, givenOn, from, to, isFullTime, ends, by = who.Id });
        db.Appointments.Add(new Appointment { Id = id, CountyId = who.CountyId, PersonId = person.Id, PersonName = person.Name, Letter = letter, GivenOn = givenOn, From = from, To = to, IsFullTime = isFullTime, Ends = ends, Reason = reason, ById = who.Id, ByName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        return id;
    }

    private Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, string personId, string text, string link) =>
        NoticeBook.TellAsync(db, topics, who, who.CountyId, [personId], new(NoticeKind.Step, text, link), clock.GetUtcNow());

    private async Task DutyAsync(AppDb db, Visitor who, string site, string? personId, string personName, DateOnly from)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "duty", site, new { id, site, person = personId, from, by = who.Id });
        db.DutyEntries.Add(new DutyEntry { Id = id, CountyId = who.CountyId, Site = site, PersonId = personId, PersonName = personName, From = from, ById = who.Id, ByName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
    }
}
