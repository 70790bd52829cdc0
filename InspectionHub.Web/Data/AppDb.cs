using InspectionHub.Web.Accounts;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace InspectionHub.Web.Data;

/// <summary>The hub's database. One abstract context, so that another engine is one more subclass (design section 8).</summary>
public abstract partial class AppDb(DbContextOptions options) : IdentityDbContext<Person>(options)
{
    public DbSet<County> Counties => Set<County>();
    public DbSet<FrameworkEdition> FrameworkEditions => Set<FrameworkEdition>();
    public DbSet<ImportBatch> ImportBatches => Set<ImportBatch>();
    public DbSet<ImportedUnit> ImportedUnits => Set<ImportedUnit>();
    public DbSet<SchoolYear> SchoolYears => Set<SchoolYear>();
    public DbSet<CountyYear> CountyYears => Set<CountyYear>();
    public DbSet<Succession> Successions => Set<Succession>();
    public DbSet<DataConfirmation> DataConfirmations => Set<DataConfirmation>();
    public DbSet<DataQuestion> DataQuestions => Set<DataQuestion>();
    public DbSet<Inspection> Inspections => Set<Inspection>();
    public DbSet<InspectionMember> InspectionMembers => Set<InspectionMember>();
    public DbSet<InspectionDeparture> InspectionDepartures => Set<InspectionDeparture>();
    public DbSet<InspectionAct> InspectionActs => Set<InspectionAct>();
    public DbSet<InspectionFinding> InspectionFindings => Set<InspectionFinding>();
    public DbSet<InspectionRecord> InspectionRecords => Set<InspectionRecord>();
    public DbSet<ReplyPoint> ReplyPoints => Set<ReplyPoint>();
    public DbSet<ReplyAnswer> ReplyAnswers => Set<ReplyAnswer>();
    public DbSet<SelfMark> SelfMarks => Set<SelfMark>();
    public DbSet<SelfAssessmentStep> SelfAssessmentSteps => Set<SelfAssessmentStep>();
    public DbSet<AnnualStep> AnnualSteps => Set<AnnualStep>();
    public DbSet<CalendarEntry> CalendarEntries => Set<CalendarEntry>();
    public DbSet<DeadlineSetting> DeadlineSettings => Set<DeadlineSetting>();
    public DbSet<Rectification> Rectifications => Set<Rectification>();
    public DbSet<RectificationStep> RectificationSteps => Set<RectificationStep>();
    public DbSet<ScoreEntry> ScoreEntries => Set<ScoreEntry>();
    public DbSet<Photo> Photos => Set<Photo>();
    public DbSet<BallotSignature> BallotSignatures => Set<BallotSignature>();
    public DbSet<Hazard> Hazards => Set<Hazard>();
    public DbSet<SettlementEntry> SettlementEntries => Set<SettlementEntry>();
    public DbSet<SignOff> SignOffs => Set<SignOff>();
    public DbSet<LedgerLink> LedgerLinks => Set<LedgerLink>();
    public DbSet<Redaction> Redactions => Set<Redaction>();
    public DbSet<VetoStep> VetoSteps => Set<VetoStep>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<DutyEntry> DutyEntries => Set<DutyEntry>();
    public DbSet<RecusalEntry> RecusalEntries => Set<RecusalEntry>();
    public DbSet<PlanEntry> PlanEntries => Set<PlanEntry>();
    public DbSet<ChecklistEdition> ChecklistEditions => Set<ChecklistEdition>();
    public DbSet<RoutineVisit> RoutineVisits => Set<RoutineVisit>();
    public DbSet<VisitStep> VisitSteps => Set<VisitStep>();
    public DbSet<VisitEntry> VisitEntries => Set<VisitEntry>();
    public DbSet<PaperOrder> PaperOrders => Set<PaperOrder>();
    public DbSet<Paper> Papers => Set<Paper>();
    public DbSet<PaperStep> PaperSteps => Set<PaperStep>();
    public DbSet<PaperIssue> PaperIssues => Set<PaperIssue>();
    public DbSet<PaperFile> PaperFiles => Set<PaperFile>();
    public DbSet<PaperSchedule> PaperSchedules => Set<PaperSchedule>();
    public DbSet<CountyRelease> CountyReleases => Set<CountyRelease>();
    public DbSet<CountyValue> CountyValues => Set<CountyValue>();
    public DbSet<CountyValueStep> CountyValueSteps => Set<CountyValueStep>();
    public DbSet<YearOpening> YearOpenings => Set<YearOpening>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeRead> NoticeReads => Set<NoticeRead>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<County>().HasIndex(c => c.Code).IsUnique();
        builder.Entity<FrameworkEdition>().HasIndex(e => new { e.Edition, e.ContentHash }).IsUnique();
        builder.Entity<ImportedUnit>().HasKey(u => new { u.BatchId, u.Code });
        builder.Entity<SchoolYear>().HasKey(s => new { s.BatchId, s.Year, s.Code });
        builder.Entity<CountyYear>().HasKey(y => new { y.BatchId, y.Year });
        builder.Entity<Succession>().HasKey(s => new { s.BatchId, s.FromCode, s.ToCode, s.Date });
        builder.Entity<DataConfirmation>().HasIndex(c => new { c.CountyId, c.UnitCode, c.Year });
        builder.Entity<DataQuestion>().HasIndex(q => new { q.CountyId, q.Year, q.BatchId });
        builder.Entity<Inspection>().HasIndex(i => new { i.CountyId, i.Year, i.Site });
        builder.Entity<Inspection>().Ignore(i => i.Team);
        builder.Entity<InspectionMember>().HasKey(m => new { m.InspectionId, m.PersonId });
        builder.Entity<InspectionMember>().HasOne(m => m.Departure).WithOne().HasForeignKey<InspectionDeparture>(d => new { d.InspectionId, d.PersonId });
        builder.Entity<InspectionMember>().Navigation(m => m.Departure).AutoInclude();
        builder.Entity<InspectionMember>().Ignore(m => m.LeftAt);
        builder.Entity<InspectionDeparture>().HasKey(d => new { d.InspectionId, d.PersonId });
        builder.Entity<InspectionAct>().HasIndex(a => a.InspectionId);
        builder.Entity<CalendarEntry>().HasIndex(d => new { d.CountyId, d.Day });
        builder.Entity<Rectification>().HasIndex(r => new { r.CountyId, r.Year, r.Site });
        builder.Entity<RectificationStep>().HasIndex(s => s.CaseId);
        builder.Entity<InspectionFinding>().HasIndex(f => f.InspectionId);
        builder.Entity<InspectionRecord>().HasIndex(r => r.InspectionId);
        builder.Entity<ReplyPoint>().HasIndex(p => p.InspectionId);
        builder.Entity<ReplyAnswer>().HasIndex(a => a.PointId).IsUnique();
        builder.Entity<SelfMark>().HasIndex(m => new { m.CountyId, m.Year, m.Site });
        builder.Entity<SelfAssessmentStep>().HasIndex(s => new { s.CountyId, s.Year, s.Site });
        builder.Entity<AnnualStep>().HasIndex(s => new { s.CountyId, s.Year });
        builder.Entity<ScoreEntry>().HasIndex(e => new { e.CountyId, e.Year, e.Site });
        builder.Entity<ScoreEntry>().HasIndex(e => e.Sheet);
        builder.Entity<Photo>().HasKey(p => new { p.Sheet, p.Sha });
        builder.Entity<BallotSignature>().HasIndex(s => s.Sheet);
        builder.Entity<Hazard>().HasIndex(h => new { h.CountyId, h.Year });
        builder.Entity<SettlementEntry>().HasIndex(e => new { e.CountyId, e.Year, e.Site });
        builder.Entity<SignOff>().HasIndex(s => new { s.InspectionId, s.Version }).IsUnique();
        builder.Entity<Redaction>().HasIndex(r => new { r.CountyId, r.CaseId });
        builder.Entity<LedgerLink>().HasKey(l => new { l.CountyId, l.Seq });
        builder.Entity<VetoStep>().HasIndex(s => new { s.CountyId, s.Year });
        builder.Entity<Appointment>().HasIndex(a => a.CountyId);
        builder.Entity<DutyEntry>().HasIndex(d => new { d.CountyId, d.Site });
        builder.Entity<RecusalEntry>().HasIndex(r => new { r.CountyId, r.PersonId });
        builder.Entity<PlanEntry>().HasIndex(p => new { p.CountyId, p.Year });
        builder.Entity<ChecklistEdition>().HasIndex(e => e.Edition).IsUnique();
        builder.Entity<RoutineVisit>().HasIndex(v => new { v.CountyId, v.Year });
        builder.Entity<RoutineVisit>().HasMany(v => v.Steps).WithOne().HasForeignKey(s => s.VisitId);
        builder.Entity<VisitEntry>().HasIndex(e => e.VisitId);
        builder.Entity<PaperOrder>().HasIndex(o => new { o.CountyId, o.State });
        builder.Entity<PaperOrder>().HasIndex(o => o.BatchId);
        builder.Entity<PaperOrder>().HasIndex(o => o.OnceKey).IsUnique();
        builder.Entity<Paper>().HasIndex(p => new { p.CountyId, p.Year });
        builder.Entity<PaperStep>().HasIndex(s => s.PaperId);
        builder.Entity<PaperIssue>().HasKey(i => i.PaperId);
        builder.Entity<PaperIssue>().HasIndex(i => new { i.CountyId, i.Prefix, i.NumberYear, i.Serial }).IsUnique();
        builder.Entity<PaperIssue>().HasIndex(i => i.Token).IsUnique();
        builder.Entity<PaperFile>().HasIndex(f => f.Hash);
        builder.Entity<CountyRelease>().HasIndex(r => new { r.CountyId, r.Year, r.Version }).IsUnique();
        builder.Entity<CountyValue>().HasIndex(v => new { v.CountyId, v.Year });
        builder.Entity<CountyValueStep>().HasIndex(s => s.ValueId);
        builder.Entity<Notice>().HasIndex(n => new { n.PersonId, n.At });
        builder.Entity<Notice>().HasIndex(n => new { n.PersonId, n.OnceKey }).IsUnique();
        builder.Entity<NoticeRead>().HasKey(r => r.NoticeId);
        builder.Entity<YearOpening>().HasIndex(o => new { o.CountyId, o.Year }).IsUnique();
    }

    /// <summary>Engines disagree about times; a whole number of UTC milliseconds sorts the same in all.</summary>
    private sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}

