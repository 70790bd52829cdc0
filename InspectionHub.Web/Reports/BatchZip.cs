using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Packs a batch: every finished paper, and an index that names each file with number and hash, and each paper that could not be made with its reason.</summary>
public sealed class BatchZip(IDbContextFactory<AppDb> factory, HubOptions options)
{
    public const string Format = "zip";

    /// <summary>Writes the ZIP and gives its name.</summary>
    /// <exception cref="Refusal">None of the papers could be made.</exception>
    public async Task<string> WriteAsync(PaperOrder batch, Stream file)
    {
        await using var db = await factory.CreateDbContextAsync();
        var parts = await db.PaperOrders.AsNoTracking().Where(o => o.BatchId == batch.Id).OrderBy(o => o.Site).ThenBy(o => o.About).ThenBy(o => o.Id).ToListAsync();
        if (parts.Count > 0 && parts.All(p => p.State != OrderState.Done)) throw new Refusal(422, ["这一批文书全部没有生成。", .. parts.Select(p => p.Problem).OfType<string>().Distinct().Take(5)]);
        var papers = parts.Select(p => p.PaperId).OfType<Guid>().ToList();
        var numbers = await db.PaperIssues.Where(i => papers.Contains(i.PaperId)).ToDictionaryAsync(i => i.PaperId, i => i.Number);
        var title = $"{PaperKinds.Find(batch.Kind)?.Name ?? batch.Kind}（{batch.Scope}，{batch.Year}—{batch.Year + 1}学年）";
        var rows = new List<(string Name, string Number, string Hash, string State)>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                var number = part.PaperId is { } id ? numbers.GetValueOrDefault(id, "") : "";
                var source = Path.Combine(options.Papers, $"{part.Id}.{part.Format}");
                if (part.State != OrderState.Done || !File.Exists(source))
                {
                    rows.Add((part.Site.Length > 0 ? part.Site : part.About, number, "", part.State == OrderState.Cancelled ? "已取消" : $"未生成：{part.Problem ?? "文件已不在"}"));
                    continue;
                }
                var name = Free(taken, SafeName(part.FileName!));
                // PDF and DOCX are compressed already.
                zip.CreateEntryFromFile(source, name, CompressionLevel.NoCompression);
                rows.Add((name, number, part.FileHash!, number.Length > 0 ? "签发件" : "草稿"));
            }
            AddIndex(zip, title, rows);
        }
        return $"{SafeName(title)}.zip";
    }

    /// <summary>The index of a ZIP of papers, to read and to calculate with.</summary>
    internal static void AddIndex(ZipArchive zip, string title, List<(string Name, string Number, string Hash, string State)> rows)
    {
        Add(zip, "index.html", Index(title, rows));
        Add(zip, "index.csv", "\uFEFF" + string.Join("\r\n", rows.Select(r => string.Join(',', Cell(r.Name), Cell(r.Number), Cell(r.Hash), Cell(r.State))).Prepend("文件,文号,SHA-256,状态")) + "\r\n");
    }

    private static string Index(string title, List<(string Name, string Number, string Hash, string State)> rows)
    {
        string Text(string text) => WebUtility.HtmlEncode(text);
        var done = rows.Count(r => r.Hash.Length > 0);
        return $$"""
            <!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{{Text(title)}}</title>
            <style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px 8px;text-align:left}code{font-size:.8em;word-break:break-all}</style>
            <h1>{{Text(title)}}</h1><p>共 {{rows.Count.ToString(CultureInfo.InvariantCulture)}} 份，已生成 {{done.ToString(CultureInfo.InvariantCulture)}} 份，未生成 {{(rows.Count - done).ToString(CultureInfo.InvariantCulture)}} 份。</p>
            <table><tr><th>文件<th>文号<th>SHA-256<th>状态
            {{string.Join('\n', rows.Select(r => $"<tr><td>{(r.Hash.Length > 0 ? $"<a href=\"{Uri.EscapeDataString(r.Name)}\">{Text(r.Name)}</a>" : Text(r.Name))}<td>{Text(r.Number)}<td><code>{r.Hash}</code><td>{Text(r.State)}"))}}
            </table></html>
            """;
    }

    // A spreadsheet takes a leading sign for a formula.
    private static string Cell(string text) => $"\"{(text is ['=' or '+' or '-' or '@', ..] ? "'" : "")}{text.Replace("\"", "\"\"")}\"";

    internal static string SafeName(string name) => string.Concat(name.Select(c => "\\/:*?\"<>|".Contains(c) || char.IsControl(c) ? '_' : c));

    internal static string Free(HashSet<string> taken, string name)
    {
        var free = name;
        for (var n = 2; !taken.Add(free); n++) free = $"{Path.GetFileNameWithoutExtension(name)}（{n}）{Path.GetExtension(name)}";
        return free;
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
