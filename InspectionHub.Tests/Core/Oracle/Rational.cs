using System.Numerics;

namespace InspectionHub.Tests.Core.Oracle;

/// <summary>A fraction of two whole numbers that never reduces and knows no decimals: written apart from the engine's, so that the two can disagree.</summary>
internal readonly record struct Rational(BigInteger Top, BigInteger Bottom)
{
    public static Rational Zero => new(0, 1);

    public static Rational Of(string text)
    {
        var dot = text.IndexOf('.');
        return dot < 0 ? new(BigInteger.Parse(text), 1) : new(BigInteger.Parse(text.Remove(dot, 1)), BigInteger.Pow(10, text.Length - dot - 1));
    }

    /// <summary>The decimal's own digits over its own power of ten, without a detour over its text.</summary>
    public static Rational Of(decimal value)
    {
        var bits = decimal.GetBits(value);
        return new(new BigInteger(new decimal(bits[0], bits[1], bits[2], value < 0, 0)), BigInteger.Pow(10, value.Scale));
    }

    public Rational Plus(Rational other) => new((Top * other.Bottom) + (other.Top * Bottom), Bottom * other.Bottom);

    public Rational Minus(Rational other) => Plus(new(-other.Top, other.Bottom));

    public Rational Times(Rational other) => new(Top * other.Top, Bottom * other.Bottom);

    public Rational Over(Rational other) => other.Top.Sign > 0 ? new(Top * other.Bottom, Bottom * other.Top) : new(-Top * other.Bottom, Bottom * -other.Top);

    /// <summary>-1, 0 or 1: by cross-multiplication, both bottoms being positive.</summary>
    public int Against(Rational other) => (Top * other.Bottom).CompareTo(other.Top * Bottom);
}
