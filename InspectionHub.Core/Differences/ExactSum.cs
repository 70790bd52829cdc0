using System.Numerics;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Differences;

/// <summary>Adds many fractions: first those with the same denominator as whole numbers, then the rest in small groups, so that numbers grow late and are
/// brought to lowest terms once for each group.</summary>
internal static class ExactSum
{
    private const int Group = 16;

    public static Fraction Of(IEnumerable<Fraction> values)
    {
        var sums = new Dictionary<BigInteger, BigInteger>();
        foreach (var value in values) sums[value.Denominator] = sums.GetValueOrDefault(value.Denominator) + value.Numerator;
        var rest = sums.Select(s => new Fraction(s.Value, s.Key)).ToList();
        while (rest.Count > 1) rest = [.. rest.Chunk(Group).Select(OfGroup)];
        return rest.Count == 0 ? Fraction.Zero : rest[0];
    }

    private static Fraction OfGroup(Fraction[] group)
    {
        if (group.Length == 1) return group[0];
        var common = group.Aggregate(BigInteger.One, (lcm, f) => lcm / BigInteger.GreatestCommonDivisor(lcm, f.Denominator) * f.Denominator);
        return new(group.Aggregate(BigInteger.Zero, (sum, f) => sum + (f.Numerator * (common / f.Denominator))), common);
    }
}
