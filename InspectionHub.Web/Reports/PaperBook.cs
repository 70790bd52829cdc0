using System.Security.Cryptography;
using System.Text.Json;
using Hangfire;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Takes papers along the table of <see cref="PaperFlow"/>. Issuing is one transaction: number, frozen content, ledger link and the order to print it.</summary>
public sealed class PaperBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, PaperPress press, IServiceProvider parts, TimeProvider clock)
{
    /// <summary>拟稿. Gives the paper's id.</summary>
    /// <param name="amends">The issued paper this one is to replace; null for a new one.</param>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public async Task<Guid> DraftAsync(Visitor who, PaperSubject subject, DraftWords words, Guid? amends = null)
    {
        RefuseStranger(who, subject.CountyId);
        var (composed, draft) = await press.DraftAsync(subject, words);
        return await writer.WriteAsync(async (db, topics) =>
        {
            Paper? old = null;
            if (amends is { } id)
            {
                old = await LoadAsync(db, who, id);
                if (await StateAsync(db, id) is not (PaperState.Issued or PaperState.Sealed)) throw new Refusal(409, "只有已签发且未作废的文书可以修订。");
                if (await db.Papers.Where(p => p.Amends == id).Select(p => p.Id).ToListAsync() is { Count: > 0 } later)
                    foreach (var one in later)
                        if (await StateAsync(db, one) != PaperState.Void) throw new Refusal(409, "这份文书已有一份修订稿，请先办完或作废它。");
            }
            var paper = new Paper
            {
                Id = Guid.CreateVersion7(),
                CountyId = who.CountyId,
                Kind = subject.Kind,
                Year = subject.Year,
                Site = subject.Site,
                Unit = composed.Unit,
                Inspection = subject.Inspection,
                About = subject.About,
                Subject = draft.Title,
                Version = (old?.Version ?? 0) + 1,
                Amends = amends,
                CreatedAt = clock.GetUtcNow(),
            };
            db.Papers.Add(paper);
            await StepAsync(db, topics, who, paper, [], PaperAct.Draft, "", JsonSerializer.Serialize(words), new { paper.Kind, paper.Year, paper.Site, paper.Version, paper.Amends });
            return paper.Id;
        });
    }

