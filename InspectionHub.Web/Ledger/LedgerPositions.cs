using InspectionHub.Web.Data;
using InspectionHub.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>How far a county's ledger has come, read once for all pages that are told of the same mark.</summary>
public sealed class LedgerPositions(IDbContextFactory<AppDb> factory)
{
    private readonly SharedRead<int, long> shared = new(async countyId =>
    {
        await using var db = await factory.CreateDbContextAsync();
        return await LedgerBook.PositionAsync(db, countyId);
    });

    public Task<long> OfAsync(int countyId) => shared.GetAsync(countyId);
}
