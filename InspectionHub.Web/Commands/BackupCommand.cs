using System.CommandLine;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Ledger;

namespace InspectionHub.Web.Commands;

internal static class BackupCommand
{
    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var file = new Argument<string>("FILE");
        var command = new Command("backup", "备份数据库、文书和照片（服务运行时也可以）") { file };
        command.SetAction(async result =>
        {
            await using var parts = await open(result);
            var manifest = await parts.GetRequiredService<BackupWriter>().WriteAsync(Path.GetFullPath(result.GetValue(file)!));
            Console.WriteLine($"已备份 {manifest.Files.Count} 个文件，{manifest.Files.Sum(f => f.Length) / 1024.0 / 1024:0.0} MB；台账位置 {string.Join('、', manifest.Ledgers.Select(l => l.Position))}。");
            return 0;
        });
        return command;
    }

    public static Command MakeRestore(Func<ParseResult, string> folderOf)
    {
        var file = new Argument<string>("FILE");
        var command = new Command("restore", "从备份恢复到空的数据文件夹") { file };
        command.SetAction(async result =>
        {
            var folder = folderOf(result);
            var (manifest, photos, changed) = await BackupReader.RestoreAsync(result.GetValue(file)!, folder);
            Console.WriteLine($"已恢复到 {folder}：{manifest.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm} 的备份，{manifest.Files.Count} 个文件逐个核对无误，台账完整并已记入“恢复”。所有人需要重新登录。");
            if (photos.Count > 0) Console.WriteLine($"有 {photos.Count} 张照片在备份以前就已缺失或损坏，请到更早的备份中找回：\n{string.Join('\n', photos)}");
            if (changed.Count > 0) Console.WriteLine($"注意：备份以前，{LedgerGuards.Say(changed)}");
            return 0;
        });
        return command;
    }
}
