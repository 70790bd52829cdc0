using InspectionHub.Web.Accounts;
using InspectionHub.Web.Scoring;
using Microsoft.AspNetCore.Antiforgery;

namespace InspectionHub.Web.Field;

/// <summary>The door for devices: who are you, may you score here; hand over to the score book.</summary>
public static class FieldEndpoints
{
    public static void MapField(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/field");
        api.MapGet("/token", Token)
            .RequireAuthorization(p => p.RequireRole(Policies.Allowed[Policies.CanScore].Union(Policies.Allowed[Policies.CanScoreDesk])));
        api.MapGet("/sheets", async (HttpContext context, FieldDesk desk) => Fresh(context, await desk.SheetsAsync(Visitor.From(context.User)!)))
            .RequireAuthorization(Policies.CanScore);
        api.MapPost("/submissions", SubmitAsync)
            .RequireAuthorization(Policies.CanScore);
        api.MapPost("/marks", SaveAsync)
            .RequireAuthorization(p => p.RequireRole(Policies.Allowed[Policies.CanScore].Union(Policies.Allowed[Policies.CanScoreDesk])));
    }

    /// <summary>Also says who is signed in: a device sends a person's marks only while that person is.</summary>
    private static IResult Token(HttpContext context, IAntiforgery antiforgery, TimeProvider clock)
    {
        var who = Visitor.From(context.User)!;
        return Fresh(context, new { schema = "token/1", token = antiforgery.GetAndStoreTokens(context).RequestToken, person = new FieldPerson(who.Id, who.Name), now = clock.GetUtcNow() });
    }

    private static IResult Fresh(HttpContext context, object answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, IAntiforgery antiforgery, ScoreBook book)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Refused(400, "页面凭证已失效，请刷新后再发送；评分仍保存在本机。");
        MarkEnvelope? mark;
        try
        {
            mark = await context.Request.ReadFromJsonAsync<MarkEnvelope>();
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or InvalidOperationException or BadHttpRequestException)
        {
            mark = null;
        }
        if (mark is null || mark.Id == Guid.Empty || string.IsNullOrEmpty(mark.Sheet) || string.IsNullOrEmpty(mark.Indicator) || string.IsNullOrEmpty(mark.Device))
            return Refused(400, "评分的格式不正确：缺少 id、sheet、indicator 或 device。");
        var answer = await book.SaveAsync(Visitor.From(context.User)!, mark);
        return Results.Json(answer, statusCode: answer.Status);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, IAntiforgery antiforgery, Submissions submissions)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Refused(400, "页面凭证已失效，请刷新后再发送；提交仍保存在本机。");
        Submission? given;
        try
        {
            given = await context.Request.ReadFromJsonAsync<Submission>();
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or InvalidOperationException or BadHttpRequestException)
        {
            given = null;
        }
        if (given is null || given.Id == Guid.Empty || string.IsNullOrEmpty(given.Sheet) || string.IsNullOrEmpty(given.Device)) return Refused(400, "提交的格式不正确：缺少 id、sheet 或 device。");
        var answer = await submissions.SaveAsync(Visitor.From(context.User)!, given);
        return Results.Json(answer, statusCode: answer.Status);
    }

    private static IResult Refused(int status, string reason) =>
        Results.Json(new MarkAnswer("mark/1", Guid.Empty, "refused", [reason], DateTimeOffset.UnixEpoch), statusCode: status);
}
