namespace InspectionHub.Core.Procedures;

/// <summary>How long a kind of personal data is kept before it is to be blacked out.</summary>
/// <param name="Table">Table it stands in.</param>
/// <param name="Field">Column.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="Years">Whole years after it came in.</param>
public sealed record RetentionRule(string Table, string Field, string Name, int Years);

/// <summary>保存期限 of personal data. No rule sets them for 教育督导 (not found); they are 县级自定 after the steps of 文书档案 (10 years, 30 years, for good:
/// 机关文件材料归档范围和文书档案保管期限规定, 2006). A position only helps to judge a fresh photo, so it goes sooner. What an act rests on — who marked, settled, signed and when — stays with it for good.</summary>
public static class Retention
{
    /// <summary>The reason that stands in the book.</summary>
    public const string Reason = "保存期满";

    /// <summary>Years of photos, signatures and the names of those who are no staff of the inspection.</summary>
    public const int EvidenceYears = 10;

    /// <summary>Years of positions.</summary>
    public const int PlaceYears = 3;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<RetentionRule> All =
    [
        new("Photos", "Latitude", "拍摄位置", PlaceYears),
        new("Photos", "Stored", "现场照片和手写签名", EvidenceYears),
        new("BallotSignatures", "HeadName", "学校负责人姓名", EvidenceYears),
        new("BallotSignatures", "RefusedReason", "拒签原因", EvidenceYears),
        new("BallotSignatures", "FirstWitness", "见证人姓名", EvidenceYears),
        new("BallotSignatures", "SecondWitness", "见证人姓名", EvidenceYears),
    ];

    /// <summary>Whether what came in on a day is past its time.</summary>
    public static bool IsOver(RetentionRule rule, DateOnly from, DateOnly today) => from.AddYears(rule.Years) <= today;
}
