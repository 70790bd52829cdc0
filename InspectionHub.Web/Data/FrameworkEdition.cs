namespace InspectionHub.Web.Data;

/// <summary>A published edition of the rules, kept as the text it was published with. Append-only.</summary>
public sealed class FrameworkEdition
{
    public int Id { get; init; }
    public required string Edition { get; init; }
    public required string Content { get; init; }
    public required string ContentHash { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
}
