using System.Threading.RateLimiting;

namespace InspectionHub.Web.Accounts;

/// <summary>Failed sign-ins are counted per account name and per address, so that neither one account nor a list of accounts can be tried through.
/// Only failures count: a whole office behind one address signs in as it likes.</summary>
public sealed class AttemptLimit : IDisposable
{
    public const int PerAccount = 20;
    public const int PerAddress = 200;
    private readonly PartitionedRateLimiter<string> accounts = Make(PerAccount);
    private readonly PartitionedRateLimiter<string> addresses = Make(PerAddress);

    public bool IsOver(string account, string address)
    {
        using var one = accounts.AttemptAcquire(account.ToUpperInvariant(), 0);
        using var other = addresses.AttemptAcquire(address, 0);
        return !one.IsAcquired || !other.IsAcquired;
    }

    public void Failed(string account, string address)
    {
        accounts.AttemptAcquire(account.ToUpperInvariant()).Dispose();
        addresses.AttemptAcquire(address).Dispose();
    }

    public void Dispose()
    {
        accounts.Dispose();
        addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> Make(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(5), QueueLimit = 0 }));
}
