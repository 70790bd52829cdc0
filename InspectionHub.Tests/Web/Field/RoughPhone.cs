using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>What the network does to a phone.</summary>
public enum Network
{
    Good,
    None,

    /// <summary>Requests arrive and are committed, answers do not come back.</summary>
    LosesAnswers,

    /// <summary>Answers come back only when it is calm again.</summary>
    Delays,
}

/// <summary>A phone on a network that can be made worse.</summary>
public sealed class RoughPhone(FieldPhone phone) : IAsyncDisposable
{
    private TaskCompletionSource calm = new();
    private int posts;

    public FieldPhone Phone => phone;

    public Network Network { get; set; }

    public static async Task<RoughPhone> OpenAsync(FieldHub field, string user, string sheet)
    {
        var rough = new RoughPhone(await field.PhoneAsync(user, sheet));
        await rough.Phone.Page.RouteAsync("**/api/field/**", rough.AnswerAsync);
        return rough;
    }

    /// <summary>Asks for a try now, whatever comes of it.</summary>
    public Task TrySendingAsync() => phone.Status.ClickAsync();

    /// <summary>The network is good again: waits until everything is sent and the sheets are fetched. Gives the number of marks sent meanwhile.</summary>
    public async Task<int> CalmAsync()
    {
        (Network, posts) = (Network.Good, 0);
        calm.TrySetResult();
        calm = new();
        // The page's own round, awaited; one that was under way with a lost answer is followed by another.
        await phone.Page.EvaluateAsync("async () => { const { send } = await import('/field/sync.js'); await send(); }");
        await Expect(phone.Status).ToHaveAttributeAsync("data-waiting", "0");
        await Expect(phone.Status).ToHaveAttributeAsync("data-phase", "idle");
        return posts;
    }

    public ValueTask DisposeAsync()
    {
        calm.TrySetResult();
        return phone.DisposeAsync();
    }

    private async Task AnswerAsync(IRoute route)
    {
        var network = Network;
        var until = calm.Task;
        if (route.Request.Method == "POST") posts++;
        if (network == Network.None)
        {
            await route.AbortAsync();
            return;
        }
        var answer = await route.FetchAsync();
        if (network == Network.Delays) await until;
        if (network == Network.LosesAnswers) await route.AbortAsync();
        else await route.FulfillAsync(new() { Response = answer });
    }
}
