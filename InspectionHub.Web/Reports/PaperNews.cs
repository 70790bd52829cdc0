using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Whom each step of an official paper concerns, and what they are told.</summary>
internal static class PaperNews
{
    public static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, Paper paper, PaperAct act, DateTimeOffset at)
    {
        var (persons, text) = act switch
        {
            PaperAct.Draft => (await Recipients.OfficeAsync(db, paper.CountyId), "待核稿。"),
            PaperAct.Check => ([.. await Recipients.OfficeAsync(db, paper.CountyId), .. await Recipients.LeadersAsync(db, paper.CountyId)], "待签发。"),
            PaperAct.SendBack => (await db.PaperSteps.Where(s => s.PaperId == paper.Id && s.Act == nameof(PaperAct.Draft)).Select(s => s.PersonId).ToListAsync(), "被退回修改，请看退回的原因。"),
            PaperAct.Issue when paper.Unit.Length > 0 => (await Recipients.UnitAsync(db, paper.CountyId, await UnitAsync(db, paper)), "已签发，请查收。"),
            _ => ([], ""),
        };
        await NoticeBook.TellAsync(db, topics, who, paper.CountyId, persons, new(NoticeKind.Paper, $"{PaperKinds.Find(paper.Kind)?.Name ?? paper.Kind}　{paper.Subject}：{text}", $"/papers/{paper.Id}"), at);
    }

    /// <summary>The papers of an inspection go to whoever answers for the school today.</summary>
    private static async Task<string> UnitAsync(AppDb db, Paper paper) =>
        PaperKinds.Find(paper.Kind)?.Scope == PaperScope.Inspection ? (await CasePlaces.ReadAsync(db, paper.CountyId, [paper.Site])).Of(paper.Site, paper.Unit).Unit : paper.Unit;
}
