namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Where in the paper a text stands, for the person who must mend it.</summary>
/// <param name="Block">The block in Chinese, e.g. 表“各项得分”.</param>
/// <param name="Row">Row of a table from 1; 0 for none.</param>
/// <param name="Column">Head of the column; null for none.</param>
internal readonly record struct Place(string Block, int Row = 0, string? Column = null)
{
    public override string ToString() => Row == 0 ? Block : $"{Block}第 {Row} 行“{Column}”列";
}
