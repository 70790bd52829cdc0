using System.IO.Compression;
using System.Text.Json;

namespace InspectionHub.Web.Backups;

/// <summary>What the newest backups say of where each ledger stood: a chain cannot tell by itself that its last links are gone.</summary>
public static class BackupHeads
{
    private const int Most = 3;

    /// <summary>Manifests of the newest backups in a folder that can be read, newest first.</summary>
    public static IReadOnlyList<BackupManifest> Read(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.GetFiles(folder, "hub-????????-??????*.zip").OrderDescending(StringComparer.Ordinal).Select(ManifestOf).OfType<BackupManifest>().Take(Most)];

    private static BackupManifest? ManifestOf(string file)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            using var text = zip.GetEntry(BackupManifest.Name)?.Open();
            return text is null ? null : JsonSerializer.Deserialize<BackupManifest>(text) is { Schema: BackupManifest.Version } manifest ? manifest : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
