using System.Globalization;
using System.Text;
using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>The photos of one file; the JPEG bytes go in unchanged.</summary>
internal sealed class PhotoTable
{
    private readonly List<JpegPhoto> _photos;

    public PhotoTable(IEnumerable<PageDrawing> pages) =>
        _photos = [.. pages.SelectMany(page => page.Body).OfType<Picture>().Select(picture => picture.Photo).Distinct()];

    public int Find(JpegPhoto photo) => _photos.IndexOf(photo) + 1;

    /// <summary>Adds the photos to the file; the answer is the resource dictionary's content.</summary>
    public string Write(PdfFile file)
    {
        var resources = new StringBuilder();
        foreach (var photo in _photos)
        {
            var id = file.AddStream(
                photo.Bytes.Span,
                string.Create(CultureInfo.InvariantCulture, $"/Type/XObject/Subtype/Image/Width {photo.PixelWidth}/Height {photo.PixelHeight}/BitsPerComponent 8/ColorSpace/{(photo.IsGrey ? "DeviceGray" : "DeviceRGB")}/Filter/DCTDecode"),
                compress: false);
            resources.Append(CultureInfo.InvariantCulture, $"/P{Find(photo)} {PdfFile.Ref(id)}");
        }

        return resources.ToString();
    }
}
