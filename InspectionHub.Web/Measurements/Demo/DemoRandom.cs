namespace InspectionHub.Web.Measurements.Demo;

/// <summary>SplitMix64: System.Random promises no sequence across versions, and the demo must be the same everywhere.</summary>
public sealed class DemoRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for one purpose, so that a new draw elsewhere does not shift it.</summary>
    public static DemoRandom For(int seed, string purpose)
    {
        var hash = 14695981039346656037UL;
        unchecked
        {
            foreach (var letter in purpose) hash = (hash ^ letter) * 1099511628211UL;
            return new(hash ^ ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL));
        }
    }

    /// <summary>A whole number from 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below) => (int)((UInt128)Draw() * (ulong)below >> 64);

    /// <summary>A decimal from <paramref name="low"/> to <paramref name="high"/> in steps of a thousandth of the span.</summary>
    public decimal Between(decimal low, decimal high) => low + ((high - low) * Next(1001) / 1000m);

    /// <summary>Around 1: the mean of three draws, at most ±<paramref name="spread"/>.</summary>
    public decimal Around(decimal spread) => 1 + ((Between(-spread, spread) + Between(-spread, spread) + Between(-spread, spread)) / 2m);

    /// <summary>True with the given chance in a thousand.</summary>
    public bool Chance(int perMille) => Next(1000) < perMille;

    private ulong Draw()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
