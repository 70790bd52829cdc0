using InspectionHub.Web.Accounts;
using InspectionHub.Web.Plans;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>Puts the teams of the demo county together: three 督学 in turn, none of whom must stay away from the school.</summary>
internal sealed class DemoTeams(IReadOnlyList<InspectorLine> inspectors, int countyId)
{
    private const int Size = 3;
    private int next = Size;

    public IReadOnlyList<Visitor> Next(string site)
    {
        var team = Of(site, [.. inspectors.Skip(next), .. inspectors.Take(next)]);
        next = (next + Size) % inspectors.Count;
        return team;
    }

    /// <summary>The first of the register, whose accounts the start names: they are at a school now.</summary>
    public IReadOnlyList<Visitor> First(string site) => Of(site, inspectors);

    private List<Visitor> Of(string site, IEnumerable<InspectorLine> from) => [.. from.Where(i => !i.Recusals.ContainsKey(site)).Take(Size).Select(i => new Visitor(i.Id, i.Name, countyId, Roles.Inspector, null, null))];
}
