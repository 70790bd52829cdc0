using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Dashboard;

/// <summary>The schools behind a number of the progress table or of a card: those of a group, of a grade, or of both.</summary>
public static class GradePick
{
    /// <summary>What the cards at the top count, asked for in place of a grade.</summary>
    public const string Compliant = "七项资源配置达标", Failing = "计分项有未达标";

    /// <summary>The grades as the table counts them, with their numbers.</summary>
    public static IReadOnlyList<(string Grade, int Count)> CountsOf(ProgressChart.Bar bar) => [("良好以上", bar.Good), ("合格", bar.Pass), ("不合格", bar.Fail), ("未定", bar.Open)];

    /// <summary>The cards of the picture that are in a group and of a grade; the very same list where neither is asked for or grades are not shown.</summary>
    public static IReadOnlyList<Scorecard> Of(DashboardPicture picture, string? group, string? grade)
    {
        if (!picture.ShowsGrades || (group ?? grade) is null) return picture.Cards;
        var name = ProgressTable.NameOf(picture.Now, picture.Filter.By);
        return [.. picture.Cards.Where(c => (group is null || name(c) == group) && (grade is null || Is(c, grade, picture)))];
    }

    private static bool Is(Scorecard card, string grade, DashboardPicture picture) => grade switch
    {
        Compliant => DashboardCounts.IsCompliant(card),
        Failing => DashboardCounts.IsFailing(card, picture.Filter),
        _ => CountsOf(ProgressChart.Bar.Of("", [card], picture.Now.Framework.Settings)).Any(g => g.Grade == grade && g.Count > 0),
    };

    /// <summary>What is asked for, in words.</summary>
    public static string Say(string? group, string? grade) => string.Join('、', new[] { group, grade is null or Compliant or Failing ? grade : $"等级为{grade}" }.Where(t => t is not null));
}
