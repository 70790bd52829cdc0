using System.Collections.Concurrent;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Targets;

namespace InspectionHub.Web.Dashboard;

/// <summary>Reads the dashboard for a person: parses the address, checks again what the person may see, filters after computing. Pages with the same
/// question share one picture until the county's ledger has grown.</summary>
public sealed class DashboardBoard(YearView years, TargetBoard board, WarningBoard warnings, MarkFeed feed, LedgerPositions positions, TimeProvider clock)
{
    /// <summary>Pictures nobody asked for in this time are let go.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private const int Most = 100;
    private readonly ConcurrentDictionary<Question, Slot> slots = [];

    /// <summary>Null if the county has no data.</summary>
    public async Task<DashboardPicture?> ReadAsync(Visitor who, DashboardQuery query)
    {
        // Office and leaders see the same as every other of their role; of the others each one's own reports differ.
        var question = new Question(who.CountyId, who.Role, who.UnitCode, who.LeadOffice, who.Role is Roles.Office or Roles.Leader ? "" : who.Id, query);
        var slot = slots.GetOrAdd(question, _ => new() { UsedAt = clock.GetUtcNow() });
        var (position, today) = (await positions.OfAsync(who.CountyId), Today);
        slot.UsedAt = clock.GetUtcNow();
        if (slot.Latest is { } latest && latest.Position >= position && latest.Day == today) return latest.Picture;
        Task<DashboardPicture?> reading;
        lock (slot)
        {
            // What is being computed for a position as new as the wanted one is for all who want it; whoever wants a newer one shares the next.
            if (slot.Running is not { } running || running.Position < position || running.Day != today || running.Picture.IsFaulted)
                slot.Running = (position, today, ReadAfterAsync(slot.Running?.Picture, slot, who, query));
            reading = slot.Running.Value.Picture;
        }
        return await reading;
    }

    private async Task<DashboardPicture?> ReadAfterAsync(Task? before, Slot slot, Visitor who, DashboardQuery query)
    {
        await (before ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        LetGo();
        // Read before computing: what arrives meanwhile makes the next one compute again.
        var (position, today) = (await positions.OfAsync(who.CountyId), Today);
        if (slot.Latest is { } known && known.Position >= position && known.Day == today) return known.Picture;
        if (await ComputeAsync(who, query) is not { } picture) return null;
        if (slot.Latest is { } last) picture = picture.After(last.Picture);
        slot.Latest = new(position, today, picture);
        return picture;
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);

    /// <summary>What an address asks is not bounded: old pictures go, and of the others the least used ones.</summary>
    private void LetGo()
    {
        foreach (var (place, (question, slot)) in slots.OrderByDescending(s => s.Value.UsedAt).Index())
            if (place >= Most || slot.UsedAt < clock.GetUtcNow() - Kept) slots.TryRemove(question, out _);
    }

    private async Task<DashboardPicture?> ComputeAsync(Visitor who, DashboardQuery query)
    {
        var known = await years.ListAsync(who.CountyId);
        if (known.Count == 0) return null;
        var (year, wantsOfficial) = (await years.ChosenAsync(who.CountyId, query.Year), YearView.WantsOfficial(query.Data));
        if (await years.SeenAsync(who, year, wantsOfficial) is not { } now) return null;
        var filter = DashboardFilter.Of(who, query, now);
        var sites = now.Facts.Sites.Where(s => who.MaySeeUnit(s.Unit)).ToList();
        var cards = sites.Where(s => filter.Has(s, now.Facts.Measurements)).Select(s => now.Assessment.Scorecards[s.Code]).ToList();
        var present = cards.SelectMany(c => c.Rows.Select(r => r.Row.Code)).ToHashSet(StringComparer.Ordinal);
        var rows = now.Framework.Indicators.Where(r => filter.Has(r) && present.Contains(r.Code)).ToList();
        if (!who.May(Policies.CanSeeCounty)) return new(known, now, filter, sites, cards, rows, [], [], [], [], wantsOfficial);
        var targets = (await board.FindAsync(who, year, wantsOfficial))?.Targets ?? [];
        var shown = cards.Select(c => c.Site.Code).ToHashSet(StringComparer.Ordinal);
        var found = (await warnings.FindAsync(who, now, targets, wantsOfficial))
            .Where(w => (w.Site is null || shown.Contains(w.Site)) && (filter.Stage is null || w.Stage is null || w.Stage == filter.Stage) && (filter.Lead is null || (w.Row is { } row && now.Framework.Find(row)?.Lead == filter.Lead))).ToList();
        var lines = !MarkSight.SeesOpen(who) ? (IReadOnlyList<FeedLine>)[] : await feed.LatestAsync(who.CountyId, now, shown, [.. rows.Select(r => r.Code)]);
        return new(known, now, filter, sites, cards, rows, [.. now.Assessment.Coefficients.Where(c => filter.Has(c.Row) && (filter.Stage is null || c.Stage == filter.Stage))], targets, found, lines, wantsOfficial);
    }

    private sealed record Question(int CountyId, string Role, string? Unit, string? Lead, string Person, DashboardQuery Query);

    private sealed record Reading(long Position, DateOnly Day, DashboardPicture Picture);

    private sealed class Slot
    {
        /// <summary>What is or was computed last, for at least which position; held under the slot's lock.</summary>
        public (long Position, DateOnly Day, Task<DashboardPicture?> Picture)? Running { get; set; }

        public Reading? Latest { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
