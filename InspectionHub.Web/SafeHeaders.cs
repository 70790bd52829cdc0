namespace InspectionHub.Web;

/// <summary>What every answer tells the browser: scripts only from here, no frame around it, no guessing of types, no address to strangers.</summary>
public static class SafeHeaders
{
    // Styles may be inline because the component library writes them; scripts may not.
    private const string Policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Lets the hub's own pages, and nobody else's, show this answer in a frame.</summary>
    public static void AllowOwnFrame(this HttpResponse answer)
    {
        answer.Headers.ContentSecurityPolicy = Policy.Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
        answer.Headers.XFrameOptions = "SAMEORIGIN";
    }

    public static void UseSafeHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()";
        // Whoever came by TLS once comes by TLS from now on; plain addresses of an intranet are left alone.
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    });
}
