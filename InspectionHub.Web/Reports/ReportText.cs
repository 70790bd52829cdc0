using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using InspectionHub.Core.Reports;

namespace InspectionHub.Web.Reports;

/// <summary>A report as canonical text and back: fields in the order they are declared, no white space. What is hashed is this text; it is stored and never written anew.</summary>
public static class ReportText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameBlocks } },
    };

    public static string Write(Report report) => JsonSerializer.Serialize(report, Options);

    public static Report Read(string text) => JsonSerializer.Deserialize<Report>(text, Options)!;

    /// <summary>SHA-256 of the text, in small letters.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // The family is closed in Core, which knows no file format; here each member gets its own name as the type's word.
    private static void NameBlocks(JsonTypeInfo type)
    {
        if (type.Type != typeof(ReportBlock)) return;
        type.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = "block" };
        foreach (var block in typeof(ReportBlock).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ReportBlock))).OrderBy(t => t.Name, StringComparer.Ordinal))
            type.PolymorphismOptions.DerivedTypes.Add(new(block, block.Name));
    }
}
