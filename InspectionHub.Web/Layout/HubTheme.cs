using MudBlazor;

namespace InspectionHub.Web.Layout;

/// <summary>Quiet: one deep blue, grey for the rest; red only for veto and overdue.</summary>
public static class HubTheme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight { Primary = "#1d4e89", Secondary = "#4a5a6a", Background = "#f6f7f9", Surface = "#ffffff", AppbarText = "#1b2430", TextPrimary = "#1b2430", TextSecondary = "#4a5563", Error = "#a61b1b", Success = "#22663f", Warning = "#8a5a00" },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9375rem", LineHeight = "1.6", LetterSpacing = "normal" }, Button = new ButtonTypography { TextTransform = "none", LetterSpacing = "normal" } },
    };
}
