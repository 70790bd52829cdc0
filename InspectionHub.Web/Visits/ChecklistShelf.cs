using System.Security.Cryptography;
using System.Text;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>The published checklists. Files are seeds: a new one is published; one that contradicts a published edition stops the start.</summary>
public sealed class ChecklistShelf(IDbContextFactory<AppDb> factory, Writer writer, TimeProvider clock, HubOptions options)
{
    private IReadOnlyList<Checklist> editions = [];

    /// <summary>An edition, or null.</summary>
    public Checklist? Find(string edition) => editions.FirstOrDefault(e => e.Edition == edition);

    /// <summary>The newest edition of each list in effect on a day.</summary>
    public IReadOnlyList<Checklist> On(DateOnly day) => [.. editions.Where(e => e.Effective <= day).GroupBy(e => e.Code).Select(g => g.MaxBy(e => e.Effective)!)];

    /// <summary>Name of a list by its code.</summary>
    public string NameOf(string code) => editions.LastOrDefault(e => e.Code == code)?.Name ?? code;

    /// <summary>Reads every seed file, publishes what is new and loads all editions.</summary>
    /// <exception cref="Refusal">Every problem of every file.</exception>
    public async Task OpenAsync()
    {
        var problems = new List<string>();
        var seeds = new List<(string Text, Checklist List)>();
        foreach (var file in Directory.Exists(options.Checklists) ? Directory.GetFiles(options.Checklists, "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var (text, found) = (await File.ReadAllTextAsync(file), new List<string>());
            if (Checklist.Read(text, found) is { } list) seeds.Add((text, list));
            problems.AddRange(found.Select(p => $"{Path.GetFileName(file)}：{p}"));
        }
        if (seeds.Count == 0 && problems.Count == 0) problems.Add($"随访清单文件夹 {options.Checklists} 中没有清单文件。");
        if (problems.Count > 0) throw new Refusal(500, problems);
        await writer.WriteAsync(async (db, _) =>
        {
            foreach (var (text, list) in seeds)
            {
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
                if (await db.ChecklistEditions.AsNoTracking().FirstOrDefaultAsync(e => e.Edition == list.Edition) is not { } known)
                    db.ChecklistEditions.Add(new ChecklistEdition { Edition = list.Edition, Content = text, ContentHash = hash, PublishedAt = clock.GetUtcNow() });
                else if (known.ContentHash != hash) problems.Add($"清单 {list.Edition} 已于 {known.PublishedAt:yyyy-MM-dd} 发布，文件内容却已改动。已发布的清单不得修改：请恢复原文件，或另存为新版本。");
            }
            return problems.Count > 0 ? throw new Refusal(500, problems) : true;
        });
        await using var read = await factory.CreateDbContextAsync();
        editions = [.. (await read.ChecklistEditions.AsNoTracking().OrderBy(e => e.Id).Select(e => e.Content).ToListAsync()).Select(t => Checklist.Read(t, [])!).OrderBy(e => e.Effective)];
    }
}
