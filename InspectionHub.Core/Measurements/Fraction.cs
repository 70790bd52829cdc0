using System.Globalization;
using System.Numerics;

namespace InspectionHub.Core.Measurements;

/// <summary>An exact rational number: every value the rules compare is one. The denominator is positive and the pair is in lowest terms;
/// <c>default</c> is 0. Comparison cross-multiplies, so nothing is rounded before a verdict.</summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly BigInteger denominator;

    /// <summary>Builds <paramref name="numerator"/> ÷ <paramref name="denominator"/>.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0: callers decide what a zero denominator means before dividing.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException();
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) divisor = -divisor;
        (Numerator, this.denominator) = divisor.IsOne ? (numerator, denominator) : (numerator / divisor, denominator / divisor);
    }

    /// <summary>A whole number: already in lowest terms.</summary>
    private Fraction(BigInteger whole) => (Numerator, denominator) = (whole, BigInteger.One);

    /// <summary>Signed numerator in lowest terms.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Positive denominator in lowest terms.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>0.</summary>
    public static Fraction Zero => default;

    /// <summary>1.</summary>
    public static Fraction One { get; } = new(BigInteger.One);

    /// <summary>Most values are whole numbers: those need no common divisor.</summary>
    private bool IsWhole => denominator.IsOne || denominator.IsZero;

    /// <summary>A whole number.</summary>
    public static implicit operator Fraction(int whole) => new(new BigInteger(whole));

    /// <summary>A whole number.</summary>
    public static implicit operator Fraction(long whole) => new(new BigInteger(whole));

    /// <summary>The exact value of a decimal (never through a double).</summary>
    public static implicit operator Fraction(decimal value)
    {
        if (decimal.IsInteger(value) && decimal.Abs(value) <= long.MaxValue) return (long)value;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = ((BigInteger)unchecked((uint)bits[2]) << 64) + ((BigInteger)unchecked((uint)bits[1]) << 32) + unchecked((uint)bits[0]);
        var scale = (bits[3] >> 16) & 0xFF;
        return new(bits[3] < 0 ? -magnitude : magnitude, BigInteger.Pow(10, scale));
    }

    /// <summary>Reads a plain decimal such as "4.50"; text in any other shape is a <see cref="FormatException"/>.</summary>
    public static Fraction Parse(string text) =>
        decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>Exact sum.</summary>
    public static Fraction operator +(Fraction a, Fraction b) => a.IsWhole && b.IsWhole ? new(a.Numerator + b.Numerator) : new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Exact difference.</summary>
    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    /// <summary>The opposite.</summary>
    public static Fraction operator -(Fraction a) => a.IsWhole ? new(-a.Numerator) : new(-a.Numerator, a.Denominator);

    /// <summary>Exact product.</summary>
    public static Fraction operator *(Fraction a, Fraction b) => a.IsWhole && b.IsWhole ? new(a.Numerator * b.Numerator) : new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Exact quotient; a zero divisor throws.</summary>
    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>By cross-multiplication.</summary>
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    /// <summary>By cross-multiplication.</summary>
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    /// <summary>By cross-multiplication.</summary>
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    /// <summary>By cross-multiplication.</summary>
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    /// <summary>Same value.</summary>
    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    /// <summary>Another value.</summary>
    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => IsWhole && other.IsWhole ? Numerator.CompareTo(other.Numerator) : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>The nearest double, for drawing only: a verdict never goes through it.</summary>
    public double ToDouble()
    {
        if (Numerator.IsZero) return 0;
        var magnitude = BigInteger.Abs(Numerator);
        // A quotient of 63 or 64 bits; whatever is left over sets the last bit, so that the one rounding below is the right one.
        var shift = 64 - (int)(magnitude.GetBitLength() - Denominator.GetBitLength()) - 1;
        var quotient = shift >= 0 ? BigInteger.DivRem(magnitude << shift, Denominator, out var rest) : BigInteger.DivRem(magnitude, Denominator << -shift, out rest);
        if (!rest.IsZero) quotient |= 1;
        return Numerator.Sign * Math.ScaleB((double)(ulong)quotient, -shift);
    }

    /// <summary>Decimal text, rounded half away from zero to at most <paramref name="decimals"/> places. With <paramref name="fixedPlaces"/>
    /// trailing zeros stay, as the official sheets print them (standards.md A5).</summary>
    public string ToText(int decimals, bool fixedPlaces = false)
    {
        if (IsWhole && !fixedPlaces) return Numerator.ToString(CultureInfo.InvariantCulture);
        var scaled = BigInteger.Abs(Numerator) * BigInteger.Pow(10, decimals);
        var rounded = ((scaled * 2) + Denominator) / (Denominator * 2);
        var digits = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
        if (!fixedPlaces && decimals > 0) text = text.TrimEnd('0').TrimEnd('.');
        return Numerator.Sign < 0 && !rounded.IsZero ? "-" + text : text;
    }

    /// <summary>Up to six decimals, half up: the exact-value strings of contracts.md.</summary>
    public override string ToString() => ToText(6);
}
