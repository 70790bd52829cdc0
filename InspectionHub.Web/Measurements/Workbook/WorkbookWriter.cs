using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Writes a workbook row by row: the same rows give the same bytes. Numbers stay numbers; text that a spreadsheet would take for a
/// formula is neutralised.</summary>
public sealed class WorkbookWriter(Stream output) : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static readonly DateTimeOffset Stamp = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<string> names = [];
    private StreamWriter? sheet;
    private int row;

    /// <summary>Begins a sheet; its first <paramref name="frozen"/> rows stay in sight.</summary>
    /// <param name="name">At most 31 characters.</param>
    /// <param name="widths">Widths of the columns in characters.</param>
    public void Sheet(string name, IReadOnlyList<double> widths, int frozen = 0)
    {
        End();
        names.Add(name);
        row = 0;
        sheet = Part($"xl/worksheets/sheet{names.Count}.xml");
        sheet.Write($"<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\">");
        if (frozen > 0) sheet.Write($"<pane ySplit=\"{frozen}\" topLeftCell=\"A{frozen + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/>");
        sheet.Write("</sheetView></sheetViews>");
        if (widths.Count > 0)
        {
            sheet.Write("<cols>");
            for (var at = 1; at <= widths.Count; at++)
                sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{at}\" max=\"{at}\" width=\"{widths[at - 1]}\" customWidth=\"1\"/>"));
            sheet.Write("</cols>");
        }

        sheet.Write("<sheetData>");
    }

    /// <summary>Writes the next row: text, whole or decimal numbers, days, true/false (as 1/0), null for a blank cell.</summary>
    public void Row(params IReadOnlyList<object?> values) => Write(values, 0);

    /// <summary>Writes the next row in bold.</summary>
    public void Heads(IReadOnlyList<object?> values) => Write(values, 1);

    /// <summary>Text as it is stored: a leading = + - @ or control character gets an apostrophe, so no spreadsheet runs it.</summary>
    public static string Neutral(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;

    /// <summary>Letters of column <paramref name="index"/> (0 = A).</summary>
    public static string Column(int index) => index < 26 ? ((char)('A' + index)).ToString() : Column((index / 26) - 1) + (char)('A' + (index % 26));

    public void Dispose()
    {
        End();
        WriteFrame();
        zip.Dispose();
    }

    private void Write(IReadOnlyList<object?> values, int style)
    {
        var to = sheet ?? throw new InvalidOperationException("Begin a sheet first.");
        row++;
        to.Write("<row r=\"");
        to.Write(row);
        to.Write("\">");
        for (var at = 0; at < values.Count; at++)
            if (values[at] is { } value) WriteCell(to, at, value, style);
        to.Write("</row>");
    }

    private void WriteCell(StreamWriter to, int column, object value, int style)
    {
        to.Write("<c r=\"");
        to.Write(Column(column));
        to.Write(row);
        if (value is DateOnly) style = 2;
        if (style > 0) to.Write($"\" s=\"{style}");
        if (value is string text)
        {
            to.Write("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            to.Write(Escape(Neutral(text)));
            to.Write("</t></is></c>");
            return;
        }

        to.Write("\"><v>");
        to.Write(value switch
        {
            int whole => whole.ToString(CultureInfo.InvariantCulture),
            long whole => whole.ToString(CultureInfo.InvariantCulture),
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            bool yes => yes ? "1" : "0",
            DateOnly day => (day.DayNumber - SheetDates.Epoch.DayNumber).ToString(CultureInfo.InvariantCulture),
            _ => throw new UnreachableException(value.GetType().Name),
        });
        to.Write("</v></c>");
    }

    private static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && text.AsSpan().IndexOfAny("<>&") < 0) return text;
        var kept = text.Where(letter => letter >= ' ' || letter is '\t' or '\n' or '\r');
        return new StringBuilder().Append([.. kept]).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();
    }

    private StreamWriter Part(string path)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = Stamp;
        var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false), 1 << 16);
        writer.Write(Head);
        return writer;
    }

    private void End()
    {
        if (sheet is null) return;
        sheet.Write("</sheetData></worksheet>");
        sheet.Dispose();
        sheet = null;
    }

    private void WriteFrame()
    {
        var numbers = Enumerable.Range(1, names.Count).ToList();
        Whole("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
            + string.Concat(numbers.Select(n => $"<sheet name=\"{Escape(names[n - 1])}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")) + "</sheets></workbook>");
        Whole("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">"
            + string.Concat(numbers.Select(n => $"<Relationship Id=\"rId{n}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))
            + $"<Relationship Id=\"rId{names.Count + 1}\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        Whole("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/></font>"
            + "<font><b/><sz val=\"11\"/><name val=\"宋体\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
            + "<fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"3\"><xf/><xf fontId=\"1\" applyFont=\"1\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        Whole("_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        const string kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        Whole("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>"
            + string.Concat(numbers.Select(n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"))
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/></Types>");
    }

    private void Whole(string path, string xml)
    {
        using var part = Part(path);
        part.Write(xml);
    }
}
