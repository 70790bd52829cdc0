namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Which characters may not begin or end a line (GB/T 15834-2011, 5.1) and where a line may break.</summary>
internal static class Kinsoku
{
    private const string NeverFirst = "，。；：！？、）》”’」』】〕〉］｝·—…％‰℃々～＋";
    private const string NeverLast = "（《“‘「『【〔〈［｛￥№＃";

    /// <summary>Closing marks whose right half is empty, so that they may give up half their width.</summary>
    private const string ThinAfter = "，。；：！？、）》”’」』】〕〉］｝";

    private const string ThinBefore = "（《“‘「『【〔〈［｛";

    public static bool MayStart(int c) => c > char.MaxValue || !NeverFirst.Contains((char)c);

    public static bool MayEnd(int c) => c > char.MaxValue || !NeverLast.Contains((char)c);

    public static bool GivesAfter(int c) => c <= char.MaxValue && ThinAfter.Contains((char)c);

    public static bool GivesBefore(int c) => c <= char.MaxValue && ThinBefore.Contains((char)c);

    /// <summary>A letter, digit or sign of a Latin word or number, which is not broken.</summary>
    public static bool IsWord(int c) => c is > 0x20 and < 0x7F or (>= 0xC0 and <= 0x24F) or 0xA0;

    /// <summary>A line may end between the two characters.</summary>
    public static bool MayBreak(int before, int after)
    {
        if (after == ' ' || !MayStart(after) || !MayEnd(before))
            return false;
        if (before == ' ')
            return true;
        if (IsWord(before) && IsWord(after))
            return false;
        // ASCII marks beside Chinese text obey the same rule as their full-width sisters.
        return !(after is ',' or '.' or ';' or ':' or '!' or '?' or ')' or ']' or '}' or '%') && !(before is '(' or '[' or '{' or '$' or '#');
    }
}
