using InspectionHub.Core.Measurements;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Assessments;

namespace InspectionHub.Web.Targets;

/// <summary>A county value that a test reads, with its origin.</summary>
/// <param name="Entries">Address of the item's entries with their evidence, where it was entered in the hub.</param>
public sealed record TestInput(string Text, string? Entries);

/// <summary>Where the county values a test reads came from: a cell of the workbook, or an entry with its evidence and the two people who stand for it.</summary>
internal static class TestInputs
{
    public static IReadOnlyList<TestInput> Inputs(this TestResult result, AssessedYear now) =>
        [.. ItemsOf(result.Test.Rule).Distinct().Select(i => now.Facts.Measurements.Reported(null, null, i)).OfType<Measurement>().Select(m => new TestInput(Say(m, now), m.Origin.Sheet == CountyEntries.Sheet ? $"/county-values?year={now.Year}#{m.Item}" : null))];

    private static string Say(Measurement fact, AssessedYear now)
    {
        var item = now.Framework.Items.FirstOrDefault(i => i.Key == fact.Item);
        var value = item?.IsYesNo == true ? fact.Value == 1 ? "是" : "否" : $"{((Fraction)fact.Value).ToText(4)} {item?.Unit}".TrimEnd();
        var when = fact.Origin.At is { } at ? $"，{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}" : "";
        return fact.Origin.Sheet == CountyEntries.Sheet
            ? $"{item?.Name ?? fact.Item} {value}（县级填报，依据：{fact.Origin.Cell}；{fact.Origin.Who}{when}）"
            : $"{item?.Name ?? fact.Item} {value}（{fact.Origin.Sheet}!{fact.Origin.Cell}，{fact.Origin.Who} 导入{when}）";
    }

    private static IEnumerable<string> ItemsOf(TargetRule rule) => rule switch
    {
        CountyValueRule values => values.Limits.Select(l => l.Item),
        YesRule yes => yes.Items,
        CountyRatioRule ratios => ratios.Ratios.SelectMany(r => r.Numerator.Concat(r.Denominator)).Select(t => t.Item).Concat(ratios.AlsoYes),
        _ => [],
    };
}
