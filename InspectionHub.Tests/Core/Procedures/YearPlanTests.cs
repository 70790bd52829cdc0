using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

/// <summary>What a year's plan must hold before it may be approved, and how versions follow each other.</summary>
public sealed class YearPlanTests
{
    private static readonly Dictionary<string, string> Sites = new() { ["A"] = "甲小学", ["B"] = "乙小学" };
    private static readonly YearPlan Good = YearPlan.Usual(2026) with { Inspections = [new("综合", "综合督导", "A", new(2026, 10, 1))] };

    [Fact]
    public void The_usual_plan_visits_every_site_once_a_month_in_nine_months()
    {
        Assert.Empty(Good.Problems(Sites));
        Assert.Equal(9, Good.Months.Count());
        Assert.True(Good.Holds(new(2027, 8, 31)) && !Good.Holds(new(2027, 9, 1)) && !Good.Holds(new(2026, 8, 31)));
    }

    [Fact]
    public void A_site_below_the_law_is_named_with_its_term()
    {
        var problems = (Good with { Exceptions = new Dictionary<string, int> { ["B"] = 0 } }).Problems(Sites);
        Assert.Equal(2, problems.Count);
        Assert.All(problems, p => Assert.Contains("乙小学", p));
        Assert.Contains("第十四条", problems[0]);
        Assert.Equal(2, (Good with { Exceptions = new Dictionary<string, int> { ["B"] = 2 } }).VisitsOf("B"));
        // One month with one visit is one visit a term.
        Assert.NotEmpty((Good with { Terms = [new("秋季学期", [new(2026, 9, 1)])], Exceptions = new Dictionary<string, int> { ["B"] = 1 } }).Problems(Sites));
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var bad = Good with
        {
            Title = " ",
            VisitsPerMonth = 0,
            Themes = new Dictionary<DateOnly, string> { [new(2028, 1, 1)] = "opening" },
            Inspections = [new("抽查", "", "X", new(2026, 10, 1)), new("专项", "食堂", "A", new(2026, 10, 1)), new("专项", "食堂", "A", new(2026, 10, 1))],
        };
        var text = string.Join("；", bad.Problems(Sites));
        foreach (var part in (string[])["计划名称", "每月至少 1 次", "2028-01", "编码为 X", "不是专项或综合", "缺少事项名称", "重复"]) Assert.Contains(part, text);
    }

    [Fact]
    public void An_approved_version_holds_until_a_later_one_is_approved_and_is_never_edited()
    {
        Assert.Equal(PlanState.Approved, PlanFlow.After([PlanAct.Draft, PlanAct.Draft, PlanAct.Approve], false));
        Assert.Equal(PlanState.Amended, PlanFlow.After([PlanAct.Draft, PlanAct.Approve], true));
        Assert.Equal(PlanState.Discarded, PlanFlow.After([PlanAct.Draft, PlanAct.Discard], true));
        Assert.Empty(PlanFlow.Permitted(PlanState.Approved));
        Assert.Throws<InvalidOperationException>(() => PlanFlow.After([PlanAct.Draft, PlanAct.Approve, PlanAct.Draft], false));
    }
}
