namespace InspectionHub.Web;

/// <summary>Where the hub keeps its things and how it starts (contracts.md, "Command line").</summary>
/// <param name="DataFolder">Database, photos, papers, logs.</param>
/// <param name="WithDemo">Whether a new data folder gets the demo county.</param>
/// <param name="RulesFolder">Folder with frameworks and guide.</param>
public sealed record HubOptions(string DataFolder, bool WithDemo, string RulesFolder)
{
    public string Database => Path.Combine(DataFolder, "hub.db");

    public string Photos => Path.Combine(DataFolder, "photos");

    public string Papers => Path.Combine(DataFolder, "papers");

    /// <summary>Checklists of routine visits lie beside the frameworks.</summary>
    public string Checklists => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(RulesFolder)) ?? "", "checklists");

    public static string DefaultFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "inspectionhub");

    public static HubOptions From(IConfiguration settings) => new(
        Path.GetFullPath(settings["data"] ?? DefaultFolder), settings["demo"] != "false", settings["rules"] ?? Path.Combine(AppContext.BaseDirectory, "data", "frameworks"));
}
