using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;

namespace InspectionHub.Web.Rectifications;

/// <summary>One case of the 整改台账 as it stands.</summary>
/// <param name="Head">The problem as it was opened.</param>
/// <param name="Steps">What was done, oldest first.</param>
/// <param name="Place">Where its school is today.</param>
public sealed record RectificationCase(Rectification Head, IReadOnlyList<RectificationStep> Steps, CasePlace Place)
{
    public RectificationState State { get; } = RectificationFlow.After(Steps.Select(s => Enum.Parse<RectificationAct>(s.Act)))!.Value;

    /// <summary>移交县级 changes the class for good; whoever confirms a proposal may choose another one than it had.</summary>
    public RectificationClass Class { get; } = Steps.Any(s => s.Act == nameof(RectificationAct.Transfer)) ? RectificationClass.County : Enum.Parse<RectificationClass>(Steps.LastOrDefault(s => s.Class is not null)?.Class ?? Head.Class);

    /// <summary>The last day, extensions counted.</summary>
    public DateOnly DueOn { get; } = Steps.LastOrDefault(s => s.DueOn is not null)?.DueOn ?? Head.DueOn;

    /// <summary>Whether somebody must still do something about it.</summary>
    public bool IsOpen => State is RectificationState.Open or RectificationState.Reported or RectificationState.Checked;

    public bool IsOverdue(DateOnly today) => State == RectificationState.Open && DueOn < today;

    /// <summary>Who passed the check that waits for approval, or null.</summary>
    public string? Checker => State == RectificationState.Checked ? Steps.Last(s => s.Act == nameof(RectificationAct.Pass)).PersonId : null;

    /// <summary>Who sent the last report, or null: the check is another person's.</summary>
    public string? Reporter => LastOf(RectificationAct.Report)?.PersonId;

    /// <summary>The day of the last report, from which the check counts, and of the check, from which the approval does; null before.</summary>
    public DateOnly? ReportedOn => DayOf(LastOf(RectificationAct.Report));

    /// <inheritdoc cref="ReportedOn"/>
    public DateOnly? CheckedOn => DayOf(LastOf(RectificationAct.Pass));

    /// <summary>The county's office it was handed over to, or null.</summary>
    public string? Taker => LastOf(RectificationAct.Transfer) is { } moved ? CaseWords.TransferOf(moved.Text) : null;

    /// <summary>Whether the school has nothing to do about it: the county's own duty, or the school is gone.</summary>
    public bool IsCountys => Class == RectificationClass.County || Place.IsClosed;

    /// <summary>A proposal that nobody has confirmed.</summary>
    public bool IsProposalOnly => State == RectificationState.Proposed || State == RectificationState.Withdrawn && Steps.All(s => s.Act is not (nameof(RectificationAct.Open) or nameof(RectificationAct.Confirm)));

    /// <summary>The value a checker found for the row behind the case, or null.</summary>
    public string? FoundValue => Steps.LastOrDefault(s => s.Act == nameof(RectificationAct.Pass))?.Value;

    /// <summary>Whether the unit's last report shows what it looks like now.</summary>
    public bool HasReportPhotos => Steps.LastOrDefault(s => s.Act == nameof(RectificationAct.Report)) is { Photos.Length: > 0 };

    /// <summary>Whether the unit has not answered it yet: what was opened from a record goes with the record only so long.</summary>
    public bool IsUntouched => State == RectificationState.Open && Steps.All(s => s.Act is nameof(RectificationAct.Open) or nameof(RectificationAct.Show) or nameof(RectificationAct.Assign));

    /// <summary>A proposal that was 不列入 or taken back, and the value has been good since; one whose reason was gone before anybody had looked at it needs no such word.</summary>
    public bool HasRecovered => State is RectificationState.Dismissed or RectificationState.Withdrawn && (Steps[^1].Act == nameof(RectificationAct.Recover) || IsProposalOnly);

    /// <summary>Whether it is about a school, or about one that it took in.</summary>
    public bool IsOf(string site) => Head.Site == site || Place.Site == site;

    /// <summary>Whether another case of the same school and row needs no proposal, because this one is open or proposed.</summary>
    public bool StandsFor(RectificationCase other) => Head.Id != other.Head.Id && Head.Indicator == other.Head.Indicator && Place.Site == other.Place.Site && (IsOpen || State == RectificationState.Proposed);

    /// <summary>To whom papers about it go: while it is open to the unit its school has today, afterwards to the one that had it then.</summary>
    public string AddressedTo => IsOpen ? Place.Unit : Head.Unit;

