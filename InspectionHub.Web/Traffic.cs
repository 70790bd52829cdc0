using System.Net;
using System.Threading.RateLimiting;
using InspectionHub.Web.Accounts;
using Microsoft.AspNetCore.HttpOverrides;

namespace InspectionHub.Web;

/// <summary>How much may come in, and whose word about addresses is taken.</summary>
public static class Traffic
{
    /// <summary>Bytes of one request. Workbooks and evidence come through the circuit in pieces and have limits of their own.</summary>
    public const long LargestRequest = 4_000_000;

    /// <summary>Bytes of one entry from a device; a mark with a full note is below 20 kB.</summary>
    public const long LargestEntry = 256_000;

    /// <summary>Name of the limit for uploads: pieces of photos, per person.</summary>
    public const string Uploads = "uploads";

    /// <summary>Name of the limit for checking papers, which needs no sign-in: per address.</summary>
    public const string Verify = "verify";

    public static void AddTraffic(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = LargestRequest);
        builder.Services.AddSingleton<AttemptLimit>();
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            // Fifty photos of 400 kB are 160 pieces; a phone that sends its whole day at once stays far below.
            limits.AddPolicy(Uploads, context => RateLimitPartition.GetTokenBucketLimiter(Visitor.From(context.User)?.Id ?? "", _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 1200,
                TokensPerPeriod = 200,
                ReplenishmentPeriod = TimeSpan.FromSeconds(10),
                QueueLimit = 0,
            }));
            limits.AddPolicy(Verify, context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        });
        // --trust-proxy 127.0.0.1[,…]: only these addresses are believed when they say whom they speak for and that they were spoken to over TLS.
        var proxies = (builder.Configuration["trust-proxy"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (proxies.FirstOrDefault(p => !IPAddress.TryParse(p, out _)) is { } wrong) throw new Refusal(422, $"--trust-proxy 中的“{wrong}”不是 IP 地址。例如：--trust-proxy 127.0.0.1");
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in proxies) forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        });
    }
}
