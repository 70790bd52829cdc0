using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>The hub's own books with another clock: what the demo county did in past weeks goes through the same doors as what people do today, and is refused like it.
/// The chain alone keeps the real time: it says when something was entered.</summary>
internal sealed class DemoBooks
{
    private readonly IDbContextFactory<AppDb> factory;

    public DemoBooks(IServiceProvider parts)
    {
        factory = parts.GetRequiredService<IDbContextFactory<AppDb>>();
        T Make<T>(params object[] own) => ActivatorUtilities.CreateInstance<T>(parts, own);
        Clock = new();
        Confirmations = Make<Confirmations>(Clock);
        Self = Make<SelfAssessmentBook>(Clock);
        Inspections = Make<InspectionBook>(Self, Clock);
        Cases = Make<RectificationBook>(Clock);
        Acts = Make<InspectionActs>(Inspections, Make<InspectionFollowUp>(Make<CalendarBook>(Clock), Cases), Clock);
        Findings = Make<FindingBook>(Inspections, Clock);
        Hearings = Make<HearingBook>(Inspections, Clock);
        Scores = Make<ScoreBook>(Clock);
        Settlements = Make<Settlements>(Clock);
        Desk = Make<InspectionDesk>(Inspections, Acts, Scores, Settlements, Self);
    }

    /// <summary>What has been written down at the school.</summary>
    public async Task<InspectionFile> FileAsync(Guid inspection)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await InspectionFile.ReadAsync(db, inspection);
    }

    public DemoClock Clock { get; }

    public Confirmations Confirmations { get; }

    public SelfAssessmentBook Self { get; }

    public InspectionBook Inspections { get; }

    public InspectionActs Acts { get; }

    public FindingBook Findings { get; }

    public HearingBook Hearings { get; }

    public ScoreBook Scores { get; }

    public Settlements Settlements { get; }

    public InspectionDesk Desk { get; }

    public RectificationBook Cases { get; }
}
