using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;

namespace InspectionHub.Web.Accounts;

/// <summary>Who signed in, who set a password and whose account was locked: links of the county's ledger, without address or device.</summary>
public sealed class SignInRecord(Writer writer, LedgerBook ledger)
{
    public Task AddAsync(Person person, string what) => writer.WriteAsync(async (db, _) => await ledger.AppendAsync(db, person.CountyId, "sign-in", person.Id, new { what }));
}
