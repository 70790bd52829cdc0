using System.Security.Cryptography;
using System.Text;

namespace InspectionHub.Core.Ledger;

/// <summary>One stored link.</summary>
/// <param name="Seq">Position, from 1 without gaps.</param>
/// <param name="PreviousHash">Hash of the link before; <see cref="LedgerChain.Start"/> for the first.</param>
/// <param name="Content">The stored bytes that were hashed.</param>
/// <param name="Hash">Hash of this link, lower-case hex.</param>
public sealed record ChainLink(long Seq, string PreviousHash, byte[] Content, string Hash);

/// <summary>The first link that does not hold.</summary>
/// <param name="Seq">Its position.</param>
/// <param name="Say">What is wrong, in Chinese.</param>
public sealed record ChainBreak(long Seq, string Say);

/// <summary>A SHA-256 chain over stored bytes: changing, removing or adding a link anywhere is found (design section 8).</summary>
public static class LedgerChain
{
    /// <summary>The previous hash of the first link.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>SHA-256 over position, previous hash and content, lower-case hex.</summary>
    public static string Hash(long seq, string previousHash, byte[] content)
    {
        var head = Encoding.UTF8.GetBytes($"{seq}\n{previousHash}\n");
        return Convert.ToHexStringLower(SHA256.HashData([.. head, .. content]));
    }

    /// <summary>The first break in links given in order, or null if the chain holds.</summary>
    public static ChainBreak? FirstBreak(IEnumerable<ChainLink> links)
    {
        var walk = new ChainWalk();
        return links.Select(walk.Next).FirstOrDefault(broken => broken is not null);
    }
}

/// <summary>Walks along a chain link by link, so that it need not be held in memory.</summary>
public sealed class ChainWalk
{
    private long expected = 1;
    private string previous = LedgerChain.Start;

    /// <summary>What is wrong with the next link, or null. After a break the walk goes on from the link as it stands.</summary>
    public ChainBreak? Next(ChainLink link)
    {
        var broken = link.Seq != expected ? new ChainBreak(expected, $"第 {expected} 环缺失，下一环是第 {link.Seq} 环。")
            : link.PreviousHash != previous ? new ChainBreak(link.Seq, $"第 {link.Seq} 环与前一环接不上。")
            : LedgerChain.Hash(link.Seq, link.PreviousHash, link.Content) != link.Hash ? new ChainBreak(link.Seq, $"第 {link.Seq} 环的内容与其校验值不符，内容被改动过。")
            : null;
        (expected, previous) = (link.Seq + 1, link.Hash);
        return broken;
    }
}
