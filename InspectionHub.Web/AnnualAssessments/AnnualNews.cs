using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Notices;

namespace InspectionHub.Web.AnnualAssessments;

/// <summary>Whom each step of the year's assessment concerns, and what they are told.</summary>
internal static class AnnualNews
{
    public static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, AnnualStep step)
    {
        var year = $"{step.Year}—{step.Year + 1} 学年度考核";
        (IEnumerable<string> persons, string text) = Enum.Parse<AnnualAct>(step.Act) switch
        {
            AnnualAct.Start => ([.. await Recipients.UnitsAsync(db, step.CountyId), .. await Recipients.LeadOfficesAsync(db, step.CountyId)], "已启动，请各单位确认数据、完成自评，请各股室开始评分。"),
            AnnualAct.CallOff => ([.. await Recipients.UnitsAsync(db, step.CountyId), .. await Recipients.LeadOfficesAsync(db, step.CountyId)], "启动已撤销，此前为它安排的自评和股室评分不再需要办理。"),
            AnnualAct.Approve => ([.. await Recipients.UnitsAsync(db, step.CountyId), .. await Recipients.LeadersAsync(db, step.CountyId)], "结果已审定。"),
            AnnualAct.Publish => (await Recipients.UnitsAsync(db, step.CountyId), $"结果正在公示，有异议的请在 {step.OpenUntil:yyyy-MM-dd} 前申请复核。"),
            AnnualAct.TakeBack => ([.. await Recipients.UnitsAsync(db, step.CountyId), .. await Recipients.LeadOfficesAsync(db, step.CountyId)], "公示已撤回，更正后重新公示。"),
            AnnualAct.AskReview => (await Recipients.OfficeAsync(db, step.CountyId), "有单位申请复核，待答复。"),
            AnnualAct.AnswerReview => (await Recipients.UnitAsync(db, step.CountyId, step.Unit), "复核申请已答复。"),
            AnnualAct.Correct => ([.. await Recipients.UnitsAsync(db, step.CountyId), .. await Recipients.LeadOfficesAsync(db, step.CountyId), .. await Recipients.LeadersAsync(db, step.CountyId)], "审定结果需要更正，更正后重新公示、审定。"),
            AnnualAct.Circulate => ([.. await Recipients.UnitsAsync(db, step.CountyId), .. await Recipients.LeadersAsync(db, step.CountyId)], "结果已通报。"),
            _ => ([], ""),
        };
        await NoticeBook.TellAsync(db, topics, who, step.CountyId, persons, new(NoticeKind.Step, $"{year}：{text}", $"/annual?year={step.Year}"), step.At);
    }
}
