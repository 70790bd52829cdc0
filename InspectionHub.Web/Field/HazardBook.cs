using System.Text.Json.Serialization;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>立即处置 as a device sends it.</summary>
/// <param name="Notice">The 整改通知 given on the spot, or null.</param>
public sealed record HazardReport(Guid Id, string Device, long Seq, string Sheet, DateTimeOffset FoundAt, string? What, string? Done, string? Called, RectificationDemand? Notice, string? Receipt, IReadOnlyList<string>? Photos) : IFromDevice;

/// <summary>What a 整改通知 demands, by when and of whom.</summary>
/// <param name="Point">Point of a visit's checklist it is about. Left out of the text where it is not given, or a report sent again by an older phone would seem another one.</param>
public sealed record RectificationDemand(string? Demand, DateOnly? DueOn, string? Responsible, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Point = null);

/// <summary>Takes 立即处置 and tells the office at once. It is taken from a closed sheet too: danger does not wait for a form.</summary>
public sealed class HazardBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, RectificationBook cases, VisitFollowUp visits, TimeProvider clock)
{
    public Task<MarkAnswer> SaveAsync(Visitor who, HazardReport given) => Delivery.TakeAsync(writer, clock, given.Id, async (db, topics, now) =>
    {
        var content = Delivery.Hash(given);
        if (await db.Hazards.AsNoTracking().FirstOrDefaultAsync(h => h.Id == given.Id) is { } earlier)
            return Delivery.Again(given.Id, Delivery.IsSame(earlier.ContentHash, content) && earlier.PersonId == who.Id, earlier.Received);
        var sheet = await PlaceAsync(db, who, given.Sheet) ?? throw new Refusal(404, "没有这张评分表，或者它不属于您。");
        if (Problems(given) is { Count: > 0 } problems) throw new Refusal(422, problems);
        var seq = await ledger.AppendAsync(db, who.CountyId, "hazard", $"{given.Id}", new { given.Id, given.Sheet, sheet.Site, sheet.Year, by = who.Id });
        db.Hazards.Add(new Hazard
        {
            Id = given.Id,
            CountyId = who.CountyId,
            Year = sheet.Year,
            Site = sheet.Site,
            Sheet = given.Sheet,
            What = given.What!.Trim(),
            Done = given.Done!.Trim(),
            Called = given.Called!.Trim(),
            Demand = given.Notice?.Demand!.Trim(),
            DueOn = given.Notice?.DueOn,
            Responsible = given.Notice?.Responsible!.Trim(),
            Receipt = given.Receipt,
            Photos = string.Join(' ', given.Photos ?? []),
            PersonId = who.Id,
            PersonName = who.Name,
            Device = given.Device,
            DeviceSeq = given.Seq,
            FoundAt = given.FoundAt,
            Received = now,
            ContentHash = content,
            LedgerSeq = seq,
        });
        await OpenCaseAsync(db, topics, who, sheet.Year, sheet.Site, given);
        await TellAsync(db, topics, who, sheet.Year, sheet.Site, given, now);
        topics.Add(LiveFeed.Site(who.CountyId, sheet.Year, sheet.Site));
        return new("mark/1", given.Id, "stored", [], now);
    });

    /// <summary>整改通知 on the spot is a case of the 整改台账 from the same moment.</summary>
    private async Task OpenCaseAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string site, HazardReport given)
    {
        if (given.Notice is not { } notice) return;
        try
        {
            var (row, basis) = await visits.PointAsync(db, who.CountyId, given.Sheet, year, notice.Point);
            await cases.OpenAsync(db, topics, who, new(year, site, RectificationClass.AtOnce, CaseWords.OfHazard(given.What!.Trim(), notice.Demand!.Trim()), $"《教育督导条例》第十五条（危及安全的当场处置）；现场整改通知{basis}", row, notice.Responsible!.Trim(), notice.DueOn, "hazard", $"{given.Id}", given.Photos));
        }
        catch (Refusal)
        {
            // A report of danger is never lost because the 台账 will not take it (a site that left the year's data): the office is told of it all the same.
        }
    }

    /// <summary>The office, the county's leaders and the unit are told at once that there is danger, and where; what was found stands with the record.</summary>
    private static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string site, HazardReport given, DateTimeOffset now)
    {
        var place = (await YearSites.ReadAsync(db, who.CountyId, year)).FirstOrDefault(s => s.Code == site);
        var text = $"{place?.Name ?? site}：{who.Name}现场发现危险并已立即处置{(given.Notice?.DueOn is { } due ? $"，限 {due:yyyy-MM-dd} 前整改" : "")}，请查看。";
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, [.. await Recipients.OfficeAsync(db, who.CountyId), .. await Recipients.LeadersAsync(db, who.CountyId)], new(NoticeKind.Hazard, text, await VisitBook.OwnAsync(db, who, given.Sheet) is null ? $"/inspections/{given.Sheet}" : $"/visits/{given.Sheet}"), now);
        if (place is not null) await NoticeBook.TellAsync(db, topics, who, who.CountyId, await Recipients.UnitAsync(db, who.CountyId, place.Unit), new(NoticeKind.Hazard, text, $"/schools/{year}/{site}"), now);
    }

    /// <summary>All of a county's year, newest first, each with the address of the inspection or routine visit it was found on.</summary>
    public async Task<IReadOnlyList<(Hazard Hazard, string Address)>> ListAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var visits = (await db.RoutineVisits.Where(v => v.CountyId == countyId && v.Year == year).Select(v => v.Id).ToListAsync()).Select(id => $"{id}").ToHashSet();
        var all = await db.Hazards.AsNoTracking().Where(h => h.CountyId == countyId && h.Year == year).OrderByDescending(h => h.LedgerSeq).ToListAsync();
        return [.. all.Select(h => (h, visits.Contains(h.Sheet) ? $"/visits/{h.Sheet}" : $"/inspections/{h.Sheet}"))];
    }

    /// <summary>Year and site of an inspection's sheet or of a routine visit, if it is this person's own; else null.</summary>
    private static async Task<(int Year, string Site)?> PlaceAsync(AppDb db, Visitor who, string sheet) =>
        await Sheet.FindAsync(db, who, sheet) is { Inspection: not null } found ? (found.Year, found.Site)
        : await VisitBook.OwnAsync(db, who, sheet) is { } visit ? (visit.Year, visit.Site) : null;

    private static List<string> Problems(HazardReport given)
    {
        var problems = new List<string>();
        foreach (var (text, name) in new[] { (given.What, "发现了什么危险"), (given.Done, "当场采取的措施"), (given.Called, "电话告知了谁（打不通也请写明）") })
            if (string.IsNullOrWhiteSpace(text)) problems.Add($"请写明{name}。");
            else if (text.Length > 500) problems.Add($"“{name}”超过 500 字，请删减。");
        if (given.Notice is { } notice)
        {
            if (string.IsNullOrWhiteSpace(notice.Demand)) problems.Add("整改通知缺少整改要求。");
            if (notice.DueOn is null) problems.Add("整改通知缺少完成期限。");
            if (string.IsNullOrWhiteSpace(notice.Responsible)) problems.Add("整改通知缺少责任人。");
        }
        if (given.Receipt is { } receipt && !PhotoName.IsOne(receipt)) problems.Add("签收签名不正确，请重签。");
        if (given.Photos?.Any(p => !PhotoName.IsOne(p)) == true) problems.Add("照片的校验值不正确，请重新拍照或选择照片。");
        return problems;
    }
}
