using System.Globalization;
using System.Text;

namespace InspectionHub.Web.Reports.Pdf.Fonts;

/// <summary>A character that no installed font has, and where the paper asked for it.</summary>
/// <param name="CodePoint">The Unicode code point.</param>
/// <param name="Place">The place in Chinese, e.g. 表“各项指标得分”第 3 行第 2 列.</param>
public sealed record MissingGlyph(int CodePoint, string Place)
{
    /// <summary>The character with its code point, e.g. “𬭎”（U+2CB4E）.</summary>
    public override string ToString() =>
        $"{Place}：“{Shown}”（U+{CodePoint.ToString("X4", CultureInfo.InvariantCulture)}）";

    // Controls, lone surrogates and the like have no shape to quote.
    private string Shown => Rune.IsValid(CodePoint) && !Rune.IsControl(new Rune(CodePoint)) ? new Rune(CodePoint).ToString() : "控制字符";
}

/// <summary>The paper holds characters that no installed font has; it is not written, because a box would stand in their place.</summary>
/// <param name="missing">Every such character with its first place; at least one.</param>
public sealed class MissingGlyphException(IReadOnlyList<MissingGlyph> missing) : Exception(Say(missing))
{
    private const int Named = 20;

    /// <summary>Every such character with its first place.</summary>
    public IReadOnlyList<MissingGlyph> Missing { get; } = missing;

    private static string Say(IReadOnlyList<MissingGlyph> missing)
    {
        var rest = missing.Count > Named ? $"；另有 {missing.Count - Named} 个" : "";
        return $"已安装的字体中没有下列字符，文件未生成。{string.Join("；", missing.Take(Named))}{rest}。请改用其他字符，或安装含有该字的字体后重试。";
    }
}
