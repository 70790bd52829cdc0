using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Differences;

/// <summary>One site in a coefficient.</summary>
/// <param name="Site">Site code, or a line of a table.</param>
/// <param name="Pupils">Its pupils, above 0.</param>
/// <param name="Resource">Its total of the resource, 0 or more.</param>
public sealed record DifferenceRow(string Site, Fraction Pupils, Fraction Resource)
{
    /// <summary>What part of anything added at the site counts here: below 1 where the site has other stages (standards.md A3). Levers and units are of whole things added.</summary>
    public Fraction Part { get; init; } = Fraction.One;
}

/// <summary>校际差异系数, weighted by pupils and without n − 1 (standards.md A4). Sums are exact; doubles are for showing only.</summary>
/// <param name="Rows">The sites it was computed over.</param>
/// <param name="Missing">Sites that should be in it and have no value: while there are any, the verdict is open.</param>
public sealed record DifferenceCoefficient(IReadOnlyList<DifferenceRow> Rows, IReadOnlyList<string> Missing)
{
    /// <summary>Pupils of all rows.</summary>
    public Fraction Pupils { get; } = ExactSum.Of(Rows.Select(r => r.Pupils));

    /// <summary>The resource of all rows.</summary>
    public Fraction Resource { get; } = ExactSum.Of(Rows.Select(r => r.Resource));

    /// <summary>Σ resource² ÷ pupils. Rows with the same pupils are added before dividing, which keeps the numbers small.</summary>
    public Fraction Squares { get; } = ExactSum.Of(Rows.GroupBy(r => r.Pupils).Select(g => ExactSum.Of(g.Select(r => r.Resource * r.Resource)) / g.Key));

    /// <summary>Resource per pupil over the county; null without rows.</summary>
    public Fraction? Mean => Pupils.Sign > 0 ? Resource / Pupils : null;

    /// <summary>For showing only; null when the mean is 0 or there are no rows.</summary>
    public double? Value => Pupils.Sign > 0 && Resource.Sign > 0 ? Math.Sqrt(Math.Max(0, ((Pupils * Squares / (Resource * Resource)) - 1).ToDouble())) : null;

    /// <summary>Its square, exact; null when the mean is 0 or there are no rows.</summary>
    public Fraction? Square => Pupils.Sign > 0 && Resource.Sign > 0 ? (Pupils * Squares / (Resource * Resource)) - 1 : null;

    /// <summary>Whether it is within a limit, decided in whole numbers: N·Σ(r²/p) ≤ (1 + L²)·R². Null when the mean is 0 or there are no rows.</summary>
    public bool? IsWithin(Fraction limit) => Pupils.Sign > 0 && Resource.Sign > 0 ? Pupils * Squares <= (1 + (limit * limit)) * Resource * Resource : null;

    /// <summary>Each row's part of Σ P(X − X̄)², adding up to 1; all 0 where all are equal or the mean is 0.</summary>
    public IReadOnlyList<double> Shares()
    {
        if (Mean is not { } mean) return [];
        var total = (Squares - (Resource * mean)).ToDouble();
        var centre = mean.ToDouble();
        return [.. Rows.Select(r => total <= 0 ? 0 : Part(r) / total)];

        double Part(DifferenceRow row)
        {
            var pupils = row.Pupils.ToDouble();
            var away = (row.Resource.ToDouble() / pupils) - centre;
            return pupils * away * away;
        }
    }

    /// <summary>For each row the coefficient with one more step of resource given to the site, minus the coefficient now; null when there is none.
    /// Its sign turns at X̄(1 + CV²), not at X̄.</summary>
    /// <param name="step">How much is added; one if not given.</param>
    public IReadOnlyList<double?> Levers(Fraction? step = null)
    {
        if (Value is not { } now) return [.. Rows.Select(_ => (double?)null)];
        double n = Pupils.ToDouble(), r = Resource.ToDouble(), s = Squares.ToDouble();
        return [.. Rows.Select(row =>
        {
            var more = (row.Part * (step ?? 1)).ToDouble();
            var added = more * ((2 * row.Resource.ToDouble()) + more) / row.Pupils.ToDouble();
            // The difference of the squares first: subtracting two nearly equal roots would lose the digits that matter.
            var change = n * ((added * r * r) - (s * more * ((2 * r) + more))) / (r * r * (r + more) * (r + more));
            var then = Math.Sqrt(Math.Max(0, (now * now) + change));
            return then + now > 0 ? change / (then + now) : (double?)0;
        })];
    }
}
