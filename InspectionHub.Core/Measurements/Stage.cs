namespace InspectionHub.Core.Measurements;

/// <summary>学段: the stage of schooling a pupil, teacher or class belongs to (contracts.md, sheet 学段).</summary>
public enum Stage
{
    /// <summary>学前</summary>
    Preschool,

    /// <summary>小学</summary>
    Primary,

    /// <summary>初中</summary>
    Junior,

    /// <summary>高中</summary>
    Senior,

    /// <summary>中职</summary>
    Vocational,

    /// <summary>特教</summary>
    Special,
}

/// <summary>The words of the field for stages, and back.</summary>
public static class StageNames
{
    private static readonly string[] Names = ["学前", "小学", "初中", "高中", "中职", "特教"];

    /// <summary>The Chinese word, such as 小学.</summary>
    public static string Name(this Stage stage) => Names[(int)stage];

    /// <summary>The stage named by <paramref name="name"/>, or null if the word is none of the six.</summary>
    public static Stage? Parse(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Stage)index : null;
}
