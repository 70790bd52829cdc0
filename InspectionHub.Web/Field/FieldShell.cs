using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InspectionHub.Web.Field;

/// <summary>The page itself: the same files for everybody, with no data in them. A service worker keeps them under a version made of their content.</summary>
public static class FieldShell
{
    private const string Worker = "worker.js";

    public static void MapFieldShell(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/field", (HttpContext context, IWebHostEnvironment host) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";
            context.Response.Headers.CacheControl = "no-cache";
            return Results.File(Path.Combine(Folder(host), "index.html"), "text/html; charset=utf-8");
        }).AllowAnonymous();
        // At the root, because a worker commands only addresses below its own.
        routes.MapGet("/field-worker.js", (HttpContext context, IWebHostEnvironment host) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Text(WorkerText(Folder(host)), "text/javascript", Encoding.UTF8);
        }).AllowAnonymous();
    }

    /// <summary>The worker with the list of files and their common version before it: any changed byte is a new worker, and so a new version.</summary>
    private static string WorkerText(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var names = Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(n => n != Worker).Order(StringComparer.Ordinal).ToList();
        foreach (var name in names.Append(Worker)) hash.AppendData(File.ReadAllBytes(Path.Combine(folder, name)));
        var version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        var files = names.Select(n => n == "index.html" ? "/field" : $"/field/{n}");
        return $"const VERSION = '{version}';\nconst FILES = {JsonSerializer.Serialize(files)};\n{File.ReadAllText(Path.Combine(folder, Worker))}";
    }

    private static string Folder(IWebHostEnvironment host) => Path.Combine(host.ContentRootPath, "wwwroot", "field");
}
