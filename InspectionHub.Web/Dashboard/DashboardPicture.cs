using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Assessments;

namespace InspectionHub.Web.Dashboard;

/// <summary>Everything one kind of person may see of the county for one question. Shared by all open pages that ask the same, so nothing of it may be changed.</summary>
/// <param name="Sites">Sites this person may see, before the filters.</param>
/// <param name="Cards">Scorecards after the filters.</param>
/// <param name="Rows">Rows of the edition after the filters.</param>
/// <param name="WantsOfficial">Whether official numbers were asked for; <see cref="AssessedYear.Release"/> of Now says whether there are any.</param>
public sealed record DashboardPicture(
    IReadOnlyList<int> Years, AssessedYear Now, DashboardFilter Filter, IReadOnlyList<Core.Measurements.Site> Sites, IReadOnlyList<Scorecard> Cards, IReadOnlyList<Indicator> Rows,
    IReadOnlyList<Coefficient> Coefficients, IReadOnlyList<TargetProgress> Targets, IReadOnlyList<Warning> Warnings, IReadOnlyList<FeedLine> Feed, bool WantsOfficial)
{
    /// <summary>Grades are of a site as a whole: they do not stand beside the rows of one office.</summary>
    public bool ShowsGrades => Filter.Lead is null;

    /// <summary>Which numbers these are, in words for what is taken away: year, filters, official or not.</summary>
    public string Say(string filter) => $"{Now.Year}—{Now.Year + 1} 学年，{filter}。{Now.Release?.Say ?? "暂评数据，没有正式发布"}";

    /// <summary>Numbers of the cards at the top.</summary>
    public DashboardCounts Counts { get; } = DashboardCounts.Of(Cards, Filter);

    /// <summary>Sites by grade, grouped as asked.</summary>
    public IReadOnlyList<ProgressChart.Bar> Progress { get; private init; } = ProgressTable.GroupsOf(Cards, Now, Filter.By);

    /// <summary>Sites × rows in the order of the statistics.</summary>
    public IReadOnlyList<MatrixLine> Lines { get; private init; } = [.. Cards.Select(c => MatrixLine.Of(c, Rows))];

    /// <summary>The lines in the order asked for, as page and workbook show them; sorted once for all pages.</summary>
    public IReadOnlyList<MatrixLine> Sorted => sorted ??= Filter.IsByRisk ? [.. Lines.OrderByDescending(l => l.IsVetoed).ThenByDescending(l => l.Failed).ThenByDescending(l => l.Open)] : [.. Lines];

    private MatrixLine[]? sorted;

    /// <summary>The cards in parts for the table of schools: after a mark only the part with its school is another.</summary>
    public IReadOnlyList<Scorecard[]> Parts { get; private init; } = SchoolTable.PartsOf(Cards, []);

    /// <summary>The same picture with every part of <paramref name="before"/> that shows the same kept as the same object, so that pages draw only what changed.</summary>
    public DashboardPicture After(DashboardPicture before)
    {
        if (before.Now.Year != Now.Year || before.Now.Framework != Now.Framework) return this;
        var isSameData = before.Now.Batch.Id == Now.Batch.Id && before.Now.Release == Now.Release;
        var picture = this with
        {
            Years = Kept(Years, before.Years, (a, b) => a == b),
            Sites = Kept(Sites, before.Sites, Equals),
            Cards = Kept(Cards, before.Cards, Shows),
            Rows = Kept(Rows, before.Rows, ReferenceEquals),
            // Coefficients rest on reported data alone (scoring.md).
            Coefficients = isSameData ? before.Coefficients : Coefficients,
            Targets = Kept(Targets, before.Targets, Shows),
            Warnings = Kept(Warnings, before.Warnings, Equals),
            Feed = Kept(Feed, before.Feed, Equals),
            Progress = Kept(Progress, before.Progress, Equals),
            Lines = Kept(Lines, before.Lines, (a, b) => a.Shows(b)),
        };
        picture = picture with { Parts = SchoolTable.PartsOf(picture.Cards, before.Parts) };
        picture.sorted = ReferenceEquals(picture.Lines, before.Lines) && Filter.IsByRisk == before.Filter.IsByRisk ? before.sorted : null;
        return picture;
    }

    private static IReadOnlyList<T> Kept<T>(IReadOnlyList<T> now, IReadOnlyList<T> before, Func<T, T, bool> same)
    {
        if (now.Count != before.Count) return now;
        var (kept, changed) = (new T[now.Count], false);
        for (var i = 0; i < kept.Length; i++)
        {
            var isSame = same(now[i], before[i]);
            kept[i] = isSame ? before[i] : now[i];
            changed |= !isSame;
        }
        return changed ? kept : before;
    }

    /// <summary>Everything the pages and workbooks read of a card. After a mark all cards but one are the very same objects, so that the values are looked at only where something was judged anew.</summary>
    private static bool Shows(Scorecard a, Scorecard b) => ReferenceEquals(a, b) || (a.Site == b.Site && a.IsVetoed == b.IsVetoed && a.Low == b.Low && a.High == b.High
        && Same(a.Rows, b.Rows, (x, y) => ReferenceEquals(x, y) || (x.Row == y.Row && x.Stage == y.Stage && x.State == y.State && x.Value == y.Value && x.Limit == y.Limit && x.Of == y.Of && x.Part == y.Part))
        && Same(a.Compliance, b.Compliance, (x, y) => x.Stage == y.Stage && x.State == y.State && x.Short.Count == y.Short.Count));

    private static bool Shows(TargetProgress a, TargetProgress b) => ReferenceEquals(a, b) || (a.Year == b.Year && a.Status == b.Status && a.IsVetoed == b.IsVetoed && a.VetoesChecked == b.VetoesChecked
        && a.Held == b.Held && a.HeldIn?.Year == b.HeldIn?.Year && a.HeldIn?.IsOfficial == b.HeldIn?.IsOfficial && a.HeldBy.SequenceEqual(b.HeldBy)
        // The margin orders what the leader reads first.
        && Same(a.Tests, b.Tests, (x, y) => x.Test.Code == y.Test.Code && x.Status == y.Status && x.Now.State == y.Now.State && x.Now.Value == y.Now.Value && x.Now.ValueText == y.Now.ValueText && x.Margin == y.Margin));

    private static bool Same<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, Func<T, T, bool> same)
    {
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (!same(a[i], b[i])) return false;
        return true;
    }
}

