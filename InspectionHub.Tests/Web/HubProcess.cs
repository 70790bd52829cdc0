using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Tests.Web;

/// <summary>The real server as its own process on its own data folder, so that it can be killed like one.</summary>
public sealed partial class HubProcess : IDisposable
{
    private readonly Lock said = new();
    private Process? process;

    public string Folder { get; } = Directory.CreateTempSubdirectory("hub-test-").FullName;

    public string Address { get; private set; } = "";

    public string Output { get; private set; } = "";

    public static string Dll => RepositoryRoot.PathOf($"InspectionHub.Web/bin/{(AppContext.BaseDirectory.Contains("Release") ? "Release" : "Debug")}/net10.0/InspectionHub.Web.dll");

    private readonly string[] more;
    private readonly string urls;
    private readonly bool isBound;

    public HubProcess() : this([])
    {
    }

    private HubProcess(string[] more, string urls = "http://127.0.0.1:0", bool isFirstStart = false, Action<string>? prepare = null, bool isBound = false)
    {
        this.urls = urls;
        this.isBound = isBound;
        this.more = more;
        if (prepare is not null) prepare(Folder);
        else if (!isFirstStart) DemoFolder.CopyTo(Folder);
        Start();
    }

    /// <summary>A hub whose first start makes the demo county, its inspections not begun; the others begin with a copy of one.</summary>
    public static HubProcess FromNothing() => new(["--demo-inspections=false"], isFirstStart: true);

    /// <summary>A hub that speaks HTTPS with this certificate, as a phone needs it.</summary>
    public static HubProcess WithHttps(string certificate) => new(["--https-cert", certificate], "https://127.0.0.1:0");

    /// <summary>A hub that sends its traces to this collector.</summary>
    public static HubProcess WithTracesTo(string collector) => new(["--otlp", collector]);

    /// <summary>A hub that believes a proxy on this machine, as it runs behind the sample configuration.</summary>
    public static HubProcess BehindProxy() => new(["--trust-proxy", "127.0.0.1"]);

    /// <summary>A hub whose logs are for a collector.</summary>
    public static HubProcess WithJsonLogs() => new(["--log", "json"]);

    /// <summary>A hub on what a backup was restored to.</summary>
    public static HubProcess Restored(string backup) => new([], prepare: folder =>
    {
        var (code, said) = RunAlone("restore", backup, "--data", folder);
        Assert.True(code == 0, said);
    });

    /// <summary>A hub for which a file that may not be written is one, also where the tests run as root.</summary>
    public static HubProcess BoundByPermissions() => new([], isBound: true);

    /// <summary>A hub for a real county: no demo data.</summary>
    public static HubProcess WithoutDemo() => new(["--no-demo"], isFirstStart: true);

    public void Start()
    {
        // A phone knows the hub by its address: a hub started again keeps it.
        var info = Info(["run", "--urls", Address.Length > 0 ? Address : urls, "--data", Folder, .. more]);
        info.Environment["ASPNETCORE_CONTENTROOT"] = ContentRoot;
        if (isBound && Environment.IsPrivilegedProcess)
        {
            foreach (var word in (string[])["dotnet", "--inh-caps=-dac_override,-dac_read_search", "--bounding-set=-dac_override,-dac_read_search"]) info.ArgumentList.Insert(0, word);
            info.FileName = "setpriv";
        }
        process = Process.Start(info)!;
        var started = new TaskCompletionSource<string>();
        string? address = null;
        process.OutputDataReceived += (_, line) =>
        {
            Say(line.Data);
            if (line.Data is null) started.TrySetException(new InvalidOperationException("The server stopped: " + Output));
            else if (AddressLine().Match(line.Data) is { Success: true } match) address ??= match.Value;
            // Its greeting has ended: what a test looks for in it is there.
            if (address is not null && line.Data?.Contains("Ctrl+C", StringComparison.Ordinal) == true) started.TrySetResult(address);
        };
        process.ErrorDataReceived += (_, line) => Say(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Address = started.Task.WaitAsync(TimeSpan.FromSeconds(120)).GetAwaiter().GetResult();
    }

    /// <summary>Two threads read the two streams: one would write over what the other added.</summary>
    private void Say(string? line)
    {
        lock (said) Output += line + "\n";
    }

    /// <summary>Bytes of memory the process holds now.</summary>
    public long Memory
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>From now on no file of the process grows beyond so many bytes, as on a disk that is full; null: there is room again.</summary>
    public void LimitFiles(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{process!.Id}", $"--fsize={(bytes is null ? "unlimited" : $"{bytes}")}:"]);
        limit.WaitForExit();
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>Starts what is expected to refuse its service: everything it says until it has ended.</summary>
    public string StartInVain()
    {
        Assert.Throws<InvalidOperationException>(Start);
        process!.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        return Output;
    }

    public bool IsRunning => !process!.HasExited;

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs another command of the program on the same folder.</summary>
    public (int Code, string Text) Run(params string[] command) => RunAlone([.. command, "--data", Folder]);

    /// <summary>Runs the program with just these words and waits for its end.</summary>
    public static (int Code, string Text) RunAlone(params string[] command)
    {
        using var run = Process.Start(Info(command))!;
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEndAsync();
        run.WaitForExit();
        return (run.ExitCode, output.Result + errors.Result);
    }

    /// <summary>A client signed in as a demo person.</summary>
    public async Task<HttpClient> SignInAsync(string user)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        var page = await client.GetStringAsync("/sign-in");
        var token = TokenField().Match(page).Groups[1].Value;
        var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = DemoAccounts.Password, ["__RequestVerificationToken"] = token, ["returnUrl"] = "/" }));
        Assert.Equal("/", answer.Headers.Location?.ToString());
        return client;
    }

    /// <summary>The program's pages as they lie in the source.</summary>
    public static string OwnContentRoot => RepositoryRoot.PathOf("InspectionHub.Web");

    /// <summary>Where the next start takes its pages from.</summary>
    public string ContentRoot { get; set; } = OwnContentRoot;

    private static ProcessStartInfo Info(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8, StandardErrorEncoding = System.Text.Encoding.UTF8 };
        info.ArgumentList.Add(Dll);
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        info.Environment["ASPNETCORE_CONTENTROOT"] = OwnContentRoot;
        // Most of these processes live for seconds: measuring their code in order to compile it better would cost more than it brings.
        info.Environment["DOTNET_TieredPGO"] = "0";
        return info;
    }

    [GeneratedRegex(@"https?://127\.0\.0\.1:\d+")]
    private static partial Regex AddressLine();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
