using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InspectionHub.Core.Differences;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Differences;

namespace InspectionHub.Web.Commands;

internal static class DifferenceCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Make()
    {
        var file = new Argument<string>("FILE");
        var pupils = new Option<string>("--pupils") { Required = true, Description = "学生数所在列" };
        var resource = new Option<string?>("--resource") { Description = "资源总量所在列" };
        var value = new Option<string?>("--value") { Description = "生均值所在列" };
        var per = new Option<decimal>("--per") { DefaultValueFactory = _ => 1, Description = "显示时的倍数，如每百名学生为 100" };
        var limit = new Option<string?>("--limit") { Description = "限值，如 0.50" };
        var json = new Option<bool>("--json") { Description = "输出 difference/1" };
        var command = new Command("difference", "任意表格的学生数加权差异系数") { file, pupils, resource, value, per, limit, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(resource) is null == result.GetValue(value) is null) result.AddError("--resource 与 --value 请恰好给出一个。");
            if (result.GetValue(limit) is { } text && !(decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)) result.AddError($"--limit 应为正数，如 0.50，收到“{text}”。");
        });
        command.SetAction(result =>
        {
            var table = DifferenceTable.Read(result.GetValue(file)!, result.GetValue(pupils)!, result.GetValue(resource) ?? result.GetValue(value)!, result.GetValue(value) is not null);
            var difference = table.Coefficient();
            var answer = Answer(table, difference, result.GetValue(per), result.GetValue(limit), hasUnits: result.GetValue(value) is null);
            Console.WriteLine(result.GetValue(json) ? JsonSerializer.Serialize(answer, Indented) : Sentence(difference, result.GetValue(limit), table));
            return 0;
        });
        return command;
    }

    private static object Answer(DifferenceTable table, DifferenceCoefficient difference, decimal per, string? limit, bool hasUnits)
    {
        var shares = difference.Shares();
        var levers = difference.Levers();
        var units = limit is not null && hasUnits ? DifferenceUnits.Of(difference, Fraction.Parse(limit)) : null;
        return new
        {
            schema = "difference/1",
            schools = table.Rows.Count,
            leftOut = table.LeftOut.Select(l => new { row = l.Row, reason = l.Reason }),
            pupils = Number(difference.Pupils),
            per,
            mean = (difference.Mean * (Fraction)per)?.ToDouble(),
            coefficient = difference.Value,
            limit,
            within = limit is null ? null : difference.IsWithin(Fraction.Parse(limit)),
            rows = table.Rows.Select((row, i) => new
            {
                row = row.Row,
                pupils = Number(row.Pupils),
                value = (row.Resource / row.Pupils * per).ToDouble(),
                share = shares[i],
                lever = levers[i],
                units = units?[i] is { } k ? (decimal)k : (decimal?)null,
            }),
        };
    }

    private static string Sentence(DifferenceCoefficient difference, string? limit, DifferenceTable table) =>
        $"{table.Rows.Count} 校，学生 {difference.Pupils}，均值 {difference.Mean?.ToText(4) ?? "无"}，差异系数 {difference.Value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "无法计算"}"
        + (limit is null ? "" : difference.IsWithin(Fraction.Parse(limit)) switch { true => $"，在限值 {limit} 之内", false => $"，超过限值 {limit}", _ => "，无法判断" })
        + (table.LeftOut.Count == 0 ? "" : $"；未计入 {table.LeftOut.Count} 行：{string.Join('、', table.LeftOut.Select(l => $"第 {l.Row} 行"))}");

    private static decimal Number(Fraction value) => decimal.Parse(value.ToText(6), CultureInfo.InvariantCulture);
}
