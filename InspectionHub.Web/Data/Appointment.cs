namespace InspectionHub.Web.Data;

/// <summary>聘书: a person is 督学 for a term. An early end is a later entry naming the one it ends. Append-only.</summary>
public sealed class Appointment : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }

    /// <summary>聘书编号 and the day it was given.</summary>
    public required string Letter { get; init; }
    public required DateOnly GivenOn { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>Last day; for an early end the day it really ended.</summary>
    public required DateOnly To { get; init; }

    /// <summary>专职; otherwise 兼职.</summary>
    public required bool IsFullTime { get; init; }

    /// <summary>The appointment this entry ends before its time.</summary>
    public Guid? Ends { get; init; }
    [Redactable(OnlyWithSalt = true)]
    public required string Reason { get; init; }
    public required string ById { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>责任区: from a day on a site belongs to a 责任督学, or to nobody. The latest entry holds. Append-only.</summary>
public sealed class DutyEntry
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required string Site { get; init; }
    public string? PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateOnly From { get; init; }
    public required string ById { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}

/// <summary>回避: a person may not inspect a site (教育督导条例 §10), or may again. The latest entry of the pair holds. Append-only.</summary>
public sealed class RecusalEntry : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required string Site { get; init; }

    /// <summary>Whether the reason has gone.</summary>
    public required bool IsLifted { get; init; }
    [Redactable]
    public required string Reason { get; init; }
    public required string ById { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
