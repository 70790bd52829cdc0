using System.Globalization;
using System.Text;
using System.Xml;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Streams the rows of one sheet's XML, never holding the whole of it.</summary>
internal sealed class SheetStream(IReadOnlyList<string> shared, IReadOnlyList<bool> dateStyles)
{
    private const int MostColumns = 16_384;
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };
    private readonly StringBuilder text = new();

    /// <summary>The rows that exist in the file, blank ones too.</summary>
    /// <exception cref="XmlException">The sheet is damaged.</exception>
    public IEnumerable<SheetRow> Rows(Stream part)
    {
        using var xml = XmlReader.Create(part, Safe);
        var number = 0;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            number = int.TryParse(xml.GetAttribute("r"), out var stated) && stated > number ? stated : number + 1;
            List<SheetCell> cells = [];
            if (!xml.IsEmptyElement) ReadCells(xml, cells);
            yield return new(number, cells);
        }
    }

    /// <summary>The texts of the shared table, without phonetic guides.</summary>
    public static List<string> SharedTexts(Stream part)
    {
        using var xml = XmlReader.Create(part, Safe);
        List<string> texts = [];
        var text = new StringBuilder();
        var isInText = false;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh") xml.Skip();
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "t") isInText = !xml.IsEmptyElement;
            else if (xml.NodeType == XmlNodeType.Element && xml is { LocalName: "si", IsEmptyElement: true }) texts.Add("");
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "t") isInText = false;
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "si")
            {
                texts.Add(text.ToString());
                text.Clear();
            }
            else if (isInText) text.Append(xml.Value);
        }

        return texts;
    }

    private void ReadCells(XmlReader xml, List<SheetCell> cells)
    {
        var column = -1;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            column = ColumnOf(xml.GetAttribute("r")) ?? column + 1;
            var type = xml.GetAttribute("t");
            var isDate = int.TryParse(xml.GetAttribute("s"), out var style) && style >= 0 && style < dateStyles.Count && dateStyles[style];
            var hasFormula = !xml.IsEmptyElement && ReadValue(xml);
            if (column < MostColumns && Understand(column, type, isDate, text.ToString(), hasFormula) is { } cell) cells.Add(cell);
            text.Clear();
        }
    }

    /// <summary>Gathers v or t into <see cref="text"/>; true if the cell has a formula.</summary>
    private bool ReadValue(XmlReader xml)
    {
        var hasFormula = false;
        var isInValue = false;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                hasFormula |= xml.LocalName == "f";
                isInValue = xml.LocalName is "v" or "t" && !xml.IsEmptyElement;
            }
            else if (xml.NodeType == XmlNodeType.EndElement) isInValue = false;
            else if (isInValue) text.Append(xml.Value);
        }

        return hasFormula;
    }

    private SheetCell? Understand(int column, string? type, bool isDate, string stored, bool hasFormula)
    {
        if (type == "s")
            stored = int.TryParse(stored, out var index) && index >= 0 && index < shared.Count ? shared[index] : "";
        stored = stored.Trim(' ', '\u3000', '\t', '\r', '\n', '\u00A0');
        if (stored.Length == 0) return hasFormula && type != "str" ? new(column, SheetCellKind.Failure, "", null) : null;
        if (type == "e") return new(column, SheetCellKind.Failure, stored, null);
        if (type is "s" or "str" or "inlineStr" or "d") return new(column, SheetCellKind.Text, stored, null);
        var number = SheetCell.ReadNumber(stored);
        if (number is not { } value) return new(column, SheetCellKind.Text, stored, null);
        return new(column, isDate ? SheetCellKind.Date : SheetCellKind.Number, value.ToString(CultureInfo.InvariantCulture), value);
    }

    private static int? ColumnOf(string? address)
    {
        if (address is null) return null;
        var column = 0;
        foreach (var letter in address)
        {
            if (letter is < 'A' or > 'Z') break;
            column = (column * 26) + letter - 'A' + 1;
            if (column > MostColumns) return null;
        }

        return column - 1;
    }
}
