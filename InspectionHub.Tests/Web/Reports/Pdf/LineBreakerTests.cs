using CsCheck;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;

namespace InspectionHub.Tests.Web.Reports.Pdf;

public sealed class LineBreakerTests
{
    private const string NeverFirst = "，。；：！？、）》”";
    private const string NeverLast = "（《“";

    [Fact]
    public void Text_of_any_kind_is_broken_by_the_rules_and_nothing_is_lost()
    {
        // Pieces a writer would type: a word, a number, an opening mark before or a closing mark after characters.
        var piece = Gen.OneOf(
            OneOf("督导", "教育局", "学校", "一", "生均面积"),
            OneOf("2026年", "4.52米", "H2O和", "km、"),
            OneOf("（一）", "《条例》", "“看、查”", "等；", "了。", "”，", "（见附件）。", "：“"));
        Gen.Select(piece.Array[1, 60], Gen.Int[6, 28]).Sample((pieces, characters) =>
        {
            var text = string.Concat(pieces);
            var lines = Break(text, characters);
            Assert.Equal(text, string.Concat(lines));
            for (var i = 0; i < lines.Count; i++)
            {
                Assert.False(i > 0 && NeverFirst.Contains(lines[i][0]), $"“{lines[i]}” starts with a closing mark");
                Assert.False(i + 1 < lines.Count && NeverLast.Contains(lines[i][^1]), $"“{lines[i]}” ends with an opening mark");
                Assert.False(i > 0 && Kinsoku.IsWord(lines[i][0]) && Kinsoku.IsWord(lines[i - 1][^1]), $"a word is cut before “{lines[i]}”");
            }
        }, iter: 300);
    }

    [Fact]
    public void A_mark_that_would_start_a_line_is_pushed_in_when_the_line_can_give_way() =>
        Assert.Equal(["一二，四五六七八九，", "下一行"], Break("一二，四五六七八九，下一行", 9));

    [Fact]
    public void A_mark_that_cannot_be_pushed_in_takes_the_character_before_it_down() =>
        Assert.Equal(["一二三四五六七八", "九）。（见下）"], Break("一二三四五六七八九）。（见下）", 9));

    [Fact]
    public void A_full_line_fills_the_width_to_the_point_whether_stretched_or_squeezed()
    {
        foreach (var text in new[] { "一二，四五六七八九，下一行还有字，再下一行。", "一二三四五六七八九）。下一行还有字，再下一行。", "见2026年的报告，按ABC类和说明文字若干个字" })
        {
            var glyphs = Set(text);
            var width = 9 * Grid.Body;
            foreach (var line in LineBreaker.Break(glyphs, width, width).Where(line => !line.IsLast))
            {
                var ops = new List<DrawOp>();
                new Canvas(ops, 0, 0).Line(line, 0, 10, width, justify: true);
                var run = Assert.IsType<GlyphRun>(Assert.Single(ops));
                var end = 0.0;
                for (var i = 0; i < run.Glyphs.Length; i++)
                    end += run.Glyphs.Span[i].Width + (run.Extra?[i] ?? 0);
                Assert.Equal(width, end, 0.05);
            }
        }
    }

    [Fact]
    public void A_word_longer_than_the_line_is_cut_and_nothing_runs_over()
    {
        var lines = Break(new string('w', 100) + "。", 9);

        Assert.True(lines.Count > 3);
        Assert.Equal(new string('w', 100) + "。", string.Concat(lines));
        Assert.All(lines, line => Assert.True(Typesetter.WidthOf(Set(line)) <= (9.5 * Grid.Body) + 0.1));
    }

    [Fact]
    public void The_last_line_of_a_cell_is_not_one_character()
    {
        for (var length = 2; length < 40; length++)
        {
            var lines = CellText.Fit(Set(string.Concat(Enumerable.Repeat("督导评估县域教育学校", 4))[..length]), 8 * Grid.Body);
            Assert.True(lines.Count == 1 || lines[^1].Visible > 1, $"{length} characters leave one alone");
        }
    }

    /// <summary>Columns of two to ten characters, text as tables hold it: only where the width cannot hold two characters does one stay alone.</summary>
    [Fact]
    public void The_last_line_of_a_cell_of_any_width_is_not_one_character_where_two_would_fit()
    {
        var piece = Gen.OneOf(OneOf("督导", "教育局", "县", "生均面积"), OneOf("2026年", "4.52", "H2O", "≥ 85 %", "wwwwwwwwwwww", "5"), OneOf("（一）", "《条例》", "、", "。", "；\n", " "));
        Gen.Select(piece.Array[1, 9], Gen.Int[4, 20]).Sample((pieces, halves) =>
        {
            var width = halves * Grid.Body / 2;
            var glyphs = Set(string.Concat(pieces));
            var lines = CellText.Fit(glyphs, width);
            Assert.Equal(string.Concat(pieces).Replace("\n", "", StringComparison.Ordinal), string.Concat(lines.SelectMany(line => line.Glyphs.ToArray()).Select(glyph => char.ConvertFromUtf32(glyph.CodePoint))));
            for (var i = 0; i < lines.Count; i++)
            {
                Assert.True(lines[i].Width - LineBreaker.GiveOf(lines[i].Glyphs.Span[..lines[i].Visible]) <= Math.Max(width * 1.06, Grid.Body) + Grid.Body + 0.1, "a line runs over");
                if (i == 0 || !lines[i].IsLast || lines[i - 1].IsLast || Characters(lines[i].Glyphs.Span[..lines[i].Visible]) > 1) continue;
                // What stands before it on the writer's own line, joined again: no end of it of two characters fits the width.
                var whole = lines[i].Glyphs.ToArray();
                for (var k = i - 1; k >= 0 && !lines[k].IsLast; k--) whole = [.. lines[k].Glyphs.ToArray(), .. whole];
                for (var at = 1; at < whole.Length; at++)
                {
                    var end = whole.AsSpan(at);
                    if (end[0].CodePoint == ' ' || !Kinsoku.MayStart(end[0].CodePoint) || !Kinsoku.MayEnd(whole[at - 1].CodePoint) || Characters(end) < 2) continue;
                    Assert.True(Typesetter.WidthOf(end) > width, $"“{string.Concat(pieces)}” at {width:0.0} could end with more");
                }
            }
        }, iter: 2000);

        static int Characters(ReadOnlySpan<Glyph> glyphs)
        {
            var count = 0;
            foreach (var glyph in glyphs)
                count += Kinsoku.MayStart(glyph.CodePoint) && glyph.CodePoint != ' ' ? 1 : 0;
            return count;
        }
    }

    [Fact]
    public void A_title_is_balanced() =>
        Assert.InRange(TextLayout.Balanced(Set("关于紫阳县蒿坪镇中心小学年度考核情况的报告"), 18 * Grid.Body).Select(line => line.Visible).Min(), 9, 12);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Glyph[] Set(string text) => new Typesetter(Printed.Fonts).Set(text, FontRole.Body, Grid.Body, default);

    private static List<string> Break(string text, int characters) =>
        [.. LineBreaker.Break(Set(text), characters * Grid.Body, characters * Grid.Body)
            .Select(line => string.Concat(line.Glyphs.ToArray().Select(glyph => char.ConvertFromUtf32(glyph.CodePoint))))];
}
