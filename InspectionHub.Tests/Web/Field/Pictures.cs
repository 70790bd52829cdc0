using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using SkiaSharp;

namespace InspectionHub.Tests.Web.Field;

/// <summary>Pictures, and things that pretend to be pictures.</summary>
public static class Pictures
{
    /// <summary>A JPEG full of detail, as a camera makes it.</summary>
    public static byte[] Jpeg(int width, int height, int seed = 1, int quality = 90)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = new byte[bitmap.ByteCount];
        new Random(seed).NextBytes(pixels);
        System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }

    /// <summary>A white JPEG whose first stored pixels, an eighth of each side, are black: wherever they are afterwards, it was turned that way.</summary>
    public static byte[] Marked(int width, int height)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        using var black = new SKPaint { Color = SKColors.Black };
        surface.Canvas.DrawRect(0, 0, width / 8, height / 8, black);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }

    /// <summary>Size of a picture, and which of its corners are dark.</summary>
    public static (int Width, int Height, string Corner) DarkCorner(byte[] picture)
    {
        using var bitmap = SKBitmap.Decode(picture);
        var (right, bottom) = (bitmap.Width - 1, bitmap.Height - 1);
        var corners = new[] { ("top left", 0, 0), ("top right", right, 0), ("bottom right", right, bottom), ("bottom left", 0, bottom) };
        return (bitmap.Width, bitmap.Height, string.Join(" and ", corners.Where(c => bitmap.GetPixel(c.Item2, c.Item3).Red < 128).Select(c => c.Item1)));
    }

    /// <summary>The JPEG with a camera's remarks: how it was held (6 = upright) and a secret where the place would stand.</summary>
    public static byte[] WithExif(byte[] jpeg, string secret, byte orientation = 6)
    {
        var text = System.Text.Encoding.ASCII.GetBytes(secret + "\0");
        byte[] tiff =
        [
            .. "II*\0"u8, 8, 0, 0, 0,
            2, 0,
            0x0E, 0x01, 2, 0, (byte)text.Length, 0, 0, 0, 38, 0, 0, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
            0, 0, 0, 0, .. text,
        ];
        var length = 2 + 6 + tiff.Length;
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }

    /// <summary>The JPEG as a phone's camera writes it: how it was held, when it was taken, and in which zone.</summary>
    public static byte[] Taken(byte[] jpeg, byte orientation, string taken, string zone)
    {
        byte[] tiff =
        [
            .. "II*\0"u8, 8, 0, 0, 0,
            2, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
            0x69, 0x87, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0,
            0, 0, 0, 0,
            2, 0,
            0x03, 0x90, 2, 0, 20, 0, 0, 0, 68, 0, 0, 0,
            0x11, 0x90, 2, 0, 7, 0, 0, 0, 88, 0, 0, 0,
            0, 0, 0, 0,
            .. System.Text.Encoding.ASCII.GetBytes(taken + "\0"), .. System.Text.Encoding.ASCII.GetBytes(zone + "\0"),
        ];
        var length = 2 + 6 + tiff.Length;
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }

    /// <summary>A whole PNG of 20,000 × 10,000 pixels in a few kilobytes.</summary>
    public static byte[] Of200Megapixels()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var row = 0; row < 10_000; row++) zlib.Write(new byte[2501]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, 20_000);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), 10_000);
        head[8] = 1;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", head), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    public static Microsoft.Playwright.FilePayload File(string name, byte[] bytes) => new() { Name = name, MimeType = "image/jpeg", Buffer = bytes };

    public static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(body));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
