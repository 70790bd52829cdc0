using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using InspectionHub.Core.Frameworks;
using Microsoft.AspNetCore.Components;

namespace InspectionHub.Tests;

public sealed partial class ArchitectureTests
{
    private static readonly Assembly Core = typeof(Indicator).Assembly;
    private static readonly Assembly Web = typeof(Program).Assembly;

    // What each folder of Core may use besides itself. A new folder is entered here when it is made.
    private static readonly Dictionary<string, string[]> CoreMayUse = new()
    {
        ["Measurements"] = [],
        ["Procedures"] = [],
        ["Ledger"] = [],
        // Frameworks and Targets know each other: an edition holds its target tests, and a target test is worded with the edition's
        // Comparison and Term. Nothing else points both ways.
        ["Frameworks"] = ["Measurements", "Targets"],
        ["Differences"] = ["Measurements", "Frameworks"],
        ["Targets"] = ["Measurements", "Frameworks", "Differences", "Scoring"],
        ["Scoring"] = ["Measurements", "Frameworks", "Differences"],
        ["Assessments"] = ["Measurements", "Frameworks", "Differences", "Targets", "Scoring"],
        ["Reports"] = ["Measurements", "Frameworks", "Differences", "Targets", "Scoring", "Assessments", "Procedures"],
    };

    private static readonly string[] Rooms =
    [
        "Frameworks", "Schools", "Measurements", "Plans", "Visits", "Inspections", "Scoring", "Assessments", "Dashboard", "Targets", "Rectifications", "Reports", "Jobs", "Notices", "DueLists",
        "Field", "Commands",
    ];

    [Fact]
    public void Core_references_only_the_base_library()
    {
        var references = Core.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        var baseLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(name is "netstandard" or "mscorlib" || name.StartsWith("System.", StringComparison.Ordinal), name));
        Assert.All(references, name => Assert.True(File.Exists(Path.Combine(baseLibrary, name + ".dll")), $"{name} is not part of the base library"));
        var project = XDocument.Load(RepositoryRoot.PathOf("InspectionHub.Core", "InspectionHub.Core.csproj"));
        None(project.Descendants().Where(node => node.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference" or "Reference"));
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var files = RepositoryRoot.SourceFiles(".cs", ".razor", ".js");

        Assert.Contains("InspectionHub.Tests/ArchitectureTests.cs", files);
        None(files.Select(file => (file, lines: File.ReadLines(RepositoryRoot.PathOf(file)).Count())).Where(file => file.lines > 300));
    }

    [Fact]
    public void A_file_of_Core_or_Web_lies_in_the_folder_its_namespace_names()
    {
        var files = RepositoryRoot.SourceFiles(".cs").Where(file => file.StartsWith("InspectionHub.Core/", StringComparison.Ordinal) || file.StartsWith("InspectionHub.Web/", StringComparison.Ordinal));

        None(files
            .Select(file => (file, said: NamespaceLine().Match(File.ReadAllText(RepositoryRoot.PathOf(file))), meant: Path.GetDirectoryName(file)!.Replace('/', '.')))
            .Where(file => file.said.Success && file.said.Groups[1].Value != file.meant)
            .Select(file => file.file));
    }

    [Fact]
    public void A_folder_of_Core_uses_only_the_folders_it_may()
    {
        var folders = Core.GetTypes().Select(type => Dependencies.FolderOf(type.FullName!)).OfType<string>().Select(folder => folder["Core.".Length..]).Distinct().ToList();
        Assert.Contains("Frameworks", folders);
        None(folders.Except(CoreMayUse.Keys));

        var uses = Dependencies.All.Where(use => Dependencies.FolderOf(use.From)!.StartsWith("Core.", StringComparison.Ordinal)).ToList();
        Assert.Contains(uses, use => use.From == typeof(IndicatorFramework).FullName && use.To == typeof(InspectionHub.Core.Targets.TargetTest).FullName);
        None(uses.Where(use => !MayUse(Dependencies.FolderOf(use.From)!, Dependencies.FolderOf(use.To)!)));
    }

    [Theory]
    [InlineData("Core.Frameworks", "Core.Scoring", false)]
    [InlineData("Core.Frameworks", "Core.Targets", true)]
    [InlineData("Core.Procedures", "Core.Measurements", false)]
    [InlineData("Core.Scoring", "Core.Scoring", true)]
    [InlineData("Core.Reports", "Web.Reports", false)]
    public void The_table_of_Core_says_who_may_use_whom(string from, string to, bool allowed) => Assert.Equal(allowed, MayUse(from, to));

    [Fact]
    public void Data_Live_and_Accounts_know_no_room()
    {
        string[] below = ["Web.Data", "Web.Live", "Web.Accounts"];

        Assert.Contains(Dependencies.All, use => Dependencies.FolderOf(use.From)!.StartsWith("Web.", StringComparison.Ordinal));
        None(Dependencies.All.Where(use =>
            below.Contains(Dependencies.FolderOf(use.From)) && Dependencies.FolderOf(use.To)!.Split('.') is ["Web", var folder] && Rooms.Contains(folder)));
    }

    [Fact]
    public void No_room_uses_another_rooms_pages()
    {
        var pages = Web.GetTypes().Where(type => type.IsAssignableTo(typeof(IComponent))).Select(type => type.FullName!)
            .Where(page => Dependencies.FolderOf(page)?.Split('.') is ["Web", var folder] && Rooms.Contains(folder)).ToHashSet();

        None(Dependencies.All.Where(use =>
            pages.Contains(use.To) && Dependencies.FolderOf(use.From) is var from && from != Dependencies.FolderOf(use.To)
            && from!.Split('.') is ["Web", var folder] && Rooms.Contains(folder)));
    }

    [Fact]
    public void No_type_hides_behind_an_empty_word()
    {
        var own = new[] { Core, Web, typeof(ArchitectureTests).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.FullName!.StartsWith("InspectionHub.", StringComparison.Ordinal) && !type.IsDefined(typeof(CompilerGeneratedAttribute), false));

        None(own.Where(type => EmptyWord().IsMatch(type.Name)).Select(type => type.FullName));
    }

    [Theory]
    [InlineData("ScoreService", true)]
    [InlineData("PageModel", true)]
    [InlineData("Cache`1", false)]
    [InlineData("FontUtil`2", true)]
    [InlineData("Modeller", false)]
    public void Empty_words_are_told_by_their_ending(string name, bool isEmpty) => Assert.Equal(isEmpty, EmptyWord().IsMatch(name));

    [Fact]
    public void Every_public_type_of_Core_says_what_it_is()
    {
        var said = XDocument.Load(Path.ChangeExtension(Core.Location, ".xml")).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value)).Select(member => member.Attribute("name")!.Value).ToHashSet();
        var types = Core.GetExportedTypes();

        Assert.NotEmpty(types);
        None(types.Select(type => "T:" + type.FullName!.Replace('+', '.')).Where(name => !said.Contains(name)));
    }

    // Lists everything found, where DoesNotContain would name only the first.
    private static void None<T>(IEnumerable<T> found) => Assert.Empty(found);

    private static bool MayUse(string from, string to) =>
        from == to || (to.Split('.') is ["Core", var used] && CoreMayUse[from["Core.".Length..]].Contains(used));

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"(Service|Manager|Helper|Handler|Dto|Model|Util)s?(`\d+)?$")]
    private static partial Regex EmptyWord();
}
