namespace InspectionHub.Web.Scoring;

/// <summary>What everything a device sends has in common.</summary>
public interface IFromDevice
{
    /// <summary>Made by the device; the same however often it is sent.</summary>
    Guid Id { get; }
    string Device { get; }
    string Sheet { get; }

    /// <summary>The row it concerns; "-" for what concerns the whole sheet.</summary>
    string Indicator => "-";
}
