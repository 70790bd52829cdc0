using Microsoft.AspNetCore.Authorization;

namespace InspectionHub.Web.Accounts;

/// <summary>The six roles of design section 10 and the Chinese words for them.</summary>
public static class Roles
{
    public const string Inspector = "Inspector";
    public const string Office = "Office";
    public const string Unit = "Unit";
    public const string LeadOffice = "LeadOffice";
    public const string Leader = "Leader";
    public const string Administrator = "Administrator";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Inspector] = "督学",
        [Office] = "督导室",
        [Unit] = "学校（考核单位）",
        [LeadOffice] = "牵头股室",
        [Leader] = "县领导",
        [Administrator] = "管理员",
    };
}

/// <summary>Policies, named by the act they allow.</summary>
public static class Policies
{
    public const string CanSeeCounty = nameof(CanSeeCounty);
    public const string CanSee = nameof(CanSee);
    public const string CanScore = nameof(CanScore);
    public const string CanScoreDesk = nameof(CanScoreDesk);
    public const string CanSettle = nameof(CanSettle);
    public const string CanOpen = nameof(CanOpen);
    public const string CanSignOff = nameof(CanSignOff);
    public const string CanImport = nameof(CanImport);
    public const string CanConfirm = nameof(CanConfirm);
    public const string CanIssue = nameof(CanIssue);
    public const string CanAdminister = nameof(CanAdminister);
    public const string CanSeeReleases = nameof(CanSeeReleases);
    public const string CanEnterCounty = nameof(CanEnterCounty);
    public const string CanOpenYear = nameof(CanOpenYear);
    public const string CanLookQuickly = nameof(CanLookQuickly);
    public const string CanPlan = nameof(CanPlan);
    public const string CanSeePlan = nameof(CanSeePlan);
    public const string CanSeeVisits = nameof(CanSeeVisits);
    public const string CanVerifyLedger = nameof(CanVerifyLedger);
    public const string CanRedact = nameof(CanRedact);

    /// <summary>Who may do what. Scope (own unit, own clauses, own sheets) is checked again where the data are read.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>
    {
        [CanSee] = [Roles.Inspector, Roles.Office, Roles.Unit, Roles.LeadOffice, Roles.Leader, Roles.Administrator],
        [CanSeeCounty] = [Roles.Inspector, Roles.Office, Roles.LeadOffice, Roles.Leader, Roles.Administrator],
        [CanScore] = [Roles.Inspector, Roles.Office],
        [CanScoreDesk] = [Roles.LeadOffice],
        [CanSettle] = [Roles.Inspector, Roles.Office],
        [CanOpen] = [Roles.Office],
        [CanSignOff] = [Roles.Office],
        [CanImport] = [Roles.Office, Roles.Administrator],
        [CanConfirm] = [Roles.Unit],
        [CanIssue] = [Roles.Office, Roles.Leader],
        [CanAdminister] = [Roles.Administrator],
        [CanSeeReleases] = [Roles.Office, Roles.Leader, Roles.Administrator],
        [CanEnterCounty] = [Roles.Office],
        [CanOpenYear] = [Roles.Office],
        [CanLookQuickly] = [Roles.Leader, Roles.Office],
        [CanPlan] = [Roles.Office],
        [CanSeePlan] = [Roles.Office, Roles.Inspector, Roles.Leader, Roles.Unit, Roles.LeadOffice],
        [CanSeeVisits] = [Roles.Office, Roles.Inspector, Roles.Leader, Roles.Unit],
        [CanVerifyLedger] = [Roles.Office, Roles.Administrator],
        [CanRedact] = [Roles.Office, Roles.Administrator],
    };

    public static void Add(AuthorizationOptions options)
    {
        foreach (var (policy, roles) in Allowed) options.AddPolicy(policy, p => p.RequireAuthenticatedUser().RequireRole(roles));
        // A page or endpoint that nobody classified is closed.
        options.FallbackPolicy = options.DefaultPolicy;
    }
}
