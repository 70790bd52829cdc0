namespace InspectionHub.Web.Data;

/// <summary>A published edition of a routine visit's checklist, kept as the text it was published with. Append-only.</summary>
public sealed class ChecklistEdition
{
    public int Id { get; init; }
    public required string Edition { get; init; }
    public required string Content { get; init; }
    public required string ContentHash { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
}
