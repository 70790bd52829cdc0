using System.Text.Json;

namespace InspectionHub.Core.Procedures;

/// <summary>One thing put down on a routine visit. Closed family; nothing in it is scored and nothing names a pupil.</summary>
public abstract record VisitNote;

/// <summary>The answer to one point of the checklist: 是, 否, or 不适用 with its reason.</summary>
/// <param name="Yes">Null when not applicable.</param>
/// <param name="Reason">Why it does not apply.</param>
public sealed record PointAnswer(bool? Yes, string Reason) : VisitNote
{
    /// <summary>是, 否 or 不适用：reason.</summary>
    public string Text => Yes switch { true => "是", false => "否", _ => $"不适用：{Reason}" };
}

/// <summary>工作记录: what was looked at and whom the inspector talked with, as counts.</summary>
/// <param name="Matters">What was looked at.</param>
/// <param name="Classes">Lessons heard.</param>
/// <param name="Talked">People talked with, by group.</param>
/// <param name="Fixed">What was put right on the spot.</param>
/// <param name="Advice">Advice to the school.</param>
public sealed record WorkRecord(string Matters, int Classes, IReadOnlyDictionary<string, int> Talked, string Fixed, string Advice) : VisitNote;

/// <summary>A problem found.</summary>
/// <param name="Text">What is wrong, checkable.</param>
/// <param name="Demand">What is demanded.</param>
/// <param name="Kind">One of <see cref="VisitNotes.ProblemKinds"/>.</param>
/// <param name="Due">By when; null where put right on the spot.</param>
/// <param name="Point">Point of the checklist it came from, or empty.</param>
public sealed record FoundProblem(string Text, string Demand, string Kind, DateOnly? Due, string Point) : VisitNote;

/// <summary>A complaint received at the school's gate or by telephone.</summary>
/// <param name="Kind">One of <see cref="VisitNotes.ComplaintKinds"/>.</param>
/// <param name="Text">What it is about, without names of pupils.</param>
/// <param name="Handled">What was done about it.</param>
public sealed record Complaint(string Kind, string Text, string Handled) : VisitNote;

/// <summary>Reads what device and desk put down under a key: point/CODE, work, problem/ID, complaint/ID.</summary>
public static class VisitNotes
{
    /// <summary>当场已改 closes with the visit; the others become rectification cases (scoring.md, rectification classes).</summary>
    public static readonly IReadOnlyList<string> ProblemKinds = ["当场已改", "立行立改", "限期整改", "移交县级"];

    /// <summary>What complaints are about.</summary>
    public static readonly IReadOnlyList<string> ComplaintKinds = ["收费", "食堂饮食", "校园安全", "师德师风", "作业与课业负担", "招生编班", "其他"];

    /// <summary>Groups of people talked with.</summary>
    public static readonly IReadOnlyList<string> Talked = ["校领导", "教师", "学生", "家长"];

    private const int Longest = 2000;

    /// <summary>The note, or null with the problems noted in Chinese.</summary>
    public static VisitNote? Parse(string key, JsonElement json, Checklist list, ICollection<string> problems)
    {
        if (json.ValueKind != JsonValueKind.Object) problems.Add("内容的格式不正确。");
        else
            switch (key.Split('/', 2))
            {
                case ["point", var code]: return Answer(code, json, list, problems);
                case ["work"]: return Work(json, problems);
                case ["problem", var id] when Guid.TryParse(id, out _): return Problem(json, list, problems);
                case ["complaint", var id] when Guid.TryParse(id, out _): return Received(json, problems);
                default: problems.Add($"不认识的记录项“{key}”。"); break;
            }
        return null;
    }

    private static PointAnswer? Answer(string code, JsonElement json, Checklist list, ICollection<string> problems)
    {
        if (list.Points.All(p => p.Code != code)) problems.Add($"清单 {list.Edition} 中没有第 {code} 条。");
        else if (json.TryGetProperty("yes", out var yes) && yes.ValueKind is JsonValueKind.True or JsonValueKind.False) return new(yes.GetBoolean(), "");
        else if (json.TryGetProperty("na", out _)) return Text(json, "na", "不适用的原因", problems) is { Length: > 0 } reason ? new(null, reason) : null;
        else problems.Add("请选择是、否或不适用。");
        return null;
    }

    private static WorkRecord Work(JsonElement json, ICollection<string> problems)
    {
        var talked = new Dictionary<string, int>();
        if (json.TryGetProperty("talked", out var groups) && groups.ValueKind == JsonValueKind.Object)
            foreach (var group in groups.EnumerateObject())
                if (!Talked.Contains(group.Name)) problems.Add($"访谈对象“{group.Name}”不在名单中：只记人数，不记姓名。");
                else talked[group.Name] = Count(group.Value, $"访谈{group.Name}人数", problems);
        return new(Text(json, "matters", "查看的事项", problems), json.TryGetProperty("classes", out var classes) ? Count(classes, "听课节数", problems) : 0, talked,
            Text(json, "fixed", "当场整改", problems, optional: true), Text(json, "advice", "意见建议", problems, optional: true));
    }

    private static FoundProblem Problem(JsonElement json, Checklist list, ICollection<string> problems)
    {
        var kind = Text(json, "kind", "整改方式", problems);
        if (kind.Length > 0 && !ProblemKinds.Contains(kind)) problems.Add($"整改方式“{kind}”不正确，请选择{string.Join('、', ProblemKinds)}。");
        var due = DateOnly.TryParseExact(Text(json, "due", "期限", problems, optional: true), "yyyy-MM-dd", out var day) ? day : (DateOnly?)null;
        if (kind is "立行立改" or "限期整改" && due is null) problems.Add("请填写整改期限。");
        var point = Text(json, "point", "清单条目", problems, optional: true);
        if (point.Length > 0 && list.Points.All(p => p.Code != point)) problems.Add($"清单中没有第 {point} 条。");
        return new(Text(json, "text", "问题", problems), Text(json, "demand", "整改要求", problems, optional: kind == ProblemKinds[0]), kind, due, point);
    }

    private static Complaint Received(JsonElement json, ICollection<string> problems)
    {
        var kind = Text(json, "kind", "投诉类别", problems);
        if (kind.Length > 0 && !ComplaintKinds.Contains(kind)) problems.Add($"投诉类别“{kind}”不正确。");
        return new(kind, Text(json, "text", "投诉内容", problems), Text(json, "handled", "处理情况", problems));
    }

    private static string Text(JsonElement json, string name, string word, ICollection<string> problems, bool optional = false)
    {
        var text = json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        if (text.Length == 0 && !optional) problems.Add($"请填写{word}。");
        if (text.Length > Longest) problems.Add($"{word}超过 {Longest} 字，请删减。");
        return text;
    }

    private static int Count(JsonElement value, string word, ICollection<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 0 and <= 1000) return count;
        problems.Add($"{word}应为 0 到 1000 的整数。");
        return 0;
    }
}
