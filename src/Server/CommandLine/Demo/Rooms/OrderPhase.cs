using System.Globalization;

namespace Rollcall.Server.CommandLine.Demo.Rooms;

/// <summary>More come than there are places, and who disturbs is muted and sent away.</summary>
internal sealed class OrderPhase(RoomStage stage) : Phase("room_full", "A room fills up, and its owner keeps order")
{
    private const int Comers = 9;
    private const int Free = 3;
    private const int Full = 4503;
    private const int Banned = 4501;

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (anna, cleo) = (stage.Anna, stage.Cleo);
        var came = await Task.WhenAll(Enumerable.Range(0, Comers).Select(_ => cleo.TryEnterAsync(RoomStage.Hall, cancel)));
        var (inside, told) = (came.Count(one => one.Line is not null), came.Count(one => one.Refused == Full));
        tell.Check(cleo.Who, $"comes with {Comers} more browsers at once: {inside} find a place, {told} are told that it is full", (Free, Comers - Free), (inside, told));
        foreach (var (tab, _) in came)
        {
            if (tab is not null)
                await tab.DisposeAsync();
        }

        await anna.AskAsync(HttpMethod.Post, $"/api/rooms/{RoomStage.Hall}/mutes", new() { ["user_id"] = cleo.UserId, ["duration_s"] = 600, ["reason"] = "spam" }, cancel);
        await cleo.SayAsync("BUY NOW", "spam-1", cancel);
        var muted = await cleo.HearAsync("error", cancel);
        tell.Check(cleo.Who, $"is muted: {(string?)muted["message"]}", "muted", (string?)muted["code"]);

        await anna.AskAsync(HttpMethod.Post, $"/api/rooms/{RoomStage.Hall}/bans", new() { ["user_id"] = cleo.UserId, ["duration_s"] = 3600 }, cancel);
        var code = await cleo.ClosedAsync(cancel);
        tell.Check(cleo.Who, $"is banned: closed with {code}", Banned, code);
        var (_, refused) = await cleo.TryEnterAsync(RoomStage.Hall, cancel);
        tell.Check(cleo.Who, $"comes back too early: closed with {refused}", Banned, refused);

        var gone = await anna.HearAsync("moderation", cancel);
        while ((string?)gone["action"] != "ban")
            gone = await anna.HearAsync("moderation", cancel);
        var until = DateTimeOffset.Parse((string)gone["until"]!, CultureInfo.InvariantCulture).ToString("HH:mm", CultureInfo.InvariantCulture);
        tell.Check(anna.Who, $"hears of the ban until {until} UTC", cleo.UserId, gone["target_user_id"]!.GetValue<long>());
    }
}
