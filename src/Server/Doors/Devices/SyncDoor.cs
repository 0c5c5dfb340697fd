using System.Globalization;
using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;
using Rollcall.Server.Doors.Accounts;

namespace Rollcall.Server.Doors.Devices;

/// <summary>The routes of sync (specification 5.4), and the administrator's way to append to somebody's log (5.5).</summary>
public sealed class SyncDoor(DeviceHouse house, Admission admission, Func<string, IReadOnlyList<string>> permissionsOf, Action<string> replayed)
{
    private const int MostEvents = 1_000;

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/sync/events", (Delegate)AppendAsync);
        routes.MapPost("/v1/admin/users/{id}/sync/events", (Delegate)AppendForAsync);
        routes.MapGet("/v1/sync/events", (Delegate)ReadAsync);
        routes.MapGet("/v1/sync/state", (Delegate)ViewAsync);
    }

    private async Task<IResult> AppendAsync(HttpContext context)
    {
        if (admission.Admit(context.Request, out var refusal) is not { Who: var who })
            return refusal!;
        return await AppendToAsync(context.Request, who.UserId, who.DeviceId is { } device ? Author.Device(device) : Author.Session(who.SessionId));
    }

    private async Task<IResult> AppendForAsync(HttpContext context, string id)
    {
        if (admission.AdmitAdmin(context.Request, out var refusal) is not { Who: var who })
            return refusal!;
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var userId) && house.Identities.Book.Users.ContainsKey(userId)
            ? await AppendToAsync(context.Request, userId, Author.Session(who.SessionId))
            : V1Error.NotFound;
    }

    private async Task<IResult> AppendToAsync(HttpRequest request, long userId, Author author)
    {
        var (append, refusal) = await AppendRequest.ReadAsync(request);
        if (refusal is not null)
            return refusal;
        var command = new UserCommand.Append(append!.Type, append.Payload, author, append.ClientEventId, house.FreshEpoch());
        try
        {
            while (true)
            {
                var reply = await house.AskAsync(userId, () => new UserLetter.Appending(command, append.ConnectionId), bearsRepeating: append.ClientEventId is not null);
                if (reply is null)
                    return V1Error.NotFound;
                if (reply.Answer is { Answer: UserAnswer.Repeated repeated })
                {
                    // Should retention have taken it just now, it is not remembered either, and is appended anew.
                    if (await FirstAnswerAsync(userId, repeated.Seq) is { } first)
                        return first;
                    continue;
                }

                return AnswerTo(reply.Answer);
            }
        }
        catch (ChannelUnavailableException)
        {
            return V1Error.StorageUnavailable;
        }
    }

    private static IResult AnswerTo(Appended? appended) => appended switch
    {
        null => V1Error.StorageUnavailable,
        { RetryAfter: { } wait } => V1Error.RateLimited(wait),
        { Answer: UserAnswer.Appended done } => EventAnswer(done.Event, appended.Epoch, StatusCodes.Status201Created),
        { Answer: UserAnswer.Rejected { Code: "documents_full" } full } => new V1Error(StatusCodes.Status409Conflict, full.Code, full.Reason),
        { Answer: UserAnswer.Rejected no } => new V1Error(StatusCodes.Status400BadRequest, no.Code, no.Reason),
        _ => throw new InvalidOperationException($"No answer for {appended.Answer}"),
    };

    private async ValueTask<IResult?> FirstAnswerAsync(long userId, long seq)
    {
        var reply = await house.AskAsync(userId, () => new UserLetter.Reading(null, seq - 1, null, limit: 1));
        return reply?.Answer switch
        {
            null => V1Error.StorageUnavailable,
            { Events: [var first, ..] } page when first.Seq == seq => EventAnswer(first, page.Epoch, StatusCodes.Status200OK),
            _ => null,
        };
    }

    private static JsonAnswer EventAnswer(SyncEvent one, string epoch, int status) => new(
        json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("event"u8);
            ServerWriting.WriteEvent(json, one);
            json.WriteString("epoch"u8, epoch);
            json.WriteEndObject();
        },
        status);

    private async Task<IResult> ReadAsync(HttpContext context)
    {
        if (admission.Admit(context.Request, out var refusal) is not { Who: var who })
            return refusal!;
        var query = context.Request.Query;
        if (Whole(query["since"]) is not { } since)
            return new V1Error(StatusCodes.Status400BadRequest, "bad_query", "since is an integer from 0.");
        var limit = query.ContainsKey("limit") ? Whole(query["limit"]) : MostEvents;
        if (limit is not (>= 1 and <= MostEvents))
            return new V1Error(StatusCodes.Status400BadRequest, "bad_query", "limit is an integer from 1 to 1000.");
        var epoch = query["epoch"] is [{ } given, ..] ? given : null;
        return await AnswerAsync(who.UserId, () => new UserLetter.Reading(who.DeviceId, since, epoch, (int)limit), page =>
        {
            // What goes on over several pages is one catch-up.
            if (!page.HasMore)
                replayed(page.IsGone ? "not_recovered" : "complete");
            return page.IsGone ? SyncAnswers.Gone(page) : SyncAnswers.Page(page);
        });
    }

    private async Task<IResult> ViewAsync(HttpContext context) =>
        admission.Admit(context.Request, out var refusal) is { Who: var who }
            ? await AnswerAsync(who.UserId, () => new UserLetter.Viewing(who.DeviceId), view =>
            {
                replayed("snapshot");
                return SyncAnswers.State(view, permissionsOf(who.Role));
            })
            : refusal!;

    private async ValueTask<IResult> AnswerAsync<T>(long userId, Func<UserLetter.Asking<T>> letter, Func<T, IResult> answer)
        where T : class
    {
        try
        {
            var reply = await house.AskAsync(userId, letter);
            return reply is null ? V1Error.NotFound : reply.Answer is { } good ? answer(good) : V1Error.StorageUnavailable;
        }
        catch (ChannelUnavailableException)
        {
            return V1Error.StorageUnavailable;
        }
    }

    private static long? Whole(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
