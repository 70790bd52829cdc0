using Microsoft.AspNetCore.Identity;

namespace InspectionHub.Web.Accounts;

/// <summary>A person who may sign in.</summary>
public sealed class Person : IdentityUser
{
    /// <summary>Lockout end of an account an administrator has closed.</summary>
    public static readonly DateTimeOffset Closed = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Name as it stands on papers.</summary>
    public string Name { get; set; } = "";
    public int CountyId { get; set; }

    /// <summary>For a unit's head: the unit.</summary>
    public string? UnitCode { get; set; }

    /// <summary>For a lead office: its name, such as 教育股.</summary>
    public string? LeadOffice { get; set; }
}
