namespace InspectionHub.Web.Backups;

/// <summary>What a backup says about itself: every file with its length and SHA-256, and where each county's ledger stood.</summary>
public sealed record BackupManifest(string Schema, DateTimeOffset At, string Migration, IReadOnlyList<BackupFile> Files, IReadOnlyList<BackupLedger> Ledgers)
{
    public const string Name = "backup.json";

    public const string Version = "backup/1";
}

/// <summary>One file of a backup; path inside the data folder with forward slashes.</summary>
public sealed record BackupFile(string Path, long Length, string Sha256);

/// <summary>The newest link of a county's ledger.</summary>
public sealed record BackupLedger(string County, long Position, string Hash);
