using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using InspectionHub.Web.Reports.Html;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;
using QRCoder;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>Puts pictures into the file and gives the element that shows each.</summary>
internal sealed class DocxPictures(MainDocumentPart part)
{
    private const int EmuPerPoint = 12700;
    private const string SvgUse = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
    private int _count;

    /// <summary>A chart: as lines where the word processor draws SVG, as a bitmap elsewhere.</summary>
    public W.Run Chart(ChartPicture picture, string label)
    {
        var bitmap = Add(ImagePartType.Png, PngPicture.Of(picture));
        var drawing = Add(ImagePartType.Svg, Encoding.UTF8.GetBytes(SvgPicture.Of(picture.Width, picture.Height, picture.Marks, label)));
        return Show(bitmap, picture.Width, picture.Height, label, $"<a:extLst><a:ext uri=\"{SvgUse}\"><asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{drawing}\"/></a:ext></a:extLst>");
    }

    public W.Run Photo(JpegPhoto photo, double width, double height, string label) => Show(Add(ImagePartType.Jpeg, PngPicture.Upright(photo)), width, height, label);

    public W.Run Code(string content, double size)
    {
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        return Show(Add(ImagePartType.Png, new PngByteQRCode(code).GetGraphic(8, drawQuietZones: false)), size, size, "核验二维码");
    }

    private string Add(PartTypeInfo kind, byte[] bytes)
    {
        var id = $"rIdPicture{(++_count).ToString(CultureInfo.InvariantCulture)}";
        using var stream = new MemoryStream(bytes);
        part.AddImagePart(kind, id).FeedData(stream);
        return id;
    }

    private W.Run Show(string id, double width, double height, string label, string more = "")
    {
        var (cx, cy) = ((long)Math.Round(width * EmuPerPoint), (long)Math.Round(height * EmuPerPoint));
        var said = WebUtility.HtmlEncode(label);
        var number = _count.ToString(CultureInfo.InvariantCulture);
        return new(new W.Drawing(string.Create(CultureInfo.InvariantCulture, $"""
            <w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="图片{number}" descr="{said}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="图片{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{id}">{more}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>
            """)));
    }
}
