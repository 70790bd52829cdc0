namespace InspectionHub.Core.Procedures;

/// <summary>Where one version of a year's plan stands.</summary>
public enum PlanState
{
    /// <summary>草案</summary>
    Draft,

    /// <summary>已批准: visits and inspections are made under it.</summary>
    Approved,

    /// <summary>已调整: a later version was approved.</summary>
    Amended,

    /// <summary>作废: a draft that was given up.</summary>
    Discarded,
}

/// <summary>What is done to a version of a plan.</summary>
public enum PlanAct
{
    /// <summary>保存草案: the first makes the version, later ones replace its content.</summary>
    Draft,

    /// <summary>批准, with 文号 and date.</summary>
    Approve,

    /// <summary>作废草案, with a reason.</summary>
    Discard,
}

/// <summary>A year's plan as a table. An approved plan is never edited: it is amended by a later version with its own 文号, and holds until that is approved.</summary>
public static class PlanFlow
{
    private static readonly (PlanState? From, PlanAct Act, PlanState To)[] Table =
    [
        (null, PlanAct.Draft, PlanState.Draft),
        (PlanState.Draft, PlanAct.Draft, PlanState.Draft),
        (PlanState.Draft, PlanAct.Approve, PlanState.Approved),
        (PlanState.Draft, PlanAct.Discard, PlanState.Discarded),
    ];

    /// <summary>The acts the office may choose now.</summary>
    public static IReadOnlyList<PlanAct> Permitted(PlanState? state) => [.. Table.Where(move => move.From == state).Select(move => move.Act)];

    /// <summary>The state a version's acts lead to, oldest first; null before the first.</summary>
    /// <param name="acts">What was done to the version.</param>
    /// <param name="isFollowed">Whether a later version was approved.</param>
    public static PlanState? After(IEnumerable<PlanAct> acts, bool isFollowed)
    {
        var state = acts.Aggregate((PlanState?)null, (now, act) => Table.First(move => move.From == now && move.Act == act).To);
        return isFollowed && state == PlanState.Approved ? PlanState.Amended : state;
    }

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this PlanState state) => state switch { PlanState.Draft => "草案", PlanState.Approved => "已批准", PlanState.Amended => "已调整", _ => "作废" };
}
