namespace InspectionHub.Core.Measurements;

/// <summary>What became of a site (contracts.md, sheet 沿革).</summary>
public enum SuccessionKind
{
    /// <summary>更名: the code stays, the name changes.</summary>
    Rename,

    /// <summary>合并: the pupils go to another site.</summary>
    Merger,

    /// <summary>拆分: a new site comes out of an old one.</summary>
    Split,

    /// <summary>撤并: the site is closed.</summary>
    Closure,
}

/// <summary>One turn in a site's life: trends break there visibly.</summary>
/// <param name="From">Code of the site before.</param>
/// <param name="To">Code of the site after; the same code for a rename, null for a closure that names no successor.</param>
/// <param name="On">Day from which it holds.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Origin">The cell that says so.</param>
public sealed record Succession(string From, string? To, DateOnly On, SuccessionKind Kind, Origin Origin);

/// <summary>The words of sheet 沿革, and back.</summary>
public static class SuccessionKindNames
{
    private static readonly string[] Names = ["更名", "合并", "拆分", "撤并"];

    /// <summary>The Chinese word, such as 合并.</summary>
    public static string Name(this SuccessionKind kind) => Names[(int)kind];

    /// <summary>The kind named by <paramref name="name"/>, or null if the word is none of the four.</summary>
    public static SuccessionKind? Parse(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (SuccessionKind)index : null;
}
