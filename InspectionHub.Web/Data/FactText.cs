using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Data;

/// <summary>Facts of one site or county and year as stored text: decimals as strings, so that nothing passes through a double.</summary>
public sealed record FactText(IReadOnlyList<FactText.Fact> Items, IReadOnlyList<FactText.ClassFact> Classes, IReadOnlyList<FactText.RoomFact> Rooms)
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public sealed record Fact(
        [property: JsonPropertyName("i")] string Item, [property: JsonPropertyName("s")] string? Stage, [property: JsonPropertyName("v")] string Value,
        [property: JsonPropertyName("h")] string Sheet, [property: JsonPropertyName("c")] string Cell);

    public sealed record ClassFact(
        [property: JsonPropertyName("s")] string Stage, [property: JsonPropertyName("g")] string Grade, [property: JsonPropertyName("n")] string Name,
        [property: JsonPropertyName("p")] int? Pupils, [property: JsonPropertyName("c")] string Cell);

    public sealed record RoomFact(
        [property: JsonPropertyName("t")] string Type, [property: JsonPropertyName("a")] string? Area, [property: JsonPropertyName("d")] int? Designed,
        [property: JsonPropertyName("c")] string Cell);

    public static string Write(IEnumerable<Measurement> measurements, IEnumerable<ClassSize> classes, IEnumerable<SpecialRoom> rooms) => JsonSerializer.Serialize(
        new FactText(
            [.. measurements.Select(m => new Fact(m.Item, m.Stage?.Name(), Text(m.Value), m.Origin.Sheet, m.Origin.Cell))],
            [.. classes.Select(c => new ClassFact(c.Stage.Name(), c.Grade, c.Name, c.Pupils, c.Origin.Cell))],
            [.. rooms.Select(r => new RoomFact(r.Type, r.SquareMetres is { } area ? Text(area) : null, r.Designed, r.Origin.Cell))]), Options);

    public static FactText Read(string text) => JsonSerializer.Deserialize<FactText>(text, Options)!;

    public IEnumerable<Measurement> Measurements(string? site, ImportBatch batch) => Items.Select(f =>
        new Measurement(site, StageOf(f.Stage), f.Item, Number(f.Value), From(f.Sheet, f.Cell, batch)));

    public IEnumerable<ClassSize> ClassSizes(string site, ImportBatch batch) => Classes.Select(c =>
        new ClassSize(site, StageOf(c.Stage)!.Value, c.Grade, c.Name, c.Pupils, From("班级", c.Cell, batch)));

    public IEnumerable<SpecialRoom> SpecialRooms(string site, ImportBatch batch) => Rooms.Select(r =>
        new SpecialRoom(site, r.Type, r.Area is { } area ? Number(area) : null, r.Designed, From("专用室", r.Cell, batch)));

    /// <summary>The facts without their places in a workbook, in an order of their own: equal texts are equal facts.</summary>
    public string Content() => string.Join('\n', Items.Select(f => $"i\t{f.Item}\t{f.Stage}\t{Plain(f.Value)}")
        .Concat(Classes.Select(c => $"c\t{c.Stage}\t{c.Grade}\t{c.Name}\t{c.Pupils}"))
        .Concat(Rooms.Select(r => $"r\t{r.Type}\t{(r.Area is { } area ? Plain(area) : "")}\t{r.Designed}")).Order(StringComparer.Ordinal));

    // 12.50 and 12.5 are the same number.
    private static string Plain(string value) => Number(value).ToString("0.############################", CultureInfo.InvariantCulture);

    private static Origin From(string sheet, string cell, ImportBatch batch) => new(sheet, cell, batch.PersonName, batch.At);

    private static Stage? StageOf(string? name) => name is null ? null : StageNames.Parse(name);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
