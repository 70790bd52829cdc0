using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>The objects of a PDF file and their cross-reference table (ISO 32000-1, 7.5).</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]?> _objects = [];

    /// <summary>The number of an object that is filled later.</summary>
    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    public int Add(string body)
    {
        var id = Reserve();
        Fill(id, body);
        return id;
    }

    public void Fill(int id, string body) => _objects[id - 1] = [.. new PdfBytes().Add(body).Span];

    /// <summary>A stream; compressed unless its bytes are so already.</summary>
    public int AddStream(ReadOnlySpan<byte> bytes, string entries = "", bool compress = true)
    {
        var data = compress ? Deflate(bytes) : bytes;
        var filter = compress ? "/Filter/FlateDecode" : "";
        var id = Reserve();
        _objects[id - 1] = [.. new PdfBytes()
            .Add(string.Create(CultureInfo.InvariantCulture, $"<<{entries}{filter}/Length {data.Length}>>\nstream\n"))
            .Raw(data).Add("\nendstream").Span];
        return id;
    }

    public static string Ref(int id) => string.Create(CultureInfo.InvariantCulture, $"{id} 0 R");

    public byte[] Write(int catalogue, int info)
    {
        var file = new PdfBytes();
        file.Add("%PDF-1.7\n").Raw([(byte)'%', 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new int[_objects.Count];
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets[i] = file.Length;
            file.Add(string.Create(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n"))
                .Raw(_objects[i] ?? throw new InvalidOperationException($"Object {i + 1} was never filled."))
                .Add("\nendobj\n");
        }

        var table = file.Length;
        // The identity comes from the content, so the same report gives the same file.
        var identity = Convert.ToHexString(SHA256.HashData(file.Span).AsSpan(0, 16));
        file.Add(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Length + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets)
            file.Add(offset.ToString("D10", CultureInfo.InvariantCulture)).Add(" 00000 n \n");
        file.Add(string.Create(CultureInfo.InvariantCulture,
            $"trailer\n<</Size {offsets.Length + 1}/Root {Ref(catalogue)}/Info {Ref(info)}/ID[<{identity}><{identity}>]>>\nstartxref\n{table}\n%%EOF\n"));
        return [.. file.Span];
    }

    private static ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(bytes);
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }
}
