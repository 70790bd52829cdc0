using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Reports.Docx;
using InspectionHub.Web.Reports.Html;
using InspectionHub.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Schools;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Targets;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web;

/// <summary>The parts that the server and the command line share.</summary>
public static class HubParts
{
    /// <summary>The keys of cookies and one-time links, in the data folder: a link made on the command line opens at the server.</summary>
    public static IServiceCollection AddHubKeys(this IServiceCollection parts, HubOptions options) =>
        parts.AddDataProtection().SetApplicationName("InspectionHub").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "keys"))).Services;

    public static IServiceCollection AddHubParts(this IServiceCollection parts, HubOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        parts.AddSingleton(options);
        parts.AddSingleton(TimeProvider.System);
        parts.AddSingleton<SqliteSettings>();
        parts.AddDbContextFactory<SqliteAppDb>((services, db) => db
            .UseSqlite($"Data Source={options.Database};Default Timeout={options.LockPatience}")
            .AddInterceptors(services.GetRequiredService<SqliteSettings>()));
        parts.AddSingleton<IDbContextFactory<AppDb>>(services => new Factory(services.GetRequiredService<IDbContextFactory<SqliteAppDb>>()));
        parts.AddScoped<AppDb>(services => services.GetRequiredService<SqliteAppDb>());
        parts.AddSingleton<LiveFeed>();
        parts.AddSingleton<Writer>();
        parts.AddSingleton<LedgerBook>();
        parts.AddSingleton<FrameworkShelf>();
        parts.AddSingleton<Importer>();
        parts.AddSingleton<Confirmations>();
        parts.AddSingleton<DataQuestions>();
        parts.AddSingleton<InspectionBook>();
        parts.AddSingleton<InspectionActs>();
        parts.AddSingleton<InspectionFollowUp>();
        parts.AddSingleton<NoticeChanges>();
        parts.AddSingleton<FindingBook>();
        parts.AddSingleton<HearingBook>();
        parts.AddSingleton<ScoreBook>();
        parts.AddSingleton<CalendarBook>();
        parts.AddSingleton<NoticeBook>();
        parts.AddSingleton<DueBoard>();
        parts.AddSingleton<LateBoard>();
        parts.AddSingleton<NoticeJob>();
        parts.AddSingleton<RectificationBook>();
        parts.AddSingleton<RectificationValue>();
        parts.AddSingleton<PhotoStore>();
        parts.AddSingleton<RectificationDesk>();
        parts.AddSingleton<RectificationSheet>();
        parts.AddSingleton<SelfAssessmentBook>();
        parts.AddSingleton<AnnualBook>();
        parts.AddSingleton<AnnualBoard>();
        parts.AddSingleton<Settlements>();
        parts.AddSingleton<InspectionDesk>();
        parts.AddSingleton<ImportedYears>();
        parts.AddSingleton<StoredMarks>();
        parts.AddSingleton<LedgerPositions>();
        parts.AddSingleton<SecurityStamps>();
        parts.AddSingleton<Assessor>();
        parts.AddSingleton<Releases>();
        parts.AddSingleton<YearView>();
        parts.AddSingleton<DemoRelease>();
        parts.AddSingleton<YearBook>();
        parts.AddSingleton<SchoolIndex>();
        parts.AddSingleton<SchoolHistories>();
        parts.AddSingleton<SchoolDesk>();
        parts.AddSingleton<CountyValueBook>();
        parts.AddSingleton<DashboardBoard>();
        parts.AddSingleton<TargetBoard>();
        parts.AddSingleton<HazardBook>();
        parts.AddSingleton<WarningBoard>();
        parts.AddSingleton<MarkFeed>();
        parts.AddSingleton<InspectorRegister>();
        parts.AddSingleton<PlanBook>();
        parts.AddSingleton<PlanCoverage>();
        parts.AddSingleton<PlanDesk>();
        parts.AddSingleton<DemoPlan>();
        parts.AddSingleton<OpenVisits>();
        parts.AddSingleton<DemoVisits>();
        parts.AddSingleton<DemoInspections>();
        parts.AddSingleton<ChecklistShelf>();
        parts.AddSingleton<VisitFollowUp>();
        parts.AddSingleton<VisitBook>();
        parts.AddSingleton<VisitRecords>();
        parts.AddSingleton<VisitDesk>();
        parts.AddSingleton<VisitCalendar>();
        parts.AddSingleton<VetoBook>();
        parts.AddSingleton<DemoVeto>();
        parts.AddSingleton<LedgerVerifier>();
        parts.AddSingleton<LedgerSeal>();
        parts.AddSingleton<LedgerGuards>();
        parts.AddSingleton<RedactionBook>();
        parts.AddSingleton<RetentionBook>();
        parts.AddSingleton<BackupWriter>();
        parts.AddSingleton<BackupSchedule>();
        parts.AddSingleton(_ => FontSet.OfMachine(Environment.GetEnvironmentVariable("INSPECTIONHUB_FONTS")));
        parts.AddSingleton<PdfWriter>();
        parts.AddSingleton<DocxWriter>();
        parts.AddSingleton<HtmlWriter>();
        parts.AddSingleton<PaperFiles>();
        parts.AddSingleton<CountyPapers>();
        parts.AddSingleton<PaperPhotos>();
        parts.AddSingleton<SitePapers>();
        parts.AddSingleton<InspectionPapers>();
        parts.AddSingleton<UnitPapers>();
        parts.AddSingleton<VisitPapers>();
        parts.AddSingleton<PaperProof>();
        parts.AddSingleton<PaperComposer>();
        parts.AddSingleton<PaperPress>();
        parts.AddSingleton<HandPapers>();
        parts.AddSingleton<PaperBook>();
        parts.AddSingleton<PaperRegister>();
        parts.AddSingleton<PaperDesk>();
        parts.AddSingleton<BatchZip>();
        parts.AddSingleton<BatchSubjects>();
        parts.AddSingleton<BatchBook>();
        parts.AddSingleton<ScheduleBook>();
        parts.AddSingleton<BatchDesk>();
        parts.AddSingleton<PaperJob>();
        parts.AddSingleton<FirstAdministrator>();
        parts.AddScoped<DemoAccounts>();
        parts.AddScoped<People>();
        parts.AddSingleton<SignInRecord>();
        parts.AddSingleton<HubStart>();
        parts.AddIdentityCore<Person>(identity =>
            {
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequiredLength = People.ShortestPassword;
                identity.Lockout.MaxFailedAccessAttempts = 8;
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddRoles<IdentityRole>().AddEntityFrameworkStores<SqliteAppDb>().AddClaimsPrincipalFactory<PersonClaims>().AddSignInManager().AddDefaultTokenProviders();
        parts.Configure<DataProtectionTokenProviderOptions>(token => token.TokenLifespan = OneTimeLink.Lasts);
        return parts;
    }

    /// <summary>IDbContextFactory is not covariant.</summary>
    private sealed class Factory(IDbContextFactory<SqliteAppDb> inner) : IDbContextFactory<AppDb>
    {
        public AppDb CreateDbContext() => inner.CreateDbContext();
    }
}
