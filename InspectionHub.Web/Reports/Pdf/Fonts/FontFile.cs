using System.Buffers.Binary;
using System.Text;

namespace InspectionHub.Web.Reports.Pdf.Fonts;

/// <summary>Where a face lies, and the names it goes by.</summary>
internal sealed record FontFile(string Path, int Index, string PostScriptName, IReadOnlyList<string> FullNames)
{
    private const int FullName = 4;
    private const int PostScript = 6;

    /// <summary>Every face of every font file below the folders, in a fixed order; folders that do not exist are skipped.</summary>
    public static IReadOnlyList<FontFile> Below(IEnumerable<string> folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return [.. folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", options)
                .Where(path => System.IO.Path.GetExtension(path).ToLowerInvariant() is ".otf" or ".ttf" or ".ttc" or ".otc")
                .Order(StringComparer.Ordinal))
            .SelectMany(Read)];
    }

    private static IReadOnlyList<FontFile> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var starts = FaceOffsets(stream);
            return [.. starts.Select((start, index) => ReadFace(stream, path, start, index)).OfType<FontFile>()];
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException or OverflowException)
        {
            return [];
        }
    }

    private static uint[] FaceOffsets(FileStream stream)
    {
        var head = Bytes(stream, 0, 12);
        if (!head.AsSpan(0, 4).SequenceEqual("ttcf"u8))
            return [0];
        var count = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(8));
        var table = Bytes(stream, 12, checked(4 * Math.Min(count, 1024)));
        return [.. Enumerable.Range(0, table.Length / 4).Select(i => BinaryPrimitives.ReadUInt32BigEndian(table.AsSpan(4 * i)))];
    }

    private static FontFile? ReadFace(FileStream stream, string path, uint start, int index)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(Bytes(stream, start + 4, 2));
        var directory = Bytes(stream, start + 12, 16 * count);
        for (var at = 0; at < directory.Length; at += 16)
        {
            if (!directory.AsSpan(at, 4).SequenceEqual("name"u8))
                continue;
            var offset = BinaryPrimitives.ReadUInt32BigEndian(directory.AsSpan(at + 8));
            var length = BinaryPrimitives.ReadUInt32BigEndian(directory.AsSpan(at + 12));
            var names = Names(Bytes(stream, offset, (int)length));
            var postScript = names.FirstOrDefault(name => name.Id == PostScript).Text;
            return postScript is null ? null : new(path, index, postScript, [.. names.Where(n => n.Id == FullName).Select(n => n.Text).Distinct()]);
        }

        return null;
    }

    private static List<(int Id, string Text)> Names(byte[] table)
    {
        var names = new List<(int, string)>();
        var count = BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(2));
        var strings = BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(4));
        for (var i = 0; i < count; i++)
        {
            var record = table.AsSpan(6 + (12 * i), 12);
            var platform = BinaryPrimitives.ReadUInt16BigEndian(record);
            var id = BinaryPrimitives.ReadUInt16BigEndian(record[6..]);
            if (id is not (FullName or PostScript) || platform is not (0 or 1 or 3))
                continue;
            var text = table.AsSpan(strings + BinaryPrimitives.ReadUInt16BigEndian(record[10..]), BinaryPrimitives.ReadUInt16BigEndian(record[8..]));
            names.Add((id, (platform == 1 ? Encoding.Latin1 : Encoding.BigEndianUnicode).GetString(text)));
        }

        return names;
    }

    private static byte[] Bytes(FileStream stream, long offset, int length)
    {
        if (length < 0 || offset + length > stream.Length)
            throw new IOException("font table outside its file");
        var bytes = new byte[length];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
