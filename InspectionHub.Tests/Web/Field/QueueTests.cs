using System.Diagnostics;

namespace InspectionHub.Tests.Web.Field;

/// <summary>The pure parts of the field page, tested in their own language.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task Node_passes_every_test_of_the_queue_of_visits_and_of_sheets()
    {
        var copy = Directory.CreateTempSubdirectory("hub-field").FullName;
        foreach (var file in Directory.GetFiles(RepositoryRoot.PathOf("InspectionHub.Web/wwwroot/field"), "*.js")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(copy, "package.json"), """{"type":"module"}""");
        var start = new ProcessStartInfo("node", ["--test", RepositoryRoot.PathOf("InspectionHub.Tests/Web/Field/queue.test.mjs"), RepositoryRoot.PathOf("InspectionHub.Tests/Web/Field/visit.test.mjs"), RepositoryRoot.PathOf("InspectionHub.Tests/Web/Field/sheet.test.mjs")]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["FIELD_MODULES"] = copy } };
        using var node = Process.Start(start)!;
        var said = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Directory.Delete(copy, recursive: true);
        Assert.True(node.ExitCode == 0, string.Concat(said));
        Assert.Matches(@"pass (2[4-9]|[3-9][0-9])", said[0]);
    }
}
