using System.Text.Json;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Visits;
using Microsoft.AspNetCore.Antiforgery;

namespace InspectionHub.Web.Field;

/// <summary>The door for devices: who are you, may you score here; hand over to the book that keeps it.</summary>
public static class FieldEndpoints
{
    public static void MapField(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/field").WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Traffic.LargestEntry));
        var field = api.MapGroup("").RequireAuthorization(Policies.CanScore);
        var scorers = api.MapGroup("").RequireAuthorization(p => p.RequireRole(Policies.Allowed[Policies.CanScore].Union(Policies.Allowed[Policies.CanScoreDesk])));
        scorers.MapGet("/token", Token);
        field.MapGet("/sheets", async (HttpContext context, FieldDesk desk) => Fresh(context, await desk.SheetsAsync(Visitor.From(context.User)!)));
        scorers.MapPost("/marks", (HttpContext context, IAntiforgery antiforgery, ScoreBook book) => TakeAsync<MarkEnvelope>(context, antiforgery, book.SaveAsync));
        field.MapPost("/submissions", (HttpContext context, IAntiforgery antiforgery, Submissions book) => TakeAsync<Submission>(context, antiforgery, book.SaveAsync));
        field.MapPost("/settlements", (HttpContext context, IAntiforgery antiforgery, Settlements book) => TakeAsync<SettlementEnvelope>(context, antiforgery, book.SaveAsync));
        field.MapPost("/visits", (HttpContext context, IAntiforgery antiforgery, VisitBook book) => TakeAsync<VisitStart>(context, antiforgery, book.StartAsync));
        field.MapPost("/visit-notes", (HttpContext context, IAntiforgery antiforgery, VisitRecords book) => TakeAsync<VisitNoteEnvelope>(context, antiforgery, book.SaveAsync));
        field.MapPost("/hazards", (HttpContext context, IAntiforgery antiforgery, HazardBook book) => TakeAsync<HazardReport>(context, antiforgery, book.SaveAsync));
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

    private static async Task<IResult> TakeAsync<T>(HttpContext context, IAntiforgery antiforgery, Func<Visitor, T, Task<MarkAnswer>> save) where T : class, IFromDevice
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Malformed("页面凭证已失效，请刷新后再发送；内容仍保存在本机。");
        T? given;
        try
        {
            given = await context.Request.ReadFromJsonAsync<T>();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            given = null;
        }
        if (given is null || given.Id == Guid.Empty || string.IsNullOrEmpty(given.Sheet) || string.IsNullOrEmpty(given.Device) || given is { Indicator: "" or null })
            return Malformed("发送的格式不正确：缺少 id、sheet、indicator 或 device。");
        var answer = await save(Visitor.From(context.User)!, given);
        return Results.Json(answer, statusCode: answer.Status);
    }

    private static IResult Malformed(string reason) => Results.Json(new MarkAnswer("mark/1", Guid.Empty, "refused", [reason], DateTimeOffset.UnixEpoch), statusCode: 400);
}
