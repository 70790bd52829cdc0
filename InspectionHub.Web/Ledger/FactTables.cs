using System.Reflection;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>The append-only tables, read row by row whatever they hold.</summary>
public static class FactTables
{
    private static readonly MethodInfo Reader = typeof(FactTables).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly MethodInfo Finder = typeof(FactTables).GetMethod(nameof(Find), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static IReadOnlyList<Type> Of(AppDb db) => [.. db.Model.GetEntityTypes().Where(e => db.IsFact(e.ClrType)).Select(e => e.ClrType).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>The row with this key as <see cref="RowShape.KeyOf"/> writes it, or null.</summary>
    public static async Task<object?> FindAsync(AppDb db, Type type, string key)
    {
        var keys = db.Model.FindEntityType(type)!.FindPrimaryKey()!.Properties.Zip(key.Split('|'), (p, part) => p.ClrType == typeof(Guid) ? Guid.Parse(part) : p.ClrType == typeof(string) ? (object)part : Convert.ChangeType(part, p.ClrType, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        if (await db.FindAsync(type, keys) is { } found)
        {
            db.Entry(found).State = EntityState.Detached;
            return found;
        }
        // A text that is not all small letters: the key says it in small ones, so every row has to be looked at.
        await foreach (var row in (IAsyncEnumerable<object>)Finder.MakeGenericMethod(type).Invoke(null, [db, key])!) return row;
        return null;
    }

    public static IAsyncEnumerable<object> ReadAsync(AppDb db, Type type) => (IAsyncEnumerable<object>)Reader.MakeGenericMethod(type).Invoke(null, [db])!;

    // Entities are classes, so the sequence of one is a sequence of objects.
    private static IAsyncEnumerable<object> Read<T>(AppDb db) where T : class => db.Set<T>().AsNoTracking().AsAsyncEnumerable();

    private static IAsyncEnumerable<object> Find<T>(AppDb db, string key) where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var said = string.Join(" || '|' || ", entity.FindPrimaryKey()!.Properties.Select(p => $"lower(\"{p.GetColumnName()}\")"));
        // Names of the model's own; only the key comes from outside, as a parameter.
        var sql = $"SELECT * FROM \"{entity.GetTableName()}\" WHERE {said} = {{0}}";
        return db.Set<T>().FromSqlRaw(sql, key).AsNoTracking().AsAsyncEnumerable();
    }
}

/// <summary>What a person calls the tables.</summary>
public static class TableNames
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["FrameworkEditions"] = "指标版本",
        ["ImportBatches"] = "导入批次",
        ["ImportedUnits"] = "考核单位",
        ["SchoolYears"] = "学校学年数据",
        ["CountyYears"] = "县级学年数据",
        ["Successions"] = "学校沿革",
        ["DataConfirmations"] = "数据确认",
        ["DataQuestions"] = "数据问题",
        ["Inspections"] = "督导",
        ["InspectionMembers"] = "督导组成员",
        ["InspectionDepartures"] = "督导组人员更换",
        ["InspectionActs"] = "督导办理步骤",
        ["InspectionFindings"] = "督导发现",
        ["InspectionRecords"] = "现场记录",
        ["ReplyPoints"] = "申辩",
        ["ReplyAnswers"] = "申辩答复",
        ["SelfMarks"] = "自评",
        ["SelfAssessmentSteps"] = "自评提交步骤",
        ["AnnualSteps"] = "年度考核步骤",
        ["CalendarEntries"] = "工作日历",
        ["DeadlineSettings"] = "期限设置",
        ["Rectifications"] = "整改事项",
        ["RectificationSteps"] = "整改步骤",
        ["Appointments"] = "督学聘任",
        ["DutyEntries"] = "责任区",
        ["RecusalEntries"] = "回避",
        ["PlanEntries"] = "年度计划",
        ["ChecklistEditions"] = "随访清单版本",
        ["RoutineVisits"] = "挂牌督导",
        ["VisitSteps"] = "挂牌督导步骤",
        ["VisitEntries"] = "挂牌督导记录",
        ["ScoreEntries"] = "评分",
        ["SettlementEntries"] = "裁定",
        ["SignOffs"] = "审签",
        ["VetoSteps"] = "否决事项步骤",
        ["BallotSignatures"] = "提交签名",
        ["Hazards"] = "立即处置",
        ["Photos"] = "照片",
        ["Redactions"] = "隐去记录",
        ["Papers"] = "文书",
        ["PaperSteps"] = "文书办理步骤",
        ["PaperIssues"] = "签发的文书",
        ["PaperFiles"] = "文书文件",
        ["CountyReleases"] = "正式数据",
        ["CountyValues"] = "县级填报",
        ["CountyValueSteps"] = "县级填报的确认",
        ["YearOpenings"] = "学年启用",
        ["Notices"] = "消息",
    };

    /// <summary>A table without a word of its own keeps its name.</summary>
    public static string Of(string table) => Words.GetValueOrDefault(table, table);
}
