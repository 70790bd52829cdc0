using System.Text.Json;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>One version of a year's plan with everything that was done to it.</summary>
public sealed record PlanVersion(int Version, YearPlan Plan, PlanState State, IReadOnlyList<PlanEntry> Entries)
{
    /// <summary>The approval, or null.</summary>
    public PlanEntry? Approval => Entries.FirstOrDefault(e => e.Act == nameof(PlanAct.Approve));
}

/// <summary>年度计划: drafts, approval with 文号, amendments. What is done in the county is done under the version in force.</summary>
public sealed class PlanBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, TimeProvider clock)
{
    /// <summary>All versions of a year, oldest first.</summary>
    public async Task<IReadOnlyList<PlanVersion>> ListAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await ReadAsync(db, countyId, year);
    }

    /// <summary>Place in the ledger of the last thing done to a year's plan; 0 = nothing yet. Every act says how far its page had seen: what a colleague did since is not overwritten.</summary>
    public static long SeenOf(IEnumerable<PlanVersion> versions) => versions.SelectMany(v => v.Entries).Select(e => e.LedgerSeq).DefaultIfEmpty(0).Max();

    /// <summary>The plan that holds now, or null.</summary>
    public static async Task<PlanVersion?> InForceAsync(AppDb db, int countyId, int year) => (await ReadAsync(db, countyId, year)).LastOrDefault(v => v.State == PlanState.Approved);

    /// <summary>The line of the plan in force that an inspection carries out, with the plan's 文号; null with the reasons noted.</summary>
    /// <param name="kind">专项 or 综合.</param>
    /// <param name="chosen">The line that was chosen; null where the plan has but one for this site and kind.</param>
    public static async Task<(string DocumentNo, PlannedInspection Line)?> LineAsync(AppDb db, int countyId, int year, string site, string kind, PlannedInspection? chosen, ICollection<string> problems)
    {
        if (await InForceAsync(db, countyId, year) is not { } plan)
        {
            problems.Add(NoPlan(year));
            return null;
        }
        var (lines, number) = (plan.Plan.Inspections.Where(i => i.Site == site && i.Kind == kind).ToList(), plan.Approval!.DocumentNo!);
        if (lines.Count == 0) problems.Add($"年度计划（{number}）没有安排这所学校的{kind}督导，请先调整计划并经批准。");
        else if (chosen is null && lines.Count > 1) problems.Add($"年度计划（{number}）为这所学校安排了 {lines.Count} 项{kind}督导，请选择这次开展的计划项：{string.Join('；', lines.Select(l => $"{l.Month:yyyy-MM} {l.Title}"))}。");
        else if (lines.FirstOrDefault(l => chosen is null || l == chosen) is { } line) return (number, line);
        else problems.Add($"所选的计划项不在现行的年度计划（{number}）中，计划可能已调整，请刷新后重选。");
        return null;
    }

    public static string NoPlan(int year) => $"{year}—{year + 1} 学年的督导工作计划还没有批准。请先在“年度计划”中填写批准文号。";

    /// <summary>Saves a draft: of the first version, of the one being drafted, or of an amendment to the plan in force.</summary>
    /// <exception cref="Refusal">Something was done since <paramref name="seen"/>, or the reason of the amendment is missing.</exception>
    public Task<PlanEntry> SaveDraftAsync(Visitor who, YearPlan plan, string reason, long seen) => writer.WriteAsync(async (db, topics) =>
    {
        var versions = await VersionsAsync(db, who, plan.Year, seen);
        var current = versions.LastOrDefault(v => v.State == PlanState.Draft);
        var isAmendment = versions.Any(v => v.State == PlanState.Approved);
        if (current is null && isAmendment && string.IsNullOrWhiteSpace(reason)) throw new Refusal(422, "请写明调整计划的原因。");
        var version = current?.Version ?? versions.Select(v => v.Version).DefaultIfEmpty(0).Max() + 1;
        return await AddAsync(db, topics, who, plan.Year, version, PlanAct.Draft, JsonSerializer.Serialize(plan), null, null, reason);
    });

    /// <summary>Records the approval of the plan as it is shown: what was changed since the draft was saved is saved with it. The former version ends with it.</summary>
    /// <param name="isNews">False for what is only entered for the record.</param>
    /// <exception cref="Refusal">Something was done since <paramref name="seen"/>; or the plan falls short of the law or gives up what has been carried out, or 文号 and date are missing: all reasons at once.</exception>
    public Task<bool> ApproveAsync(Visitor who, YearPlan shown, long seen, string documentNo, DateOnly approvedOn, bool isNews = true) => writer.WriteAsync(async (db, topics) =>
    {
        var versions = await VersionsAsync(db, who, shown.Year, seen);
        var draft = versions.LastOrDefault(v => v.State == PlanState.Draft) ?? throw new Refusal(409, "没有待批准的计划草案，页面可能已过时，请刷新。");
        var before = versions.LastOrDefault(v => v.State == PlanState.Approved)?.Plan;
        var sites = await YearSites.ReadAsync(db, who.CountyId, shown.Year);
        var names = sites.ToDictionary(s => s.Code, s => s.Name);
        var deeds = await PlanDeeds.ReadAsync(db, who.CountyId, shown.Year);
        // What was carried out stays in the plan, also where its school has left the statistics since.
        foreach (var line in deeds.Select(d => d.Key)) names.TryAdd(line.Site, line.Site);
        var problems = shown.Problems(names).ToList();
        problems.AddRange((before?.Inspections ?? []).Except(shown.Inspections).Where(deeds.Contains).Select(l => $"{l.Month:yyyy-MM} {names.GetValueOrDefault(l.Site, l.Site)}的{l.Kind}督导“{l.Title}”已经开展，调整后的计划要保留这一项。"));
        if (string.IsNullOrWhiteSpace(documentNo)) problems.Add("请填写批准文号，如“紫政教督〔2026〕8号”。");
        if (approvedOn > YearSites.DayOf(clock.GetUtcNow())) problems.Add("批准日期晚于今天，请改正。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var content = JsonSerializer.Serialize(shown);
        if (content != JsonSerializer.Serialize(draft.Plan)) await AddAsync(db, topics, who, shown.Year, draft.Version, PlanAct.Draft, content, null, null, "");
        await AddAsync(db, topics, who, shown.Year, draft.Version, PlanAct.Approve, "", documentNo.Trim(), approvedOn, "");
        if (isNews) await PlanNews.TellAsync(db, topics, who, shown, before, documentNo.Trim(), sites, clock.GetUtcNow());
        return true;
    });

    /// <summary>Gives a draft up.</summary>
    public Task<bool> DiscardAsync(Visitor who, int year, string reason, long seen) => writer.WriteAsync(async (db, topics) =>
    {
        var draft = (await VersionsAsync(db, who, year, seen)).LastOrDefault(v => v.State == PlanState.Draft) ?? throw new Refusal(409, "没有可以作废的草案。");
        if (string.IsNullOrWhiteSpace(reason)) throw new Refusal(422, "请写明作废草案的原因。");
        await AddAsync(db, topics, who, year, draft.Version, PlanAct.Discard, "", null, null, reason);
        return true;
    });

    private static async Task<IReadOnlyList<PlanVersion>> VersionsAsync(AppDb db, Visitor who, int year, long seen)
    {
        if (!who.May(Policies.CanPlan)) throw new Refusal(403, "只有督导室可以编制年度计划。");
        var versions = await ReadAsync(db, who.CountyId, year);
        if (versions.SelectMany(v => v.Entries).MaxBy(e => e.LedgerSeq) is not { } last || last.LedgerSeq == seen) return versions;
        var what = Enum.Parse<PlanAct>(last.Act) switch { PlanAct.Draft => "保存过草案", PlanAct.Approve => "登记过批准", _ => "作废过草案" };
        throw new Refusal(409, $"{last.PersonName}已在 {last.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm} {what}，请刷新后再改。");
    }

    private static async Task<IReadOnlyList<PlanVersion>> ReadAsync(AppDb db, int countyId, int year)
    {
        var entries = await db.PlanEntries.AsNoTracking().Where(p => p.CountyId == countyId && p.Year == year).OrderBy(p => p.LedgerSeq).ToListAsync();
        var approved = entries.Where(e => e.Act == nameof(PlanAct.Approve)).Select(e => e.Version).DefaultIfEmpty(0).Max();
        return [.. entries.GroupBy(e => e.Version).OrderBy(g => g.Key).Select(g => new PlanVersion(g.Key, JsonSerializer.Deserialize<YearPlan>(g.Last(e => e.Content.Length > 0).Content)!,
            PlanFlow.After(g.Select(e => Enum.Parse<PlanAct>(e.Act)), g.Key < approved)!.Value, [.. g]))];
    }

    private async Task<PlanEntry> AddAsync(AppDb db, ICollection<string> topics, Visitor who, int year, int version, PlanAct act, string content, string? documentNo, DateOnly? approvedOn, string reason)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "plan", $"{year}-{version}", new { id, year, version, act = $"{act}", content, documentNo, approvedOn, by = who.Id });
        var entry = new PlanEntry { Id = id, CountyId = who.CountyId, Year = year, Version = version, Act = $"{act}", Content = content, DocumentNo = documentNo, ApprovedOn = approvedOn, Reason = reason.Trim(), PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq };
        db.PlanEntries.Add(entry);
        topics.Add(LiveFeed.Plan(who.CountyId));
        return entry;
    }
}
