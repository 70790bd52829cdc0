using System.Text.Json.Serialization;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>A danger that is not over.</summary>
/// <param name="Place">Where its school is today.</param>
/// <param name="Case">The case its 整改通知 became, or null.</param>
public sealed record OpenHazard(Hazard Hazard, CasePlace Place, RectificationCase? Case)
{
    /// <summary>The page on which this person finds what is being done about it: its case, else the page of the school in a year that has it.</summary>
    public string AddressFor(Visitor who, int year, string? site) => Case is not null && CaseFile.MaySee(who, Case) ? $"/rectifications/{Case.Head.Id}" : site is null ? "/schools" : $"/schools/{year}/{site}#hazards";
}

/// <summary>立即处置 as the desk's form gives it.</summary>
/// <param name="Notice">The 整改通知 given on the spot, or null.</param>
/// <param name="Photos">Names of photos that were kept before.</param>
/// <param name="Receipt">Name of the picture of the notice the school has signed for, or null.</param>
public sealed record HazardDraft(string What, string Done, string Called, RectificationDemand? Notice, IReadOnlyList<string> Photos, string? Receipt);

/// <summary>立即处置 as a device sends it.</summary>
/// <param name="Notice">The 整改通知 given on the spot, or null.</param>
public sealed record HazardReport(Guid Id, string Device, long Seq, string Sheet, DateTimeOffset FoundAt, string? What, string? Done, string? Called, RectificationDemand? Notice, string? Receipt, IReadOnlyList<string>? Photos) : IFromDevice;

/// <summary>What a 整改通知 demands, by when and of whom.</summary>
/// <param name="Point">Point of a visit's checklist it is about. Left out of the text where it is not given, or a report sent again by an older phone would seem another one.</param>
public sealed record RectificationDemand(string? Demand, DateOnly? DueOn, string? Responsible, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Point = null);

