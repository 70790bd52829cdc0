using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Visits;

namespace InspectionHub.Web.Reports;

/// <summary>What the page of one paper shows to one person.</summary>
/// <param name="Seen">Fingerprint of the draft shown; goes back with 签发. Empty once issued.</param>
/// <param name="Proposed">The number it would get now.</param>
/// <param name="Blocked">Why it may not be issued yet.</param>
/// <param name="Content">What is printed: the frozen content, or the draft as it stands.</param>
public sealed record PaperView(PaperEntry Entry, IReadOnlyList<PaperAct> Permitted, DraftWords Words, string Seen, PaperNumber? Proposed, IReadOnlyList<string> Blocked, Report? Content = null);

/// <summary>Something a paper can be about.</summary>
/// <param name="Key">Code of a site or unit, or id of an inspection or visit.</param>
public sealed record PaperChoice(string Key, string Name);

/// <summary>The class of the pages 文书: joins register, book and press.</summary>
public sealed class PaperDesk(PaperRegister register, PaperBook book, PaperPress press, Assessor assessor, InspectionBook inspections, VisitBook visits)
{
    public Task<IReadOnlyList<PaperEntry>> ListAsync(Visitor who) => register.ListAsync(who);

    public async Task<PaperView?> FindAsync(Visitor who, Guid id)
    {
        if (await register.FindAsync(who, id) is not { } entry) return null;
        var permitted = PaperBook.PartOf(who) is { } part ? PaperFlow.Permitted(entry.Moves, part, who.Id) : [];
        if (entry.Issue is not null || entry.State == PaperState.Void) return new(entry, permitted, entry.Words, "", null, [], entry.Issue is { } issued ? PaperPress.Frozen(issued) : null);
        var subject = PaperBook.SubjectOf(entry.Paper);
        try
        {
            var (composed, draft) = await press.DraftAsync(subject, entry.Words);
            var words = entry.Words.To.Length > 0 ? entry.Words : entry.Words with { To = composed.To };
            return new(entry, permitted, words, await book.FingerprintAsync(subject, entry.Words), await book.ProposeAsync(who.CountyId, entry.Paper.Kind), composed.Blocked, draft);
        }
        catch (Refusal gone)
        {
            // A draft whose school or data are gone can still be looked at and voided.
            return new(entry, [.. permitted.Where(a => a is PaperAct.Void or PaperAct.SendBack)], entry.Words, "", null, gone.Reasons);
        }
    }

    /// <summary>Years there may be papers of, and the newest with data, which most papers are about.</summary>
    public async Task<(IReadOnlyList<int> All, int Newest)> YearsAsync(Visitor who) => (await assessor.WorkedYearsAsync(who.CountyId), (await assessor.YearsAsync(who.CountyId)).FirstOrDefault());

    /// <summary>What a paper of this kind can be about in a year; empty for papers about the county.</summary>
    public async Task<IReadOnlyList<PaperChoice>> ChoicesAsync(Visitor who, PaperKind kind, int year)
    {
        if ((kind.IsOfWork ? await assessor.WorkedAsync(who.CountyId, year) : await assessor.FindAsync(who.CountyId, year)) is not { } now) return [];
        return kind.Scope switch
        {
            PaperScope.Site when kind.Kind == ReportKind.Visit => [.. (await visits.ListAsync(who, year)).Where(v => VisitBook.StateOf(v) is VisitState.OnSite or VisitState.Submitted or VisitState.Read).OrderByDescending(v => v.Day).Select(v => new PaperChoice($"{v.Id}", $"{v.Day:yyyy-MM-dd}　{now.SiteOf(v.Site)?.Name ?? v.Site}　{VisitBook.InspectorOf(v).Name}"))],
            PaperScope.Site => [.. now.Facts.Sites.Select(s => new PaperChoice(s.Code, $"{s.Town}　{s.Name}"))],
            PaperScope.Unit => [.. now.Facts.Units.Select(u => new PaperChoice(u.Code, u.Name))],
            PaperScope.Inspection => [.. (await inspections.ListAsync(who, year)).Select(i => new PaperChoice($"{i.Id}", $"{now.SiteOf(i.Site)?.Name ?? i.Site}　{i.Title}"))],
            _ => [],
        };
    }

    /// <summary>拟稿; gives the paper's id.</summary>
    public async Task<Guid> DraftAsync(Visitor who, string word, int year, string about)
    {
        var kind = PaperKinds.Find(word) ?? throw new Refusal(422, "请选择文种。");
        if (kind.Scope != PaperScope.County && about.Length == 0) throw new Refusal(422, $"请选择{AboutOf(kind)}。");
        return await book.DraftAsync(who, await SubjectAsync(who, kind, year, about), new());
    }

    /// <summary>A new version of an issued paper, from the data of today.</summary>
    public Task<Guid> AmendAsync(Visitor who, PaperEntry old) => book.DraftAsync(who, PaperBook.SubjectOf(old.Paper), old.Words, old.Paper.Id);

    public Task DoAsync(Visitor who, Guid id, PaperAct act, string text, DraftWords? words = null) => book.DoAsync(who, id, act, text, words);

    public Task<PaperIssue> IssueAsync(Visitor who, PaperView view, string number, string home) => book.IssueAsync(who, view.Entry.Paper.Id, number, view.Seen, home);

    public Task PrintAgainAsync(Visitor who, Guid id) => book.PrintAgainAsync(who, id);

    /// <summary>The file a person may look at now: an issued paper's own content, or the draft as it stands.</summary>
    public async Task<(byte[] Bytes, string Name)?> PreviewAsync(Visitor who, Guid id, string format = PaperFiles.Pdf) =>
        await register.FindAsync(who, id) is not { } entry ? null
        : entry.Issue is { } issue ? press.PrintIssued(issue, format) : await press.PrintAsync(PaperBook.SubjectOf(entry.Paper), entry.Words, format);

    /// <summary>What a kind is about, as people call it.</summary>
    public static string AboutOf(PaperKind kind) => kind switch { { Kind: ReportKind.Visit } => "到校记录", { Scope: PaperScope.Inspection } => "督导", { Scope: PaperScope.Unit } => "考核单位", _ => "学校" };

    private async Task<PaperSubject> SubjectAsync(Visitor who, PaperKind kind, int year, string about)
    {
        if (kind.Kind == ReportKind.Visit)
            return Guid.TryParse(about, out var day) && await visits.FindAsync(who, day) is { } visit ? new(who.CountyId, kind.Word, visit.Year, visit.Site, About: $"{visit.Id}") : throw new Refusal(404, "没有这次到校记录。");
        if (kind.Scope != PaperScope.Inspection) return new(who.CountyId, kind.Word, year, kind.Scope is PaperScope.Site ? about : "", About: kind.Scope == PaperScope.Unit ? about : "");
        if (!Guid.TryParse(about, out var id) || await inspections.FindAsync(who, id) is not { } inspection) throw new Refusal(404, "没有这次督导。");
        return new(who.CountyId, kind.Word, inspection.Year, inspection.Site, inspection.Id);
    }
}
