namespace InspectionHub.Core.Procedures;

/// <summary>From a day on a person is the 责任督学 of a site; without a person the site is released.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Person">The person, or null.</param>
/// <param name="From">First day it holds.</param>
/// <param name="Seq">Position in the ledger: of two entries for the same day the later one holds.</param>
public sealed record SiteDuty(string Site, string? Person, DateOnly From, long Seq);

/// <summary>责任区 on a day: each site has at most one 责任督学 (国教督办 2013, 挂牌督导), about five sites each.</summary>
public static class SiteDuties
{
    /// <summary>Sites a person should have; more is allowed and shown.</summary>
    public const int Usual = 5;

    /// <summary>Who is responsible for each site on a day. Sites without anybody are not in it.</summary>
    /// <param name="duties">All entries ever made, in any order.</param>
    /// <param name="day">The day asked about.</param>
    public static IReadOnlyDictionary<string, string> On(IEnumerable<SiteDuty> duties, DateOnly day) => duties
        .Where(d => d.From <= day).GroupBy(d => d.Site).Select(g => g.OrderBy(d => d.From).ThenBy(d => d.Seq).Last())
        .Where(d => d.Person is not null).ToDictionary(d => d.Site, d => d.Person!);
}
