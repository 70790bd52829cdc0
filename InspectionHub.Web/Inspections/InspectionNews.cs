using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections;

/// <summary>Whom each act of an inspection concerns, and what they are told.</summary>
internal static class InspectionNews
{
    public static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection one, Act act, DateTimeOffset at, DateOnly? due = null)
    {
        var place = (await YearSites.ReadAsync(db, one.CountyId, one.Year)).FirstOrDefault(s => s.Code == one.Site);
        var about = $"{place?.Name ?? one.Site}　{one.Title}";
        var team = one.Team.Select(m => m.PersonId).ToList();
        var lead = one.Team.Where(m => m.IsLead).Select(m => m.PersonId).ToList();
        var unit = await UnitAsync(db, one, place);
        Task ToAsync(IEnumerable<string> persons, string text, NoticeKind kind = NoticeKind.Step) => NoticeBook.TellAsync(db, topics, who, one.CountyId, persons, new(kind, $"{about}：{text}", $"/inspections/{one.Id}"), at);
        switch (act)
        {
            case Act.Open:
                var days = Days(NoticeDates.Of(one));
                await ToAsync(lead, $"您被指派为督导组组长{days}。", NoticeKind.Assigned);
                await ToAsync(team.Except(lead), $"您被编入督导组{days}。", NoticeKind.Assigned);
                await ToAsync(unit, $"已发出督导通知{days}{(NoticeDates.Of(one).SelfDue is { } self ? $"；请在 {self:yyyy-MM-dd} 前提交自评" : "")}。", NoticeKind.Assigned);
                break;
            case Act.Submit:
                await ToAsync(await Recipients.OfficeAsync(db, one.CountyId), "督导组已提交结果，待发初步意见。");
                break;
            case Act.SendBack:
                await ToAsync(team, "督导室已退回重评，请看退回的原因。");
                // Before the preliminary view the unit knows nothing of how the team's result goes to and fro.
                if (InspectionBook.SentTo(one) is not null) await ToAsync(unit, "督导室已退回督导组重新评定，之后另发初步意见；已送达的初步意见、申辩和答复仍可查看。");
                break;
            case Act.TakeBack:
                await ToAsync(unit, "初步意见已收回，不必再按它申辩；更正后另行发出，收回的原因见办理过程。", NoticeKind.Reply);
                await ToAsync(lead, "督导室已收回初步意见，更正后另行发出。");
                break;
            case Act.SendPreliminary:
                await ToAsync(unit, $"初步意见已发出。如有异议，请在 {due:yyyy-MM-dd} 前提出申辩；没有异议的请点“无异议”。", NoticeKind.Reply);
                break;
            case Act.Reply:
                await ToAsync([.. await Recipients.OfficeAsync(db, one.CountyId), .. lead], "学校已提出申辩，待答复。", NoticeKind.Reply);
                break;
            case Act.Agree:
                await ToAsync([.. await Recipients.OfficeAsync(db, one.CountyId), .. lead], "学校对初步意见没有异议，待审签。", NoticeKind.Reply);
                break;
            case Act.Answer:
                await ToAsync(unit, "申辩已答复，请查看采纳情况和理由。", NoticeKind.Reply);
                break;
            case Act.SignOff:
                await ToAsync([.. team, .. unit], "结果已审签。");
                break;
            case Act.SignAgain:
                await ToAsync([.. team, .. unit], "数据更新后结果已重新审签，请看新的一版和与上一版的差别。");
                break;
            case Act.Issue:
                await ToAsync([.. team, .. unit], "督导意见书已发出；其中的问题已列入整改台账。");
                break;
            case Act.Publish:
                await ToAsync(unit, "督导报告已公布。");
                break;
            case Act.Close:
                await ToAsync([.. team, .. unit], "问题已全部销号，本次督导办结。");
                break;
            case Act.Withdraw:
                await ToAsync([.. team, .. unit], "本次督导已撤销。");
                break;
        }
    }

    /// <summary>The head of the unit that answers for the school today.</summary>
    private static async Task<IReadOnlyList<string>> UnitAsync(AppDb db, Inspection one, PlanSite? place) =>
        await Recipients.UnitAsync(db, one.CountyId, (await CasePlaces.ReadAsync(db, one.CountyId, [one.Site])).Of(one.Site, place?.Unit ?? "").Unit);

    private static string Days(NoticeDates dates) => dates.From is { } from ? $"，{from:yyyy-MM-dd} 至 {dates.To:yyyy-MM-dd} 进校" : "，进校时间另行约定";

    /// <summary>变更通知: unit and team are told of other dates, whoever joins of the assignment.</summary>
    public static async Task ChangedAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection one, NoticeDates dates, bool areOther, string? joining, DateTimeOffset at)
    {
        var place = (await YearSites.ReadAsync(db, one.CountyId, one.Year)).FirstOrDefault(s => s.Code == one.Site);
        Task ToAsync(IEnumerable<string> persons, string text) => NoticeBook.TellAsync(db, topics, who, one.CountyId, persons, new(NoticeKind.Assigned, $"{place?.Name ?? one.Site}　{one.Title}：{text}", $"/inspections/{one.Id}"), at);
        var unit = await UnitAsync(db, one, place);
        var text = $"督导通知有变更{(areOther ? Days(dates) : "，督导组增加了督学")}{(areOther && dates.SelfDue is { } self ? $"；自评请在 {self:yyyy-MM-dd} 前提交" : "")}。";
        await ToAsync([.. one.Team.Select(m => m.PersonId).Where(p => p != joining), .. unit], text);
        if (joining is not null) await ToAsync([joining], $"您被编入督导组{Days(dates)}。");
    }

    /// <summary>更换督学: both are told.</summary>
    public static async Task ReplacedAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection one, string leaving, string coming, DateTimeOffset at)
    {
        var name = (await YearSites.ReadAsync(db, one.CountyId, one.Year)).FirstOrDefault(s => s.Code == one.Site)?.Name ?? one.Site;
        await NoticeBook.TellAsync(db, topics, who, one.CountyId, [coming], new(NoticeKind.Assigned, $"{name}　{one.Title}：您被编入督导组，接替已换下的督学。", $"/inspections/{one.Id}"), at);
        await NoticeBook.TellAsync(db, topics, who, one.CountyId, [leaving], new(NoticeKind.Assigned, $"{name}　{one.Title}：您已被换下，之后送达的评分按迟到处理。", "/inspections"), at);
    }
}
