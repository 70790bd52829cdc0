using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Frameworks;

/// <summary>A closed family: where the national working rules are milder (国教督办函〔2019〕30号; standards.md A2). Each holds between two dates, so that an edition can switch it off.</summary>
/// <param name="From">First day it holds.</param>
/// <param name="Until">Last day it holds; null = open.</param>
/// <param name="Basis">The document.</param>
public abstract record Relaxation(DateOnly From, DateOnly? Until, string Basis)
{
    /// <summary>What it says, in Chinese.</summary>
    public abstract string Says { get; }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (Until is not { } last || day <= last);
}

/// <summary>R3: rural schools and 教学点 of some size may count PE and arts teachers who come to the school.</summary>
public sealed record VisitingTeachers(DateOnly From, DateOnly? Until, string Basis, int AtLeast, int Below) : Relaxation(From, Until, Basis)
{
    /// <inheritdoc/>
    public override string Says => $"R3：乡村学校、教学点学生满 {AtLeast} 人不足 {Below} 人的，走教、兼职的体育艺术教师可以计入";
}

/// <summary>G3: rooms planned and built up to a year may be smaller (㎡).</summary>
public sealed record EarlierRooms(DateOnly From, DateOnly? Until, string Basis, int DesignedUntil, decimal Music, decimal Art) : Relaxation(From, Until, Basis)
{
    /// <inheritdoc/>
    public override string Says => $"G3：{DesignedUntil} 年及以前规划建设的，音乐教室 ≥ {(Fraction)Music} ㎡，美术教室 ≥ {(Fraction)Art} ㎡";
}

/// <summary>G3: rooms of rural schools whose largest class is small (㎡).</summary>
public sealed record SmallSchoolRooms(DateOnly From, DateOnly? Until, string Basis, int ClassBelow, decimal Primary, decimal Junior) : Relaxation(From, Until, Basis)
{
    /// <inheritdoc/>
    public override string Says => $"G3：最大班额不足 {ClassBelow} 人的乡村小规模学校，小学每间 ≥ {(Fraction)Primary} ㎡，初中每间 ≥ {(Fraction)Junior} ㎡";
}

/// <summary>G4: schools planned and built up to a year may be larger (pupils).</summary>
public sealed record EarlierSize(DateOnly From, DateOnly? Until, string Basis, int DesignedUntil, int Limit, int NineYear) : Relaxation(From, Until, Basis)
{
    /// <inheritdoc/>
    public override string Says => $"G4：{DesignedUntil} 年及以前规划建设的，小学、初中 ≤ {Limit} 人，一贯制 ≤ {NineYear} 人";
}

/// <summary>G4: schools where migrants' children are more than a share (per cent) may be larger (pupils).</summary>
public sealed record MigrantSize(DateOnly From, DateOnly? Until, string Basis, string Item, decimal Above, int Limit, int NineYear) : Relaxation(From, Until, Basis)
{
    /// <inheritdoc/>
    public override string Says => $"G4：随迁子女超过 {(Fraction)Above} % 的，小学、初中 ≤ {Limit} 人，一贯制 ≤ {NineYear} 人";
}
