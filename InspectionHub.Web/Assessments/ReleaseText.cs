using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Data;

namespace InspectionHub.Web.Assessments;

/// <summary>release/1: what a release freezes, as text that is hashed.</summary>
public sealed record ReleaseText(
    string Schema, int Year, int Version, string Edition, string Engine, int Batch, long Position, IReadOnlyList<string> Confirmed, IReadOnlyList<ReleaseText.Card> Scorecards,
    IReadOnlyList<ReleaseText.UnitLine> Units, IReadOnlyList<ReleaseText.CoefficientLine> Coefficients, IReadOnlyList<ReleaseText.TestLine> Tests, IReadOnlyList<ReleaseText.Fact> Measurements)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A signed site. Sites nobody has signed are not in a release.</summary>
    public sealed record Card(string Site, string Name, Guid SignOff, string Low, string High, string? Grade, IReadOnlyList<RowLine> Rows);

    public sealed record RowLine(string Code, string? Stage, string State, string? Value, string Low, string High, string Of);

    public sealed record UnitLine(string Code, string Name, string? Low, string? High, string? Grade);

    public sealed record CoefficientLine(string Stage, string Resource, string? Value, string Limit, string State, int Sites, IReadOnlyList<string> Missing);

    public sealed record TestLine(int Target, string Code, string Name, string State, string Value);

    /// <summary>One reported value of the county (Site null) or of a confirmed unit's site.</summary>
    public sealed record Fact(string? Site, string? Stage, string Item, string Value);

    /// <summary>Freezes an official year.</summary>
    public static ReleaseText Of(AssessedYear now, int version, IReadOnlyDictionary<string, Guid> signed) => new(
        "release/1", now.Year, version, now.Framework.Edition, Assessor.Engine, now.Batch.Id, now.Position, [.. now.ConfirmedUnits.Order(StringComparer.Ordinal)],
        [.. now.Assessment.Scorecards.Values.Where(c => signed.ContainsKey(c.Site.Code)).OrderBy(c => c.Site.Code, StringComparer.Ordinal).Select(c => CardOf(c, now, signed[c.Site.Code]))],
        [.. now.Assessment.Units.Select(u => new UnitLine(u.Unit.Code, u.Unit.Name, u.Low?.ToString(), u.High?.ToString(), u.Grade?.Name()))],
        [.. now.Assessment.Coefficients.Select(c => new CoefficientLine(c.Stage.Name(), c.Resource, c.Value?.ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture), c.Limit.ToText(2, true), c.State.Word(), c.Difference.Rows.Count, c.Difference.Missing))],
        [.. now.Assessment.Tests.Select(t => new TestLine(t.Test.Target, t.Test.Code, t.Test.Name, t.State.Word(), t.ValueText))],
        [.. now.Facts.Measurements.AllReported().Select(m => new Fact(m.Site, m.Stage?.Name(), m.Item, m.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);

    public string Write() => JsonSerializer.Serialize(this, Plain);

    public static ReleaseText Read(CountyRelease release) => JsonSerializer.Deserialize<ReleaseText>(release.Frozen, Plain)!;

    public static string HashOf(string frozen) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(frozen)));

    private static Card CardOf(Scorecard card, AssessedYear now, Guid signOff) => new(
        card.Site.Code, card.Site.Name, signOff, $"{card.Low}", $"{card.High}", card.GradeOf(now.Framework.Settings, isTop: false)?.Name(),
        [.. card.Rows.Select(r => new RowLine(r.Row.Code, r.Stage?.Name(), r.State.Word(), r.Value?.ToString(), $"{r.Low}", $"{r.High}", $"{r.Of}"))]);
}
