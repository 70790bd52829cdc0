using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;

namespace InspectionHub.Bench.Field;

/// <summary>An empty Blazor WebAssembly page, published for release and served compressed.</summary>
internal sealed class EmptyServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-empty-").FullName;
    private WebApplication app = default!;

    public string Address { get; private set; } = "";

    /// <summary>Bytes of all files as they travel.</summary>
    public double Compressed { get; private set; }

    public static async Task<EmptyServer> StartAsync()
    {
        var server = new EmptyServer();
        var project = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Field", "EmptyPage"));
        using (var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", server.folder, "-v", "quiet", "-nologo"]))!)
        {
            await publish.WaitForExitAsync();
            if (publish.ExitCode != 0) throw new UnequalException("The empty page could not be published.");
        }
        var pages = Path.Combine(server.folder, "wwwroot");
        server.Compressed = Directory.EnumerateFiles(pages, "*.br", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server.app = builder.Build();
        server.app.Run(context => SendAsync(context, pages));
        await server.app.StartAsync();
        server.Address = server.app.Urls.First();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task SendAsync(HttpContext context, string pages)
    {
        var path = Path.GetFullPath(Path.Combine(pages, context.Request.Path.Value is "/" or null ? "index.html" : context.Request.Path.Value[1..]));
        if (!path.StartsWith(pages, StringComparison.Ordinal) || !File.Exists(path))
        {
            context.Response.StatusCode = 404;
            return;
        }
        context.Response.ContentType = new FileExtensionContentTypeProvider().TryGetContentType(path, out var type) ? type : "application/octet-stream";
        if (File.Exists(path + ".br"))
        {
            context.Response.Headers.ContentEncoding = "br";
            path += ".br";
        }
        context.Response.ContentLength = new FileInfo(path).Length;
        await context.Response.SendFileAsync(path);
    }
}
