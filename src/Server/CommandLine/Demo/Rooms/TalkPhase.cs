using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Rooms;

/// <summary>Three people talk at once and hear the same; two of them talk in a room the third cannot see; what is sent twice is said once.</summary>
internal sealed class TalkPhase(RoomStage stage) : Phase("room", "Three people talk in a room and hear the same")
{
    private const int Each = 6;
    private const int Places = 6;
    private const string Den = "den";

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (anna, ben, cleo) = (stage.Anna, stage.Ben, stage.Cleo);
        foreach (var guest in stage.Everybody)
            await guest.RegisterAsync(cancel);
        var (made, room) = await anna.AskAsync(HttpMethod.Post, "/api/rooms", new() { ["id"] = RoomStage.Hall, ["name"] = "Hall", ["max_clients"] = Places }, cancel);
        tell.Check(anna.Who, $"makes the room {(string?)room!["name"]} with {(int?)room["max_clients"]} places", (201, Places), (made, (int?)room["max_clients"]));
        foreach (var guest in stage.Everybody)
        {
            var hello = await guest.EnterAsync(RoomStage.Hall, cancel);
            tell.Check(guest.Who, $"comes in as {(string?)hello["role"]}", guest == anna ? "owner" : "member", (string?)hello["role"]);
        }

        await Task.WhenAll(stage.Everybody.Select(guest => SpeakAsync(guest, cancel)));
        var heard = new List<(DemoGuest, IReadOnlyList<string>)>();
        foreach (var guest in stage.Everybody)
            heard.Add((guest, await guest.HearChatAsync(3 * Each, cancel)));
        tell.Check(anna.Who, $"heard {heard[0].Item2.Count} of three who spoke at once", 3 * Each, heard[0].Item2.Count);
        RoomStage.CheckSame(tell, anna, heard[0].Item2, heard.Skip(1));

        await cleo.SayAsync("Is it lunch?", "once", cancel);
        var first = await cleo.HearAsync("ack", cancel, to: "once");
        await cleo.SayAsync("Is it lunch?", "once", cancel);
        var second = await cleo.HearAsync("ack", cancel, to: "once");
        tell.Check(cleo.Who, $"sends the same twice: said once, as number {(long?)second["seq"]}",
            ((long?)first["seq"], (bool?)true), ((long?)second["seq"], (bool?)second["duplicate"]));

        await anna.AskAsync(HttpMethod.Post, "/api/rooms", new() { ["id"] = Den, ["is_private"] = true }, cancel);
        var (_, member) = await anna.AskAsync(HttpMethod.Put, $"/api/rooms/{Den}/members/{ben.UserId}", new JsonObject { ["role"] = "member" }, cancel);
        tell.Check(anna.Who, $"lets {(string?)member!["user_handle"]} into a room of their own", "ben", (string?)member["user_handle"]);
        var (seen, _) = await ben.AskAsync(HttpMethod.Get, $"/api/rooms/{Den}", null, cancel);
        var (unseen, none) = await cleo.AskAsync(HttpMethod.Get, $"/api/rooms/{Den}", null, cancel);
        tell.Check(ben.Who, $"sees it: {seen}", 200, seen);
        tell.Check(cleo.Who, $"does not: {unseen} {(string?)none!["code"]}", (404, "room_not_found"), (unseen, (string?)none["code"]));
    }

    private static async Task SpeakAsync(DemoGuest guest, CancellationToken cancel)
    {
        for (var i = 1; i <= Each; i++)
            await guest.SayAsync($"{guest.Who.Name} says {i}", $"talk-{i}", cancel);
    }
}
