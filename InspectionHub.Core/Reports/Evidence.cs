namespace InspectionHub.Core.Reports;

/// <summary>A photo taken as evidence, without names and without the place.</summary>
/// <param name="Jpeg">Its bytes, printed unchanged.</param>
/// <param name="TakenOn">The day.</param>
public sealed record EvidencePhoto(ReadOnlyMemory<byte> Jpeg, DateOnly TakenOn);

/// <summary>Photos of problems and corrections as papers show them: few, numbered, each saying what it is of.</summary>
internal static class Evidence
{
    /// <summary>More would make the paper too large to send; the others stay in the file of the inspection.</summary>
    public const int Most = 6;

    /// <summary>A photo block and a note on what was left out; nothing without photos.</summary>
    public static IEnumerable<ReportBlock> Blocks(IReadOnlyList<(string Of, EvidencePhoto Photo)> photos)
    {
        if (photos.Count == 0) yield break;
        yield return new Photos([.. photos.Take(Most).Select((p, i) => new Photo(p.Photo.Jpeg, $"图{i + 1}　{p.Of}（{Numerals.Day(p.Photo.TakenOn)}摄）"))]);
        if (photos.Count > Most) yield return Paragraph.Note($"另有照片 {photos.Count - Most} 张，存督导档案。");
    }
}