    /// <summary>改稿, 核稿, 退回, 用印 and 作废; <see cref="IssueAsync"/> is apart.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public Task<bool> DoAsync(Visitor who, Guid id, PaperAct act, string text, DraftWords? words = null) => writer.WriteAsync(async (db, topics) =>
    {
        var paper = await LoadAsync(db, who, id);
        if (act is PaperAct.Issue or PaperAct.Draft) throw new Refusal(409, "现在不能做这一步，请刷新页面查看进展。");
        await StepAsync(db, topics, who, paper, await MovesAsync(db, id), act, text.Trim(), act == PaperAct.Revise && words is not null ? JsonSerializer.Serialize(words) : "", new { });
        return true;
    });

    /// <summary>签发: freezes exactly what the signer saw.</summary>
    /// <param name="number">Typed from the 收发文登记; empty for the next one.</param>
    /// <param name="seen">Fingerprint of the draft on the signer's screen.</param>
    /// <param name="home">Address of the hub as the signer's browser knows it; the code on the paper leads there.</param>
    /// <exception cref="Refusal">409 if the content has changed since, 422 with everything that is wrong.</exception>
    public async Task<PaperIssue> IssueAsync(Visitor who, Guid id, string number, string seen, string home)
    {
        var (issue, order) = await writer.WriteAsync(async (db, topics) =>
        {
            var paper = await LoadAsync(db, who, id);
            var moves = await MovesAsync(db, id);
            var words = await WordsAsync(db, id);
            var subject = SubjectOf(paper);
            // Nobody else writes while this runs, so what is composed here is what is frozen.
            var (composed, draft) = await press.DraftAsync(subject, words);
            var problems = PaperFlow.Problems(moves, PaperAct.Issue, ActorOf(who), who.Id, "").Concat(composed.Blocked).ToList();
            var now = clock.GetUtcNow();
            var day = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).Date);
            var chosen = await NumberAsync(db, who.CountyId, paper.Kind, day.Year, number, problems);
            if (problems.Count > 0) throw new Refusal(422, problems);
            if (await FingerprintAsync(subject, words) != seen) throw new Refusal(409, "您打开预览之后内容有变化，请重新核对预览再签发。");
            var replaced = paper.Amends is { } old ? await db.PaperIssues.AsNoTracking().FirstAsync(i => i.PaperId == old) : null;
            var frozen = ReportText.Write(PaperDress.Issue(draft, new(chosen!.ToString(), day, now, paper.Version, replaced is null ? null : $"{replaced.Number}（第 {paper.Version - 1} 版）")));
            var (token, hash) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10)), ReportText.Hash(frozen));
            var seq = await StepAsync(db, topics, who, paper, moves, PaperAct.Issue, "", "", new { number = $"{chosen}", paper.Version, paper.Amends, contentHash = hash, draft.Title });
            var issued = new PaperIssue
            {
                PaperId = id,
                CountyId = who.CountyId,
                Prefix = chosen.Prefix,
                NumberYear = chosen.Year,
                Serial = chosen.Serial,
                Number = $"{chosen}",
                Title = draft.Title,
                Frozen = frozen,
                ContentHash = hash,
                Token = token,
                Address = $"{home.TrimEnd('/')}/verify/{token}",
                At = now,
                LedgerSeq = seq,
            };
            db.PaperIssues.Add(issued);
            return (issued, AddOrder(db, topics, who, paper));
        });
        Enqueue(order);
        return issue;
    }

    /// <summary>Prints an issued paper's frozen content once more, after a failed printing or for a lost file.</summary>
    public async Task PrintAgainAsync(Visitor who, Guid id)
    {
        var order = await writer.WriteAsync(async (db, topics) =>
        {
            var paper = await LoadAsync(db, who, id);
            if (!await db.PaperIssues.AnyAsync(i => i.PaperId == id)) throw new Refusal(409, "文书尚未签发，没有可重印的内容。");
            var open = await db.PaperOrders.FirstOrDefaultAsync(o => o.PaperId == id && (o.State == OrderState.Queued || o.State == OrderState.Running));
            return open?.Id ?? AddOrder(db, topics, who, paper);
        });
        Enqueue(order);
    }

    /// <summary>Prints an issued paper's waiting order at once, where no job server runs.</summary>
    public async Task PrintNowAsync(Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        foreach (var order in await db.PaperOrders.Where(o => o.PaperId == id && o.State == OrderState.Queued).Select(o => o.Id).ToListAsync())
            await parts.GetRequiredService<PaperJob>().RunAsync(order, CancellationToken.None);
    }

    /// <summary>The number the next paper of a kind would get.</summary>
    public async Task<PaperNumber> ProposeAsync(int countyId, string kind)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await NextAsync(db, countyId, kind, clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Year);
    }

    /// <summary>A fingerprint of a draft's content, whenever it is composed; equal fingerprints print equal content.</summary>
    public async Task<string> FingerprintAsync(PaperSubject subject, DraftWords words) => ReportText.Hash(ReportText.Write((await press.DraftAsync(subject, words, isNeutral: true)).Draft));

    public static PaperSubject SubjectOf(Paper paper) => new(paper.CountyId, paper.Kind, paper.Year, paper.Site, paper.Inspection, paper.About);

    /// <summary>The part a person plays, or null if papers are none of theirs to move.</summary>
    public static PaperActor? PartOf(Visitor who) => who.Role switch
    {
        Roles.Office => PaperActor.Office,
        Roles.Leader => PaperActor.Leader,
        Console => PaperActor.Console,
        _ => null,
    };

    /// <summary>Role of whoever runs the command line.</summary>
    public const string Console = "Console";

    internal static async Task<List<PaperMove>> MovesAsync(AppDb db, Guid id) =>
        [.. (await db.PaperSteps.AsNoTracking().Where(s => s.PaperId == id).OrderBy(s => s.LedgerSeq).ToListAsync()).Select(s => new PaperMove(Enum.Parse<PaperAct>(s.Act), s.PersonId))];

    internal static DraftWords WordsOf(IEnumerable<PaperStep> steps) =>
        steps.OrderBy(s => s.LedgerSeq).LastOrDefault(s => s.Words.Length > 0) is { } last ? JsonSerializer.Deserialize<DraftWords>(last.Words)! : new();

    private static async Task<DraftWords> WordsAsync(AppDb db, Guid id) => WordsOf(await db.PaperSteps.AsNoTracking().Where(s => s.PaperId == id).ToListAsync());

    private static async Task<PaperState?> StateAsync(AppDb db, Guid id) => PaperFlow.After(await MovesAsync(db, id));

    private static PaperActor ActorOf(Visitor who) => PartOf(who) ?? throw new Refusal(403, "文书由督导室办理、督导室或县领导签发。");

    private static void RefuseStranger(Visitor who, int countyId)
    {
        if (PartOf(who) is null or PaperActor.Leader || who.CountyId != countyId) throw new Refusal(403, "只有督导室可以拟稿。");
    }

    private static async Task<Paper> LoadAsync(AppDb db, Visitor who, Guid id)
    {
        ActorOf(who);
        return await db.Papers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.CountyId == who.CountyId) ?? throw new Refusal(404, "没有这份文书。");
    }

    private async Task<long> StepAsync(AppDb db, ICollection<string> topics, Visitor who, Paper paper, IReadOnlyList<PaperMove> moves, PaperAct act, string text, string words, object proved)
    {
        if (PaperFlow.Problems(moves, act, ActorOf(who), who.Id, text) is { Count: > 0 } problems) throw new Refusal(409, problems);
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, paper.CountyId, "paper", $"{paper.Id}", new { step = id, act = $"{act}", by = who.Id, proved });
        db.PaperSteps.Add(new PaperStep { Id = id, PaperId = paper.Id, CountyId = paper.CountyId, Act = $"{act}", Text = text, Words = words, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        await PaperNews.TellAsync(db, topics, who, paper, act, clock.GetUtcNow());
        topics.Add(LiveFeed.Papers(paper.CountyId));
        return seq;
    }

    private Guid AddOrder(AppDb db, ICollection<string> topics, Visitor who, Paper paper)
    {
        var order = new PaperOrder { Id = Guid.CreateVersion7(), CountyId = paper.CountyId, Kind = paper.Kind, Site = paper.Site, Year = paper.Year, RequestedBy = who.Id, RequestedAt = clock.GetUtcNow(), PaperId = paper.Id };
        db.PaperOrders.Add(order);
        topics.Add(LiveFeed.Orders(paper.CountyId));
        return order.Id;
    }

    // The command line has no job server: there the order waits for the sweep, or is carried out by the command itself.
    private void Enqueue(Guid order)
    {
        KillPoint.Passed(KillPoint.Committed);
        parts.GetService<IBackgroundJobClient>()?.Enqueue<PaperJob>(job => job.RunAsync(order, CancellationToken.None));
    }

    private async Task<PaperNumber?> NumberAsync(AppDb db, int countyId, string kind, int year, string typed, List<string> problems)
    {
        if (typed.Trim().Length == 0) return await NextAsync(db, countyId, kind, year);
        if (PaperNumber.Parse(typed) is not { } number)
        {
            problems.Add($"文号“{typed.Trim()}”不合格式，请写成“紫教督〔{year}〕7号”。");
            return null;
        }
        if (number.Year != year) problems.Add($"文号年份是 {number.Year}，今年签发的文书应为 {year}。");
        if (await db.PaperIssues.AnyAsync(i => i.CountyId == countyId && i.Prefix == number.Prefix && i.NumberYear == number.Year && i.Serial == number.Serial))
            problems.Add($"文号 {number} 已经用过（作废的也不再使用），下一个可用的是 {PaperNumber.Next(number.Prefix, number.Year, await TakenAsync(db, countyId, number.Prefix, number.Year))}。");
        return number;
    }

    private static async Task<PaperNumber> NextAsync(AppDb db, int countyId, string kind, int year)
    {
        // An office that numbers a kind under another 机关代字 typed it once.
        var prefix = await db.PaperIssues.Where(i => i.CountyId == countyId && db.Papers.Any(p => p.Id == i.PaperId && p.Kind == kind)).OrderByDescending(i => i.LedgerSeq).Select(i => i.Prefix).FirstOrDefaultAsync()
            ?? PaperNumber.PrefixOf(await db.Counties.Where(c => c.Id == countyId).Select(c => c.Name).FirstAsync());
        return PaperNumber.Next(prefix, year, await TakenAsync(db, countyId, prefix, year));
    }

    private static Task<List<int>> TakenAsync(AppDb db, int countyId, string prefix, int year) =>
        db.PaperIssues.Where(i => i.CountyId == countyId && i.Prefix == prefix && i.NumberYear == year).Select(i => i.Serial).ToListAsync();
}
