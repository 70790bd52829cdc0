using System.Numerics;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Differences;

/// <summary>The plain mean of square roots of fractions against a limit, decided without rounding.</summary>
public static class RootMean
{
    private const int Digits = 80;

    /// <summary>Whether √a + √b + … ≤ n · limit. Roots of perfect squares are exact, the others are enclosed between two neighbours of 80 decimal places;
    /// null in the case, not met in practice, that 80 places do not decide.</summary>
    public static bool? IsWithin(IReadOnlyList<Fraction> squares, Fraction limit)
    {
        var (low, high, scale) = (BigInteger.Zero, BigInteger.Zero, BigInteger.Pow(10, Digits));
        foreach (var square in squares)
        {
            var (root, isExact) = Root(square, scale);
            low += root;
            high += isExact ? root : root + 1;
        }
        var bound = limit * squares.Count;
        return new Fraction(high, scale) <= bound ? true : new Fraction(low, scale) > bound ? false : null;
    }

    /// <summary>The largest whole number whose square is not above square · scale².</summary>
    private static (BigInteger Root, bool IsExact) Root(Fraction square, BigInteger scale)
    {
        var scaled = square.Numerator * scale * scale;
        var whole = scaled / square.Denominator;
        if (whole.IsZero) return (BigInteger.Zero, scaled.IsZero);
        // Newton from above; starts at a power of two that is certainly too large.
        var root = BigInteger.One << (int)((whole.GetBitLength() / 2) + 1);
        for (var next = (root + (whole / root)) / 2; next < root; next = (root + (whole / root)) / 2) root = next;
        return (root, root * root * square.Denominator == scaled);
    }
}
