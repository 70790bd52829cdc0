namespace InspectionHub.Web.Notices;

/// <summary>Notices that stand next to each other and say the same of several schools on one day: forty visits handed in are one thing to know, not forty.</summary>
/// <param name="Says">What all of them say, without the school.</param>
/// <param name="Lines">One notice, or those that are grouped, newest first.</param>
public sealed record NoticeGroup(string Says, IReadOnlyList<NoticeLine> Lines)
{
    /// <summary>Fewer stand for themselves.</summary>
    private const int Fewest = 3;

    public IReadOnlyList<Guid> Unread => [.. Lines.Where(l => !l.IsRead).Select(l => l.Notice.Id)];

    public static IEnumerable<NoticeGroup> Of(IReadOnlyList<NoticeLine> lines)
    {
        for (var from = 0; from < lines.Count;)
        {
            var face = FaceOf(lines[from]);
            var to = from + 1;
            while (to < lines.Count && face.Says.Length > 0 && FaceOf(lines[to]) == face) to++;
            // What must be dealt with at once is never folded away.
            if (to - from < Fewest || lines[from].Kind.IsUrgent()) to = from + 1;
            yield return new(face.Says, [.. lines.Skip(from).Take(to - from)]);
            from = to;
        }
    }

    /// <summary>Of a notice about a school what follows its name, of a reminder what is to be done, which stands before it; one about nothing in particular stands alone.</summary>
    private static (string Kind, DateTime Day, string Says) FaceOf(NoticeLine line) =>
        (line.Notice.Kind, line.Notice.At.ToOffset(TimeSpan.FromHours(8)).Date,
            line.Notice.Text.IndexOf('：') is > 0 and var at ? line.Kind == NoticeKind.Due ? line.Notice.Text[..at] : line.Notice.Text[(at + 1)..] : "");
}
