using InspectionHub.Core.Frameworks;

namespace InspectionHub.Tests;

/// <summary>The published edition, read once.</summary>
public static class TestFrameworks
{
    public static string Text { get; } = File.ReadAllText(RepositoryRoot.PathOf("data/frameworks/ziyang-71-2021.v1.json"));

    public static IndicatorFramework Ziyang { get; } = Read();

    private static IndicatorFramework Read()
    {
        var reading = FrameworkReader.Read(Text);
        return reading.Framework ?? throw new InvalidOperationException(string.Join("\n", reading.Problems));
    }
}
