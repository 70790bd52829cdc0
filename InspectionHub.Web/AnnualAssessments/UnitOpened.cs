using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.AnnualAssessments;

/// <summary>One unit of the year as somebody opened it.</summary>
/// <param name="Result">The result; null where it is not this person's to see yet.</param>
/// <param name="Account">How it came about, or null.</param>
/// <param name="Word">Which result it is.</param>
/// <param name="IsOfficial">Whether it was approved.</param>
/// <param name="Progress">How far its sites are, where the result is of today.</param>
/// <param name="WhyNot">Why there is no account; empty where there is one.</param>
public sealed record UnitOpened(string Code, string Name, UnitResult? Result, UnitAccount? Account, string Word, bool IsOfficial, UnitProgress? Progress, string WhyNot)
{
    /// <summary>Words of the address: the numbers as they are today, and those that hold while they are corrected.</summary>
    public const string Now = "now", Standing = "standing";

    /// <summary>Address of a unit's account.</summary>
    public static string Address(int year, string unit, string? of = null) => $"/annual?year={year}&unit={Uri.EscapeDataString(unit)}{(of is null ? "" : $"&of={of}")}";

    /// <summary>What this person may see of a unit; null if there is none, or it is not theirs.</summary>
    /// <param name="of">Which result: null is the one shown in public, or today's where none is.</param>
    public static UnitOpened? Of(AnnualView view, Visitor who, string? unit, string? of)
    {
        if (unit is null || !who.MaySeeUnit(unit)) return null;
        var annual = view.Annual;
        var progress = view.Units.FirstOrDefault(u => u.Unit.Code == unit);
        if (of == Standing && annual.Standing is { } standing) return Shown(standing, "现行审定结果，正在更正", true);
        if (of != Now && annual.Shown is { } shown) return annual.State == AnnualState.Public ? Shown(shown, $"公示结果，公示到 {annual.OpenUntil:yyyy-MM-dd}，尚未审定", false) : Shown(shown, "审定结果", true);
        if (progress is null) return null;
        // Beside approved results there are no others.
        var sees = annual.State < AnnualState.Approved && MarkSight.SeesSums(who, unit, isPublic: false);
        var account = sees ? AnnualResults.AccountOf(view.Official, progress.Result) : null;
        // Its place would tell a unit how the others stand before they are told.
        if (who.Role == Roles.Unit) account = account is null ? null : account with { Place = null };
        return new(unit, progress.Unit.Name, sees ? progress.Result : null, account, annual.State switch { >= AnnualState.Approved => "各校点进度", AnnualState.Public => "按现有数据的得分，与公示结果可能不同", _ => "目前得分，尚未公示" }, false, progress,
            sees ? account is null ? "本学年数据还没有确认，确认以前不计算得分。" : "" : annual.State < AnnualState.Approved ? "得分和算法公示以后才能查看。" : "");

        UnitOpened? Shown(AnnualResults results, string word, bool isOfficial)
        {
            if (results.Units.FirstOrDefault(u => u.Unit == unit) is not { } result) return null;
            var may = MarkSight.SeesSums(who, unit, isPublic: true);
            var how = results.Accounts?.GetValueOrDefault(unit) ?? (may && progress?.Result == result ? AnnualResults.AccountOf(view.Official, result) : null);
            return new(unit, result.Name, result, how, word, isOfficial, null, how is not null ? "" : may && results.Accounts is not null ? "公示时本学年数据还没有确认，没有计算得分。" : may ? "这一结果公示时没有记下算法，数据此后又有变化，不能再列出。" : "算法涉及各条款的得分，由督导室、县领导和考核单位查看。");
        }
    }
}
