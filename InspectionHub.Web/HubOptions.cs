namespace InspectionHub.Web;

/// <summary>Where the hub keeps its things and how it starts (contracts.md, "Command line").</summary>
/// <param name="DataFolder">Database, photos, papers, logs.</param>
/// <param name="WithDemo">Whether a new data folder gets the demo county.</param>
/// <param name="RulesFolder">Folder with frameworks and guide.</param>
public sealed record HubOptions(string DataFolder, bool WithDemo, string RulesFolder)
{
    public string Database => Path.Combine(DataFolder, "hub.db");

    /// <summary>Whether a new demo county gets its inspections, or one in which they have not begun.</summary>
    public bool DemoInspections { get; init; } = true;

    public string Photos => Path.Combine(DataFolder, "photos");

    /// <summary>Seconds to wait for another process that is writing.</summary>
    public int LockPatience { get; init; } = 10;

    /// <summary>Where the nightly backups go, how many stay, and at what hour (China standard time) they are made.</summary>
    public string BackupFolder { get; init; } = Path.Combine(DataFolder, "backups");
    public int BackupsKept { get; init; } = 14;
    public int BackupHour { get; init; } = 2;

    /// <summary>Files that county values rest on, under their hash.</summary>
    public string Evidence => Path.Combine(DataFolder, "evidence");

    public string Papers => Path.Combine(DataFolder, "papers");

    /// <summary>Checklists of routine visits lie beside the frameworks.</summary>
    public string Checklists => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(RulesFolder)) ?? "", "checklists");

    public static string DefaultFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "inspectionhub");

    /// <exception cref="Refusal">A setting is not a number, or out of range.</exception>
    public static HubOptions From(IConfiguration settings)
    {
        var folder = Path.GetFullPath(settings["data"] ?? DefaultFolder);
        return new(folder, settings["demo"] != "false", settings["rules"] ?? Path.Combine(AppContext.BaseDirectory, "data", "frameworks"))
        {
            BackupFolder = Path.GetFullPath(settings["backup-dir"] ?? Path.Combine(folder, "backups")),
            BackupsKept = Number(settings, "backup-keep", 14, 1, 3650),
            DemoInspections = settings["demo-inspections"] != "false",
            BackupHour = Number(settings, "backup-hour", 2, 0, 23),
        };
    }

    private static int Number(IConfiguration settings, string name, int usual, int least, int most) =>
        settings[name] is not { } text ? usual
        : int.TryParse(text, out var number) && number >= least && number <= most ? number : throw new Refusal(422, $"--{name} 应为 {least}—{most} 之间的整数，现为“{text}”。");
}
