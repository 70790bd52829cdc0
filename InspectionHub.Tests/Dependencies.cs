using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using InspectionHub.Core.Frameworks;

namespace InspectionHub.Tests;

/// <summary>Which type of Core and Web uses which, read from the compiled code (method bodies too).</summary>
public static partial class Dependencies
{
    private static readonly Lazy<IReadOnlyList<(string From, string To)>> Read = new(() =>
    [
        .. new ArchLoader().LoadAssemblies(typeof(Indicator).Assembly, typeof(Program).Assembly).Build().Types
            .SelectMany(type => type.Dependencies.Select(use => (From: type.FullName, To: use.Target.FullName)))
            .Where(use => FolderOf(use.From) is not null && FolderOf(use.To) is not null)
            .Distinct(),
    ]);

    public static IReadOnlyList<(string From, string To)> All => Read.Value;

    /// <summary>Core.Frameworks for InspectionHub.Core.Frameworks.Indicator; null for what is not ours or lies in no folder.</summary>
    public static string? FolderOf(string type) => Folder().Match(type) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^InspectionHub\.((?:Core|Web)\.\w+)\.")]
    private static partial Regex Folder();
}
