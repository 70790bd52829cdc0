using System.Globalization;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>等级 of the annual assessment, 县级自定 (scoring.md).</summary>
public enum Grade
{
    /// <summary>不合格</summary>
    Fail,

    /// <summary>合格</summary>
    Pass,

    /// <summary>良好</summary>
    Good,

    /// <summary>优秀: also needs a place at the top of the group.</summary>
    Excellent,
}

/// <summary>Words and cut-offs of grades.</summary>
public static class GradeNames
{
    /// <summary>The Chinese word.</summary>
    public static string Name(this Grade grade) => grade switch { Grade.Excellent => "优秀", Grade.Good => "良好", Grade.Pass => "合格", _ => "不合格" };

    /// <summary>The cut-offs of an edition in a sentence.</summary>
    public static string CutOffs(ScoringSettings settings) => string.Create(CultureInfo.InvariantCulture,
        $"优秀须 {settings.Excellent:0.##} 分以上且居本组前 {settings.ExcellentTopPercent:0.##} %，良好 {settings.Good:0.##} 分，合格 {settings.Pass:0.##} 分");

    /// <summary>The grade of unrounded points; 优秀 is only possible where the group's rank allows it.</summary>
    public static Grade Of(Fraction points, ScoringSettings settings, bool isTop) =>
        points >= settings.Excellent && isTop ? Grade.Excellent : points >= settings.Good ? Grade.Good : points >= settings.Pass ? Grade.Pass : Grade.Fail;
}
