using System.Buffers.Binary;
using System.Text;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>An sRGB profile (IEC 61966-2-1) in ICC version 2 form: matrix and tone curve, as PDF/A's output intent asks.</summary>
internal static class IccProfile
{
    private const int Header = 128;
    private const int CurvePoints = 1024;

    /// <summary>The profile's bytes, the same in every process.</summary>
    public static byte[] Srgb { get; } = Build();

    private static byte[] Build()
    {
        var curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB IEC61966-2.1")),
            ("cprt", Text("Public domain")),
            ("wtpt", Xyz(0.95045, 1.0, 1.08905)),
            // The primaries adapted to D50 (Bradford).
            ("rXYZ", Xyz(0.43607, 0.22249, 0.01392)),
            ("gXYZ", Xyz(0.38515, 0.71687, 0.09708)),
            ("bXYZ", Xyz(0.14307, 0.06061, 0.71410)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        var start = Header + 4 + (12 * tags.Length);
        var offsets = new Dictionary<byte[], int>();
        var size = start;
        foreach (var (_, data) in tags)
            if (offsets.TryAdd(data, size))
                size += (data.Length + 3) / 4 * 4;

        var profile = new byte[size];
        var at = profile.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(at, size);
        BinaryPrimitives.WriteInt32BigEndian(at[8..], 0x02100000);
        "mntrRGB XYZ "u8.CopyTo(at[12..]);
        // A fixed date: the same report is the same file.
        BinaryPrimitives.WriteInt16BigEndian(at[24..], 2000);
        BinaryPrimitives.WriteInt16BigEndian(at[26..], 1);
        BinaryPrimitives.WriteInt16BigEndian(at[28..], 1);
        "acsp"u8.CopyTo(at[36..]);
        Fixed(at[68..], 0.96420);
        Fixed(at[72..], 1.0);
        Fixed(at[76..], 0.82491);
        BinaryPrimitives.WriteInt32BigEndian(at[Header..], tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            var entry = at[(Header + 4 + (12 * i))..];
            Encoding.ASCII.GetBytes(tags[i].Tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], offsets[tags[i].Data]);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
            tags[i].Data.CopyTo(at[offsets[tags[i].Data]..]);
        }

        return profile;
    }

    private static byte[] Curve()
    {
        var data = new byte[12 + (2 * CurvePoints)];
        "curv"u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), CurvePoints);
        for (var i = 0; i < CurvePoints; i++)
        {
            var v = i / (CurvePoints - 1.0);
            var linear = v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12 + (2 * i)), (ushort)Math.Round(linear * ushort.MaxValue));
        }

        return data;
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        var data = new byte[20];
        "XYZ "u8.CopyTo(data);
        Fixed(data.AsSpan(8), x);
        Fixed(data.AsSpan(12), y);
        Fixed(data.AsSpan(16), z);
        return data;
    }

    private static byte[] Text(string text) => [.. "text\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] Description(string text)
    {
        // ASCII form, then an empty Unicode form and an empty script form of fixed size.
        var data = new byte[12 + text.Length + 1 + 4 + 4 + 2 + 1 + 67];
        "desc"u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), text.Length + 1);
        Encoding.ASCII.GetBytes(text, data.AsSpan(12));
        return data;
    }

    private static void Fixed(Span<byte> to, double value) => BinaryPrimitives.WriteInt32BigEndian(to, (int)Math.Round(value * 65536));
}
