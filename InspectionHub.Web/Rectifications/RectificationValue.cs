using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;

namespace InspectionHub.Web.Rectifications;

/// <summary>Whether the row behind a case is met now: by the data of the latest year, or by what the checker found on site.</summary>
public sealed class RectificationValue(Assessor assessor)
{
    /// <summary>The row behind a case as it stands at its school in the latest year, and that year; null where none stands behind it, or none can be told any more:
    /// the school is closed, or became one that the row does not apply to.</summary>
    /// <param name="signedOnly">Without marks that nobody has signed off.</param>
    public async Task<(int Year, RowResult Row)?> NowAsync(int countyId, RectificationCase one, bool signedOnly = false)
    {
        if (one.Head.Indicator.Length == 0 || one.Place.IsClosed || await LatestAsync(countyId, one.Place.Site, signedOnly) is not { } now) return null;
        var rows = now.CardOf(one.Place.Site)!.Rows.Where(r => r.Row.Code == one.Head.Indicator && r.IsMarkable).ToList();
        // Of two stages the worse one speaks for the school.
        return (rows.FirstOrDefault(r => r.State == IndicatorState.NotMet) ?? rows.FirstOrDefault(r => r.State == IndicatorState.Unknown) ?? rows.FirstOrDefault()) is { } row ? (now.Year, row) : null;
    }

    /// <summary>The rows that apply to a school in a year; none without data.</summary>
    public static IReadOnlyList<Indicator> RowsOf(AssessedYear? now, string site) => [.. now?.CardOf(site)?.Rows.Where(r => r.IsMarkable).Select(r => r.Row).DistinctBy(r => r.Code) ?? []];

    /// <summary>Whether photos or what was seen must show that the problem is gone: no value can tell it, or the year's statistics, which say nothing about what a visit found.</summary>
    public async Task<bool> NeedsEvidenceAsync(int countyId, RectificationCase one) =>
        await NowAsync(countyId, one) is not { Row: var row } || (row.Row.Method == Method.Data && one.Head.SourceKind is "visit" or "hazard");

    /// <summary>What keeps a case with a row behind it from passing or being closed, in Chinese; empty when nothing does.</summary>
    /// <param name="found">What the checker found, when the check is being passed; null at the approval, which looks at what was found then.</param>
    public async Task<IReadOnlyList<string>> ProblemsAsync(Visitor who, RectificationCase one, MarkValue? found)
    {
        if (await NowAsync(who.CountyId, one) is not { Row: var row }) return [];
        if (row.Row.Method == Method.Data) return IsGood(row) ? [] : [await NotYetAsync(who, one, row)];
        var value = found ?? YearFacts.ValueOf(one.FoundValue);
        if (value is null) return [$"请填写核查时指标 {row.Row.Code} {row.Row.Name}的结果。"];
        if (MarkCheck.Problems(row.Row, value) is { Count: > 0 } problems) return problems;
        var state = await JudgeAsync(who.CountyId, one, row.Row, value);
        return state switch
        {
            IndicatorState.Met => [],
            IndicatorState.NotApplicable => [$"核查结果“{MarkText.Of(value, row.Row)}”不能说明问题已经改好：请填写实际查到的结果；问题本来就不存在的，请督导室写明原因撤销。"],
            _ => [$"核查结果“{MarkText.Of(value, row.Row)}”没有达到标准（{row.LimitText}），不能通过。"],
        };
    }

    private static bool IsGood(RowResult row) => row.State is IndicatorState.Met or IndicatorState.NotApplicable;

    /// <summary>Why the statistics do not let it pass, told by the value that this person may read. What an unsigned sheet verified decides too, but is not told.</summary>
    private async Task<string> NotYetAsync(Visitor who, RectificationCase one, RowResult row) => await SeenByAsync(who, one) is { Row: var seen } && !IsGood(seen)
        ? $"指标 {row.Row.Code} {row.Row.Name}目前{seen.State.Name()}（{seen.ValueText}，标准 {seen.LimitText}）。须在新数据导入并达标后才能通过；只完成一部分的请选“部分完成”。"
        : $"指标 {row.Row.Code} {row.Row.Name}有现场核实的数值还没有审签，审签以前不能通过。请在督导结果审签后再核查；只完成一部分的请选“部分完成”。";

    private async Task<IndicatorState> JudgeAsync(int countyId, RectificationCase one, Indicator row, MarkValue value)
    {
        var now = (await LatestAsync(countyId, one.Place.Site))!;
        var site = new SiteData(now.SiteOf(one.Place.Site)!, now.Facts.Measurements, [.. now.Facts.Classes.Where(c => c.Site == one.Place.Site)], now.Framework.Items.ToDictionary(i => i.Key));
        var mark = new Mark(Guid.Empty, one.Place.Site, row.Code, value, "", "", DateTimeOffset.UnixEpoch, 0, "", false);
        return new Scorer(now.Framework, now.Facts.Day).Judge(row, site, Ballots.Of([mark], null)).First().State;
    }

    /// <summary>The same as a person may read it: what stands on a sheet nobody has signed is for those who read open marks (<see cref="MarkSight"/>).</summary>
    public Task<(int Year, RowResult Row)?> SeenByAsync(Visitor who, RectificationCase one) => NowAsync(who.CountyId, one, signedOnly: !MarkSight.SeesOpen(who));

    private async Task<AssessedYear?> LatestAsync(int countyId, string site, bool signedOnly = false)
    {
        foreach (var year in await assessor.YearsAsync(countyId))
            if (await assessor.FindAsync(countyId, year, signedOnly) is { } now && now.CardOf(site) is not null) return now;
        return null;
    }
}
