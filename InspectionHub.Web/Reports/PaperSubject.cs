namespace InspectionHub.Web.Reports;

/// <summary>What a paper is about.</summary>
/// <param name="Kind">Word of the kind.</param>
/// <param name="Year">School year.</param>
/// <param name="Site">Empty for a paper about the county.</param>
/// <param name="Inspection">The inspection it reports, if one.</param>
/// <param name="About">Within the kind, such as one visit; empty for none.</param>
public sealed record PaperSubject(int CountyId, string Kind, int Year, string Site = "", Guid? Inspection = null, string About = "");

/// <summary>A composed paper.</summary>
/// <param name="Report">Its content, without frame.</param>
/// <param name="Unit">The unit it is addressed to; empty for a paper about the county.</param>
/// <param name="FileName">Without extension.</param>
/// <param name="To">主送 as proposed to the drafter.</param>
/// <param name="Blocked">Why it may not be issued yet; empty when it may.</param>
public sealed record ComposedPaper(Core.Reports.Report Report, string Unit, string FileName, string To = "", params IReadOnlyList<string> Blocked);

/// <summary>When a paper is composed, and where the ledger stood. The neutral moment makes two drafts comparable: what differs then differs in content.</summary>
public sealed record PaperMoment(DateTimeOffset Printed, DateOnly Day, bool IsNeutral)
{
    public long Position(long position) => IsNeutral ? 0 : position;
}
