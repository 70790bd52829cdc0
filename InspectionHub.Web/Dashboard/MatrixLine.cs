using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Dashboard;

/// <summary>One site's line of the matrix.</summary>
/// <param name="States">By row of the edition; null where the row does not belong to the site's kind.</param>
/// <param name="Failed">Rows not met.</param>
/// <param name="Open">Rows without a result.</param>
public sealed record MatrixLine(string Site, string Name, bool IsVetoed, IReadOnlyList<IndicatorState?> States, int Failed, int Open)
{
    public static MatrixLine Of(Scorecard card, IReadOnlyList<Indicator> rows)
    {
        var states = card.Rows.GroupBy(r => r.Row.Code).ToDictionary(g => g.Key, g => Worst([.. g.Select(r => r.State)]));
        List<IndicatorState?> line = [.. rows.Select(r => states.TryGetValue(r.Code, out var state) ? state : (IndicatorState?)null)];
        return new(card.Site.Code, card.Site.Name, card.IsVetoed, line, line.Count(s => s == IndicatorState.NotMet), line.Count(s => s == IndicatorState.Unknown));
    }

    /// <summary>Whether the line looks the same.</summary>
    public bool Shows(MatrixLine other) => (Site, Name, IsVetoed) == (other.Site, other.Name, other.IsVetoed) && States.SequenceEqual(other.States);

    /// <summary>A row judged for two stages shows the worse one.</summary>
    private static IndicatorState Worst(IReadOnlyList<IndicatorState> states) =>
        new[] { IndicatorState.NotMet, IndicatorState.Unknown, IndicatorState.Met }.Where(states.Contains).Select(s => (IndicatorState?)s).FirstOrDefault() ?? IndicatorState.NotApplicable;
}
