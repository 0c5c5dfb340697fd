using Microsoft.AspNetCore.Http.Features;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Files;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Meets;

/// <summary>A meet's files by HTTP: <c>.openlifter</c> out and in, the results file (specification 5.5). Any thread.</summary>
internal sealed class MeetFiles(MeetAccess access)
{
    private readonly MeetHouse house = access.House;

    /// <summary>Maps the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/meets/{id}/opl.csv", ResultsAsync);
        routes.MapGet("/api/meets/{id}/openlifter", ExportAsync);
        routes.MapPost("/api/meets/{id}/openlifter", ImportAsync);
    }

    private async Task<IResult> ResultsAsync(HttpContext context, string id)
    {
        var (open, refusal) = await access.FindForSessionAsync(context, id);
        if (open is null)
            return refusal!;
        var (csv, missing) = await house.ResultsOfAsync(open.Actor);
        return csv is not null ? Results.Bytes(csv, "text/csv; charset=utf-8") : new ErrorAnswer(StatusCodes.Status409Conflict, "not_full", missing);
    }

    private async Task<IResult> ExportAsync(HttpContext context, string id)
    {
        var (open, refusal) = await access.FindForSessionAsync(context, id);
        if (open is null)
            return refusal!;
        var meet = open.Actor.State;
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(house.Export(meet), "application/json; charset=utf-8", $"{meet.Id.Grouped}.openlifter");
    }

    private async Task<IResult> ImportAsync(HttpContext context, string id)
    {
        var (open, refusal) = await access.FindForSessionAsync(context, id);
        if (open is null)
            return refusal!;
        var claims = (MeetClaims.OfSession)open.Claims;
        var (session, _) = SessionRule.Find(open.Actor.State, claims.SessionId, house.Time.GetUtcNow(), house.Rules);
        if (session is null || open.Actor.State.Auth!.RoleOf(session) != MeetRole.Director)
            return new ErrorAnswer(StatusCodes.Status403Forbidden, "forbidden", "Only a director may bring a file in.");
        if (open.Actor.State.Published is not null)
            return Finished;
        if (!context.Request.HasJsonContentType())
            return ErrorAnswer.Of(StatusCodes.Status415UnsupportedMediaType);
        var replace = context.Request.Query["replace"].ToString();
        if (replace is not ("" or "true" or "false"))
            return new ErrorAnswer(StatusCodes.Status400BadRequest, "bad_request", "replace is true or false.");

        var (body, tooLarge) = await ReadAsync(context);
        if (tooLarge)
            return new ErrorAnswer(StatusCodes.Status413PayloadTooLarge, "too_large", $"A file has at most {house.Settings.ImportBytes} bytes.");
        if (OpenLifterText.Read(body, house.Settings.MaxJsonDepth) is not { } file)
            return NotOpenLifter;
        var (answer, head) = await MeetHouse.ImportAsync(open.Actor, new MeetCommand.Import(session.Id, new ImportedFile.OpenLifter(file), replace == "true", EntryIds.Of(claims.Block ?? 0)), body.Length);
        return answer switch
        {
            MeetAnswer.Imported imported => Results.Bytes(ImportJson.Write(imported, head), "application/json; charset=utf-8"),
            MeetAnswer.NotImported => NotOpenLifter,
            MeetAnswer.NoSession => new ErrorAnswer(StatusCodes.Status401Unauthorized, "unauthorized", "A token of this meet is needed."),
            MeetAnswer.Rejected { Code: "MEET_FINISHED" } => Finished,
            MeetAnswer.Rejected { Code: "RECOVERING" } => MeetAccess.Recovering(context),
            MeetAnswer.Rejected no => new ErrorAnswer(StatusCodes.Status403Forbidden, "forbidden", no.Reason),
            _ => MeetAccess.Busy(context),
        };
    }

    private static ErrorAnswer Finished { get; } = new(StatusCodes.Status409Conflict, "meet_finished", "The meet is finished.");

    private static ErrorAnswer NotOpenLifter { get; } = new(StatusCodes.Status400BadRequest, "not_openlifter", "This is no .openlifter file: it needs language, meet, registration and lifting, and every entry an id.");

    private async ValueTask<(byte[] Body, bool TooLarge)> ReadAsync(HttpContext context)
    {
        var most = house.Settings.ImportBytes;
        if (context.Request.ContentLength > most)
            return ([], true);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most + 1L;
        using var body = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await context.Request.Body.ReadAsync(part, context.RequestAborted) is > 0 and var read)
        {
            body.Write(part, 0, read);
            if (body.Length > most)
                return ([], true);
        }

        return (body.ToArray(), false);
    }
}
