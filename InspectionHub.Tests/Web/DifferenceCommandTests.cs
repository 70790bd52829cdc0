using System.Text;
using System.Text.Json;

namespace InspectionHub.Tests.Web;

/// <summary>./hub difference: any table, any of the usual encodings, the contract's numbers.</summary>
public sealed class DifferenceCommandTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Theory]
    [InlineData("UTF-8", false, "\n")]
    [InlineData("UTF-8", true, "\r\n")]
    [InlineData("GB18030", false, "\r\n")]
    public void The_published_example_in_every_encoding(string encoding, bool withMark, string lineEnd)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = "学校,学生数,图书\n甲,45,279\n乙,37,137\n丙,89,935\n\"丁,分校\",76,160\n戊,55,402\n己,,12\n庚,0,12\n辛,30,\n".Replace("\n", lineEnd);
        File.WriteAllBytes(file, [.. withMark ? Encoding.UTF8.Preamble.ToArray() : [], .. Encoding.GetEncoding(encoding).GetBytes(text)]);
        var (code, said) = Run("--pupils", "学生数", "--resource", "图书", "--limit", "0.50", "--json");
        Assert.True(code == 0, said);
        var answer = JsonDocument.Parse(said).RootElement;
        Assert.Equal("difference/1", answer.GetProperty("schema").GetString());
        Assert.Equal(0.5152566298844764, answer.GetProperty("coefficient").GetDouble());
        Assert.Equal(6.334437086092715, answer.GetProperty("mean").GetDouble(), 1e-14);
        Assert.False(answer.GetProperty("within").GetBoolean());
        Assert.Equal(["blank_pupils 7", "zero_pupils 8", "blank_resource 9"], answer.GetProperty("leftOut").EnumerateArray().Select(l => $"{l.GetProperty("reason")} {l.GetProperty("row")}"));
        var rows = answer.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["", "24", "", "17", ""], rows.Select(r => $"{r.GetProperty("units")}"));
        Assert.Equal([2, 3, 4, 5, 6], rows.Select(r => r.GetProperty("row").GetInt32()));
        Assert.Equal(0.000252802, rows[0].GetProperty("share").GetDouble(), 1e-9);
        Assert.Equal(-0.000289211, rows[0].GetProperty("lever").GetDouble(), 1e-9);
    }

    [Fact]
    public void Thousands_separators_and_values_per_pupil_are_read()
    {
        File.WriteAllText(file, "p,v\n\"1,000\",2\n\"1,000\",6\n");
        var answer = JsonDocument.Parse(Run("--pupils", "p", "--value", "v", "--limit", "0.5", "--per", "100", "--json").Text).RootElement;
        Assert.Equal(2000, answer.GetProperty("pupils").GetDouble());
        Assert.Equal(400, answer.GetProperty("mean").GetDouble());
        Assert.True(answer.GetProperty("within").GetBoolean());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("rows")[0].GetProperty("units").ValueKind);
    }

    [Fact]
    public void A_mean_of_zero_has_no_coefficient_and_no_verdict()
    {
        File.WriteAllText(file, "p,r\n10,0\n20,0\n");
        var answer = JsonDocument.Parse(Run("--pupils", "p", "--resource", "r", "--limit", "0.5", "--json").Text).RootElement;
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("coefficient").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("within").ValueKind);
    }

    [Theory]
    [InlineData("", "空文件")]
    [InlineData("p,x\n1,2\n", "没有名为“r”的列")]
    [InlineData("p,r\n1,many\nfew,2\n", "不是数字")]
    [InlineData("p,r\n1,-2\n", "负数")]
    public void What_cannot_be_read_is_said_with_exit_1(string text, string sentence)
    {
        File.WriteAllText(file, text);
        var (code, said) = Run("--pupils", "p", "--resource", "r");
        Assert.Equal(1, code);
        Assert.Contains(sentence, said);
    }

    [Fact]
    public void A_folder_a_missing_file_and_wrong_options_are_said()
    {
        Assert.Contains("是文件夹", HubProcess.RunAlone("difference", Path.GetTempPath(), "--pupils", "p", "--resource", "r").Text);
        Assert.Equal(1, HubProcess.RunAlone("difference", file + ".gone", "--pupils", "p", "--resource", "r").Code);
        Assert.Equal(2, Run("--pupils", "p", "--resource", "r", "--value", "v").Code);
        Assert.Equal(2, Run("--pupils", "p", "--resource", "r", "--limit", "viel").Code);
    }

    [Fact]
    public void A_hundred_thousand_rows_are_judged_exactly()
    {
        // Every school has the same value but one unit in one of them: the coefficient is tiny and above 0.
        File.WriteAllText(file, "p,r\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{(i % 1999) + 1},{((i % 1999) + 1) * 3}\n")) + "7,22\n");
        var (code, said) = Run("--pupils", "p", "--resource", "r", "--limit", "0.5", "--json");
        Assert.Equal(0, code);
        var answer = JsonDocument.Parse(said).RootElement;
        Assert.Equal(100_001, answer.GetProperty("schools").GetInt32());
        Assert.InRange(answer.GetProperty("coefficient").GetDouble(), 1e-9, 1e-3);
    }

    public void Dispose() => File.Delete(file);

    private (int Code, string Text) Run(params string[] more) => HubProcess.RunAlone(["difference", file, .. more]);
}
