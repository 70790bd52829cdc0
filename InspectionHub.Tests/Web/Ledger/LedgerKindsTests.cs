using System.Text.RegularExpressions;
using InspectionHub.Web.Ledger;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>Every kind of link has a word for people.</summary>
public sealed partial class LedgerKindsTests
{
    [Fact]
    public void Every_kind_written_anywhere_has_a_word()
    {
        var kinds = Directory.EnumerateFiles(RepositoryRoot.PathOf("InspectionHub.Web"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Kind().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.Contains("mark", kinds);
        Assert.DoesNotContain(kinds, kind => LedgerKinds.Of(kind) == kind);
    }

    [GeneratedRegex("(?:AppendAsync|DraftAsync)\\([^,()]+,[^,]+, \"([a-z-]+)\"")]
    private static partial Regex Kind();
}
