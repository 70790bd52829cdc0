using System.IO.Compression;
using System.Text;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>Workbooks made to harm: refused before anything in them is believed.</summary>
public sealed class EvilWorkbookTests
{
    [Fact]
    public void A_bomb_is_refused_while_it_is_unpacked_whatever_sizes_it_states()
    {
        using var book = Made(zip =>
        {
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 300; i++) part.Write(zeros);
        });
        Assert.True(book.Length < 4_000_000);
        var reading = WorkbookReader.Read(book, []);
        Assert.False(reading.IsReadable);
        Assert.Contains("压缩炸弹", reading.Problems[0].Say);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "&a;")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>", "&c;")]
    public void Entities_are_refused_and_no_file_of_the_server_is_read(string head, string use)
    {
        using var book = Made(zip =>
        {
            Write(zip, "[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Write(zip, "_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Write(zip, "xl/workbook.xml", """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="学校" sheetId="1" r:id="s1"/></sheets></workbook>""");
            Write(zip, "xl/_rels/workbook.xml.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            Write(zip, "xl/worksheets/sheet1.xml", $"""<?xml version="1.0"?>{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{use}</t></is></c></row></sheetData></worksheet>""");
        });
        var reading = WorkbookReader.Read(book, []);
        Assert.True(!reading.IsReadable || reading.HasErrors);
        Assert.DoesNotContain(reading.Problems, p => p.Say.Contains("root:") || p.Value.Contains("root:") || p.Value.Contains("haha"));
    }

    private static MemoryStream Made(Action<ZipArchive> fill)
    {
        var book = new MemoryStream();
        using (var zip = new ZipArchive(book, ZipArchiveMode.Create, leaveOpen: true)) fill(zip);
        book.Position = 0;
        return book;
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
