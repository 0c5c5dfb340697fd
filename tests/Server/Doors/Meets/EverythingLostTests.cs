using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>The specification's example of a server that keeps nothing but its signing key, number by number.</summary>
public class EverythingLostTests
{
    [Fact]
    public async Task Everything_but_the_signing_key_is_lost_and_comes_back()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = 15 }, clock);
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var (epoch, meetId) = (scene.Epoch, scene.MeetId);
        await scene.A.AskAsync("UpdateInit", Batch(epoch, Set(Lot, 9, 31, 60)), "UpdateAck");
        scene.B.SayAs("UpdateInit", Batch(epoch, Set(Lot, 7, 12, 60), Set("registration.entries[10007].team", "Iron", 13, 60), Set("registration.entries[10007].bodyweightKg", 88.9, 14, 60)));
        Assert.Equal(64, (int)(await scene.B.HearAsync("UpdateAck"))["lastServerSeq"]!);
        var held = (await scene.A.PullAllAsync())["updatesRelayed"]!.AsArray().Select(one => one!.DeepClone()).ToArray();
        Assert.Equal(52, held.Length);
        clock.Advance(TimeSpan.FromMinutes(5));
        await server.RestartAsync(() => server.LoseMeet(meetId));

        await using var b = await scene.BackAsync();
        var name = Set("registration.entries[10007].name", "Al B. Bo", 15, 64);
        b.SayAs("UpdateInit", Batch(epoch, name.DeepClone().AsObject()));
        var lost = (await b.HearNextAsync("RequestRejected")).Fields;
        Assert.Equal(("UpdateInit", "MEET_LOST", 5000), ((string)lost["request"]!, (string)lost["code"]!, (int)lost["retryAfterMs"]!));

        await using var a = await WireClient.ConnectAsync(server.Address, "A again");
        var create = Create(Locations());
        create["restore"] = new JsonObject { ["meetId"] = meetId, ["epoch"] = epoch, ["sessionToken"] = scene.A.Token };
        a.Say("CreateMeet", create);
        var created = (await a.HearNextAsync("MeetCreated")).Fields;
        Assert.Equal((meetId, 2), ((string)created["meetId"]!, (int)created["headServerSeq"]!));
        Expect("""{"from":10010000,"to":10019999}""", created["entryIds"]!.AsObject());
        var newEpoch = (string)created["epoch"]!;
        Assert.NotEqual(epoch, newEpoch);

        // B comes back within the window.
        b.SayAs("UpdateInit", Batch(epoch, name.DeepClone().AsObject()));
        Assert.Equal("RECOVERING", (string)(await b.HearNextAsync("RequestRejected")).Fields["code"]!);
        clock.Advance(TimeSpan.FromSeconds(15));
        Expect($$"""{"meetId":"{{meetId}}","epoch":"{{epoch}}","lastServerSeq":0,"limit":500}""", await a.HearAsync("StateRecoveryRequest"));
        a.SayAs("StateRecoveryResponse", new() { ["epoch"] = epoch, ["lastServerSeq"] = 64, ["updates"] = new JsonArray([.. held.Select(one => one.DeepClone())]), ["done"] = true });
        Expect($$"""{"meetId":"{{meetId}}","epoch":"{{epoch}}","lastServerSeq":64,"limit":500}""", await b.HearAsync("StateRecoveryRequest"));
        b.SayAs("StateRecoveryResponse", new() { ["epoch"] = epoch, ["lastServerSeq"] = 64, ["updates"] = new JsonArray(), ["done"] = true });
        var recovered = $$"""{"meetId":"{{meetId}}","epoch":"{{newEpoch}}","previousEpoch":"{{epoch}}","recoveredThroughSeq":64,"updatesRecovered":52,"headServerSeq":55}""";
        Expect(recovered, await a.HearAsync("StateRecovered"));
        Expect(recovered, await b.HearAsync("StateRecovered"));

        b.SayAs("UpdateInit", Batch(epoch, name.DeepClone().AsObject()));
        var ack = (await b.HearNextAsync("UpdateAck")).Fields;
        Expect("""{"updateAcks":[{"localSeqNum":15,"serverSeqNum":56}],"lastServerSeq":null}""", ack);
        b.SayAs("ClientPull", new() { ["epoch"] = newEpoch, ["lastServerSeq"] = 0 });
        var page = (await b.HearNextAsync("ServerPull")).Fields;
        Assert.Equal((53, false, 56), (page["updatesRelayed"]!.AsArray().Count, (bool)page["more"]!, (int)page["lastServerSeq"]!));

        // The view token that somebody had before holds again.
        await using var display = await WireClient.ConnectAsync(server.Address, "display");
        display.Say("JoinMeet", new() { ["meetId"] = meetId, ["viewToken"] = scene.ViewToken });
        Assert.Equal("viewer", (string)(await display.HearAsync("MeetJoined"))["role"]!);
        await using var late = await WireClient.ConnectAsync(server.Address, "late director");
        late.Say("CreateMeet", create);
        Assert.Equal("MEET_EXISTS", (string)(await late.HearAsync("RequestRejected"))["code"]!);
    }
}
