namespace InspectionHub.Core.Measurements;

/// <summary>城镇乡: what a site's surroundings count as in the statistics.</summary>
public enum Area
{
    /// <summary>城区</summary>
    City,

    /// <summary>镇区</summary>
    Town,

    /// <summary>乡村</summary>
    Rural,
}

/// <summary>考核单位: the body with a head who answers for its sites (scoring.md).</summary>
/// <param name="Code">Permanent code.</param>
/// <param name="Name">Name in the year looked at.</param>
/// <param name="Group">镇中心学校 · 县直中小学 · 幼儿园 · 职 · 特: units are ranked within it.</param>
/// <param name="Main">Code of the main site.</param>
public sealed record Unit(string Code, string Name, string Group, string Main);

/// <summary>校点: one site as it was in one school year. What is unknown is null, never a default.</summary>
/// <param name="Code">Permanent code; a new site gets a new one.</param>
/// <param name="Unit">Code of the unit it belongs to.</param>
/// <param name="Name">Name in that year.</param>
/// <param name="Town">One of the county's towns.</param>
/// <param name="Kind">Decides rows and points.</param>
/// <param name="Area">城镇乡.</param>
/// <param name="IsPublic">公办; null if not filled in.</param>
/// <param name="IsBoarding">寄宿制; null if not filled in.</param>
/// <param name="Designed">Year of planning and design, for the relaxations of standards.md A2 and B13.</param>
public sealed record Site(string Code, string Unit, string Name, string Town, SchoolKind Kind, Area? Area, bool? IsPublic, bool? IsBoarding, int? Designed);

/// <summary>One class of sheet 班级.</summary>
/// <param name="Site">Site code.</param>
/// <param name="Stage">Stage it belongs to.</param>
/// <param name="Grade">Grade as written: 小班, 一年级, 高二 …</param>
/// <param name="Name">Name of the class.</param>
/// <param name="Pupils">Pupils, null if not filled in.</param>
/// <param name="Origin">The cell the number of pupils came from.</param>
public sealed record ClassSize(string Site, Stage Stage, string Grade, string Name, int? Pupils, Origin Origin);

/// <summary>One room of sheet 专用室.</summary>
/// <param name="Site">Site code.</param>
/// <param name="Type">音乐, 美术 …</param>
/// <param name="SquareMetres">Area in ㎡, null if not filled in.</param>
/// <param name="Designed">Year of planning and design, null if not filled in.</param>
/// <param name="Origin">The cell the area came from.</param>
public sealed record SpecialRoom(string Site, string Type, decimal? SquareMetres, int? Designed, Origin Origin);
