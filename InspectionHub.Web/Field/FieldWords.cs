using InspectionHub.Core.Frameworks;

namespace InspectionHub.Web.Field;

/// <summary>A row's wording as the device keeps it.</summary>
public static class FieldWords
{
    public static FieldWording Of(Indicator row) => new(row.Code, row.Name, row.Clause, row.Unit, row.Measured, row.Evidence, row.Veto, row.IsRedLine, RuleOf(row.Rule));

    private static FieldRule RuleOf(ScoringRule rule) => rule switch
    {
        RubricRule rubric => new("rubric", Levels: [.. rubric.Levels.OrderBy(l => l.Number).Select(l => new FieldLevel(l.Number, l.Text))]),
        YesNoRule => new("yesno"),
        CountRule count => new("count", Max: count.Maximum),
        RatioRule ratio => new("ratio", Numerator: ratio.NumeratorName, Denominator: ratio.DenominatorName, Part: ratio.IsPart, Per: ratio.Per),
        AskedRule asked => new("asked", Asked: asked.Respondents),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
