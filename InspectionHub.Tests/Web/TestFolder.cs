using Microsoft.Data.Sqlite;

namespace InspectionHub.Tests.Web;

/// <summary>The data folder of a hub that a test is done with.</summary>
internal static class TestFolder
{
    /// <summary>Removes it when the last page that was still reading has let go of the database: until then files come back that were just removed.</summary>
    public static async Task RemoveAsync(string folder)
    {
        for (var waited = 0; ; waited++)
        {
            SqliteConnection.ClearAllPools();
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (waited < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
