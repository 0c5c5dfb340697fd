using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Views;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Meets;

/// <summary>What is computed of a meet, for whoever asks once: summary, platforms, standings (specification 5.5). Any thread.</summary>
internal sealed class MeetViews(MeetAccess access)
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Maps the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/meets/{id}", SummaryAsync);
        routes.MapGet("/api/meets/{id}/platforms/{n}", PlatformAsync);
        routes.MapGet("/api/meets/{id}/platforms/{n}/current", (HttpContext context, string id, string n) => TurnAsync(context, id, n, next: false));
        routes.MapGet("/api/meets/{id}/platforms/{n}/next", (HttpContext context, string id, string n) => TurnAsync(context, id, n, next: true));
        routes.MapGet("/api/meets/{id}/standings", StandingsAsync);
    }

    /// <summary>The platform a route names, 1 to 20; null for anything else.</summary>
    public static int? PlatformOf(string n) =>
        int.TryParse(n, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var platform) && platform is >= 1 and <= Apps.Meets.Sheet.MeetSheet.MostPlatforms ? platform : null;

    /// <summary>The answer where a meet has no such platform.</summary>
    public static ErrorAnswer NoPlatform { get; } = new(StatusCodes.Status404NotFound, "no_such_platform", "This meet has no such platform.");

    private async Task<IResult> SummaryAsync(HttpContext context, string id)
    {
        var (open, refusal) = await access.FindAsync(context, id);
        if (open is null)
            return refusal!;
        var (meet, house) = (open.Actor.State, access.House);
        var delivery = house.Filing.DeliveryOf(meet);
        var (seen, undone) = await LookAsync(open, sight => sight.Platforms);
        if (undone || seen is not int platforms)
            return MeetAccess.Busy(context);
        // How far the results have got is not in the log.
        var tag = delivery is null ? $"{meet.Epoch}-{meet.Head}" : $"{meet.Epoch}-{meet.Head}-{delivery.State}";
        return Answer(context, tag, MeetSummary.Write(meet, platforms, delivery, house.Time.GetUtcNow()));
    }

    private async Task<IResult> PlatformAsync(HttpContext context, string id, string n)
    {
        var (shown, refusal) = await ShownAsync(context, id, n);
        return shown is null ? refusal! : Answer(context, shown.Tag, shown.Payload);
    }

    private async Task<IResult> TurnAsync(HttpContext context, string id, string n, bool next)
    {
        var (shown, refusal) = await ShownAsync(context, id, n);
        if (shown is null)
            return refusal!;
        context.Response.Headers.CacheControl = "no-cache";
        var turn = next ? shown.View.Order.Next : shown.View.Order.Current;
        return PlatformViewJson.WriteTurn(shown.View, turn, access.House.Time.GetUtcNow()) is { } json ? Results.Bytes(json, Json) : Results.NoContent();
    }

    private async Task<IResult> StandingsAsync(HttpContext context, string id)
    {
        var (open, refusal) = await access.FindAsync(context, id);
        if (open is null)
            return refusal!;
        var query = context.Request.Query;
        var filter = new StandingsFilter(One("sex"), One("event"), One("equipment"), One("division"), One("weightClass"));
        var (seen, undone) = await LookAsync(open, sight => sight.Standings(filter));
        return undone || seen is not ShownStandings shown ? MeetAccess.Busy(context) : Answer(context, shown.Tag, shown.Json);

        string? One(string name) => query[name] is [{ } value] ? value : null;
    }

    private async ValueTask<(ShownPlatform? Shown, IResult? Refusal)> ShownAsync(HttpContext context, string id, string n)
    {
        var (open, refusal) = await access.FindAsync(context, id);
        if (open is null)
            return (null, refusal);
        if (PlatformOf(n) is not { } platform)
            return (null, NoPlatform);
        var (seen, undone) = await LookAsync(open, sight => sight.Platform(platform));
        return undone ? (null, MeetAccess.Busy(context)) : seen is ShownPlatform shown ? (shown, null) : (null, NoPlatform);
    }

    private static async ValueTask<(object? Seen, bool Undone)> LookAsync(OpenMeet open, Func<MeetSight, object?> look)
    {
        var looking = new MeetLetter.Looking(look);
        return await open.Actor.PostAsync(looking) ? await looking.Done : (null, true);
    }

    private static IResult Answer(HttpContext context, string tag, ReadOnlyMemory<byte> json) =>
        MeetAccess.IsKnown(context, tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(json, Json);
}
