using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

/// <summary>A member of a team.</summary>
/// <param name="Name">Name.</param>
/// <param name="IsLead">组长.</param>
/// <param name="Clauses">Clauses this person looks at; empty = all.</param>
public sealed record TeamPlace(string Name, bool IsLead, string Clauses = "");

/// <summary>What a finding says.</summary>
public enum FindingSort
{
    /// <summary>成绩</summary>
    Merit,

    /// <summary>问题</summary>
    Problem,

    /// <summary>建议</summary>
    Advice,
}

/// <summary>A finding of the team.</summary>
/// <param name="Sort">What it says.</param>
/// <param name="Text">The fact, checkable.</param>
/// <param name="Basis">The rule it rests on; empty if none is named.</param>
/// <param name="Row">Code of the framework's row; empty if none.</param>
/// <param name="Class">整改类别 such as 限期整改; empty for others than problems.</param>
/// <param name="Due">整改期限 of a problem; null if none is set.</param>
public sealed record PaperFinding(FindingSort Sort, string Text, string Basis = "", string Row = "", string Class = "", DateOnly? Due = null)
{
    /// <summary>Photos of what was found.</summary>
    public IReadOnlyList<EvidencePhoto> Photos { get; init; } = [];
}

/// <summary>One kind of work done on site, in counts.</summary>
/// <param name="Name">座谈, 问卷, 听课 …</param>
/// <param name="Times">How often.</param>
/// <param name="Asked">People present or questionnaires sent; null if not counted.</param>
/// <param name="Valid">Valid questionnaires; null if not counted.</param>
/// <param name="Satisfied">Satisfied among the valid; null if not counted.</param>
public sealed record SiteWork(string Name, int Times, int? Asked = null, int? Valid = null, int? Satisfied = null);

/// <summary>A point of the unit's 申辩 and its answer.</summary>
/// <param name="Text">The unit's words.</param>
/// <param name="Outcome">采纳, 部分采纳 or 不采纳; null while unanswered.</param>
/// <param name="Reason">Why.</param>
public sealed record HeardReply(string Text, string? Outcome, string Reason);

/// <summary>Everything the papers of one inspection are composed from. Unknown is null or empty and is said so.</summary>
public sealed record InspectionFacts
{
    /// <summary>What it is called, such as 2026 年秋季综合督导.</summary>
    public required string Title { get; init; }

    /// <summary>The school's name.</summary>
    public required string Site { get; init; }

    /// <summary>The unit that answers for it.</summary>
    public required string Unit { get; init; }

    /// <summary>综合督导 rather than 专项督导.</summary>
    public bool IsComprehensive { get; init; }

    /// <summary>What it rests on.</summary>
    public string Basis { get; init; } = "";

    /// <summary>批准文号 of the year's plan it carries out; empty where that is not known.</summary>
    public string PlanNo { get; init; } = "";

    /// <summary>What is looked at.</summary>
    public string Matters { get; init; } = "";

    /// <summary>What the unit is to have ready.</summary>
    public string Materials { get; init; } = "";

    /// <summary>First day on site.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day on site.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Until when the unit is to assess itself; null where that is not asked.</summary>
    public DateOnly? SelfAssessmentDue { get; init; }

    /// <summary>The team.</summary>
    public IReadOnlyList<TeamPlace> Team { get; init; } = [];

    /// <summary>What was done on site.</summary>
    public IReadOnlyList<SiteWork> Work { get; init; } = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<PaperFinding> Findings { get; init; } = [];

    /// <summary>初步意见 in the office's own words, as it was sent; empty before.</summary>
    public string Preliminary { get; init; } = "";

    /// <summary>督导意见 in the office's own words, as it was sent; empty before.</summary>
    public string Opinion { get; init; } = "";

    /// <summary>Until when the unit may reply to the preliminary view.</summary>
    public DateOnly? ReplyDue { get; init; }

    /// <summary>What the unit replied.</summary>
    public IReadOnlyList<HeardReply> Replies { get; init; } = [];

    /// <summary>The result; null if nothing was scored.</summary>
    public Scorecard? Card { get; init; }

    /// <summary>The edition the result was judged by.</summary>
    public required IndicatorFramework Framework { get; init; }

    /// <summary>Whether the result was signed off; by whom and when.</summary>
    public string? SignedBy { get; init; }

    /// <summary>The day of signing off.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>综合督导 or 专项督导.</summary>
    public string Sort => IsComprehensive ? "综合督导" : "专项督导";

    /// <summary>Findings of one sort.</summary>
    public IEnumerable<PaperFinding> Of(FindingSort sort) => Findings.Where(f => f.Sort == sort);

    /// <summary>2026年11月2日至4日, or that it is still to be told.</summary>
    public string Dates => (From, To) switch
    {
        ({ } from, { } to) when from == to => Numerals.Day(from),
        ({ } from, { } to) => $"{Numerals.Day(from)}至{(from.Year == to.Year ? from.Month == to.Month ? $"{to.Day}日" : $"{to.Month}月{to.Day}日" : Numerals.Day(to))}",
        _ => "另行通知",
    };

    /// <summary>组长甲，成员乙、丙.</summary>
    public string TeamText => Team.Count == 0 ? "未定" : $"组长{Team.FirstOrDefault(m => m.IsLead)?.Name ?? "未定"}，成员{string.Join('、', Team.Where(m => !m.IsLead).Select(m => m.Name))}";

    /// <summary>听课 3 次、座谈 1 次（12 人） …; empty if nothing was recorded.</summary>
    public string WorkText => string.Join('、', Work.Select(w => $"{w.Name} {w.Times} 次{(w.Asked is { } asked ? w.Valid is { } valid ? $"（发放 {asked} 份，有效 {valid} 份{(w.Satisfied is { } happy ? $"，满意 {happy} 份" : "")}）" : $"（{asked} 人）" : "")}"));
}
