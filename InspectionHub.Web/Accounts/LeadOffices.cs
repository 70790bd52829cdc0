namespace InspectionHub.Web.Accounts;

/// <summary>The lead offices an account can be made for. The editions that name them belong to a room above the accounts, so the list is handed down.</summary>
/// <param name="Names">Reads it: those of every published edition, the newest first.</param>
public sealed record LeadOffices(Func<IReadOnlyList<string>> Names);
