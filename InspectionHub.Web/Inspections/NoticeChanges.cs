using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using InspectionHub.Web.Plans;
using InspectionHub.Web.SelfAssessments;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections;

/// <summary>变更通知: moves the dates of a running inspection or adds a 督学; what has been marked stays.</summary>
public sealed class NoticeChanges(Writer writer, InspectionBook book, SelfAssessmentBook self, TimeProvider clock)
{
    /// <param name="who">The office.</param>
    /// <param name="id">The inspection.</param>
    /// <param name="dates">The dates as they shall be.</param>
    /// <param name="joining">Whom the team gets in addition, or null.</param>
    /// <param name="reason">Why; the unit reads it.</param>
    /// <param name="hurry">Why the team comes sooner than the county's own rule lets it; empty if it does not.</param>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public Task<bool> ChangeAsync(Visitor who, Guid id, NoticeDates dates, Person? joining, string reason, string hurry = "") => writer.WriteAsync(async (db, topics) =>
    {
        var one = await book.LoadForAsync(db, who, id, Act.ChangeNotice);
        var before = NoticeDates.Of(one);
        var problems = dates.Problems(book.Today(), one.Year, before).ToList();
        if (dates == before && joining is null) problems.Add("时间和督导组都没有变化，不需要变更通知。");
        if (string.IsNullOrWhiteSpace(reason)) problems.Add("请写明变更的原因，学校会看到。");
        if (reason.Length > 2000) problems.Add("变更的原因超过 2000 字，请删减。");
        if (joining is not null)
        {
            if (joining.CountyId != who.CountyId) problems.Add("增加的人不是本县督学。");
            else if (one.Members.Any(m => m.PersonId == joining.Id)) problems.Add("增加的人已在或曾在这个督导组中，请另选一人。");
        }
        // Whoever joins is asked for the days on site, and so is the team where these are other days.
        var asked = (dates with { SelfDue = null }) == (before with { SelfDue = null }) ? [] : one.Team.Select(m => (Id: m.PersonId, Name: m.PersonName)).ToList();
        if (joining is not null) asked.Add((joining.Id, joining.Name));
        var days = new[] { dates.From, dates.To ?? dates.From }.Select(d => d is { } day && day > book.Today() ? day : book.Today()).Distinct().ToList();
        foreach (var (person, name) in asked)
            foreach (var day in days) problems.AddRange((await InspectorRegister.WhyNotAsync(db, who.CountyId, person, name, one.Site, day)).Except(problems));
        // Days that were left open, or are moved forward, come as soon as those of a new notice.
        var earliest = await CalendarBook.DueAsync(db, who.CountyId, Deadline.Notice, book.Today());
        var isSoon = dates.From < earliest && (before.From is null || dates.From < before.From);
        if (isSoon && string.IsNullOrWhiteSpace(hurry)) problems.Add(InspectionNotice.TooSoon(earliest));
        if (problems.Count > 0) throw new Refusal(422, problems);
        if (joining is not null) db.InspectionMembers.Add(new InspectionMember { InspectionId = id, PersonId = joining.Id, PersonName = joining.Name, IsLead = false });
        // The reason is a step of its own, and so is whoever joins: blacked out because it names somebody, it leaves the dates as they are.
        await book.RecordAsync(db, who, one, Act.ChangeNotice, dates.Write(), null, new { dates.From, dates.To, dates.SelfDue, joining = joining?.Id });
        await book.RecordAsync(db, who, one, Act.ChangeNotice, $"变更原因：{reason.Trim()}{(isSoon ? $"；提前进校：{hurry.Trim()}" : "")}{(joining is null ? "" : $"（增加督学 {joining.Name}）")}");
        if (dates.SelfDue is { } due && before.SelfDue is null) await self.ReopenAsync(db, topics, who, one.Year, one.Site, $"“{one.Title}”要求在 {due:yyyy-MM-dd} 前提交自评：请在原有自评的基础上更新后重新提交。");
        await InspectionNews.ChangedAsync(db, topics, who, one, dates, dates != before, joining?.Id, clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, one.Year, one.Site));
        return true;
    });
}
