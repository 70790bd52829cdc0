namespace InspectionHub.Core.Measurements;

/// <summary>What happened to a site, or what is left unsaid, between two school years.</summary>
public enum SiteChangeKind
{
    /// <summary>新建: a code that was not there before and comes out of no other site.</summary>
    New,

    /// <summary>更名</summary>
    Renamed,

    /// <summary>合并</summary>
    Merged,

    /// <summary>拆分</summary>
    Split,

    /// <summary>撤并</summary>
    Closed,

    /// <summary>改属: it answers to another unit.</summary>
    Moved,

    /// <summary>类别变动: other rows and points apply.</summary>
    KindChanged,

    /// <summary>去向不明: it is gone and 沿革 does not say why. A year is not opened over it.</summary>
    Unexplained,
}

/// <summary>One change of a site from one school year to the next.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Site">Code of the site before, or of the new one.</param>
/// <param name="Before">The site as it was; null for a new one.</param>
/// <param name="After">The site it became or that stands for it; null where there is none.</param>
/// <param name="On">Day of the 沿革 line; null where there is none.</param>
public sealed record SiteChange(SiteChangeKind Kind, string Site, Site? Before, Site? After, DateOnly? On);

/// <summary>转入新学年: compares the sites of two school years and explains the differences by 沿革 (contracts.md). A code stays for a site's life.</summary>
public static class YearTurn
{
    /// <summary>All changes, in the order of the enumeration and then of codes.</summary>
    /// <param name="before">Sites of the year before.</param>
    /// <param name="after">Sites of the new year.</param>
    /// <param name="successions">沿革 of all years.</param>
    /// <param name="year">The new school year; lines after 1 September of the year before, up to 31 August of its end, are its own.</param>
    public static IReadOnlyList<SiteChange> Between(IReadOnlyList<Site> before, IReadOnlyList<Site> after, IReadOnlyList<Succession> successions, int year)
    {
        var (old, now) = (before.ToDictionary(s => s.Code), after.ToDictionary(s => s.Code));
        var own = successions.Where(s => s.On > new DateOnly(year - 1, 9, 1) && s.On <= new DateOnly(year + 1, 8, 31)).ToList();
        var changes = new List<SiteChange>();
        foreach (var site in after.Where(s => !old.ContainsKey(s.Code)))
        {
            var split = own.FirstOrDefault(s => s.Kind is SuccessionKind.Split && s.To == site.Code);
            changes.Add(split is null ? new(SiteChangeKind.New, site.Code, null, site, null) : new(SiteChangeKind.Split, split.From, old.GetValueOrDefault(split.From), site, split.On));
        }
        foreach (var site in before.Where(s => !now.ContainsKey(s.Code)))
        {
            var end = own.FirstOrDefault(s => s.From == site.Code && (s.Kind is SuccessionKind.Merger or SuccessionKind.Closure));
            changes.Add(end is null ? new(SiteChangeKind.Unexplained, site.Code, site, null, null)
                : new(end.Kind == SuccessionKind.Merger ? SiteChangeKind.Merged : SiteChangeKind.Closed, site.Code, site, end.To is { } to ? now.GetValueOrDefault(to) : null, end.On));
        }
        foreach (var site in after)
        {
            if (!old.TryGetValue(site.Code, out var was)) continue;
            if (was.Name != site.Name) changes.Add(new(SiteChangeKind.Renamed, site.Code, was, site, own.FirstOrDefault(s => s.Kind == SuccessionKind.Rename && s.From == site.Code)?.On));
            if (was.Unit != site.Unit) changes.Add(new(SiteChangeKind.Moved, site.Code, was, site, null));
            if (was.Kind != site.Kind) changes.Add(new(SiteChangeKind.KindChanged, site.Code, was, site, null));
        }
        return [.. changes.OrderBy(c => c.Kind).ThenBy(c => c.Site, StringComparer.Ordinal)];
    }

    /// <summary>The first school year whose sites show a line of 沿革, from the one before its day on; where none does, the one that begins in its year.</summary>
    /// <param name="line">The line.</param>
    /// <param name="years">Sites of the years with data, oldest first.</param>
    public static int FirstShown(Succession line, IReadOnlyList<(int Year, IReadOnlyList<Site> Sites)> years)
    {
        for (var i = 1; i < years.Count; i++)
            if (years[i].Year >= line.On.Year - 1 && Shows(line, years[i - 1].Sites, years[i].Sites)) return years[i].Year;
        return line.On.Year;
    }

    private static bool Shows(Succession line, IReadOnlyList<Site> before, IReadOnlyList<Site> after) => line.Kind switch
    {
        SuccessionKind.Rename => Find(before, line.From) is { } was && Find(after, line.From) is { } now && was.Name != now.Name,
        SuccessionKind.Split => Find(before, line.To) is null && Find(after, line.To) is not null,
        _ => Find(before, line.From) is not null && Find(after, line.From) is null,
    };

    private static Site? Find(IReadOnlyList<Site> sites, string? code) => sites.FirstOrDefault(s => s.Code == code);

    /// <summary>The Chinese word.</summary>
    public static string Name(this SiteChangeKind kind) => kind switch
    {
        SiteChangeKind.New => "新建",
        SiteChangeKind.Renamed => "更名",
        SiteChangeKind.Merged => "合并",
        SiteChangeKind.Split => "拆分",
        SiteChangeKind.Closed => "撤并",
        SiteChangeKind.Moved => "改属",
        SiteChangeKind.KindChanged => "类别变动",
        _ => "去向不明",
    };

    /// <summary>A change as one sentence.</summary>
    public static string Say(this SiteChange change) => change.Kind switch
    {
        SiteChangeKind.New => $"新建 {change.After!.Name}（{change.Site}）",
        SiteChangeKind.Renamed => $"更名 {change.Before!.Name} → {change.After!.Name}（{change.Site}）",
        SiteChangeKind.Merged => $"合并 {change.Before!.Name}（{change.Site}）并入 {change.After?.Name ?? "未注明的学校"}{(change.After is { } into ? $"（{into.Code}）" : "")}",
        SiteChangeKind.Split => $"拆分 {change.Before?.Name ?? change.Site}（{change.Site}）分出 {change.After!.Name}（{change.After.Code}）",
        SiteChangeKind.Closed => $"撤并 {change.Before!.Name}（{change.Site}）",
        SiteChangeKind.Moved => $"改属 {change.After!.Name}（{change.Site}）由 {change.Before!.Unit} 改属 {change.After.Unit}",
        SiteChangeKind.KindChanged => $"类别变动 {change.After!.Name}（{change.Site}）由{change.Before!.Kind.Name()}改为{change.After.Kind.Name()}",
        _ => $"去向不明 {change.Before!.Name}（{change.Site}）本学年没有出现，沿革也没有说明",
    };
}
