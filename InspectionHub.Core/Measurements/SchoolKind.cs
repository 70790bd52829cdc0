namespace InspectionHub.Core.Measurements;

/// <summary>校点类别: the kind that decides which rows and points apply (scoring.md, "What is assessed").</summary>
public enum SchoolKind
{
    /// <summary>幼 幼儿园</summary>
    Kindergarten,

    /// <summary>小 完全小学</summary>
    Primary,

    /// <summary>初 初级中学</summary>
    Junior,

    /// <summary>九 九年一贯制学校</summary>
    NineYear,

    /// <summary>高 高级中学、完全中学</summary>
    Senior,

    /// <summary>职 中等职业学校</summary>
    Vocational,

    /// <summary>特 特殊教育学校</summary>
    Special,

    /// <summary>点 教学点</summary>
    TeachingPoint,
}

/// <summary>The words of the field for kinds, and back.</summary>
public static class SchoolKindNames
{
    private static readonly string[] Shorts = ["幼", "小", "初", "九", "高", "职", "特", "点"];
    private static readonly string[] Longs = ["幼儿园", "完全小学", "初级中学", "九年一贯制学校", "高级中学", "中等职业学校", "特殊教育学校", "教学点"];

    /// <summary>The one-character code used in data files, such as 九.</summary>
    public static string Short(this SchoolKind kind) => Shorts[(int)kind];

    /// <summary>The full word, such as 九年一贯制学校.</summary>
    public static string Name(this SchoolKind kind) => Longs[(int)kind];

    /// <summary>Whether every site of the kind has the stage; others it may have besides.</summary>
    public static bool Implies(this SchoolKind kind, Stage stage) => (kind, stage) is (SchoolKind.Kindergarten, Stage.Preschool) or (SchoolKind.Primary or SchoolKind.NineYear or SchoolKind.TeachingPoint, Stage.Primary)
        or (SchoolKind.Junior or SchoolKind.NineYear, Stage.Junior) or (SchoolKind.Senior, Stage.Senior) or (SchoolKind.Vocational, Stage.Vocational);

    /// <summary>The kind with this one-character code, or null.</summary>
    public static SchoolKind? Parse(string code) => Array.IndexOf(Shorts, code) is >= 0 and var index ? (SchoolKind)index : null;
}
