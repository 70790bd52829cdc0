using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.Rectifications;

/// <summary>What an address asks of the 整改台账: the page and its workbook show the same cases.</summary>
public sealed record RectificationFilter(string? State, string? Town, string? Site, string? Office, string? Class)
{
    public static RectificationFilter From(IQueryCollection query) => new(query["state"], query["town"], query["site"], query["office"], query["class"]);

    /// <summary>The same as an address, for the export.</summary>
    public string Text => string.Join('&', new[] { ("state", State), ("town", Town), ("site", Site), ("office", Office), ("class", Class) }
        .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));

    /// <summary>Without a state what is not closed yet.</summary>
    public bool Fits(RectificationCase one, RectificationList list) =>
        (State switch { "all" => true, "overdue" => one.IsOverdue(list.Today), _ => Enum.TryParse<RectificationState>(State, out var wanted) ? one.State == wanted : one.IsOpen || one.State == RectificationState.Proposed })
        && (string.IsNullOrEmpty(Town) || list.SiteOf(one.Head.Site)?.Town == Town) && (string.IsNullOrEmpty(Site) || one.Head.Site == Site)
        && (string.IsNullOrEmpty(Office) || one.Head.LeadOffice == Office) && (string.IsNullOrEmpty(Class) || $"{one.Class}" == Class);
}
