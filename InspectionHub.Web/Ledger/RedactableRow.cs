using InspectionHub.Core.Scoring;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>A stored row with columns that may be blacked out, whatever table it is of.</summary>
public sealed class RedactableRow
{
    private static readonly string[] Place = [nameof(Photo.Latitude), nameof(Photo.Longitude), nameof(Photo.Accuracy)];
    private static readonly string[] Parents = ["Sheet", nameof(InspectionAct.InspectionId), nameof(VisitStep.VisitId), nameof(RectificationStep.CaseId), nameof(PaperStep.PaperId)];
    private readonly RowShape shape;

    private RedactableRow(RowShape shape, object row) => (this.shape, Row) = (shape, row);

    public object Row { get; }

    public string Table => shape.Table;

    public string Key => shape.KeyOf(Row);

    public static IEnumerable<Type> TypesOf(AppDb db) => FactTables.Of(db).Where(t => t.IsAssignableTo(typeof(IRedactable)));

    public static RedactableRow Of(AppDb db, object row) => new(RowShape.Of(db, row.GetType()), row);

    /// <summary>Whose county the row is of; steps of an inspection or a visit are of its county.</summary>
    public async Task<int?> CountyAsync(AppDb db) => Row switch
    {
        InspectionAct act => await db.Inspections.Where(i => i.Id == act.InspectionId).Select(i => (int?)i.CountyId).FirstOrDefaultAsync(),
        VisitStep step => await db.RoutineVisits.Where(v => v.Id == step.VisitId).Select(v => (int?)v.CountyId).FirstOrDefaultAsync(),
        _ => shape.CountyOf(Row),
    };

    /// <summary>Whether the row speaks of the site in that year.</summary>
    /// <param name="county">The county of the one who asks.</param>
    /// <param name="year">School year.</param>
    /// <param name="site">Site; empty for what belongs to none.</param>
    /// <param name="unit">Unit the site belongs to.</param>
    /// <param name="parents">Sheets, inspections, visits and rectifications of the site.</param>
    public bool IsAbout(int county, int year, string site, string? unit, IReadOnlySet<string> parents)
    {
        if (shape.CountyOf(Row) is { } own && own != county) return false;
        if (Text("Site") is { } place) return place == site && (Text("Year") ?? $"{year}") == $"{year}";
        if (site.Length == 0 && Row is Appointment or PlanEntry) return (Text("Year") ?? $"{year}") == $"{year}";
        if (Row is DataQuestion doubt) return doubt.UnitCode == unit && doubt.Year == year;
        if (Row is AnnualStep annual) return annual.Unit == unit && annual.Year == year;
        return Parents.Any(column => Text(column) is { } parent && parents.Contains(parent));
    }

    /// <summary>What is filled and not yet blacked out; a position is one thing, and a fingerprint goes with the text it was made of.</summary>
    public IEnumerable<RedactionChoice> Choices() => shape.Columns.Where(c => c.IsSalted(LedgerRow.SaltsOf(Row)) && c.Name is not "ContentHash" and not nameof(Photo.Longitude) and not nameof(Photo.Accuracy)
            && c.TextOf(Row) is { Length: > 0 } text && text != RedactableAttribute.Tombstone)
        .Select(c => new RedactionChoice(Table, Key, c.Name, FieldNames.Of(Table, c.Name), Text("PersonName") ?? "", c.Name == nameof(Photo.Stored) || c.Name == nameof(Photo.Latitude) ? "" : WordsOf(c)));

    /// <summary>Columns that go when <paramref name="field"/> goes.</summary>
    public IReadOnlyList<string> Together(string field) =>
        [.. (Place.Contains(field) ? Place : [field]).Concat(shape.Columns.Where(c => c.Name == "ContentHash").Select(c => c.Name)).Where(f => shape.Columns.First(c => c.Name == f).TextOf(Row) is not null)];

    /// <summary>Of a mark's value the reason of its 不适用.</summary>
    private string WordsOf(RowColumn column) => column.TextOf(Row)! is var text && column.Redactable!.Begins is null ? text : (MarkJson.Read(text) as NotApplicableMark)?.Reason ?? text;

    private string? Text(string column) => shape.Columns.FirstOrDefault(c => c.Name == column)?.TextOf(Row);
}

/// <summary>What a person calls the columns.</summary>
public static class FieldNames
{
    private static readonly Dictionary<string, string> Words = new()
    {
        [nameof(ScoreEntry.Note)] = "备注",
        [nameof(SettlementEntry.Reason)] = "理由",
        [nameof(Hazard.What)] = "危险情况",
        [nameof(Hazard.Done)] = "处置措施",
        [nameof(Hazard.Called)] = "告知情况",
        [nameof(Hazard.Demand)] = "整改要求",
        [nameof(Hazard.Responsible)] = "责任人",
        [nameof(BallotSignature.HeadName)] = "学校负责人姓名",
        [nameof(BallotSignature.RefusedReason)] = "拒签原因",
        [nameof(BallotSignature.FirstWitness)] = "见证人一",
        [nameof(BallotSignature.SecondWitness)] = "见证人二",
        [nameof(VetoStep.Text)] = "说明",
        [nameof(VetoStep.Deciders)] = "认定人",
        [nameof(Photo.Stored)] = "照片",
        [nameof(Photo.Latitude)] = "拍摄位置",
    };

    /// <summary>The text of an inspection's act is a reason, a preliminary view or an opinion.</summary>
    public static string Of(string table, string field) => $"{TableNames.Of(table)}的{(table == "InspectionActs" ? "文字" : field == nameof(ScoreEntry.Value) && table != "VisitEntries" ? "不适用原因" : Words.GetValueOrDefault(field, "文字内容"))}";
}
