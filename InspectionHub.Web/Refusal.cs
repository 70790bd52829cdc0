namespace InspectionHub.Web;

/// <summary>Something a person may not do or got wrong: all reasons in Chinese, and the HTTP status that fits.</summary>
public sealed class Refusal(int status, params IReadOnlyList<string> reasons) : Exception(string.Join("；", reasons))
{
    public int Status => status;

    public IReadOnlyList<string> Reasons => reasons;

    /// <summary>One plain word for programs that watch the hub.</summary>
    public string Word { get; init; } = "refused";
}
