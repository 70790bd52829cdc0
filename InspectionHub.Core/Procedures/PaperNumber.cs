using System.Globalization;
using System.Text.RegularExpressions;

namespace InspectionHub.Core.Procedures;

/// <summary>发文字号, such as 紫教督〔2026〕7号 (GB/T 9704-2012, 7.2.5): hexagonal brackets, no 第, no leading zero.</summary>
/// <param name="Prefix">机关代字.</param>
/// <param name="Year">Calendar year of issue.</param>
/// <param name="Serial">1 and up; unique within prefix and year.</param>
public sealed partial record PaperNumber(string Prefix, int Year, int Serial)
{
    /// <summary>The 机关代字 a county starts with: 紫阳县 → 紫教督.</summary>
    public static string PrefixOf(string county) => $"{county.Trim()[..1]}教督";

    /// <summary>The next number after those taken, voided ones included: nothing is given twice, and nothing is left out unless somebody typed a higher number.</summary>
    /// <param name="prefix">机关代字.</param>
    /// <param name="year">Calendar year of issue.</param>
    /// <param name="taken">Serials of the same prefix and year.</param>
    public static PaperNumber Next(string prefix, int year, IEnumerable<int> taken) => new(prefix, year, taken.DefaultIfEmpty(0).Max() + 1);

    /// <summary>Reads a typed number; round and square brackets are taken for hexagonal ones. Null if it is none.</summary>
    public static PaperNumber? Parse(string text) => Shape().Match(string.Concat(text.Where(c => !char.IsWhiteSpace(c)))) is { Success: true } match
        ? new(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture))
        : null;

    /// <summary>As printed.</summary>
    public override string ToString() => $"{Prefix}〔{Year}〕{Serial}号";

    [GeneratedRegex(@"^(\p{L}{1,12})[〔\[［(（【](20\d\d)[〕\]］)）】]第?0*([1-9]\d{0,4})号?$")]
    private static partial Regex Shape();
}
