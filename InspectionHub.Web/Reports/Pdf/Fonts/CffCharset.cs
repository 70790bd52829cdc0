using System.Buffers.Binary;

namespace InspectionHub.Web.Reports.Pdf.Fonts;

/// <summary>Which CID each glyph of a CFF program answers to (Adobe Technical Note 5176). A viewer finds glyphs of a CID-keyed program
/// by this list, not by their order; taking the order instead draws other characters while the extracted text looks right.</summary>
internal static class CffCharset
{
    private const int Charset = 15;
    private const int CharStrings = 17;
    private const int RegistryOrderingSupplement = 0x0C00 | 30;

    /// <summary>The CID of each glyph in order. In a program keyed by names the CID is the glyph's number.</summary>
    public static ushort[] Read(ReadOnlySpan<byte> cff)
    {
        var at = EndOfIndex(cff, cff[2]);
        var top = TopDict(FirstOfIndex(cff, at));
        var count = BinaryPrimitives.ReadUInt16BigEndian(cff[top[CharStrings]..]);
        var cids = new ushort[count];
        for (var glyph = 0; glyph < count; glyph++)
            cids[glyph] = (ushort)glyph;
        if (top.ContainsKey(RegistryOrderingSupplement) && top.GetValueOrDefault(Charset) is > 2 and var charset)
            ReadCharset(cff[charset..], cids);
        return cids;
    }

    private static void ReadCharset(ReadOnlySpan<byte> charset, ushort[] cids)
    {
        var format = charset[0];
        var at = 1;
        for (var glyph = 1; glyph < cids.Length;)
        {
            var first = BinaryPrimitives.ReadUInt16BigEndian(charset[at..]);
            at += 2;
            var more = 0;
            if (format == 1)
            {
                more = charset[at];
                at += 1;
            }
            else if (format == 2)
            {
                more = BinaryPrimitives.ReadUInt16BigEndian(charset[at..]);
                at += 2;
            }

            for (var i = 0; i <= more && glyph < cids.Length; i++, glyph++)
                cids[glyph] = (ushort)(first + i);
        }
    }

    private static Dictionary<int, int> TopDict(ReadOnlySpan<byte> dict)
    {
        var entries = new Dictionary<int, int>();
        var operand = 0;
        for (var at = 0; at < dict.Length;)
        {
            var b = dict[at];
            switch (b)
            {
                case 12:
                    entries[0x0C00 | dict[at + 1]] = operand;
                    at += 2;
                    break;
                case <= 21:
                    entries[b] = operand;
                    at += 1;
                    break;
                case 28:
                    operand = BinaryPrimitives.ReadInt16BigEndian(dict[(at + 1)..]);
                    at += 3;
                    break;
                case 29:
                    operand = BinaryPrimitives.ReadInt32BigEndian(dict[(at + 1)..]);
                    at += 5;
                    break;
                case 30:
                    do
                        at++;
                    while ((dict[at] & 0x0F) != 0x0F);
                    at++;
                    break;
                case <= 246:
                    operand = b - 139;
                    at += 1;
                    break;
                case <= 250:
                    operand = ((b - 247) * 256) + dict[at + 1] + 108;
                    at += 2;
                    break;
                default:
                    operand = (-(b - 251) * 256) - dict[at + 1] - 108;
                    at += 2;
                    break;
            }
        }

        return entries;
    }

    private static ReadOnlySpan<byte> FirstOfIndex(ReadOnlySpan<byte> cff, int at)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(cff[at..]);
        var size = cff[at + 2];
        var data = at + 3 + ((count + 1) * size) - 1;
        return cff[(data + Offset(cff, at, 0))..(data + Offset(cff, at, 1))];
    }

    private static int EndOfIndex(ReadOnlySpan<byte> cff, int at)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(cff[at..]);
        return count == 0 ? at + 2 : at + 3 + ((count + 1) * cff[at + 2]) - 1 + Offset(cff, at, count);
    }

    private static int Offset(ReadOnlySpan<byte> cff, int index, int number)
    {
        var size = cff[index + 2];
        var value = 0;
        for (var i = 0; i < size; i++)
            value = (value << 8) | cff[index + 3 + (number * size) + i];
        return value;
    }
}
