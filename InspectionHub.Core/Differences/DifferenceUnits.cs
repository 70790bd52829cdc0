using System.Numerics;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Differences;

/// <summary>What one school alone would have to add to bring the county's coefficient within its limit.</summary>
public static class DifferenceUnits
{
    /// <summary>For each row the smallest whole k ≥ 0 of units given to the site that brings the coefficient within <paramref name="limit"/>; null where none can.
    /// Of each unit the row's part t counts: N·(Σ(r²/p) + (2rtk + t²k²)/p) ≤ (1 + L²)·(R + tk)², a quadratic inequality in k that is solved in whole numbers.</summary>
    public static IReadOnlyList<BigInteger?> Of(DifferenceCoefficient difference, Fraction limit)
    {
        if (difference.Pupils.Sign <= 0 || difference.Resource.Sign <= 0) return [.. difference.Rows.Select(_ => (BigInteger?)null)];
        var factor = 1 + (limit * limit);
        var c = (difference.Pupils * difference.Squares) - (factor * difference.Resource * difference.Resource);
        if (c.Sign <= 0) return [.. difference.Rows.Select(_ => (BigInteger?)BigInteger.Zero)];
        return [.. difference.Rows.Select(row => Smallest(
            row.Part * row.Part * ((difference.Pupils / row.Pupils) - factor), 2 * row.Part * ((difference.Pupils * row.Resource / row.Pupils) - (factor * difference.Resource)), c))];
    }

    /// <summary>The smallest whole k ≥ 1 with a·k² + b·k + c ≤ 0, given c above 0.</summary>
    private static BigInteger? Smallest(Fraction a, Fraction b, Fraction c)
    {
        // One common denominator makes the three whole without changing the inequality.
        var scale = a.Denominator * b.Denominator * c.Denominator;
        BigInteger wholeA = a.Numerator * (scale / a.Denominator), wholeB = b.Numerator * (scale / b.Denominator), wholeC = c.Numerator * (scale / c.Denominator);
        var shared = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(wholeA, wholeB), wholeC);
        (wholeA, wholeB, wholeC) = (wholeA / shared, wholeB / shared, wholeC / shared);
        if (wholeA.IsZero) return wholeB.Sign >= 0 ? null : Up(wholeC, -wholeB);
        var discriminant = (wholeB * wholeB) - (4 * wholeA * wholeC);
        if (wholeA.Sign > 0 && (discriminant.Sign < 0 || wholeB.Sign >= 0)) return null;
        // The first root above 0; the root of a whole number is taken downwards, so the answer is at most two away.
        var root = Root(discriminant);
        var guess = wholeA.Sign > 0 ? (-wholeB - root) / (2 * wholeA) : (wholeB + root) / (-2 * wholeA);
        for (var k = BigInteger.Max(1, guess - 2); k <= guess + 3; k++)
            if ((wholeA * k * k) + (wholeB * k) + wholeC <= 0) return k;
        return null;
    }

    private static BigInteger Up(BigInteger numerator, BigInteger denominator) => (numerator + denominator - 1) / denominator;

    private static BigInteger Root(BigInteger value)
    {
        if (value.IsZero) return 0;
        var guess = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (guess + (value / guess)) >> 1;
            if (next >= guess) return guess;
            guess = next;
        }
    }
}
