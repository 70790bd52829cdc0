using System.Linq.Expressions;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Rectifications;

/// <summary>Reads cases with their steps and with where their schools are today, and says who may see one and what each person is to it.</summary>
internal static class CaseFile
{
    public static async Task<IReadOnlyList<RectificationCase>> ReadAsync(AppDb db, int countyId, Expression<Func<Rectification, bool>> wanted)
    {
        var heads = await db.Rectifications.AsNoTracking().Where(r => r.CountyId == countyId).Where(wanted).OrderBy(r => r.LedgerSeq).ToListAsync();
        if (heads.Count == 0) return [];
        var ids = heads.Select(h => h.Id).ToList();
        var steps = (await db.RectificationSteps.AsNoTracking().Where(s => ids.Contains(s.CaseId)).OrderBy(s => s.LedgerSeq).ToListAsync()).ToLookup(s => s.CaseId);
        var places = await CasePlaces.ReadAsync(db, countyId, heads.Select(h => h.Site));
        return [.. heads.Select(h => new RectificationCase(h, [.. steps[h.Id]], places.Of(h.Site, h.Unit)))];
    }

    /// <summary>What was proposed last because a closed case fell back, or null.</summary>
    public static async Task<RectificationCase?> LastProposalAsync(AppDb db, RectificationCase closed)
    {
        var source = $"{closed.Head.Id}";
        return (await ReadAsync(db, closed.Head.CountyId, r => r.SourceKind == "fallback" && r.SourceId == source)).LastOrDefault();
    }

    /// <summary>A unit sees what its schools of today have to mend, a lead office what stands under its clauses or was handed over to it; a proposal is the office's alone.
    /// Accounts and data are the administrator's; what was seen at a school is not.</summary>
    public static bool MaySee(Visitor who, RectificationCase one) => (!one.IsProposalOnly || who.Role == Roles.Office) && who.Role switch
    {
        Roles.Unit => one.Place.Unit == who.UnitCode,
        Roles.LeadOffice => who.LeadOffice is { Length: > 0 } office && (one.Head.LeadOffice == office || one.Taker == office),
        Roles.Administrator => false,
        _ => true,
    };

    /// <summary>Why an inspector must leave a case to others, in Chinese, or null: 回避 from its school, of then or of today, or a term that is over.</summary>
    /// <param name="standings">How each person stands to each site.</param>
    public static string? WhyNot(Visitor who, RectificationCase one, Func<string, string, InspectorStanding> standings, DateOnly today) => who.Role != Roles.Inspector ? null
        : new[] { one.Head.Site, one.Place.Site }.Distinct().Select(s => standings(who.Id, s).WhyReplaced(today)).FirstOrDefault(w => w is not null) is { } why ? $"您不能办理这个整改事项（{why}），请由其他督学或督导室核查。" : null;

    public static RectificationActor? ActorOf(Visitor who) => who.Role switch
    {
        Roles.Office => RectificationActor.Office,
        Roles.Inspector => RectificationActor.Inspector,
        Roles.Unit => RectificationActor.Unit,
        _ => null,
    };
}
