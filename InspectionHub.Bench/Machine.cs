using System.Globalization;
using System.Runtime.InteropServices;

namespace InspectionHub.Bench;

/// <summary>What the times were taken on: a time without its machine says nothing.</summary>
internal static class Machine
{
    public static string Text => string.Create(CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB · {RuntimeInformation.FrameworkDescription} · {RuntimeInformation.OSDescription}");

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? $"{RuntimeInformation.ProcessArchitecture}" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
