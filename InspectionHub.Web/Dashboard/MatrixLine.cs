using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Dashboard;

/// <summary>One site's line of the matrix.</summary>
/// <param name="States">By row of the edition; null where the row does not belong to the site's kind.</param>
/// <param name="Stages">By row: the stage whose state it is, where the row is judged by stage.</param>
/// <param name="Failed">Rows not met.</param>
/// <param name="Open">Rows without a result.</param>
public sealed record MatrixLine(string Site, string Name, bool IsVetoed, IReadOnlyList<IndicatorState?> States, IReadOnlyList<Stage?> Stages, int Failed, int Open)
{
    public static MatrixLine Of(Scorecard card, IReadOnlyList<Indicator> rows)
    {
        var worst = card.Rows.GroupBy(r => r.Row.Code).ToDictionary(g => g.Key, RowResult.WorstOf);
        List<RowResult?> own = [.. rows.Select(r => worst.GetValueOrDefault(r.Code))];
        List<IndicatorState?> line = [.. own.Select(r => r?.State)];
        return new(card.Site.Code, card.Site.Name, card.IsVetoed, line, [.. own.Select(r => r?.Stage)], line.Count(s => s == IndicatorState.NotMet), line.Count(s => s == IndicatorState.Unknown));
    }

    /// <summary>Whether the line looks the same.</summary>
    public bool Shows(MatrixLine other) => (Site, Name, IsVetoed) == (other.Site, other.Name, other.IsVetoed) && States.SequenceEqual(other.States) && Stages.SequenceEqual(other.Stages);
}
