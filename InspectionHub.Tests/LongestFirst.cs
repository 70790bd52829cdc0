using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(InspectionHub.Tests.LongestFirst))]

namespace InspectionHub.Tests;

/// <summary>The collections that wait longest for browsers and clocks begin first: one begun last would keep a core idle at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        $"Field.{nameof(Web.Field.SessionTests)}", nameof(Web.Field.FieldTests), nameof(Web.Field.FieldDoors), nameof(Web.Field.InterleavingTests), nameof(Web.Field.FieldOutageTests),
        $"Web.{nameof(Web.CommandTests)}", nameof(Web.WholeLineTests), nameof(Web.Faults.StepKillTests), nameof(Web.Faults.LockedTests), nameof(Web.ScreensTests), nameof(Web.Jobs.OrderKillTests), nameof(Web.Faults.DemoInspectionsStartTests), nameof(Web.Backups.BackupTests), nameof(Web.RealCountyTests), nameof(Web.AssessCommandTests), nameof(Web.AccessTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
