using System.Collections.Concurrent;

namespace InspectionHub.Web.Reports.Pdf.Fonts;

/// <summary>The faces of an official paper (GB/T 9704-2012, 5.2.2).</summary>
internal enum FontRole
{
    /// <summary>仿宋.</summary>
    Body,

    /// <summary>楷体.</summary>
    Kai,

    /// <summary>黑体.</summary>
    Hei,

    /// <summary>小标宋.</summary>
    Display,

    /// <summary>宋体.</summary>
    Song,

    /// <summary>宋体 bold, for what must be seen in body and tables.</summary>
    Strong,
}

/// <summary>The fonts of this machine in the order in which they are asked for a character: official faces first, then free ones,
/// Noto Serif CJK SC last. Faces are opened when first needed and kept; one set serves the whole process.</summary>
public sealed class FontSet
{
    private static readonly string[] Latin = ["TimesNewRomanPSMT", "LiberationSerif"];
    private static readonly string[] LatinBold = ["TimesNewRomanPS-BoldMT", "LiberationSerif-Bold"];
    private static readonly string[] LatinSans = ["ArialMT", "LiberationSans"];
    private static readonly string[] Last = ["NotoSerifCJKsc-Regular", "NotoSansCJKsc-Regular"];
    private static readonly string[] SongFaces = ["SimSun", "NotoSerifCJKsc-Regular", "FandolSong-Regular"];

    private static readonly Dictionary<FontRole, (string[] Chinese, string[] Latin)> Chains = new()
    {
        [FontRole.Body] = (["仿宋_GB2312", "FangSong_GB2312", "FangSong", "FandolFang-Regular", .. SongFaces], Latin),
        [FontRole.Kai] = (["楷体_GB2312", "KaiTi_GB2312", "KaiTi", "FandolKai-Regular", "LXGWWenKai-Regular", .. SongFaces], Latin),
        [FontRole.Hei] = (["SimHei", "FandolHei-Regular", "NotoSansCJKsc-Bold", "NotoSerifCJKsc-Bold"], LatinSans),
        [FontRole.Display] = (["方正小标宋简体", "FZXBSJW--GB1-0", "NotoSerifCJKsc-Bold", "FandolSong-Bold"], LatinBold),
        [FontRole.Song] = (SongFaces, Latin),
        [FontRole.Strong] = (["NotoSerifCJKsc-Bold", "FandolSong-Bold"], LatinBold),
    };

    private readonly Dictionary<string, FontFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<FontFile, Lazy<FontFace>> _faces = new();
    private readonly ConcurrentDictionary<(FontRole, int), (FontFace Face, ushort Glyph, double Advance)?> _found = new();
    private readonly Dictionary<FontRole, (FontFile[] Chinese, FontFile[] Latin)> _chains;

    private FontSet(IEnumerable<string> folders)
    {
        foreach (var file in FontFile.Below(folders))
            foreach (var name in file.FullNames.Prepend(file.PostScriptName))
                _files.TryAdd(name, file);
        _chains = Chains.ToDictionary(chain => chain.Key, chain => (Installed(chain.Value.Chinese), Installed(chain.Value.Latin)));
    }

    /// <summary>The folders in which Debian and its users keep fonts.</summary>
    public static IReadOnlyList<string> UsualFolders { get; } =
    [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/share/fonts"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fonts"),
    ];

    /// <summary>The fonts of the usual folders, and of one more folder that wins over them.</summary>
    /// <param name="folder">The folder of the setting; null or blank for none.</param>
    public static FontSet OfMachine(string? folder = null) =>
        new(string.IsNullOrWhiteSpace(folder) ? UsualFolders : UsualFolders.Prepend(folder));

    /// <summary>The fonts of these folders only.</summary>
    public static FontSet From(params IEnumerable<string> folders) => new(folders);

    /// <summary>What is not as it should be, one Chinese sentence each; empty when nothing is missing.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!Installed(Last).Any())
            problems.Add("没有找到 Noto Serif CJK SC（思源宋体），公文无法排印：请安装软件包 fonts-noto-cjk，或把字体放进设置的字体目录。");
        if (!Installed(Latin).Any())
            problems.Add("没有找到 Liberation Serif 或 Times New Roman，数字和字母将用中文字体排印：请安装软件包 fonts-liberation。");
        foreach (var (role, name) in new[] { (FontRole.Body, "仿宋"), (FontRole.Kai, "楷体"), (FontRole.Hei, "黑体") })
            if (!Installed([.. Chains[role].Chinese.TakeWhile(face => !SongFaces.Contains(face) && !face.StartsWith("Noto", StringComparison.Ordinal))]).Any())
                problems.Add($"没有找到{name}，将以思源字体代替：请安装 Fandol 字体，或把官方字体放进设置的字体目录。");
        return problems;
    }

    /// <summary>The first face of the role's chain that has the character, or null when no font of this set has it.</summary>
    internal (FontFace Face, ushort Glyph, double Advance)? Find(FontRole role, int codePoint) =>
        _found.GetOrAdd((role, codePoint), key => Look(key.Item1, key.Item2));

    private (FontFace, ushort, double)? Look(FontRole role, int codePoint)
    {
        if (HasNoShape(codePoint))
            return null;
        var (chinese, latin) = _chains[role];
        var chain = IsLatin(codePoint) ? latin.Concat(chinese) : chinese.Concat(latin);
        foreach (var file in chain.Concat(Installed(Last)))
        {
            if (IsUgly(file, codePoint))
                continue;
            var face = _faces.GetOrAdd(file, key => new(() => new FontFace(key))).Value;
            if (face.Find(codePoint) is { Glyph: > 0 } found)
                return (face, found.Glyph, found.Advance);
        }

        return null;
    }

    private FontFile[] Installed(string[] names) => [.. names.Select(name => _files.GetValueOrDefault(name)).OfType<FontFile>().Distinct()];

    /// <summary>Dashes, quotation marks and the middle dot of Chinese text stay full-width and come from the Chinese face.</summary>
    private static bool IsLatin(int codePoint) => codePoint is >= 0x20 and <= 0x7E or 0xA0 or 0xB2 or 0xB3 or 0xB9 or (>= 0xC0 and <= 0x24F and not (0xD7 or 0xF7));

    /// <summary>Controls, and characters whose meaning every font makes up for itself (自造字), whatever a font draws for them.</summary>
    private static bool HasNoShape(int codePoint) =>
        codePoint is < 0x20 or (>= 0x7F and <= 0x9F) or (>= 0xE000 and <= 0xF8FF) or (>= 0xF0000 and <= 0x10FFFF);

    /// <summary>FandolFang's 《》 are far heavier than its characters.</summary>
    private static bool IsUgly(FontFile file, int codePoint) =>
        file.PostScriptName.StartsWith("FandolFang", StringComparison.Ordinal) && codePoint is '《' or '》' or '〈' or '〉';
}
