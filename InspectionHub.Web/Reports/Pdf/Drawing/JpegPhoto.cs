using System.Buffers.Binary;

namespace InspectionHub.Web.Reports.Pdf.Drawing;

/// <summary>A photo cannot be put into the paper; the message says which and what to do, in Chinese.</summary>
public sealed class UnreadablePhotoException(string caption, string reason) : Exception($"照片“{caption}”{reason}，文件未生成。请重新上传该照片（JPEG 格式）后重试。")
{
    /// <summary>The photo's caption.</summary>
    public string Caption { get; } = caption;
}

/// <summary>What a PDF must know of a JPEG that is passed through unchanged.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="PixelWidth">As stored.</param>
/// <param name="PixelHeight">As stored.</param>
/// <param name="IsGrey">One component; otherwise three.</param>
/// <param name="Orientation">EXIF orientation 1 to 8: how a phone was held.</param>
internal sealed record JpegPhoto(ReadOnlyMemory<byte> Bytes, int PixelWidth, int PixelHeight, bool IsGrey, int Orientation)
{
    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <summary>Stored lying on its side.</summary>
    public bool IsSideways => Orientation >= 5;

    /// <summary>Width over height as it is to be seen.</summary>
    public double Aspect => IsSideways ? (double)PixelHeight / PixelWidth : (double)PixelWidth / PixelHeight;

    public static JpegPhoto Read(ReadOnlyMemory<byte> file, string caption)
    {
        var bytes = file.Span;
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
            throw new UnreadablePhotoException(caption, "不是 JPEG 文件");
        if (bytes.LastIndexOf(EndOfImage) < 0)
            throw new UnreadablePhotoException(caption, "不完整（文件被截断）");
        var orientation = 1;
        for (var at = 2; at + 4 <= bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
                break;
            var segment = bytes.Slice(at + 4, length - 2);
            if (marker == 0xE1 && segment.StartsWith("Exif\0\0"u8))
                orientation = ReadOrientation(segment[6..]);
            if (marker is 0xC0 or 0xC1 or 0xC2 && segment.Length >= 6)
                return Frame(file, segment, orientation, caption);
            if (marker is 0xDA or (>= 0xC3 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)))
                break;
            at += 2 + length;
        }

        throw new UnreadablePhotoException(caption, "已损坏或编码方式不受支持");
    }

    private static JpegPhoto Frame(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> frame, int orientation, string caption)
    {
        var height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        if (frame[0] != 8 || width == 0 || height == 0)
            throw new UnreadablePhotoException(caption, "已损坏");
        // PDF/A with an RGB output intent has no place for CMYK.
        return frame[5] is 1 or 3
            ? new(file, width, height, frame[5] == 1, orientation)
            : throw new UnreadablePhotoException(caption, "使用了印刷色彩（CMYK）");
    }

    private static int ReadOrientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14)
            return 1;
        var big = tiff[0] == (byte)'M';
        var directory = big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
            return 1;
        var entries = tiff[(int)directory..];
        var count = Short(entries, big);
        for (var i = 0; i < count && 2 + (12 * (i + 1)) <= entries.Length; i++)
        {
            var entry = entries.Slice(2 + (12 * i), 12);
            if (Short(entry, big) == 0x0112)
                return Short(entry[8..], big) is >= 1 and <= 8 and var value ? value : 1;
        }

        return 1;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
