namespace InspectionHub.Core.Measurements;

/// <summary>Where a value came from, so that every number can be followed back to a cell or a person.</summary>
/// <param name="Sheet">Sheet of the workbook, or 现场 / 县级填报 for values entered in the hub.</param>
/// <param name="Cell">Cell such as K17; empty for values entered in the hub.</param>
/// <param name="Who">Name of the person who imported or recorded it.</param>
/// <param name="At">When, in UTC; null for a workbook judged without a hub (<c>./hub assess</c>).</param>
public sealed record Origin(string Sheet, string Cell, string Who = "", DateTimeOffset? At = null);

/// <summary>One fact: the value of an item at a site (and stage) in a year. Facts are stored and never changed.</summary>
/// <param name="Site">Site code, or null for a county value.</param>
/// <param name="Stage">Stage, or null where the item belongs to the whole site or county.</param>
/// <param name="Item">Item key of the framework, such as pupils.</param>
/// <param name="Value">Exact value in the item's unit; a yes-no item is 1 or 0.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="IsVerified">True for what an inspector found on site, false for what the school reported. The two are separate facts.</param>
public sealed record Measurement(string? Site, Stage? Stage, string Item, decimal Value, Origin Origin, bool IsVerified = false);
