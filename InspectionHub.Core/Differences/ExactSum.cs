using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Differences;

/// <summary>Adds many fractions: first those with the same denominator as whole numbers, then the rest two by two, so that numbers grow as late as they can.</summary>
internal static class ExactSum
{
    public static Fraction Of(IEnumerable<Fraction> values)
    {
        var sums = new Dictionary<System.Numerics.BigInteger, System.Numerics.BigInteger>();
        foreach (var value in values) sums[value.Denominator] = sums.GetValueOrDefault(value.Denominator) + value.Numerator;
        var rest = sums.Select(s => new Fraction(s.Value, s.Key)).ToList();
        while (rest.Count > 1) rest = [.. rest.Chunk(2).Select(pair => pair.Length == 2 ? pair[0] + pair[1] : pair[0])];
        return rest.Count == 0 ? Fraction.Zero : rest[0];
    }
}
