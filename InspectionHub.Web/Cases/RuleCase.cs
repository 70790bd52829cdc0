using System.Text.Json;

namespace InspectionHub.Web.Cases;

/// <summary>One file of data/cases: worked examples of one part of the rules.</summary>
public sealed record CaseFile(string Schema, string Title, string Source, IReadOnlyList<RuleCase> Cases);

/// <summary>A worked example that a layman can read: what is given, what must come out, and why by the text of the standard.</summary>
/// <param name="Code">Its own code, such as A1-R4-1.</param>
/// <param name="Basis">The line of the standard.</param>
/// <param name="Name">One line.</param>
/// <param name="Why">The arithmetic by hand.</param>
/// <param name="Given">Facts of a small county.</param>
/// <param name="Expect">What must come out.</param>
public sealed record RuleCase(string Code, string Basis, string Name, string Why, CaseGiven Given, IReadOnlyList<CaseExpected> Expect);

/// <summary>A small county.</summary>
public sealed record CaseGiven
{
    /// <summary>The day asked about: thresholds and relaxations in effect on it hold.</summary>
    public DateOnly Day { get; init; } = new(2026, 11, 1);

    public IReadOnlyList<CaseSite> Sites { get; init; } = [];

    /// <summary>County entries by item.</summary>
    public IReadOnlyDictionary<string, decimal> County { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Codes of sites with an established veto.</summary>
    public IReadOnlyList<string> Vetoed { get; init; } = [];
}

/// <summary>One site of it. What is not written is blank.</summary>
public sealed record CaseSite
{
    public required string Code { get; init; }

    public required string Kind { get; init; }

    public string Area { get; init; } = "镇";

    public bool? Public { get; init; } = true;

    public int? Designed { get; init; } = 2015;

    public string Unit { get; init; } = "甲镇中心学校";

    public IReadOnlyDictionary<string, decimal> Values { get; init; } = new Dictionary<string, decimal>();

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Stages { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, decimal>>();

    /// <summary>Values an inspector found, beside the reported ones.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Verified { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, decimal>>();

    /// <summary>Pupils of each class by stage and grade; null = blank.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<int?>>> Classes { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<int?>>>();

    public IReadOnlyList<CaseRoom> Rooms { get; init; } = [];

    public IReadOnlyList<CaseMark> Marks { get; init; } = [];
}

public sealed record CaseRoom(string Type, decimal? M2, int? Designed);

/// <summary>A mark: value as contracts.md writes it.</summary>
public sealed record CaseMark(string Person, string Row, JsonElement Value);

/// <summary>What must come out. Which fields are read depends on what is asked: row, compliance, coefficient, composite, test or unit.</summary>
public sealed record CaseExpected
{
    public required string What { get; init; }

    public string? Site { get; init; }

    public string? Code { get; init; }

    public string? Stage { get; init; }

    public string? State { get; init; }

    /// <summary>Exact, as a decimal or a fraction such as 41/3; for a coefficient a decimal that must agree as far as it is written.</summary>
    public string? Value { get; init; }

    /// <summary>Points earned, as one number or as an interval 78—82.</summary>
    public string? Points { get; init; }

    public string? Grade { get; init; }

    /// <summary>Words the reason must hold.</summary>
    public string? Reason { get; init; }

    /// <summary>Sites missing or in the way, in any order.</summary>
    public IReadOnlyList<string>? Sites { get; init; }
}
