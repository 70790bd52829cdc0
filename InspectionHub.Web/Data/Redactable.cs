namespace InspectionHub.Web.Data;

/// <summary>A column that two people together may black out (note, photo, position, free text). The ledger holds only its salted hash, so the chain
/// stays whole afterwards. Put it on a property of an append-only entity that is <see cref="IRedactable"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RedactableAttribute : Attribute
{
    /// <summary>What stands in place of a text that was blacked out; a number becomes null.</summary>
    public const string Tombstone = "〔已隐去〕";

    /// <summary>The column could not be blacked out in earlier versions: rows they wrote are proved with its text, and keep it. Rows of today have a salt for it.</summary>
    public bool OnlyWithSalt { get; init; }

    /// <summary>Only a text that begins like this holds a person's words: no other gets a salt. Null = each does.</summary>
    public string? Begins { get; init; }
}

/// <summary>An append-only row with columns that may be blacked out.</summary>
public interface IRedactable
{
    /// <summary>One random salt per filled <see cref="RedactableAttribute"/> column, as JSON; made when the row is written, removed with the text.</summary>
    string? Salts { get; set; }
}
