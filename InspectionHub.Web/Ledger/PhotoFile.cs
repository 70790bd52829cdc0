using System.Security.Cryptography;

namespace InspectionHub.Web.Ledger;

/// <summary>A photo's file against the hash its row holds.</summary>
public static class PhotoFile
{
    /// <summary>What is wrong with the file, or null; a photo that was blacked out has none.</summary>
    public static string? Problem(string folder, string stored)
    {
        if (stored.Length != 64 || !stored.All(char.IsAsciiHexDigitLower)) return null;
        var path = Path.Combine(folder, stored[..2], $"{stored}.jpg");
        if (!File.Exists(path)) return "不见了";
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == stored ? null : "已损坏，内容与校验值不符";
    }
}