    /// <summary>The post that answers for it at the school, by the latest word.</summary>
    public string Post => Steps.LastOrDefault(s => s.Act == nameof(RectificationAct.Assign))?.Text ?? Head.Owner;

    /// <summary>Who answers for it: the person at the school, or since 移交县级 the county's office and the day it took over.</summary>
    public string OwnerText => Steps.LastOrDefault(s => s.Act == nameof(RectificationAct.Transfer)) is { } moved
        ? $"{CaseWords.TransferOf(moved.Text) ?? "县级"}（{moved.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} 移交）" : Class == RectificationClass.County ? "县级（督导室跟踪）" : Post;

    /// <summary>By when the next yearly progress of a 长期挂账 case is to be written down, or null.</summary>
    public DateOnly? NextMilestone => Class != RectificationClass.LongTerm || State != RectificationState.Open ? null
        : DateOnly.FromDateTime((Steps.LastOrDefault(s => s.Act == nameof(RectificationAct.Milestone))?.At ?? Head.At).ToOffset(TimeSpan.FromHours(8)).Date).AddYears(1);

    /// <summary>Why it would wait for ever, and what to do, or null: whoever reported does not check and whoever checked does not approve, and there is nobody else.</summary>
    /// <param name="office">Open accounts of the office.</param>
    /// <param name="inspectors">Open accounts of 督学 in office whom nothing keeps from the school; they may check but not approve.</param>
    public (string Act, string Say)? WhyStuck(IReadOnlyCollection<string> office, IReadOnlyCollection<string> inspectors) => State switch
    {
        RectificationState.Reported when office.Concat(inspectors).All(p => p == Reporter) =>
            ("增设账号或聘任督学，由另一人核查", $"整改情况由{LastOf(RectificationAct.Report)!.PersonName}报送，须由另一人核查，而现在没有别的督导室账号，也没有可以核查的督学账号。请管理员在“人员”增设一个督导室账号，或聘任督学并开通账号。"),
        RectificationState.Checked when office.All(p => p == Checker) =>
            ("增设督导室账号，由另一人批准销号", $"核查由{LastOf(RectificationAct.Pass)!.PersonName}完成，须由督导室另一人批准销号，而现在没有别的督导室账号。请管理员在“人员”增设一个督导室账号。"),
        _ => null,
    };

    /// <summary>When it was closed or taken back, or null.</summary>
    public DateTimeOffset? EndedAt => State switch { RectificationState.Closed => Steps[^1].At, RectificationState.Withdrawn => Steps.Last(s => s.Act == nameof(RectificationAct.Withdraw)).At, _ => null };

    /// <summary>When it was closed, or null.</summary>
    public DateTimeOffset? ClosedAt => State == RectificationState.Closed ? Steps[^1].At : null;

    private RectificationStep? LastOf(RectificationAct act) => Steps.LastOrDefault(s => s.Act == $"{act}");

    private static DateOnly? DayOf(RectificationStep? step) => step is null ? null : DateOnly.FromDateTime(step.At.ToOffset(TimeSpan.FromHours(8)).Date);
}

/// <summary>What the door for new cases takes.</summary>
/// <param name="Indicator">Row behind it; empty where none is.</param>
/// <param name="DueOn">Last day; null = the county's deadline for its class, which 长期挂账 has none of.</param>
/// <param name="SourceKind">inspection, visit, hazard or office.</param>
/// <param name="Photos">What the finding looked like: SHA-256 of photos kept with its source, or under its own id.</param>
/// <param name="Id">Its id where photos were kept under it before it was opened, or where its source names it; null = a new one.</param>
public sealed record RectificationDraft(int Year, string Site, RectificationClass Class, string Problem, string Basis, string Indicator, string Owner, DateOnly? DueOn, string SourceKind, string SourceId, IReadOnlyList<string>? Photos = null, Guid? Id = null);

/// <summary>What a person sends with a step.</summary>
/// <param name="Value">What a checker found for the row behind the case.</param>
/// <param name="Photos">SHA-256 of photos that were kept before.</param>
/// <param name="To">The county's office that takes a case over, or the post of the person who answers for it.</param>
/// <param name="Class">The class a proposal is confirmed as; null = as it was proposed.</param>
public sealed record StepDraft(RectificationAct Act, string Text, DateOnly? DueOn = null, InspectionHub.Core.Scoring.MarkValue? Value = null, IReadOnlyList<string>? Photos = null, string? To = null, RectificationClass? Class = null);
