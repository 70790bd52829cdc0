using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Reports;

/// <summary>Which schools a batch covers: a place, and within it a kind of school and a state. One line of text, as a schedule keeps it: town:蒿坪镇|school:小|state:signed.</summary>
/// <param name="Place">all, town:NAME, unit:CODE or site:CODE.</param>
/// <param name="School">One-character code of a kind of school; empty for all.</param>
/// <param name="State">A word of <see cref="States"/>; empty for all.</param>
public sealed record BatchFilter(string Place = BatchFilter.All, string School = "", string State = "")
{
    public const string All = "all";
    public const string Issued = "issued";
    public const string Unissued = "draft";
    public const string Signed = "signed";

    /// <summary>The states, as people call them.</summary>
    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string> { [Issued] = "已签发的文书", [Unissued] = "未签发的文书", [Signed] = "结果已审签的学校" };

    private static readonly string[] Places = ["town", "unit", "site"];

    private (string Word, string Key) Where => Place.Split(':', 2) is [var word, var key] ? (word, key) : (Place, "");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="Refusal">Something that is no filter; it would otherwise stand for the whole county.</exception>
    public static BatchFilter Parse(string text)
    {
        var filter = new BatchFilter();
        foreach (var part in text.Split('|'))
            filter = part.Split(':', 2) switch
            {
                [All] => filter with { Place = All },
                [var word, { Length: > 0 }] when Places.Contains(word) => filter with { Place = part },
                ["school", var kind] when SchoolKindNames.Parse(kind) is not null => filter with { School = kind },
                ["state", var state] when States.ContainsKey(state) => filter with { State = state },
                _ => throw new Refusal(422, $"范围“{part}”不能识别。可用：all、town:镇名、unit:考核单位代码、site:校点代码，后面可加 |school:学校类别 和 |state:状态。"),
            };
        return filter;
    }

    public override string ToString() => $"{Place}{(School.Length > 0 ? $"|school:{School}" : "")}{(State.Length > 0 ? $"|state:{State}" : "")}";

    /// <summary>Whether a site lies in the place and is of the kind. The state is asked of the papers.</summary>
    public bool Covers(Site site) => (School.Length == 0 || site.Kind.Short() == School) && Where switch
    {
        ("town", var town) => site.Town == town,
        ("unit", var unit) => site.Unit == unit,
        ("site", var code) => site.Code == code,
        _ => true,
    };

    /// <summary>As people read it; the names of units and schools are the caller's to give.</summary>
    public string Say(Func<string, string> unit, Func<string, string> site) => string.Join("　", ((string[])[
        Where switch { ("town", var town) => town, ("unit", var code) => unit(code), ("site", var code) => site(code), _ => "全县" },
        SchoolKindNames.Parse(School)?.Name() ?? "",
        States.GetValueOrDefault(State, "")]).Where(s => s.Length > 0));
}
