using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using InspectionHub.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace InspectionHub.Web.Assessments;

public sealed partial class ReleasesPage
{
    private const int Most = 200;
    private readonly Dictionary<Guid, IReadOnlyList<ReleaseChange>> changes = [];
    private Visitor? who;
    private IReadOnlyList<int> years = [];
    private IReadOnlyList<CountyRelease> all = [], own = [];
    private ReleaseDraft? draft;
    private IReadOnlyList<string> problems = [];
    private string basis = "";
    private string? done;
    private int year;
    private bool isRead, busy;

    [SupplyParameterFromQuery] public int? Year { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        who ??= await Current.GetAsync();
        await RefreshAsync();
        if (years.Count > 0) Listen(LiveFeed.Year(who.CountyId, year));
    }

    protected override async Task ReadAsync()
    {
        years = await Years.ListAsync(who!.CountyId);
        if (years.Count > 0)
        {
            year = await Years.ChosenAsync(who.CountyId, Year);
            (draft, all) = (await Releases.DraftAsync(who.CountyId, year), await Releases.ListAsync(who.CountyId));
            own = [.. all.Where(r => r.Year == year)];
        }
        isRead = true;
    }

    private IReadOnlyList<ReleaseChange> Changes(CountyRelease one) => changes.TryGetValue(one.Id, out var known) ? known : changes[one.Id] = Releases.Differences(one, all);

    /// What keeps this from being whole, in sentences.
    private IEnumerable<string> Gaps()
    {
        var (sites, units) = (draft!.Now.Facts.Sites, draft.Now.Facts.Units);
        // Those signed for earlier data are told of below, by name.
        if (sites.Count - draft.Signed.Count - draft.Stale.Count is > 0 and var open) yield return $"还有 {open} 个校点的督导结果没有审签。";
        if (draft.Signed.Count < sites.Count) yield return $"这一版只含 {draft.Signed.Count} 校的得分，等级和排名为未定。";
        if (units.Where(u => !draft.Now.ConfirmedUnits.Contains(u.Code)).Select(u => u.Name).ToList() is { Count: > 0 } silent)
            yield return $"还有 {silent.Count} 个单位没有确认数据，其数据不计入：{string.Join('、', silent.Take(6))}{(silent.Count > 6 ? " 等" : "")}。";
        if (draft.Stale.Count > 0) yield return $"{draft.Stale.Count} 个校点审签后数据又有更新，现场和问卷的评分需要重新审签才能计入：{string.Join('、', draft.Stale.Take(6).Select(s => draft.Now.SiteOf(s)?.Name ?? s))}。";
    }

    private async Task PublishAsync()
    {
        (problems, done, busy) = ([], null, true);
        try
        {
            await OnceAsync($"{year}", async () =>
            {
                var release = await Releases.PublishAsync(who!, year, basis, draft!.Now.Position);
                (done, basis) = ($"已发布 {release.Year}—{release.Year + 1} 学年第 {release.Version} 版。", "");
                Scripts.Saved($"release-{release.Year}-basis");
            });
        }
        catch (Refusal refusal)
        {
            problems = refusal.Reasons;
        }
        busy = false;
        await RefreshAsync();
    }
}
