using SkiaSharp;

namespace InspectionHub.Web.Field;

/// <summary>A picture that was taken apart and put together again.</summary>
public sealed record CleanPhoto(byte[] Jpeg, int Width, int Height);

/// <summary>Decodes what a device sent and encodes it anew: what cannot be decoded is refused, and place, device and whatever else
/// the camera wrote into the file is gone from what is served.</summary>
public static class PhotoCleaner
{
    /// <summary>Bytes a device may send for one photo; its own limit is 400 kB.</summary>
    public const int LargestFile = 1_000_000;

    private const long LargestPixels = 30_000_000;

    /// <exception cref="Refusal">Not a picture, too large, or broken, with what to do.</exception>
    public static CleanPhoto Clean(byte[] file)
    {
        if (file.Length == 0) throw new Refusal(422, "照片是空文件，请重新拍照。");
        if (file.Length > LargestFile) throw new Refusal(422, $"照片有 {file.Length / 1000} kB，超过 {LargestFile / 1000} kB，请在现场评分页重新选择，由手机自动压缩。");
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp))
            throw new Refusal(422, "这不是 JPEG、PNG 或 WebP 图片（HEIC、SVG 等不接受），请重新拍照，或在手机相机设置中选“兼容性最好”。");
        // Before any pixel is unpacked: a small file may hold an enormous picture.
        if ((long)codec.Info.Width * codec.Info.Height > LargestPixels)
            throw new Refusal(422, $"照片有 {(long)codec.Info.Width * codec.Info.Height / 1_000_000} 百万像素，超过 {LargestPixels / 1_000_000} 百万，请降低拍照分辨率。");
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) throw new Refusal(422, "照片不完整或已损坏，请重新拍照。");
        return Draw(bitmap, codec.EncodedOrigin);
    }

    private static CleanPhoto Draw(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = isTurned ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.SetMatrix(Upright(origin, width, height));
        surface.Canvas.DrawBitmap(bitmap, 0, 0, SKSamplingOptions.Default);
        using var image = surface.Snapshot();
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, 85);
        return new(jpeg.ToArray(), width, height);
    }

    /// <summary>The eight orientations of EXIF, as a matrix from stored to upright pixels.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
