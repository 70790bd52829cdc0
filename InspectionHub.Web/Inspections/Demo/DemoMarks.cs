using System.Security.Cryptography;
using System.Text;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Measurements.Demo;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>Values that people of the demo county give to a row.</summary>
internal static class DemoMarks
{
    /// <summary>How many of ten, or of thirty people asked, a row that falls short counts; <see cref="DemoProblems"/> says the same in words.</summary>
    private const int ShortOfTen = 8, ShortOfThirty = 20;

    /// <param name="dice">Whose judgement it is; how many there are of something is the school's and told alike by everybody.</param>
    public static MarkValue Of(DemoCourse one, Indicator row, DemoRandom dice, bool isGood)
    {
        var limit = row.ThresholdFor(Purpose.Annual, null, one.From)?.Limit ?? 0;
        switch (row.Rule)
        {
            case RubricRule:
                return new LevelMark(isGood ? 3 + dice.Next(2) : 2);
            case YesNoRule:
                return new YesMark(isGood);
            case CountRule:
                return new CountMark(limit == 0 ? (isGood ? 0 : 1) : isGood ? limit + one.Dice(row.Code).Next(2) : limit - 1);
            case RatioRule { IsPart: true }:
                var all = one.ProblemOf(row) is not null ? 10 : 2 + one.Dice(row.Code).Next(8);
                return new RatioMark(isGood ? all : ShortOfTen, all);
            case RatioRule rule:
                return new RatioMark(decimal.Ceiling(limit / rule.Per * 120), 120);
            case AskedRule asked:
                return new AskedMark(asked.Respondents.ToDictionary(r => r, _ => 30), asked.Respondents.ToDictionary(r => r, _ => isGood ? 29 + dice.Next(2) : ShortOfThirty));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The id that a device would have made: the same whenever an interrupted start is gone on with, so that nothing is kept twice.</summary>
    public static Guid IdOf(params object[] of) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', of)))[..16]);
}
