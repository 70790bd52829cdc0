using InspectionHub.Core.Frameworks;

namespace InspectionHub.Web.Accounts;

/// <summary>Who reads what people marked, and whose it is: the one rule of pages, feeds, warnings, explanations and workbooks (design section 10). An inspector's own sheets
/// have their own, stricter rule: what colleagues marked there stays blind until one has marked oneself.</summary>
public static class MarkSight
{
    /// <summary>Marks of sheets nobody has signed, across the county: those who answer for the inspections. A unit and a lead office are told of a result when the preliminary
    /// view is sent; an administrator has accounts and data to look after, not what was seen at a school.</summary>
    public static bool SeesOpen(Visitor who) => who.Role is Roles.Office or Roles.Leader;

    /// <summary>Names and notes beside marks: those who carry an inspection through, and a lead office on the rows it marks itself.</summary>
    public static bool SeesWho(Visitor who, Indicator? row = null) =>
        SeesOpen(who) || who.Role == Roles.Inspector || (who.Role == Roles.LeadOffice && row is { Method: Method.Material } && row.Lead == who.LeadOffice);

    /// <summary>How a unit's points are put together from those of its sites. Before a public notice this is for those who decide and for the unit itself; from then on also for those
    /// who read every site's signed points. A unit reads its own only; a lead office reads its clauses, not the sums.</summary>
    public static bool SeesSums(Visitor who, string unit, bool isPublic) => who.Role switch
    {
        Roles.Office or Roles.Leader => true,
        Roles.Unit => who.UnitCode == unit,
        Roles.Inspector or Roles.Administrator => isPublic,
        _ => false,
    };
}
