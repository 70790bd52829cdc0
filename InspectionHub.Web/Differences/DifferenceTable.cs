using System.Globalization;
using System.Text;
using CsvHelper;
using InspectionHub.Core.Differences;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Differences;

/// <summary>A row left out of mean and coefficient, with why (contracts.md, difference/1).</summary>
public sealed record LeftOut(int Row, string Reason);

/// <summary>A table read for the coefficient: rows by their line in the file, and those left out.</summary>
public sealed record DifferenceTable(IReadOnlyList<(int Row, Fraction Pupils, Fraction Resource)> Rows, IReadOnlyList<LeftOut> LeftOut)
{
    static DifferenceTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a CSV file in UTF-8 (with or without BOM) or GB18030.</summary>
    /// <exception cref="Refusal">Every problem, each with its line and what to do.</exception>
    public static DifferenceTable Read(string path, string pupilsColumn, string valueColumn, bool isPerPupil)
    {
        if (Directory.Exists(path)) throw new Refusal(422, $"{path} 是文件夹，请给出 CSV 文件。");
        if (!File.Exists(path)) throw new Refusal(404, $"没有这个文件：{path}");
        var text = Decode(File.ReadAllBytes(path));
        if (string.IsNullOrWhiteSpace(text)) throw new Refusal(422, $"{path} 是空文件：第 1 行应为列名。");
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { TrackLineNumbers = true });
        List<string> heads = [.. csv.Headers.Select(h => h.Trim())];
        var missing = new[] { pupilsColumn, valueColumn }.Where(c => !heads.Contains(c)).ToList();
        if (missing.Count > 0) throw new Refusal(422, [.. missing.Select(c => $"没有名为“{c}”的列。文件的列有：{string.Join('、', heads)}。")]);
        int pupilsAt = heads.IndexOf(pupilsColumn), valueAt = heads.IndexOf(valueColumn);
        var rows = new List<(int, Fraction, Fraction)>();
        var left = new List<LeftOut>();
        var problems = new List<string>();
        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            var pupils = Cell(csv, pupilsAt, line, pupilsColumn, problems, out var blankPupils);
            var value = Cell(csv, valueAt, line, valueColumn, problems, out var blankValue);
            if (blankPupils) left.Add(new(line, "blank_pupils"));
            else if (blankValue) left.Add(new(line, isPerPupil ? "blank_value" : "blank_resource"));
            else if (pupils is { Sign: 0 }) left.Add(new(line, "zero_pupils"));
            else if (pupils is { } p && value is { } v) rows.Add((line, p, isPerPupil ? v * p : v));
        }
        if (problems.Count > 0) throw new Refusal(422, problems);
        return new(rows, left);
    }

    public DifferenceCoefficient Coefficient() => new([.. Rows.Select(r => new DifferenceRow($"{r.Row}", r.Pupils, r.Resource))], []);

    private static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030").GetString(bytes);
        }
    }

    private static Fraction? Cell(CsvReader csv, int at, int line, string column, List<string> problems, out bool isBlank)
    {
        var text = at < csv.FieldCount ? csv.GetString(at).Trim() : "";
        isBlank = text.Length == 0;
        if (isBlank) return null;
        if (!decimal.TryParse(text, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            problems.Add($"第 {line} 行“{column}”的“{text}”不是数字，请改成数字或留空。");
            return null;
        }
        if (number < 0) problems.Add($"第 {line} 行“{column}”的 {text} 是负数，请核对。");
        return number;
    }
}
