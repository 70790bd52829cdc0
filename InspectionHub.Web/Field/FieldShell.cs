using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;

namespace InspectionHub.Web.Field;

/// <summary>The page itself: the same files for everybody, with no data in them, compressed once. A service worker keeps them under a version made of their content.</summary>
public static class FieldShell
{
    private const string Worker = "worker.js";
    private const string Policy = "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    /// <summary>Answers for these files before anything asks who is there.</summary>
    public static void UseFieldShell(this WebApplication app)
    {
        var files = new Lazy<FrozenDictionary<string, ShellFile>>(() => Load(Path.Combine(app.Environment.ContentRootPath, "wwwroot", "field")));
        app.Use((context, next) =>
        {
            var path = context.Request.Path;
            var isOurs = HttpMethods.IsGet(context.Request.Method) && (path.StartsWithSegments("/field") || path == "/field-worker.js");
            return isOurs && files.Value.TryGetValue(path.Value!, out var file) ? SendAsync(context, file) : next(context);
        });
    }

    private static async Task SendAsync(HttpContext context, ShellFile file)
    {
        var (request, response) = (context.Request, context.Response);
        if (file.Type.StartsWith("text/html", StringComparison.Ordinal)) response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = file.Tag;
        response.Headers.Vary = "Accept-Encoding";
        if (request.Headers.IfNoneMatch.Contains(file.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = file.Type;
        var isPacked = file.Packed.Length < file.Bytes.Length && request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (isPacked) response.Headers.ContentEncoding = "br";
        var body = isPacked ? file.Packed : file.Bytes;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }

    /// <summary>By address: the page, its files, and the worker at the root, because a worker commands only addresses below its own.</summary>
    private static FrozenDictionary<string, ShellFile> Load(string folder)
    {
        var bytes = Directory.EnumerateFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
        return bytes.Where(f => f.Key != Worker).Select(f => (Address: AddressOf(f.Key), File: FileOf(f.Key, f.Value)))
            .Append(("/field-worker.js", FileOf(Worker, WorkerText(bytes)))).ToFrozenDictionary(f => f.Item1, f => f.Item2);
    }

    /// <summary>The worker with the list of files and their common version before it: any changed byte is a new worker, and so a new version.</summary>
    private static byte[] WorkerText(Dictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var names = files.Keys.Order(StringComparer.Ordinal).ToList();
        foreach (var name in names) hash.AppendData(files[name]);
        var version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        return [.. Encoding.UTF8.GetBytes($"const VERSION = '{version}';\nconst FILES = {JsonSerializer.Serialize(names.Where(n => n != Worker).Select(AddressOf))};\n"), .. files[Worker]];
    }

    private static string AddressOf(string name) => name == "index.html" ? "/field" : $"/field/{name}";

    private static ShellFile FileOf(string name, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize)) brotli.Write(bytes);
        var type = new FileExtensionContentTypeProvider().TryGetContentType(name, out var known) ? known : "application/octet-stream";
        return new(bytes, packed.ToArray(), type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}\"");
    }

    private sealed record ShellFile(byte[] Bytes, byte[] Packed, string Type, string Tag);
}
