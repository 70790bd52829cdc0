using System.Text;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Data;

/// <summary>Triggers that refuse UPDATE, DELETE and a second INSERT of the same key on the tables of facts. EF's table rebuild drops triggers,
/// so they are made again after every migration and counted at every start.</summary>
public static class AppendOnly
{
    private static readonly (string Table, string[] Key)[] Tables =
    [
        ("FrameworkEditions", ["Id"]), ("ImportBatches", ["Id"]), ("ImportedUnits", ["BatchId", "Code"]), ("SchoolYears", ["BatchId", "Year", "Code"]),
        ("CountyYears", ["BatchId", "Year"]), ("DataConfirmations", ["Id"]), ("InspectionActs", ["Id"]), ("ScoreEntries", ["Id"]),
        ("SettlementEntries", ["Id"]), ("SignOffs", ["Id"]), ("VetoSteps", ["Id"]), ("LedgerLinks", ["CountyId", "Seq"]), ("BallotSignatures", ["Id"]), ("Hazards", ["Id"]),
    ];

    /// <summary>Names of the protected tables.</summary>
    public static IEnumerable<string> Names => Tables.Select(t => t.Table);

    public static void Protect(AppDb db)
    {
        var sql = new StringBuilder();
        foreach (var (table, key) in Tables)
        {
            var same = string.Join(" AND ", key.Select(k => $"\"{k}\" = NEW.\"{k}\""));
            foreach (var act in (string[])["UPDATE", "DELETE"])
                sql.AppendLine($"CREATE TRIGGER IF NOT EXISTS \"{table}_no_{act.ToLowerInvariant()}\" BEFORE {act} ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
            sql.AppendLine($"CREATE TRIGGER IF NOT EXISTS \"{table}_no_again\" BEFORE INSERT ON \"{table}\" WHEN EXISTS (SELECT 1 FROM \"{table}\" WHERE {same}) BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
        }
        db.Database.ExecuteSqlRaw(sql.ToString());
        var count = db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'trigger' AND (name LIKE '%\\_no\\_%' ESCAPE '\\')").Single();
        if (count != Tables.Length * 3) throw new InvalidOperationException($"数据库的只增保护不完整：应有 {Tables.Length * 3} 个触发器，实有 {count} 个。请用 ./hub verify 检查后再启动。");
    }
}
