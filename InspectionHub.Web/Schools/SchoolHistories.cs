using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Schools;

/// <summary>A row's value in one year.</summary>
public sealed record HistoryPoint(int Year, double Value, string Text, IndicatorState State);

/// <summary>What a site was in the years up to one, and where its line breaks.</summary>
/// <param name="Values">By row code and stage, oldest first.</param>
/// <param name="Turns">Mergers, splits and closures that touch the site: the line is not drawn across them. A rename is told and does not break it.</param>
public sealed record SchoolHistory(IReadOnlyDictionary<(string Code, Stage? Stage), IReadOnlyList<HistoryPoint>> Values, IReadOnlyList<SchoolTurn> Turns)
{
    public IReadOnlyList<HistoryPoint> Of(RowResult row) => Values.GetValueOrDefault((row.Row.Code, row.Stage), []);
}

/// <summary>Something that happened to a site, in words, and the first school year whose sites show it.</summary>
public sealed record SchoolTurn(int Year, string Say, bool Breaks);

/// <summary>Reads a school's history as a person may see it.</summary>
public sealed class SchoolHistories(YearView years, IDbContextFactory<AppDb> factory)
{
    /// <param name="wantsOfficial">Official numbers of every year that has a release.</param>
    public async Task<SchoolHistory> ReadAsync(Visitor who, int year, string site, bool wantsOfficial = false)
    {
        var values = new Dictionary<(string, Stage?), IReadOnlyList<HistoryPoint>>();
        var sites = new List<(int Year, IReadOnlyList<Site> Sites)>();
        foreach (var one in (await years.ListAsync(who.CountyId)).Where(y => y <= year).Order())
        {
            if (await years.SeenAsync(who, one, wantsOfficial) is not { } seen) continue;
            sites.Add((one, seen.Facts.Sites));
            if (seen.CardOf(site) is { } card && who.MaySeeUnit(card.Site.Unit))
                foreach (var row in card.Rows)
                    if (row.Value is { } value)
                    {
                        if (!values.TryGetValue((row.Row.Code, row.Stage), out var points)) values[(row.Row.Code, row.Stage)] = points = new List<HistoryPoint>();
                        ((List<HistoryPoint>)points).Add(new(one, value.ToDouble(), row.ValueText, row.State));
                    }
        }
        await using var db = await factory.CreateDbContextAsync();
        var turns = (await YearBook.SuccessionsAsync(db, who.CountyId)).Where(s => s.From == site || s.To == site).ToList();
        var names = await NamesAsync(db, who.CountyId, [.. turns.SelectMany(t => new[] { t.From, t.To ?? "" }).Distinct()]);
        return new(values, [.. turns.OrderBy(t => t.On).Select(t => new SchoolTurn(YearTurn.FirstShown(t, sites), Say(t, site, code => code is not null && names.TryGetValue(code, out var name) ? name : code ?? ""), t.Kind != SuccessionKind.Rename))]);
    }

    private static string Say(Core.Measurements.Succession turn, string site, Func<string?, string> nameOf) => $"{turn.On:yyyy-MM-dd} " + (turn.Kind, turn.From == site) switch
    {
        (SuccessionKind.Rename, _) => "更名为现名",
        (SuccessionKind.Merger, true) => $"并入{nameOf(turn.To)}",
        (SuccessionKind.Merger, false) => $"{nameOf(turn.From)}并入本校",
        (SuccessionKind.Split, true) => $"分出{nameOf(turn.To)}",
        (SuccessionKind.Split, false) => $"由{nameOf(turn.From)}分出",
        (_, true) => turn.To is null ? "撤并" : $"撤并，学生转入{nameOf(turn.To)}",
        _ => $"{nameOf(turn.From)}撤并，学生转入本校",
    };

    private static async Task<Dictionary<string, string>> NamesAsync(AppDb db, int countyId, IReadOnlyList<string> codes) =>
        (await db.SchoolYears.AsNoTracking().Where(s => codes.Contains(s.Code) && db.ImportBatches.Any(b => b.Id == s.BatchId && b.CountyId == countyId)).OrderBy(s => s.Year).Select(s => new { s.Code, s.Name }).ToListAsync())
        .GroupBy(s => s.Code).ToDictionary(g => g.Key, g => g.Last().Name);
}
