namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>The page of GB/T 9704-2012 in points (1 mm = 72/25.4).</summary>
internal static class Grid
{
    public const double Mm = 72 / 25.4;
    public const double PaperWidth = 210 * Mm;
    public const double PaperHeight = 297 * Mm;

    /// <summary>天头.</summary>
    public const double Top = 37 * Mm;

    /// <summary>订口: the left margin of odd pages, the right one of even pages (both faces are printed).</summary>
    public const double Binding = 28 * Mm;

    /// <summary>版心 156 × 225 mm, page number excluded.</summary>
    public const double Width = 156 * Mm;
    public const double Height = 225 * Mm;

    /// <summary>22 lines of 28 characters fill the 版心 (5.2.3); 3号 of the grid is therefore 15.79 pt, not the round 16.</summary>
    public const double LinePitch = Height / 22;
    public const double Body = Width / 28;

    /// <summary>2号 and 4号.</summary>
    public const double TitleSize = 22;
    public const double Four = 14;

    /// <summary>五号 and 小五, for tables and notes.</summary>
    public const double Five = 10.5;
    public const double SmallFive = 9;

    /// <summary>The left edge of the 版心 on a page.</summary>
    public static double Left(int page) => page % 2 == 1 ? Binding : PaperWidth - Binding - Width;
}