/// <summary>The numbers of the cards at the top.</summary>
/// <param name="Done">Scored rows with a result.</param>
/// <param name="Scored">Scored rows.</param>
/// <param name="Compliant">Sites that meet the rule of the seven resources in every stage.</param>
/// <param name="Judged">Sites the rule applies to.</param>
/// <param name="Failing">Sites with a row not met: a scored one, or with the rows of one office any of them, as the table of schools counts.</param>
public sealed record DashboardCounts(int Done, int Scored, int Compliant, int Judged, int Failing)
{
    public static DashboardCounts Of(IReadOnlyList<Scorecard> cards, DashboardFilter filter)
    {
        IEnumerable<RowResult> Rows(Scorecard card) => Counted(card, filter);
        return new(cards.Sum(c => Rows(c).Count(r => r.State != IndicatorState.Unknown)), cards.Sum(c => Rows(c).Count()),
            cards.Count(IsCompliant), cards.Count(c => c.Compliance.Any(x => x.State != IndicatorState.NotApplicable)),
            cards.Count(c => IsFailing(c, filter)));
    }

    internal static bool IsCompliant(Scorecard card) => card.Compliance.Count > 0 && card.Compliance.All(x => x.State == IndicatorState.Met);

    internal static bool IsFailing(Scorecard card, DashboardFilter filter) => card.Rows.Any(r => r.State == IndicatorState.NotMet && filter.Has(r.Row) && (filter.Lead is not null || r.Of.Sign > 0));

    private static IEnumerable<RowResult> Counted(Scorecard card, DashboardFilter filter) => card.Rows.Where(r => r.Of.Sign > 0 && filter.Has(r.Row));
}
