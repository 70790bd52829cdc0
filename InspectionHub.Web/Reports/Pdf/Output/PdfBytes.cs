using System.Text;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>Bytes of PDF syntax. Numbers have at most three decimals and no exponent, on every machine alike.</summary>
internal sealed class PdfBytes
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    public int Length => _length;
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public PdfBytes Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Grow(bytes.Length));
        return this;
    }

    /// <summary>ASCII syntax.</summary>
    public PdfBytes Add(string ascii)
    {
        Encoding.ASCII.GetBytes(ascii, Grow(ascii.Length));
        return this;
    }

    public PdfBytes Number(double value)
    {
        var thousandths = (long)Math.Round(value * 1000, MidpointRounding.AwayFromZero);
        Span<char> digits = stackalloc char[24];
        var at = digits.Length;
        var rest = Math.Abs(thousandths);
        var isFraction = false;
        for (var place = 0; place < 3; place++, rest /= 10)
        {
            if (!isFraction && rest % 10 == 0)
                continue;
            isFraction = true;
            digits[--at] = (char)('0' + (rest % 10));
        }

        if (isFraction)
            digits[--at] = '.';
        do
        {
            digits[--at] = (char)('0' + (rest % 10));
            rest /= 10;
        }
        while (rest > 0);
        if (thousandths < 0)
            digits[--at] = '-';
        Encoding.ASCII.GetBytes(digits[at..], Grow(digits.Length - at));
        return this;
    }

    /// <summary>Numbers with a space after each, then an operator.</summary>
    public PdfBytes Operator(string name, params ReadOnlySpan<double> operands)
    {
        foreach (var operand in operands)
            Number(operand).Add(" ");
        return Add(name).Add("\n");
    }

    public PdfBytes Hex(int code)
    {
        var to = Grow(4);
        for (var i = 3; i >= 0; i--, code >>= 4)
            to[i] = (byte)"0123456789ABCDEF"[code & 0xF];
        return this;
    }

    /// <summary>A text string of any characters: UTF-16 with its mark, in hexadecimal.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private Span<byte> Grow(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
