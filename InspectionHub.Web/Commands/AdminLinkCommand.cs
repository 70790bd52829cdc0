using System.CommandLine;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Commands;

internal static class AdminLinkCommand
{
    public static Command Make(Func<ParseResult, Task<ServiceProvider>> open)
    {
        var user = new Option<string?>("--user") { Description = "管理员账号；不写时为第一个管理员" };
        var command = new Command("admin-link", "没有人能登录时，给管理员一个新的一次性登录链接") { user };
        command.SetAction(async result =>
        {
            await using var parts = await open(result);
            var (account, link) = await parts.GetRequiredService<FirstAdministrator>().RenewAsync((await CommandLine.CountyAsync(parts)).Id, result.GetValue(user));
            Console.WriteLine($"管理员账号 {account} 的登录链接（{OneTimeLink.Say}，已记入台账；接在本系统的网址后面打开）：{link}");
            return 0;
        });
        return command;
    }
}
