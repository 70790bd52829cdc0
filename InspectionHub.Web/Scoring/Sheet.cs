using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Scoring;

/// <summary>Where marks are put down: an inspection's sheet for its team, or a lead office's desk sheet <c>desk-YEAR-SITE</c>.</summary>
/// <param name="IsFrozen">Of a desk sheet: the year's 年度考核 is in public or approved. A signed inspection does not close it: what was signed is read up to its own position.</param>
public sealed record Sheet(string Id, int Year, string Site, SchoolKind Kind, string Edition, Inspection? Inspection, bool IsFrozen)
{
    /// <summary>Of an inspection's sheet: whether the marker may still inspect this school.</summary>
    public InspectorStanding Standing { get; init; } = InspectorStanding.Clear;

    public static string Desk(int year, string site) => $"desk-{year}-{site}";

    /// <summary>Whether it is a lead office's: its people mark for the office, so the latest of them counts, whoever it was.</summary>
    public static bool IsDesk(string sheet) => sheet.StartsWith("desk-", StringComparison.Ordinal);

    /// <summary>The sheet if this person may mark on it, else null: a stranger learns nothing.</summary>
    /// <param name="db">The database.</param>
    /// <param name="who">Who would mark.</param>
    /// <param name="id">The sheet.</param>
    /// <param name="current">The edition in effect: a desk sheet is of it, an inspection's of the one it pinned.</param>
    public static async Task<Sheet?> FindAsync(AppDb db, Visitor who, string id, string current)
    {
        if (Guid.TryParse(id, out _)) return await OfInspectionAsync(db, who, id);
        if (who.Role != Roles.LeadOffice || id.Split('-', 3) is not ["desk", var yearText, var site] || !int.TryParse(yearText, out var year)) return null;
        if (await KindAsync(db, who.CountyId, year, site) is not { } siteKind) return null;
        var steps = await db.AnnualSteps.Where(s => s.CountyId == who.CountyId && s.Year == year).OrderBy(s => s.LedgerSeq).Select(s => s.Act).ToListAsync();
        return new(id, year, site, siteKind, current, null, AnnualAssessmentFlow.After(steps.Select(Enum.Parse<AnnualAct>)) >= AnnualState.Public);
    }

    /// <summary>The same of an inspection's sheet alone.</summary>
    public static async Task<Sheet?> OfInspectionAsync(AppDb db, Visitor who, string id)
    {
        if (!Guid.TryParse(id, out var inspectionId)) return null;
        var inspection = await WholeInspections.FindAsync(db, who.CountyId, inspectionId);
        if (inspection is null || inspection.Members.All(m => m.PersonId != who.Id)) return null;
        return await KindAsync(db, who.CountyId, inspection.Year, inspection.Site, orBefore: true) is { } kind
            ? new(id, inspection.Year, inspection.Site, kind, inspection.Edition, inspection, false) { Standing = await InspectorRegister.StandingAsync(db, who.CountyId, who.Id, inspection.Site) } : null;
    }

    /// <summary>Whether the marker must be replaced first: a recusal or the end of a term reaches a running inspection too.</summary>
    public bool IsBarred(DateOnly day) => Inspection is not null && Standing.WhyReplaced(day) is not null;

    /// <summary>Whether this person's marks now come too late.</summary>
    public bool IsClosedFor(string personId)
    {
        if (Inspection is null) return IsFrozen;
        if (Inspection.Members.Any(m => m.PersonId == personId && m.LeftAt is not null)) return true;
        if (InspectionBook.StateOf(Inspection) != InspectionState.Open) return true;
        // Sending back opens every ballot again.
        var acts = Inspection.Acts.OrderBy(a => a.Id).ToList();
        var back = acts.FindLastIndex(a => a.Act == nameof(Core.Procedures.InspectionAct.SendBack));
        return acts.Skip(back + 1).Any(a => a.PersonId == personId && a.Act == nameof(Core.Procedures.InspectionAct.CloseBallot));
    }

    /// <summary>What a person is told whose mark comes too late: why, and what becomes of it.</summary>
    public string SayLate(string personId) => Inspection switch
    {
        null => "本学年考核结果已经公示或审定：这条评分已作为迟到评分保存，不计入结果；确需更正的，请告诉督导室撤回公示后再评。",
        { } one when InspectionBook.StateOf(one) == InspectionState.Withdrawn => "这次督导已撤销：这条评分已保存，不计入结果。",
        { } one when InspectionBook.StateOf(one).IsFrozen() => "结果已经审签：这条评分已作为迟到评分保存，不改变已审签的结果；有异议请告诉督导室。",
        { } one when one.Members.Any(m => m.PersonId == personId && m.LeftAt is not null) => "更换督学后您已不在这个督导组：这条评分已作为迟到评分保存，组长采纳后才计入。",
        _ when !IsClosedFor(personId) => "您对这所学校须回避，或聘期已经结束：这条评分已作为迟到评分保存，由组长决定是否采纳；请与督导室联系更换督学。",
        _ => "评分表已关闭：这条评分已作为迟到评分保存，组长采纳后才计入。",
    };

    /// <summary>Why this person may not mark this row here, or null.</summary>
    public string? WhyNotRow(Indicator row, Visitor who)
    {
        if (Inspection is null)
            return row.Method != Method.Material ? $"指标 {row.Code} 不由股室评分。" : row.Lead != who.LeadOffice ? $"指标 {row.Code} 由{row.Lead}评分。" : null;
        if (row.Method == Method.Material) return $"指标 {row.Code} 由{row.Lead}在股室评分。";
        var clauses = Inspection.Members.First(m => m.PersonId == who.Id).Clauses.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return clauses.Length > 0 && !clauses.Contains(row.Clause) ? $"指标 {row.Code} 不在分给您的条款内。" : null;
    }

    /// <param name="orBefore">While the year has no statistics of the school, what it was in the newest year before it: an inspection does not wait for them.</param>
    private static async Task<SchoolKind?> KindAsync(AppDb db, int countyId, int year, string site, bool orBefore = false)
    {
        var kind = await db.SchoolYears.AsNoTracking().Where(s => (s.Year == year || (orBefore && s.Year < year)) && s.Code == site && db.ImportBatches.Any(b => b.Id == s.BatchId && b.CountyId == countyId))
            .OrderByDescending(s => s.Year).ThenByDescending(s => s.BatchId).Select(s => s.Kind).FirstOrDefaultAsync();
        return kind is null ? null : SchoolKindNames.Parse(kind);
    }
}
