using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InspectionHub.Web.Data;

/// <summary>The tables of facts. Triggers refuse UPDATE, DELETE and a second INSERT of the same key; EF's table rebuild drops triggers, so they are made
/// again after every migration and compared at every start.
/// <para><b>How a table joins:</b> enter its name below. From then on every row that goes through the <see cref="Writer"/> stands in the county's chain
/// (with the link of the same entry whose position is its LedgerSeq, else with the entry's last link, else with a link of its own), `./hub verify` and
/// the page 台账核验 compare each row with it, and the test that changes each column of each table covers it. An entity with free text, a photo or a
/// position implements <see cref="IRedactable"/> and marks those columns <see cref="RedactableAttribute"/>. A column added later must be nullable.</para></summary>
public static class AppendOnly
{
    private static readonly (string Table, string[] Key)[] Tables =
    [
        ("FrameworkEditions", ["Id"]), ("ImportBatches", ["Id"]), ("ImportedUnits", ["BatchId", "Code"]), ("SchoolYears", ["BatchId", "Year", "Code"]),
        ("CountyYears", ["BatchId", "Year"]), ("DataConfirmations", ["Id"]), ("DataQuestions", ["Id"]), ("Inspections", ["Id"]), ("InspectionMembers", ["InspectionId", "PersonId"]), ("InspectionDepartures", ["InspectionId", "PersonId"]), ("InspectionActs", ["Id"]), ("ScoreEntries", ["Id"]),
        ("SettlementEntries", ["Id"]), ("SignOffs", ["Id"]), ("VetoSteps", ["Id"]), ("LedgerLinks", ["CountyId", "Seq"]), ("BallotSignatures", ["Id"]), ("Hazards", ["Id"]),
        ("Successions", ["BatchId", "FromCode", "ToCode", "Date"]), ("Photos", ["Sheet", "Sha"]), ("Redactions", ["Id"]),
        ("Papers", ["Id"]), ("PaperSteps", ["Id"]), ("PaperIssues", ["PaperId"]), ("PaperFiles", ["Id"]),
        ("Appointments", ["Id"]), ("DutyEntries", ["Id"]), ("RecusalEntries", ["Id"]), ("PlanEntries", ["Id"]), ("ChecklistEditions", ["Id"]), ("RoutineVisits", ["Id"]), ("VisitSteps", ["Id"]), ("VisitEntries", ["Id"]),
        ("InspectionFindings", ["Id"]), ("InspectionRecords", ["Id"]), ("ReplyPoints", ["Id"]), ("ReplyAnswers", ["Id"]), ("SelfMarks", ["Id"]),
        ("CountyReleases", ["Id"]), ("CountyValues", ["Id"]), ("CountyValueSteps", ["Id"]), ("YearOpenings", ["Id"]), ("Notices", ["Id"]),
        ("SelfAssessmentSteps", ["Id"]), ("AnnualSteps", ["Id"]), ("CalendarEntries", ["Id"]), ("DeadlineSettings", ["Id"]), ("Rectifications", ["Id"]), ("RectificationSteps", ["Id"]),
    ];

    /// <summary>Names of the protected tables.</summary>
    public static IReadOnlySet<string> Names { get; } = Tables.Select(t => t.Table).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every trigger there should be, by name, with its text.</summary>
    public static IReadOnlyDictionary<string, string> Wanted(AppDb db) => Tables.SelectMany(t => Triggers(db.Model.GetEntityTypes().First(e => e.GetTableName() == t.Table), t.Key)).ToDictionary(t => t.Name, t => t.Sql);

    /// <summary>Makes the triggers anew and counts them; one that reads otherwise is replaced, a strange one goes: it could undo what is written.</summary>
    /// <returns>Those that were not there at all.</returns>
    /// <exception cref="InvalidOperationException">A table or a trigger is missing.</exception>
    public static IReadOnlyList<string> Protect(AppDb db)
    {
        var wanted = Wanted(db);
        var present = db.Database.SqlQueryRaw<string>("SELECT name || char(10) || sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToList()
            .Select(t => t.Split('\n', 2)).ToDictionary(t => t[0], t => t[1]);
        var sql = new StringBuilder();
        foreach (var name in present.Keys.Where(n => wanted.GetValueOrDefault(n) != present[n])) sql.AppendLine($"DROP TRIGGER \"{name}\";");
        foreach (var (name, text) in wanted.Where(t => present.GetValueOrDefault(t.Key) != t.Value)) sql.AppendLine($"{text};");
        if (sql.Length > 0) Run(db, sql.ToString());
        var count = db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'trigger'").Single();
        if (count != wanted.Count) throw new InvalidOperationException($"数据库的只增保护不完整：应有 {wanted.Count} 个触发器，实有 {count} 个。请用 ./hub verify 检查后再启动。");
        return [.. wanted.Keys.Where(name => !present.ContainsKey(name)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Name, string Sql)> Triggers(IEntityType type, string[] keys)
    {
        var table = type.GetTableName()!;
        var refuse = $"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";
        yield return ($"{table}_no_update", $"CREATE TRIGGER \"{table}_no_update\" BEFORE UPDATE ON \"{table}\"{Unless(type, keys)} {refuse}");
        yield return ($"{table}_no_delete", $"CREATE TRIGGER \"{table}_no_delete\" BEFORE DELETE ON \"{table}\" {refuse}");
        yield return ($"{table}_no_again", $"CREATE TRIGGER \"{table}_no_again\" BEFORE INSERT ON \"{table}\" WHEN EXISTS (SELECT 1 FROM \"{table}\" WHERE {string.Join(" AND ", keys.Select(k => $"\"{k}\" = NEW.\"{k}\""))}) {refuse}");
    }

    /// <summary>The one change that is let through: a column two people agreed to black out turns into its tombstone, and its salt goes.</summary>
    private static string Unless(IEntityType type, string[] keys)
    {
        if (!type.ClrType.IsAssignableTo(typeof(IRedactable))) return "";
        var key = string.Join(" || '|' || ", keys.Select(k => $"lower(OLD.\"{k}\")"));
        var table = type.GetTableName()!;
        var kept = type.GetProperties().Select(p =>
        {
            var same = $"OLD.\"{p.GetColumnName()}\" IS NEW.\"{p.GetColumnName()}\"";
            if (p.Name == nameof(IRedactable.Salts)) return $"({same} OR {Approved(table, key, null)})";
            return !p.PropertyInfo!.IsDefined(typeof(RedactableAttribute), false) ? same
                : $"({same} OR (coalesce(NEW.\"{p.GetColumnName()}\", '{RedactableAttribute.Tombstone}') = '{RedactableAttribute.Tombstone}' AND {Approved(table, key, p.Name)}))";
        });
        return $" WHEN NOT ({string.Join(" AND ", kept)})";
    }

    private static string Approved(string table, string key, string? field) =>
        $"EXISTS (SELECT 1 FROM \"Redactions\" a JOIN \"Redactions\" q ON q.\"CaseId\" = a.\"CaseId\" AND q.\"Step\" = '{Redaction.Ask}' AND q.\"PersonId\" <> a.\"PersonId\" WHERE a.\"Step\" = '{Redaction.Approve}' AND a.\"Table\" = '{table}' AND a.\"RowKey\" = {key}{(field is null ? "" : $" AND a.\"Field\" = '{field}'")})";

    private static void Run(AppDb db, string sql)
    {
        db.Database.OpenConnection();
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        db.Database.CloseConnection();
    }
}
