using System.Threading.RateLimiting;

namespace InspectionHub.Web.Accounts;

/// <summary>Failed sign-ins are counted per account name and per address, so that neither one account nor a list of accounts can be tried through.
/// Only failures count: a whole office behind one address signs in as it likes. What is being tried counts until it is known how it ended: a hundred at once are no way around.</summary>
public sealed class AttemptLimit : IDisposable
{
    public const int PerAccount = 20;
    public const int PerAddress = 200;
    private readonly PartitionedRateLimiter<string> accounts = Make(PerAccount);
    private readonly PartitionedRateLimiter<string> addresses = Make(PerAddress);
    private readonly Dictionary<string, int> running = [];

    /// <summary>Whether one more may be tried now; if so it is to be ended.</summary>
    public bool TryBegin(string account, string address)
    {
        var keys = Keys(account, address);
        lock (running)
        {
            if (Left(accounts, account.ToUpperInvariant()) <= running.GetValueOrDefault(keys[0]) || Left(addresses, address) <= running.GetValueOrDefault(keys[1])) return false;
            foreach (var key in keys) running[key] = running.GetValueOrDefault(key) + 1;
            return true;
        }
    }

    public void End(string account, string address, bool hasFailed)
    {
        lock (running)
        {
            foreach (var key in Keys(account, address))
                if (--running[key] == 0) running.Remove(key);
            if (!hasFailed) return;
            accounts.AttemptAcquire(account.ToUpperInvariant()).Dispose();
            addresses.AttemptAcquire(address).Dispose();
        }
    }

    public void Dispose()
    {
        accounts.Dispose();
        addresses.Dispose();
    }

    private static string[] Keys(string account, string address) => [$"account {account.ToUpperInvariant()}", $"address {address}"];

    private static long Left(PartitionedRateLimiter<string> limiter, string key)
    {
        using var _ = limiter.AttemptAcquire(key, 0);
        return limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0;
    }

    private static PartitionedRateLimiter<string> Make(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(5), QueueLimit = 0 }));
}
