namespace InspectionHub.Web.Data;

/// <summary>A photo or signature that a mark or a submission of a sheet named. The file lies in the data folder under <see cref="Stored"/>.</summary>
public sealed class Photo : IRedactable
{
    public required string Sheet { get; init; }

    /// <summary>SHA-256 of what the device sent: the name marks use.</summary>
    public required string Sha { get; init; }
    public required int CountyId { get; init; }

    /// <summary>SHA-256 of what is kept and served: decoded and encoded again, without anything the camera wrote into it.</summary>
    [Redactable]
    public required string Stored { get; init; }
    public required int Bytes { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>When it was taken, as the device says.</summary>
    public DateTimeOffset? TakenAt { get; init; }
    /// <summary>Where it was taken, in degrees (WGS 84), and the radius in metres the device vouches for; only if the person agreed.</summary>
    [Redactable]
    public double? Latitude { get; init; }
    [Redactable]
    public double? Longitude { get; init; }
    [Redactable]
    public double? Accuracy { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset Received { get; init; }
    public string? Salts { get; set; }
}
