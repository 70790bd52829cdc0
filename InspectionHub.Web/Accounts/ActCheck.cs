using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace InspectionHub.Web.Accounts;

/// <summary>Before every click and every word that comes from an open page: whoever lost their role, was closed or sent out a second ago does nothing more with it.
/// The clock of <see cref="SessionCheck"/> closes the pages that nobody touches.</summary>
public sealed class ActCheck(AuthenticationStateProvider session) : CircuitHandler
{
    private readonly ActQueue queue = new();

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        act => queue.RunAsync(((SessionCheck)session).LookAsync, () => next(act));
}
