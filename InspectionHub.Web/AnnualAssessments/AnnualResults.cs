using System.Text.Json;
using System.Text.Json.Serialization;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;

namespace InspectionHub.Web.AnnualAssessments;

/// <summary>One unit's result as it is shown in public.</summary>
/// <param name="Points">Points or interval, two decimals; 未定 while nothing is known.</param>
/// <param name="Grade">优秀, 良好, 合格, 不合格 or 未定.</param>
/// <param name="Reason">Why it is 未定, or what a veto did; empty otherwise.</param>
public sealed record UnitResult(string Unit, string Name, string Group, string Points, string Grade, string Reason);

/// <summary>The results of a county's year, frozen when they are shown in public.</summary>
public sealed record AnnualResults(string Schema, int Year, string Edition, IReadOnlyList<UnitResult> Units)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How each unit's points came about, frozen with them; null in results that were shown before this was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, UnitAccount>? Accounts { get; init; }

    /// <summary>Only what is official: confirmed data, signed inspections, the lead offices' marks. <paramref name="official"/> is <see cref="Assessor.ConfirmedAsync"/>.</summary>
    public static AnnualResults Of(AssessedYear official) => new("annual/1", official.Year, official.Framework.Edition,
    [
        .. official.Assessment.Units.OrderBy(u => u.Unit.Group, StringComparer.Ordinal).ThenByDescending(u => u.High is { } high ? high.ToDouble() : -1).ThenBy(u => u.Unit.Code, StringComparer.Ordinal).Select(u => ResultOf(official, u)),
    ]);

    /// <summary>The same with the account of every unit, as a public notice freezes it.</summary>
    public static AnnualResults ToShow(AssessedYear official)
    {
        var results = Of(official);
        return results with { Accounts = results.Units.Select(u => (u.Unit, Account: AccountOf(official, u))).Where(a => a.Account is not null).ToDictionary(a => a.Unit, a => a.Account!) };
    }

    /// <summary>The same with the accounts that this person may read.</summary>
    public AnnualResults For(Visitor who) => Accounts is null ? this : this with { Accounts = Accounts.Where(a => MarkSight.SeesSums(who, a.Key, isPublic: true)).ToDictionary() };

    /// <summary>How one of the results that are official now came about; null before the unit has confirmed its data, when nothing of it is added up.</summary>
    public static UnitAccount? AccountOf(AssessedYear official, UnitResult result) => !official.ConfirmedUnits.Contains(result.Unit) ? null
        : UnitAccount.Of(official.Framework, official.Assessment.Units.First(u => u.Unit.Code == result.Unit), result.Grade, result.Reason);

    private static UnitResult ResultOf(AssessedYear official, UnitScore score)
    {
        var isConfirmed = official.ConfirmedUnits.Contains(score.Unit.Code);
        var points = score.Low is { } low && score.High is { } high ? AssessmentReport.Points(low, high) : "未定";
        // A veto needs no data to hold; everything else official does.
        var grade = isConfirmed || score.Grade == Grade.Fail && score.Reason is not null ? score.Grade : null;
        var reason = grade is null && !isConfirmed ? "本学年数据尚未确认" : score.Reason ?? (grade is null ? "得分区间未定" : "");
        return new(score.Unit.Code, score.Unit.Name, score.Unit.Group, points, grade?.Name() ?? "未定", reason);
    }

    public string Write() => JsonSerializer.Serialize(this, Plain);

    public static AnnualResults Read(string json) => JsonSerializer.Deserialize<AnnualResults>(json)!;
}
