using System.Security.Cryptography;
using System.Text;
using InspectionHub.Core.Frameworks;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Frameworks;

/// <summary>The published editions. Files are seeds: a file that is new to the database is published; one that contradicts a published edition stops the start.</summary>
public sealed class FrameworkShelf(IDbContextFactory<AppDb> factory, Writer writer, TimeProvider clock, HubOptions options)
{
    private IReadOnlyList<IndicatorFramework> editions = [];

    /// <summary>The newest edition in effect on the county's day: one that is published ahead waits for its own.</summary>
    public IndicatorFramework Current
    {
        get
        {
            var today = YearSites.DayOf(clock.GetUtcNow());
            return editions.LastOrDefault(e => e.Effective <= today) ?? editions[0];
        }
    }

    /// <summary>All published editions, oldest first.</summary>
    public IReadOnlyList<IndicatorFramework> Editions => editions;

    /// <summary>A published edition, or null.</summary>
    public IndicatorFramework? Find(string edition) => editions.FirstOrDefault(e => e.Edition == edition);

    /// <summary>Reads every seed file, publishes what is new and loads all editions.</summary>
    /// <exception cref="Refusal">Every problem of every file, each with its place.</exception>
    public async Task OpenAsync()
    {
        var problems = new List<string>();
        var seeds = new List<(string Text, IndicatorFramework Framework)>();
        foreach (var file in Directory.Exists(options.RulesFolder) ? Directory.GetFiles(options.RulesFolder, "*.v*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var text = await File.ReadAllTextAsync(file);
            var reading = FrameworkReader.Read(text);
            if (reading.Framework is { } framework) seeds.Add((text, framework));
            problems.AddRange(reading.Problems.Select(p => $"{Path.GetFileName(file)} {p.Place}：{p.Say}"));
        }
        if (seeds.Count == 0 && problems.Count == 0) problems.Add($"指标体系文件夹 {options.RulesFolder} 中没有版本文件（*.v1.json）。");
        if (problems.Count > 0) throw new Refusal(500, problems);
        await PublishAsync(seeds);
        await using var db = await factory.CreateDbContextAsync();
        var stored = await db.FrameworkEditions.AsNoTracking().OrderBy(e => e.Id).ToListAsync();
        var spoiled = stored.Where(e => Hash(e.Content) != e.ContentHash || FrameworkReader.Read(e.Content).Framework is null).Select(e => $"数据库中的指标版本 {e.Edition} 已损坏：内容与其校验值不符。请停止服务，用最近的备份恢复。").ToList();
        if (spoiled.Count > 0) throw new Refusal(500, spoiled);
        editions = [.. stored.Select(e => FrameworkReader.Read(e.Content).Framework!).OrderBy(f => f.Effective)];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private Task<bool> PublishAsync(List<(string Text, IndicatorFramework Framework)> seeds) => writer.WriteAsync(async (db, _) =>
    {
        var known = await db.FrameworkEditions.AsNoTracking().ToListAsync();
        var changed = new List<string>();
        foreach (var (text, framework) in seeds)
        {
            var hash = Hash(text);
            var same = known.FirstOrDefault(e => e.Edition == framework.Edition);
            if (same is not null && same.ContentHash != hash)
                changed.Add($"版本 {framework.Edition} 已于 {same.PublishedAt:yyyy-MM-dd} 发布，文件内容却已改动。已发布的版本不得修改：请恢复原文件，或另存为新版本。");
            if (same is null)
                db.FrameworkEditions.Add(new FrameworkEdition { Edition = framework.Edition, Content = text, ContentHash = hash, PublishedAt = clock.GetUtcNow() });
        }
        if (changed.Count > 0) throw new Refusal(500, changed);
        return true;
    });
}
