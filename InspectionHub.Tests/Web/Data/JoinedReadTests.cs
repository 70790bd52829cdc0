using System.Text.RegularExpressions;

namespace InspectionHub.Tests.Web.Data;

/// <summary>Two collections read by one joined statement come as their product, and the engine warns of it at the terminal of whoever runs the hub.</summary>
public sealed partial class JoinedReadTests
{
    [Fact]
    public void No_statement_joins_two_collections()
    {
        var sources = RepositoryRoot.SourceFiles(".cs").Where(f => f.StartsWith("InspectionHub.Web/", StringComparison.Ordinal)).Select(f => (f, Text: File.ReadAllText(RepositoryRoot.PathOf(f)))).ToList();
        Assert.Contains(sources, s => s.Text.Contains(".Include(", StringComparison.Ordinal));
        Assert.Empty(sources.SelectMany(s => Joined().Matches(s.Text).Select(m => (s.f, m.Value))));
    }

    [GeneratedRegex(@"\.Include\([^;]*?\.Include\([^;]*;")]
    private static partial Regex Joined();
}
