using Microsoft.EntityFrameworkCore.Design;

namespace InspectionHub.Web.Data;

/// <summary>For dotnet-ef only: the same parts as the hub, or Identity's newer tables would be missing from a migration.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<SqliteAppDb>
{
    public SqliteAppDb CreateDbContext(string[] args) => new ServiceCollection().AddLogging()
        .AddHubParts(new HubOptions(Path.Combine(Path.GetTempPath(), "inspectionhub-design"), false, ""))
        .BuildServiceProvider().GetRequiredService<SqliteAppDb>();
}
