using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>Three 督学 of the demo county and what they do at a school that nobody has inspected yet.</summary>
internal sealed class Team(HubInside hub)
{
    public const int Year = 2026;

    public Visitor Office { get; } = hub.Who("dudao", Roles.Office);

    public Visitor[] People { get; } = [.. new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector))];

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    /// <summary>A primary school without an inspection, of a unit that has a head.</summary>
    public async Task<Site> SiteAsync()
    {
        var taken = (await hub.Get<InspectionBook>().ListAsync(Office, Year)).Select(i => i.Site).ToHashSet(StringComparer.Ordinal);
        return (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Last(s => s.Kind == SchoolKind.Primary && !taken.Contains(s.Code));
    }

    public Visitor HeadOf(Site site) => hub.Who(DemoAccounts.HeadOf(site.Unit), Roles.Unit);

    public Task<Guid> OpenAsync(Site site, string title = "专项督导", int lead = 0, InspectionNotice? notice = null) =>
        hub.Get<InspectionBook>().OpenAsync(Office, Year, site.Code, title, [.. People.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == lead })], notice);

    public async Task MarkAsync(Visitor who, Guid id, int level, string row = "17.4") =>
        Assert.Equal("stored", (await Desk.SaveAsync(who, (await Desk.FindAsync(who, id))!.Inspection, row, new LevelMark(level), "")).Result);

    public async Task SettleAsync(Visitor lead, Guid id, int level, string row = "17.4")
    {
        var view = (await Desk.FindAsync(lead, id))!;
        await Desk.SettleAsync(lead, view.Inspection, row, new LevelMark(level), "看了活动记录", view.BallotsOf(row).Marks);
    }

    public Task SubmitAsync(Guid id, int lead = 0) => hub.SubmitAsync(People[lead], id);

    /// <summary>Heard without objection, data confirmed, signed.</summary>
    public async Task SignAsync(Guid id, Site site)
    {
        await hub.HearAsync(Office, site.Unit, id);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, site.Unit), Year, (await Desk.FindAsync(Office, id))!.BatchId);
        await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!);
    }
}
