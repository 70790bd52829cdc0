namespace InspectionHub.Core.Reports;

/// <summary>Numbers of headings: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).</summary>
public static class Numerals
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>1 → 一, 12 → 十二, 25 → 二十五; up to 99.</summary>
    public static string Chinese(int number) => number switch
    {
        < 10 => $"{Digits[number]}",
        < 20 => $"十{(number % 10 == 0 ? "" : Digits[number % 10])}",
        _ => $"{Digits[number / 10]}十{(number % 10 == 0 ? "" : Digits[number % 10])}",
    };

    /// <summary>2026年3月5日</summary>
    public static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}

/// <summary>Collects the blocks of a paper and numbers its parts, so that a part without content leaves no gap.</summary>
internal sealed class Outline
{
    private readonly List<ReportBlock> blocks = [];
    private int parts;

    /// <summary>What has been collected.</summary>
    public IReadOnlyList<ReportBlock> Blocks => blocks;

    /// <summary>一、…</summary>
    public Outline Part(string heading)
    {
        blocks.Add(new Heading(1, $"{Numerals.Chinese(++parts)}、{heading}"));
        return this;
    }

    public Outline Add(params IEnumerable<ReportBlock> more)
    {
        blocks.AddRange(more);
        return this;
    }

    public Outline Text(string text) => Add(new Paragraph(text));

    /// <summary>What somebody wrote, a paragraph for each of its lines; nothing for nothing.</summary>
    public Outline Own(string text) => Add(text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => new Paragraph(line)));

    /// <summary>A part with one numbered paragraph for each text; left out when there is none.</summary>
    public Outline List(string heading, IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0) return this;
        Part(heading);
        return texts.Count == 1 ? Text(texts.First()) : Add(texts.Select((t, i) => new Paragraph($"{i + 1}. {t}")));
    }
}
