using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>An opened workbook: its sheets by name, and their rows one after the other.</summary>
internal sealed class WorkbookFile : IDisposable
{
    private readonly SpreadsheetDocument document;
    private readonly Dictionary<string, WorksheetPart> parts = [];
    private readonly SheetStream stream;

    private WorkbookFile(SpreadsheetDocument document)
    {
        this.document = document;
        var book = document.WorkbookPart ?? throw new InvalidDataException();
        foreach (var sheet in book.Workbook?.Sheets?.Elements<Sheet>() ?? [])
            if (sheet.Name?.Value is { } name && sheet.Id?.Value is { } id && book.GetPartById(id) is WorksheetPart part) parts[name.Trim()] = part;
        var shared = book.SharedStringTablePart is { } table ? SharedTexts(table) : [];
        stream = new(shared, DateStyles(book.WorkbookStylesPart?.Stylesheet));
    }

    public IReadOnlyCollection<string> Sheets => parts.Keys;

    /// <summary>Opens the file, or says why it cannot.</summary>
    public static (WorkbookFile? File, string? Trouble) Open(Stream input)
    {
        var copy = Copy(input);
        if (PackageGuard.Check(copy) is { } trouble) return (null, trouble);
        SpreadsheetDocument? document = null;
        try
        {
            document = SpreadsheetDocument.Open(copy, false);
            return (new(document), null);
        }
        catch (Exception cause) when (cause is OpenXmlPackageException or InvalidDataException or XmlException or FormatException or ArgumentException
            or InvalidOperationException or IOException or KeyNotFoundException)
        {
            document?.Dispose();
            return (null, "文件已损坏或不是 Excel 工作簿（.xlsx），请重新导出后再试。");
        }
    }

    /// <summary>The rows of a sheet.</summary>
    /// <exception cref="XmlException">The sheet is damaged.</exception>
    public IEnumerable<SheetRow> Rows(string sheet)
    {
        using var part = parts[sheet].GetStream(FileMode.Open, FileAccess.Read);
        foreach (var row in stream.Rows(part)) yield return row;
    }

    public void Dispose() => document.Dispose();

    private static MemoryStream Copy(Stream input)
    {
        var copy = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; copy.Length <= PackageGuard.MostBytes && (read = input.Read(buffer)) > 0;) copy.Write(buffer.AsSpan(0, read));
        copy.Position = 0;
        return copy;
    }

    private static List<string> SharedTexts(SharedStringTablePart table)
    {
        using var part = table.GetStream(FileMode.Open, FileAccess.Read);
        return SheetStream.SharedTexts(part);
    }

    private static List<bool> DateStyles(Stylesheet? styles)
    {
        var codes = (styles?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .Where(shape => shape.NumberFormatId?.HasValue == true).ToLookup(shape => shape.NumberFormatId!.Value, shape => shape.FormatCode?.Value);
        return [.. (styles?.CellFormats?.Elements<CellFormat>() ?? []).Select(shape => shape.NumberFormatId?.Value ?? 0)
            .Select(id => SheetDates.IsDate(id, codes[id].FirstOrDefault()))];
    }
}
