namespace InspectionHub.Web;

/// <summary>One server for one data folder. The lock lives in the process: killed or switched off, it is gone. The other commands may work beside the server.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    public static FolderLock Take(HubOptions options)
    {
        try
        {
            Directory.CreateDirectory(options.DataFolder);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(403, $"不能建立或写入数据文件夹 {options.DataFolder}：{reason.Message}。请检查权限，或用 --data 另选一个文件夹。");
        }
        try
        {
            return new(new FileStream(Path.Combine(options.DataFolder, "hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new Refusal(403, $"数据文件夹 {options.DataFolder} 不可写。请检查权限，或用 --data 另选一个文件夹。");
        }
        catch (IOException)
        {
            throw new Refusal(409, $"数据文件夹 {options.DataFolder} 正被另一个正在运行的服务使用。请先停止它，或用 --data 另选一个文件夹。");
        }
    }

    public void Dispose() => file.Dispose();
}
