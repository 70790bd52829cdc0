namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Collects every problem of one reading.</summary>
internal sealed class ProblemList
{
    /// <summary>A sheet filled in wrongly from top to bottom says the same thing over and over: beyond this nobody reads on.</summary>
    public const int Most = 20_000;
    private readonly List<WorkbookProblem> found = [];

    /// <summary>All problems in the order of <paramref name="sheets"/>; those of the file as a whole first, of unknown sheets last.</summary>
    public IReadOnlyList<WorkbookProblem> InOrder(IReadOnlyList<SheetShape> sheets)
    {
        var order = sheets.Select((sheet, at) => (sheet.Name, at)).ToDictionary(pair => pair.Name, pair => pair.at);
        return [.. found.OrderBy(problem => problem.Sheet.Length == 0 ? -1 : order.GetValueOrDefault(problem.Sheet, order.Count))];
    }

    public void Error(string sheet, string cell, string value, string say) => Add(new(ProblemLevel.Error, sheet, cell, value, say));

    public void Warning(string sheet, string cell, string value, string say) => Add(new(ProblemLevel.Warning, sheet, cell, value, say));

    public void Note(string sheet, string cell, string value, string say) => Add(new(ProblemLevel.Note, sheet, cell, value, say));

    private void Add(WorkbookProblem problem)
    {
        if (found.Count < Most) found.Add(problem);
        else if (found.Count == Most) found.Add(new(ProblemLevel.Error, "", "", "", $"问题超过 {Most} 个，其余没有列出；请先改正已列出的，再重新导入。"));
    }
}
