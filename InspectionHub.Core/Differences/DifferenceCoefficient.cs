using System.Numerics;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Differences;

/// <summary>One site in a coefficient.</summary>
/// <param name="Site">Site code, or a line of a table.</param>
/// <param name="Pupils">Its pupils, above 0.</param>
/// <param name="Resource">Its total of the resource, 0 or more.</param>
public sealed record DifferenceRow(string Site, Fraction Pupils, Fraction Resource);

/// <summary>校际差异系数, weighted by pupils and without n − 1 (standards.md A4).</summary>
/// <param name="Rows">The sites it was computed over.</param>
/// <param name="Missing">Sites that should be in it and have no value: while there are any, the verdict is open.</param>
public sealed record DifferenceCoefficient(IReadOnlyList<DifferenceRow> Rows, IReadOnlyList<string> Missing)
{
    /// <summary>Pupils of all rows.</summary>
    public Fraction Pupils { get; } = Sum(Rows, r => r.Pupils);

    /// <summary>The resource of all rows.</summary>
    public Fraction Resource { get; } = Sum(Rows, r => r.Resource);

    /// <summary>Σ resource² ÷ pupils.</summary>
    public Fraction Squares { get; } = Sum(Rows, r => r.Resource * r.Resource / r.Pupils);

    /// <summary>Resource per pupil over the county; null without rows.</summary>
    public Fraction? Mean => Pupils.Sign > 0 ? Resource / Pupils : null;

    /// <summary>For showing only; null when the mean is 0 or there are no rows.</summary>
    public double? Value => Pupils.Sign > 0 && Resource.Sign > 0 ? Math.Sqrt(Math.Max(0, ((Pupils * Squares / (Resource * Resource)) - 1).ToDouble())) : null;

    /// <summary>Whether it is within a limit, decided in whole numbers: N·Σ(r²/p) ≤ (1 + L²)·R². Null when the mean is 0 or there are no rows.</summary>
    public bool? IsWithin(Fraction limit) => Pupils.Sign > 0 && Resource.Sign > 0 ? Pupils * Squares <= (1 + (limit * limit)) * Resource * Resource : null;

    /// <summary>Each row's part of Σ P(X − X̄)², adding up to 1; all 0 where all are equal.</summary>
    public IReadOnlyList<double> Shares()
    {
        if (Mean is not { } mean) return [];
        var parts = Rows.Select(r => r.Pupils * ((r.Resource / r.Pupils) - mean) * ((r.Resource / r.Pupils) - mean)).ToList();
        var total = parts.Aggregate(Fraction.Zero, (sum, part) => sum + part);
        return [.. parts.Select(p => total.Sign == 0 ? 0 : (p / total).ToDouble())];
    }

    /// <summary>The coefficient with one more unit of resource at a row, minus the coefficient now.</summary>
    public double? Lever(int row)
    {
        if (Value is not { } now) return null;
        var added = Rows.ToList();
        added[row] = added[row] with { Resource = added[row].Resource + 1 };
        return new DifferenceCoefficient(added, Missing).Value - now;
    }

    private static Fraction Sum(IReadOnlyList<DifferenceRow> rows, Func<DifferenceRow, Fraction> part)
    {
        // One common denominator at the end instead of a greatest common divisor at every step.
        BigInteger numerator = 0, denominator = 1;
        foreach (var row in rows)
        {
            var value = part(row);
            numerator = (numerator * value.Denominator) + (value.Numerator * denominator);
            denominator *= value.Denominator;
        }
        return new(numerator, denominator);
    }
}
