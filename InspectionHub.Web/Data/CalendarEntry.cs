namespace InspectionHub.Web.Data;

/// <summary>A holiday or a shifted working day of a county. Append-only: of several about one day the latest holds; an empty kind makes it an ordinary day again.</summary>
public sealed class CalendarEntry
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>放假, 上班 or empty.</summary>
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}

/// <summary>A county's own number of working days for one deadline. Append-only: the latest holds.</summary>
public sealed class DeadlineSetting
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }

    /// <summary>Name of the Core deadline, such as Reply.</summary>
    public required string Kind { get; init; }
    public required int Days { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}
