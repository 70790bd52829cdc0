namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Collects every problem of one reading.</summary>
internal sealed class ProblemList
{
    private readonly List<WorkbookProblem> found = [];

    public IReadOnlyList<WorkbookProblem> All => found;

    public void Error(string sheet, string cell, string value, string say) => found.Add(new(ProblemLevel.Error, sheet, cell, value, say));

    public void Warning(string sheet, string cell, string value, string say) => found.Add(new(ProblemLevel.Warning, sheet, cell, value, say));

    public void Note(string sheet, string cell, string value, string say) => found.Add(new(ProblemLevel.Note, sheet, cell, value, say));
}
