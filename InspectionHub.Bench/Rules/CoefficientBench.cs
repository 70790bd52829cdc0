using DuckDB.NET.Data;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Differences;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Bench.Rules;

/// <summary>The county's fourteen coefficients and their verdicts, from the same rows of pupils and resources.</summary>
internal static class CoefficientBench
{
    private const string Question = """
        SELECT s.key, sqrt(sum(s.pupils * pow(s.resource / s.pupils - m.mean, 2)) / sum(s.pupils)) / any_value(m.mean) AS value
        FROM shares s JOIN (SELECT key, sum(resource) / sum(pupils) AS mean FROM shares GROUP BY key) m ON s.key = m.key
        GROUP BY s.key ORDER BY s.key
        """;

    public static void Run(DemoFacts demo)
    {
        var known = Assessment.Of(demo.Framework, demo.Of(demo.Sites)).Coefficients;
        var rows = known.SelectMany((c, key) => c.Difference.Rows.Select(r => new Share(key, r.Pupils.ToDouble(), r.Resource.ToDouble()))).ToList();
        using var duck = new DuckDBConnection("Data Source=:memory:");
        duck.Open();
        Fill(duck, rows);
        using var question = duck.CreateCommand();
        question.CommandText = Question;

        Same(known, Ours(known), Linq(rows), "LINQ");
        Same(known, Ours(known), Duck(question), "DuckDB");
        var times = Timing.Of([() => Ours(known), () => Linq(rows), () => Duck(question)]);
        var sheet = new Sheet($"rules: {known.Count} coefficients with verdicts over {rows.Count} shares of {demo.Sites} sites, values within 1e-9 and verdicts equal");
        sheet.Add("exact fractions; other = LINQ over objects, doubles", times[0].Milliseconds, times[1].Milliseconds, Sheet.Time, "ours decides in whole numbers, without rounding");
        sheet.Add("  allocated per call", times[0].Bytes, times[1].Bytes, Sheet.Size);
        sheet.Add("exact fractions; other = DuckDB in process", times[0].Milliseconds, times[2].Milliseconds, Sheet.Time, "a table already loaded, doubles");
        sheet.Print();
    }

    private static List<(double Value, bool Within)> Ours(IReadOnlyList<Coefficient> known) =>
        [.. known.Select(c => new DifferenceCoefficient(c.Difference.Rows, c.Difference.Missing)).Select((d, i) => (d.Value ?? double.NaN, d.IsWithin(known[i].Limit) == true))];

    private static List<double> Linq(List<Share> rows) => [.. rows.GroupBy(r => r.Key).OrderBy(g => g.Key).Select(g =>
    {
        var mean = g.Sum(r => r.Resource) / g.Sum(r => r.Pupils);
        return Math.Sqrt(g.Sum(r => r.Pupils * Math.Pow((r.Resource / r.Pupils) - mean, 2)) / g.Sum(r => r.Pupils)) / mean;
    })];

    private static List<double> Duck(DuckDBCommand question)
    {
        var values = new List<double>();
        using var reader = question.ExecuteReader();
        while (reader.Read()) values.Add(reader.GetDouble(1));
        return values;
    }

    private static void Fill(DuckDBConnection duck, List<Share> rows)
    {
        using var command = duck.CreateCommand();
        command.CommandText = "CREATE TABLE shares (key INTEGER, pupils DOUBLE, resource DOUBLE)";
        command.ExecuteNonQuery();
        using var table = duck.CreateAppender("shares");
        foreach (var row in rows) table.CreateRow().AppendValue(row.Key).AppendValue(row.Pupils).AppendValue(row.Resource).EndRow();
    }

    private static void Same(IReadOnlyList<Coefficient> known, List<(double Value, bool Within)> ours, List<double> other, string name)
    {
        if (ours.Count != other.Count) throw new UnequalException($"{name}: {other.Count} coefficients, here {ours.Count}");
        for (var i = 0; i < ours.Count; i++)
            if (Math.Abs(ours[i].Value - other[i]) > 1e-9 || ours[i].Within != (other[i] <= known[i].Limit.ToDouble()))
                throw new UnequalException($"{name}, {known[i].Resource} {known[i].Stage}: {other[i]}, here {ours[i].Value}");
    }

    private sealed record Share(int Key, double Pupils, double Resource);
}
