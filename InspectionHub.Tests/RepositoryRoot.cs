namespace InspectionHub.Tests;

/// <summary>The repository's top folder and its source files, for tests that judge the code itself or read the files beside it.</summary>
public static class RepositoryRoot
{
    private static readonly string[] Projects = ["InspectionHub.Core", "InspectionHub.Web", "InspectionHub.Tests", "InspectionHub.Bench"];
    private static readonly string[] Made = ["bin", "obj", "Migrations"];

    public static string Folder { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Paths relative to the root, with forward slashes; what is built or generated is left out.</summary>
    public static IReadOnlyList<string> SourceFiles(params string[] extensions) =>
    [
        .. Projects.Select(project => PathOf(project)).Where(Directory.Exists)
            .SelectMany(project => Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(file => extensions.Contains(Path.GetExtension(file)) && !file.Split('/').Intersect(Made).Any())
            .Order(StringComparer.Ordinal),
    ];

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds InspectionHub.sln."),
        _ when File.Exists(Path.Combine(folder.FullName, "InspectionHub.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
