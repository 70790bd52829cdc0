using System.Globalization;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Live;
using InspectionHub.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace InspectionHub.Web.Measurements;

public sealed partial class CountyValuesPage
{
    private readonly Dictionary<Guid, string> reasons = [];
    private Visitor? who;
    private IReadOnlyList<int> years = [];
    private IReadOnlyList<CountyItem> items = [];
    private IReadOnlyList<string> problems = [];
    private string item = "", value = "", source = "";
    private DateOnly? day;
    private Evidence? file;
    private string? done;
    private int year;
    private bool isRead;

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
            items = await Book.ListAsync(who.CountyId, year);
        }
        isRead = true;
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        (problems, file) = ([], null);
        try
        {
            await using var stream = chosen.File.OpenReadStream(CountyValueBook.MostBytes);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            file = new(Path.GetFileName(chosen.File.Name), bytes.ToArray());
        }
        catch (IOException)
        {
            problems = [$"依据文件超过 {CountyValueBook.MostBytes / 1_000_000} MB 或读取中断，请压缩后再传。"];
        }
    }

    private Task EnterAsync() => TryAsync("enter", async () =>
    {
        await Book.EnterAsync(who!, year, item, value, day, source, file);
        (item, value, source, day, file) = ("", "", "", null, null);
        return "已提交，请督导室另一位同事确认。";
    });

    private Task AnswerAsync(Guid id, bool isConfirmed) => TryAsync($"answer-{id}", async () =>
    {
        await Book.AnswerAsync(who!, id, isConfirmed, reasons.GetValueOrDefault(id, ""));
        reasons.Remove(id);
        Scripts.Saved($"county-value-{id}");
        return isConfirmed ? "已确认，三个目标已按新值计算。" : "已退回。";
    });

    private Task TakeBackAsync(Guid id) => TryAsync($"back-{id}", async () =>
    {
        await Book.TakeBackAsync(who!, id);
        return "已撤回，可以重新填报。";
    });

    private async Task TryAsync(string act, Func<Task<string>> work)
    {
        (problems, done) = ([], null);
        string? said = null;
        try
        {
            await OnceAsync(act, async () => { said = await work(); });
        }
        catch (Refusal refusal)
        {
            problems = refusal.Reasons;
        }
        await RefreshAsync();
        // Said when the table below it is new.
        if (said is not null) done = said;
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(Item item, decimal? value) => value is not { } known ? "未填" : item.IsYesNo ? known == 1 ? "是" : "否" : $"{((Fraction)known).ToText(4)} {item.Unit}".TrimEnd();

    private static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
