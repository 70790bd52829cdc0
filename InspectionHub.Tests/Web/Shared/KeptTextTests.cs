using System.Text.RegularExpressions;

namespace InspectionHub.Tests.Web.Shared;

/// <summary>“Loses no typed text”: every box for words on every page keeps what is typed on the device, and its page says when it has been saved.</summary>
public sealed partial class KeptTextTests
{
    private static readonly IReadOnlyList<(string File, string Text)> Sources =
        [.. RepositoryRoot.SourceFiles(".razor", ".cs").Where(f => f.StartsWith("InspectionHub.Web/", StringComparison.Ordinal)).Select(f => (f, File.ReadAllText(RepositoryRoot.PathOf(f))))];

    private static IEnumerable<(string File, string Box)> Boxes => Sources.Where(s => s.File.EndsWith(".razor", StringComparison.Ordinal)).SelectMany(s => Box().Matches(s.Text).Select(m => (s.File, m.Value)));

    // Numbers, choices and searches are no words; who signs in is remembered by the browser.
    private static bool IsForWords((string File, string Box) one) =>
        one.Box.StartsWith("<textarea", StringComparison.Ordinal) || !OtherKind().IsMatch(one.Box) && !one.File.EndsWith("SignInPage.razor", StringComparison.Ordinal);

    [Fact]
    public void Every_box_for_words_keeps_what_is_typed()
    {
        Assert.True(Boxes.Count(IsForWords) > 40);
        None(Boxes.Where(IsForWords).Where(b => !b.Box.Contains("data-keep=", StringComparison.Ordinal) && !b.Box.Contains("data-draft=", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_kept_is_let_go_of_by_its_room_when_it_has_been_saved()
    {
        var said = Sources.SelectMany(s => Saved().Matches(s.Text).SelectMany(m => Words().Matches(m.Value)).Select(m => (Room: Path.GetDirectoryName(s.File), Name: m.Groups[1].Value))).ToList();
        var kept = Boxes.SelectMany(b => Keep().Matches(b.Box).Select(m => (b.File, Name: m.Groups[1].Value))).Where(k => k.Name.Length > 0).ToList();
        Assert.True(kept.Count > 40);
        None(kept.Where(k => !said.Any(s => s.Room == Path.GetDirectoryName(k.File) && s.Name.Length > 0 && (k.Name.StartsWith(s.Name, StringComparison.Ordinal) || s.Name.StartsWith(k.Name, StringComparison.Ordinal)))));
    }

    // Lists everything found, where DoesNotContain would name only the first.
    private static void None<T>(IEnumerable<T> found) => Assert.Empty(found);

    // An attribute's value may hold an arrow.
    [GeneratedRegex("""<(?:textarea|input)\b(?:[^>"]|"[^"]*")*>""")]
    private static partial Regex Box();

    [GeneratedRegex("""type="(?!text")|inputmode=|type="@""")]
    private static partial Regex OtherKind();

    /// <summary>The words before the first value in a name.</summary>
    [GeneratedRegex("""data-keep="(?:@\(\$")?([^"{]*)""")]
    private static partial Regex Keep();

    [GeneratedRegex("""Scripts\.Saved\(.*\);""")]
    private static partial Regex Saved();

    [GeneratedRegex("""\$?"([a-z][a-z-]*)""")]
    private static partial Regex Words();
}