/// <summary>Takes 立即处置 and tells the office at once. It is taken from a closed sheet too: danger does not wait for a form.</summary>
public sealed class HazardBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, RectificationBook cases, VisitFollowUp visits, TimeProvider clock)
{
    /// <summary>Takes one that is written down at the desk, now.</summary>
    /// <param name="sheet">The visit or inspection it was found in.</param>
    /// <exception cref="Refusal">All reasons.</exception>
    public async Task ReportAsync(Visitor who, Guid sheet, HazardDraft given)
    {
        var now = clock.GetUtcNow();
        var answer = await SaveAsync(who, new(Guid.CreateVersion7(), $"desk-{who.Id}", now.ToUnixTimeMilliseconds(), $"{sheet}", now, given.What, given.Done, given.Called, given.Notice, given.Receipt, given.Photos));
        if (!answer.IsKept) throw new Refusal(answer.Status, answer.Reasons);
    }

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
        // From September on a visit belongs to a school year whose statistics come later: case and page are those of the year that is there.
        var year = await YearSites.DataYearAsync(db, who.CountyId, sheet.Year) ?? sheet.Year;
        var one = await OpenCaseAsync(db, topics, who, year, sheet.Site, given);
        await TellAsync(db, topics, who, year, sheet.Site, one, given, now);
        topics.Add(LiveFeed.Site(who.CountyId, year, sheet.Site));
        topics.Add(LiveFeed.Site(who.CountyId, sheet.Year, sheet.Site));
        return new("mark/1", given.Id, "stored", [], now);
    });

    /// <summary>整改通知 on the spot is a case of the 整改台账 from the same moment. Gives its id, or null where there is none.</summary>
    private async Task<Guid?> OpenCaseAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string site, HazardReport given)
    {
        if (given.Notice is not { } notice) return null;
        try
        {
            var (row, basis) = await visits.PointAsync(db, who.CountyId, given.Sheet, year, notice.Point);
            return await cases.OpenAsync(db, topics, who, new(year, site, RectificationClass.AtOnce, CaseWords.OfHazard(given.What!.Trim(), notice.Demand!.Trim()), $"《教育督导条例》第十五条（危及安全的当场处置）；现场整改通知{basis}", row, notice.Responsible!.Trim(), notice.DueOn, "hazard", $"{given.Id}", given.Photos));
        }
        catch (Refusal)
        {
            // A report of danger is never lost because the 台账 will not take it (a site that left the year's data): the office is told of it all the same.
            return null;
        }
    }

    /// <summary>The office, the county's leaders and the unit are told at once that there is danger, and where; what was found stands with the record.</summary>
    private static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, int year, string site, Guid? one, HazardReport given, DateTimeOffset now)
    {
        var place = (await YearSites.ReadAsync(db, who.CountyId, year)).FirstOrDefault(s => s.Code == site);
        var text = $"{place?.Name ?? site}：{who.Name}现场发现危险并已立即处置{(given.Notice?.DueOn is { } due ? $"，限 {due:yyyy-MM-dd} 前整改" : "")}，请查看。";
        await NoticeBook.TellAsync(db, topics, who, who.CountyId, [.. await Recipients.OfficeAsync(db, who.CountyId), .. await Recipients.LeadersAsync(db, who.CountyId)], new(NoticeKind.Hazard, text, await VisitBook.OwnAsync(db, who, given.Sheet) is null ? $"/inspections/{given.Sheet}" : $"/visits/{given.Sheet}"), now);
        if (place is not null) await NoticeBook.TellAsync(db, topics, who, who.CountyId, await Recipients.UnitAsync(db, who.CountyId, place.Unit), new(NoticeKind.Hazard, text, one is { } id ? $"/rectifications/{id}" : $"/schools/{year}/{site}"), now);
    }

    /// <summary>Dangers of a county that are not over, newest first: with a 整改通知 until its case is closed or taken back, without one until the record they were found on is dealt with
    /// (the visit read, the opinion on the inspection issued).</summary>
    public async Task<IReadOnlyList<OpenHazard>> OpenAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var all = await db.Hazards.AsNoTracking().Where(h => h.CountyId == countyId).OrderByDescending(h => h.LedgerSeq).ToListAsync();
        if (all.Count == 0) return [];
        var known = (await CaseFile.ReadAsync(db, countyId, r => r.SourceKind == "hazard")).ToDictionary(c => c.Head.SourceId, StringComparer.Ordinal);
        var bare = all.Where(h => !known.ContainsKey($"{h.Id}")).Select(h => Guid.TryParse(h.Sheet, out var id) ? id : Guid.Empty).ToList();
        var visits = (await db.RoutineVisits.AsNoTracking().Include(v => v.Steps).Where(v => v.CountyId == countyId && bare.Contains(v.Id)).ToListAsync()).ToDictionary(v => $"{v.Id}", VisitBook.StateOf);
        var inspections = (await db.Inspections.AsNoTracking().Include(i => i.Acts).Where(i => i.CountyId == countyId && bare.Contains(i.Id)).ToListAsync()).ToDictionary(i => $"{i.Id}", InspectionBook.StateOf);
        var places = await CasePlaces.ReadAsync(db, countyId, all.Select(h => h.Site));
        return [.. all.Where(IsOpen).Select(h => new OpenHazard(h, places.Of(h.Site), known.GetValueOrDefault($"{h.Id}")))];

        bool IsOpen(Hazard one) => known.TryGetValue($"{one.Id}", out var follows) ? follows.IsOpen
            : visits.TryGetValue(one.Sheet, out var visit) ? visit is not (VisitState.Read or VisitState.Withdrawn)
            : !inspections.TryGetValue(one.Sheet, out var inspection) || inspection is not (InspectionState.Issued or InspectionState.Closed or InspectionState.Withdrawn);
    }

    /// <summary>Year and site of an inspection's sheet or of a routine visit, if it is this person's own; else null.</summary>
    private static async Task<(int Year, string Site)?> PlaceAsync(AppDb db, Visitor who, string sheet) =>
        await Sheet.OfInspectionAsync(db, who, sheet) is { Inspection: not null } found ? (found.Year, found.Site)
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
