using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A director who restores a lost meet goes on as who they were.</summary>
public class RestoredAuthorTests
{
    // P9, P17
    [Fact]
    public async Task What_a_director_had_not_heard_an_answer_to_does_not_conflict_with_its_own_earlier_update_after_it_restored_the_meet()
    {
        await using var server = await MeetServer.StartAsync();
        await using var before = await WireClient.ConnectAsync(server.Address);
        before.Say("CreateMeet", Create());
        var made = await before.HearAsync("MeetCreated");
        var (meetId, epoch) = ((string)made["meetId"]!, (string)made["epoch"]!);
        // Two edits in a row, both made before anything was heard; the answer to the second is lost with the server.
        var first = await before.AskAsync("UpdateInit", Updates(Set("meet.name", "Spring Open", 1, 0)), "UpdateAck");
        var number = (long)first["updateAcks"]![0]!["serverSeqNum"]!;
        var items = (await before.PullAllAsync())["updatesRelayed"]!.DeepClone();
        await server.RestartAsync(() => server.LoseMeet(meetId));

        await using var after = await WireClient.ConnectAsync(server.Address);
        var create = Create();
        create["restore"] = new JsonObject { ["meetId"] = meetId, ["epoch"] = epoch, ["sessionToken"] = before.Token };
        after.Say("CreateMeet", create);
        var restored = await after.HearAsync("MeetCreated");
        await after.HearAsync("StateRecoveryRequest");
        after.SayAs("StateRecoveryResponse", new() { ["epoch"] = epoch, ["lastServerSeq"] = number, ["updates"] = items, ["done"] = true });
        await after.HearAsync("StateRecovered");
        var again = Updates(Set("meet.name", "Spring Open 2", 2, 0));
        again["epoch"] = epoch;
        await after.AskAsync("UpdateInit", again, "UpdateAck");

        Assert.Equal((string)made["authorId"]!, (string)restored["authorId"]!);
        Assert.Equal("Spring Open 2", (string?)(await after.PullAllAsync())["updatesRelayed"]!.AsArray().Single()!["updateValue"]);
    }

    private static JsonObject Create() => new()
    {
        ["thisLocationName"] = "Head table", ["password"] = Password, ["locations"] = Locations(), ["watch"] = new JsonArray("updates"),
    };
}
