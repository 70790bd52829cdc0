using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;

namespace InspectionHub.Web.Reports;

public sealed partial class BatchesPage
{
    private IReadOnlyList<BatchView>? batches;
    private IReadOnlyList<PaperSchedule> schedules = [];
    private IReadOnlyList<PaperOrder> made = [];
    private IReadOnlyList<PaperChoice> sites = [], units = [];
    private IReadOnlyList<string> towns = [], problems = [];
    private IReadOnlyList<int> years = [];
    private Visitor? who;
    private string kind = PaperPress.Assessment, scope = BatchFilter.All, school = "", state = "", format = PaperFiles.Pdf, regular = "brief", regularPlace = BatchFilter.All, every = "month";
    private int year;

    protected override async Task OnInitializedAsync()
    {
        who = await Current.GetAsync();
        (years, year) = await Desk.YearsAsync(who);
        (towns, units, sites) = await Desk.PlacesAsync(who, year);
        Listen(LiveFeed.Orders(who.CountyId));
        await RefreshAsync();
    }

    protected override async Task ReadAsync() => (batches, schedules, made) = (await Desk.Batches.ListAsync(who!), await Desk.Schedules.ListAsync(who!), await Desk.MadeAsync(who!));

    private Task OrderAsync() => TryAsync($"order {kind} {year} {scope} {school} {state} {format}", () => Desk.Batches.OrderAsync(who!, kind, year, $"{new BatchFilter(scope, school, state)}", format));

    private Task CancelAsync(Guid id) => TryAsync($"cancel-{id}", () => Desk.Batches.CancelAsync(who!, id));

    private Task RetryAsync(Guid id) => TryAsync($"retry-{id}", () => Desk.Batches.RetryAsync(who!, id));

    private Task AddAsync() => TryAsync($"add {regular} {regularPlace} {every}", () => Desk.Schedules.AddAsync(who!, regular, BatchBook.Kinds.Any(k => k.Word == regular) ? regularPlace : BatchFilter.All, every));

    private Task StopAsync(Guid id) => TryAsync($"stop-{id}", () => Desk.Schedules.StopAsync(who!, id));

    private async Task TryAsync(string act, Func<Task> work)
    {
        try
        {
            problems = [];
            await OnceAsync(act, work);
        }
        catch (Refusal refusal)
        {
            problems = refusal.Reasons;
        }
        await RefreshAsync();
        StateHasChanged();
    }

    private string NameOf(PaperOrder part) => part.Site.Length > 0 ? NameOf(sites, part.Site) : NameOf(units, part.About);

    private string Say(string filter) => BatchFilter.Parse(filter).Say(code => NameOf(units, code), code => NameOf(sites, code));

    private static string NameOf(IReadOnlyList<PaperChoice> places, string code) => places.FirstOrDefault(p => p.Key == code)?.Name ?? code;

    private static string LeftText(TimeSpan left) => left.TotalMinutes >= 1 ? $"{Math.Ceiling(left.TotalMinutes)} 分钟" : $"{Math.Max(1, Math.Ceiling(left.TotalSeconds))} 秒";
}
