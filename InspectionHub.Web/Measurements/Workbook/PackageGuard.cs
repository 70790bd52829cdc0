using System.IO.Compression;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Refuses what only looks like a workbook before anything in it is parsed.</summary>
internal static class PackageGuard
{
    public const long MostBytes = 64L << 20;
    public const long MostUnpacked = 256L << 20;
    private const int MostParts = 2_000;

    /// <summary>What is wrong with the file, or null. Parts are really unpacked and counted: sizes written in a zip may lie.</summary>
    public static string? Check(Stream file)
    {
        if (file.Length > MostBytes) return "文件超过 64 MB，请拆分后再导入。";
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostParts) return "文件内部件数过多，不像统计工作簿，已拒绝读取。";
            var buffer = new byte[1 << 16];
            var unpacked = 0L;
            foreach (var entry in zip.Entries)
            {
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                    if ((unpacked += read) > MostUnpacked) return "文件解压后超过 256 MB，疑似压缩炸弹，已拒绝读取。";
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return "这不是 Excel 工作簿（.xlsx），请用模板填写后另存为 .xlsx 再导入。";
        }
        finally
        {
            file.Position = 0;
        }
    }
}
