using System.Xml;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>A sheet seen through its keys of row 2: gives the filled rows, and notes what lies beyond the contract.</summary>
internal sealed class SheetTable
{
    public const int MostRows = 200_000;
    private readonly WorkbookFile file;
    private readonly ProblemList problems;
    private readonly Dictionary<string, int> columns = [];

    /// <summary>Reads the heads; <see cref="IsReadable"/> is false if a key column is missing.</summary>
    public SheetTable(WorkbookFile file, SheetShape shape, ProblemList problems)
    {
        (this.file, Shape, this.problems) = (file, shape, problems);
        try
        {
            ReadHeads(file.Rows(shape.Name).TakeWhile(row => row.Number <= 2).FirstOrDefault(row => row.Number == 2));
        }
        catch (XmlException)
        {
            Damaged();
        }
    }

    public SheetShape Shape { get; }

    public bool IsReadable { get; private set; } = true;

    /// <summary>The filled rows from row 3.</summary>
    public IEnumerable<RowView> Rows()
    {
        if (!IsReadable) yield break;
        var known = columns.Values.ToHashSet();
        int? firstBlank = null, firstBeyond = null;
        int blanks = 0, beyond = 0, lastFilled = 2, taken = 0;
        using var rows = file.Rows(Shape.Name).GetEnumerator();
        while (Next(rows))
        {
            var row = rows.Current;
            if (row.Number < 3) continue;
            if (!row.Cells.Any(cell => known.Contains(cell.Column)))
            {
                if (row.Cells.Count == 0) continue;
                beyond++;
                firstBeyond ??= row.Number;
                continue;
            }

            if (row.Number > lastFilled + 1)
            {
                firstBlank ??= lastFilled + 1;
                blanks += row.Number - lastFilled - 1;
            }

            lastFilled = row.Number;
            if (++taken > MostRows)
            {
                problems.Error(Shape.Name, $"A{row.Number}", "", $"本表超过 {MostRows} 行，其后的行没有读取；请按学年拆成几个工作簿。");
                break;
            }

            yield return new(this, row, problems);
        }

        if (firstBlank is not null) problems.Note(Shape.Name, $"A{firstBlank}", "", $"有 {blanks} 个空行，已略过。");
        if (firstBeyond is not null) problems.Note(Shape.Name, $"A{firstBeyond}", "", $"有 {beyond} 行只在约定的列之外有内容，已略过。");
    }

    public int? ColumnOf(string key) => columns.TryGetValue(key, out var column) ? column : null;

    private bool Next(IEnumerator<SheetRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (XmlException)
        {
            Damaged();
            return false;
        }
    }

    private void Damaged()
    {
        IsReadable = false;
        problems.Error(Shape.Name, "", "", "工作表已损坏，读不下去；请在 Excel 中打开后另存再导入。");
    }

    private void ReadHeads(SheetRow? keys)
    {
        var known = Shape.Columns.Select(column => column.Key).ToHashSet();
        foreach (var cell in keys?.Cells ?? [])
        {
            var address = WorkbookWriter.Column(cell.Column) + "2";
            if (!known.Contains(cell.Text)) problems.Note(Shape.Name, address, cell.Text, $"列“{cell.Text}”不在约定之内，已略过。");
            else if (!columns.TryAdd(cell.Text, cell.Column))
            {
                IsReadable = false;
                problems.Error(Shape.Name, address, cell.Text, $"列“{cell.Text}”出现两次，请删去一列。");
            }
        }

        foreach (var column in Shape.Columns.Where(column => !columns.ContainsKey(column.Key)))
        {
            if (!column.IsKey)
            {
                problems.Warning(Shape.Name, "", column.Key, $"缺少列“{column.Key}”（{column.Head}），其数值按未填处理。");
                continue;
            }

            IsReadable = false;
            problems.Error(Shape.Name, "", column.Key, $"缺少必需的列“{column.Key}”（{column.Head}）；请用模板重新填写，第 2 行的列名不要改动。");
        }
    }
}
