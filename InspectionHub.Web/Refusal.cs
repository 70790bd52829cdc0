namespace InspectionHub.Web;

/// <summary>Something a person may not do or got wrong: all reasons in Chinese, and the HTTP status that fits.</summary>
public sealed class Refusal(int status, params IReadOnlyList<string> reasons) : Exception(string.Join("；", reasons))
{
    public int Status => status;

    public IReadOnlyList<string> Reasons => reasons;
}
