using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.Rectifications;

/// <summary>What an address asks of the 整改台账: the page and its workbook show the same cases.</summary>
/// <param name="Rate">The school year whose cases count for 按期整改率 (row 5-2.2), where only these are asked for.</param>
public sealed record RectificationFilter(string? State, string? Town, string? Site, string? Office, string? Class, int? Rate = null)
{
    /// <summary>待核查、待审批, as a state to ask for.</summary>
    public const string Pending = "pending";

    /// <summary>无牵头股室, as an office to ask for: no clause stands behind the case, and nobody took it over.</summary>
    public const string NoOffice = "none";

    public static RectificationFilter From(IQueryCollection query) => new(query["state"], query["town"], query["site"], query["office"], query["class"], int.TryParse(query["rate"], out var rate) ? rate : null);

    /// <summary>The same as an address, for the export.</summary>
    public string Text => string.Join('&', new[] { ("state", State), ("town", Town), ("site", Site), ("office", Office), ("class", Class), ("rate", $"{Rate}") }
        .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));

    /// <summary>Without a state what is not closed yet. A school has the cases of those it took in among its own.</summary>
    public bool Fits(RectificationCase one, RectificationList list) =>
        (State switch { "all" => true, "overdue" => one.IsOverdue(list.Today), Pending => one.State is RectificationState.Reported or RectificationState.Checked, _ => Enum.TryParse<RectificationState>(State, out var wanted) ? one.State == wanted : one.IsOpen || one.State == RectificationState.Proposed })
        && (Rate is not { } year || OnTimeRate.Counts(one, year))
        && (string.IsNullOrEmpty(Town) || list.SiteOf(one.Head.Site)?.Town == Town) && (string.IsNullOrEmpty(Site) || one.IsOf(Site))
        && (string.IsNullOrEmpty(Office) || (Office == NoOffice ? one.Head.LeadOffice.Length == 0 && one.Taker is null : one.Head.LeadOffice == Office || one.Taker == Office)) && (string.IsNullOrEmpty(Class) || $"{one.Class}" == Class);
}