/// <summary>The hub's database on SQLite.</summary>
public sealed class SqliteAppDb(DbContextOptions<SqliteAppDb> options) : AppDb(options)
{
    public override async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginSnapshotAsync()
    {
        await Database.OpenConnectionAsync();
        return Database.UseTransaction(((Microsoft.Data.Sqlite.SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true))!;
    }

    public override async Task<bool> SettleLogAsync() => (await Database.SqlQueryRaw<Checkpoint>("PRAGMA wal_checkpoint(TRUNCATE)").ToListAsync()) is [{ Busy: 0 }];

    public override long DataVersion() => Database.SqlQueryRaw<long>("SELECT data_version AS Value FROM pragma_data_version").Single();

    public override async Task<bool> IsSoundAsync() => await Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync() is ["ok"];

    public override async Task CopyToAsync(string file)
    {
        await Database.OpenConnectionAsync();
        await using var to = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
        await to.OpenAsync();
        // SQLite's own online copy: a snapshot.
        ((Microsoft.Data.Sqlite.SqliteConnection)Database.GetDbConnection()).BackupDatabase(to);
        await using var plain = to.CreateCommand();
        // Without a write-ahead log beside it.
        plain.CommandText = "PRAGMA journal_mode=DELETE;";
        await plain.ExecuteNonQueryAsync();
    }

    // A number in the file's first page that nothing here uses: set to what it is, the page is written all the same.
    public override Task WriteNothingNewAsync() => Database.ExecuteSqlRawAsync("PRAGMA user_version = 0");

    /// <summary>What SQLite answers: busy 1 = somebody was reading, and part of the log is still there.</summary>
    private sealed record Checkpoint(long Busy, long Log, long Checkpointed);
}
