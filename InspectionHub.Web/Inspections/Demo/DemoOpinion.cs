using InspectionHub.Core.Procedures;
using InspectionHub.Web.Plans;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>From the preliminary view to the end: the unit is heard, the result signed, the opinion issued, the report public.</summary>
internal static class DemoOpinion
{
    public static readonly IReadOnlyList<Func<DemoCourse, Task>> Steps = [SendAsync, HearAsync, AnswerAsync, SignAsync, IssueAsync, PublishAsync];

    private static Task SendAsync(DemoCourse one) => DoAsync(one, DemoDays.After(one.To, 3), one.Has(Act.Submit) && !one.Has(Act.SendPreliminary), Act.SendPreliminary,
        $"（演示）学校管理总体规范，任务落实较好；发现问题 {one.Problems.Count + (one.HasCountyDuty ? 1 : 0)} 个，详见所附问题清单。如有异议，请在期限内提出申辩。");

    /// <summary>Of four units one replies, the others agree.</summary>
    private static async Task HearAsync(DemoCourse one)
    {
        var (day, isDue) = (DemoDays.After(one.To, 7), one.Has(Act.SendPreliminary) && !one.Has(Act.Reply) && !one.Has(Act.Agree));
        if (one.Number % 4 != 2) await one.OnAsync(day, 10, isDue, () => one.Books.Acts.DoAsync(one.Head, one.Id, Act.Agree, ""));
        else await one.OnAsync(day, 10, isDue, async () =>
        {
            var about = (await one.Books.FileAsync(one.Id)).Of(FindingKind.Problem).First();
            await one.Books.Hearings.ReplyAsync(one.Head, one.Id, [new(about.Id, "（演示）问题属实，但检查前一周学校已着手整改，请在意见书中写明。")]);
        });
    }

    private static Task AnswerAsync(DemoCourse one) => one.OnAsync(DemoDays.After(one.To, 9), 10, one.Has(Act.Reply) && !one.Has(Act.Answer), async () =>
    {
        var points = (await one.Books.FileAsync(one.Id)).Points.Where(p => p.Answer is null);
        await one.Books.Hearings.AnswerAsync(one.Office, one.Id, [.. points.Select(p => new AnswerDraft(p.Point.Id, ReplyOutcome.PartlyAdopted, "（演示）已着手整改的情况写入意见书；检查当日问题仍在，保留问题和整改期限。"))]);
    });

    private static Task SignAsync(DemoCourse one) => one.OnAsync(DemoDays.After(one.To, 10), 15, (one.Has(Act.Agree) || one.Has(Act.Answer)) && !one.Has(Act.SignOff), async () =>
        await one.Books.Desk.SignOffAsync(one.Office, (await one.Books.Desk.FindAsync(one.Office, one.Id))!));

    private static Task IssueAsync(DemoCourse one) => DoAsync(one, one.IssueDay, one.Has(Act.SignOff) && !one.Has(Act.Issue), Act.Issue, "（演示）学校重视教育教学和校园安全，各项任务总体落实到位。请对照问题清单按期整改，并报送整改情况。");

    private static Task PublishAsync(DemoCourse one) => DoAsync(one, DemoDays.After(one.IssueDay, 5), one.Has(Act.Issue) && !one.Has(Act.Publish), Act.Publish, "（演示）在局门户网站教育督导专栏公布。");

    /// <summary>办结: after the report is public and the last problem closed.</summary>
    public static Task CloseAsync(DemoCourse one)
    {
        var isDue = one.Has(Act.Publish) && !one.Has(Act.Close) && one.Cases.All(c => !c.IsOpen);
        var last = one.Cases.Select(c => c.EndedAt).Append(one.Now?.Acts.FirstOrDefault(a => a.Act == nameof(Act.Publish))?.At).Max();
        return last is null ? Task.CompletedTask : DoAsync(one, DemoDays.After(YearSites.DayOf(last.Value), 2), isDue, Act.Close, "");
    }

    private static Task DoAsync(DemoCourse one, DateOnly day, bool isDue, Act act, string text) => one.OnAsync(day, 10, isDue, () => one.Books.Acts.DoAsync(one.Office, one.Id, act, text));
}
