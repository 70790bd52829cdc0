using System.IO.Compression;
using System.Xml.Linq;

namespace InspectionHub.Tests.Web;

/// <summary>The text of a workbook the hub gave, row by row.</summary>
public static class SheetText
{
    /// <param name="workbook">The file.</param>
    /// <param name="sheet">Number of the sheet, from 1.</param>
    public static List<List<string>> Of(byte[] workbook, int sheet = 1)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var entry = zip.GetEntry($"xl/worksheets/sheet{sheet}.xml")!.Open();
        return [.. XDocument.Load(entry).Descendants().Where(e => e.Name.LocalName == "row").Select(r => r.Elements().Select(c => c.Value).ToList())];
    }
}
