using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Updates, their answers, and what the others hear of them.</summary>
public class UpdatingTests
{
    [Fact]
    public async Task Both_spellings_mix_in_one_meet_and_each_connection_hears_its_own()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync(server.DeskAt("Head table", wording: Wording.Flat, watch: ["updates", "presence", "conflicts"]));
        await using var desk = await server.JoinMeetAsync(head, wording: Wording.Canonical, watch: ["updates", "presence", "conflicts"]);
        await using var third = await server.JoinMeetAsync(head, "Desk 3", wording: Wording.Flat);
        head.Set("registration.entries[10007]", Entry(10007));
        await UntilAgreedAsync(head, desk, third);
        await CutAsync(third);
        third.Set(Lot, 7);
        desk.Set(Lot, 9);
        head.Delete("registration.entries[10009]");
        head.Set("meet.name", "Spring Open");
        await UntilAgreedAsync(head, desk);
        await third.ConnectAsync();
        await UntilAgreedAsync(head, desk, third);
        Assert.Equal("NO_SUCH_ENTRY", head.Memory.History[1].Refused);
        await desk.UntilAsync(() => desk.Conflicts.Count == 1, "the conflict in its own spelling");
        await head.UntilAsync(() => head.Conflicts.Count == 1, "the conflict in its own spelling");
        Assert.Empty(head.Memory.Complaints);
    }

    [Fact]
    public async Task A_connection_is_answered_in_the_spelling_it_used_last()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var client = await server.JoinWireAsync(head.Memory.MeetId, "Desk 2", Wording.Flat);
        client.Wording = Wording.Canonical;
        client.Say("Ping");
        Assert.Equal(Wording.Canonical, (await client.HearNextAsync("Pong")).Wording);
        head.Set("meet.name", "one");
        Assert.Equal(Wording.Canonical, (await client.HearNextAsync("UpdateRelay")).Wording);
        client.SayText("""{"msgType":"PING","sentAt":null}""");
        Assert.Equal(Wording.Flat, (await client.HearNextAsync("Pong")).Wording);
        head.Set("meet.name", "two");
        Assert.Equal(Wording.Flat, (await client.HearNextAsync("UpdateRelay")).Wording);
        client.SayText("""{"msgType":"UPDATE_INITT"}""");
        Expect("""{"unknownMsgType":"UPDATE_INITT"}""", (await client.HearNextAsync("UnknownMessageType")).Fields);
        client.SayText("""{"neither":1}""");
        Assert.Equal(Wording.Flat, (await client.HearNextAsync("MalformedMessage")).Wording);
    }

    [Fact]
    public async Task Each_local_number_of_a_batch_is_answered_exactly_once_and_accepted_ones_are_consecutive()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        scene.B.SayAs("UpdateInit", Batch(scene.Epoch,
            Set("meet.a", 1, 1, 60), Set("meet.b", 2, 3, 60), Set("registration.entries", new JsonArray(), 4, 60), Set("registration.entries[77].lot", 1, 9, 60),
            Set("meet.name", 5, 10, 60), Delete("meet.a", 11, 60), Set("meet.c", null, 12, 60)));
        Expect("""{"updateAcks":[{"localSeqNum":1,"serverSeqNum":61},{"localSeqNum":3,"serverSeqNum":62},{"localSeqNum":12,"serverSeqNum":64}],"lastServerSeq":64}""",
            (await scene.B.HearNextAsync("UpdateAck")).Fields);
        var refused = (await scene.B.HearNextAsync("UpdateRejected")).Fields["updatesRejected"]!.AsArray();
        Assert.Equal([(4, "BAD_KEY"), (9, "NO_SUCH_ENTRY"), (10, "BAD_VALUE"), (11, "BAD_KEY")], refused.Select(one => ((int)one!["localSeqNum"]!, (string)one["code"]!)));
        Assert.All(refused, one => Assert.True(one!["standing"] is null && !(bool)one["conflict"]! && one.AsObject().ContainsKey("standing")));
        var relay = (await scene.A.HearNextAsync("UpdateRelay")).Fields;
        Assert.Equal([61, 62, 64], relay["updatesRelayed"]!.AsArray().Select(item => (int)item!["serverSeqNum"]!));
        Assert.True(relay["updatesRelayed"]![2]!.AsObject().ContainsKey("updateValue"), "null is a value");
        Assert.Empty(await scene.B.HearTheRestAsync());
    }

    [Fact]
    public async Task An_update_equal_to_what_stands_is_acknowledged_with_its_number_and_nothing_is_relayed()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 9, 31, 60)), "UpdateAck");
        await scene.B.HearAsync("UpdateRelay");
        scene.B.SayAs("UpdateInit", Batch(scene.Epoch, Set(Lot, 9.0, 1, 0), Set("registration.entries[10007].name", "Al Bo", 2, 0),
            Set("registration.entries[10007]", new JsonObject { ["lot"] = 9, ["name"] = "Al Bo", ["id"] = 10007 }, 3, 0)));
        var acks = (await scene.B.HearNextAsync("UpdateAck")).Fields["updateAcks"]!.AsArray();
        Assert.Equal([61, 4, 61], acks.Select(ack => (int)ack!["serverSeqNum"]!));
        Assert.Empty(await scene.A.HearTheRestAsync());
    }

    [Fact]
    public async Task A_batch_sent_again_changes_nothing_and_gets_the_first_answer_over_sockets_restarts_and_sessions()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 9, 31, 60)), "UpdateAck");
        JsonObject[] updates = [Set(Lot, 7, 12, 60), Set("meet.name", "x", 13, 60), Set("meet.name", "y", 14, 60), Set("registration.entries[5].lot", 1, 15, 60), Set("meet.date", 3, 16, 60), Set(Lot, 9, 17, 60)];
        var first = await AnswersAsync(scene.B);
        var lines = server.LogOf(scene.MeetId).Count;
        Assert.Equal(first, await AnswersAsync(scene.B));
        await using (var back = await scene.BackAsync())
        {
            await back.PullAllAsync();
            Assert.Equal(first, await AnswersAsync(back));
        }

        await server.RestartAsync();
        await using (var back = await scene.BackAsync())
        {
            await back.PullAllAsync();
            Assert.Equal(first, await AnswersAsync(back));
        }

        Assert.Equal(lines, server.LogOf(scene.MeetId).Count);
        await using var rejoined = await WireClient.ConnectAsync(server.Address);
        var join = Join(scene.MeetId, "Desk 2");
        join["previousSessionToken"] = scene.TokenB;
        rejoined.Say("JoinMeet", join);
        Assert.Equal(scene.AuthorB, (string)(await rejoined.HearAsync("MeetJoined"))["authorId"]!);
        await rejoined.PullAllAsync();
        Assert.Equal(first, await AnswersAsync(rejoined));
        var reused = await rejoined.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "z", 13, 60)), "UpdateRejected");
        Assert.Equal("LOCAL_SEQ_REUSED", (string)reused["updatesRejected"]![0]!["code"]!);

        async Task<string> AnswersAsync(WireClient client)
        {
            client.SayAs("UpdateInit", Batch(scene.Epoch, [.. updates.Select(update => update.DeepClone().AsObject())]));
            return (await client.HearAsync("UpdateAck"))["updateAcks"]!.ToJsonString() + (await client.HearAsync("UpdateRejected"))["updatesRejected"]!.ToJsonString();
        }
    }

    [Fact]
    public async Task A_token_of_another_location_takes_over_nobody()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await using var rejoined = await WireClient.ConnectAsync(server.Address);
        var join = Join(scene.MeetId, "Desk 3");
        join["previousSessionToken"] = scene.TokenB;
        rejoined.Say("JoinMeet", join);
        Assert.NotEqual(scene.AuthorB, (string)(await rejoined.HearAsync("MeetJoined"))["authorId"]!);
        await scene.B.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "x", 1, 60)), "UpdateAck");
    }

    [Fact]
    public async Task Everybody_hears_the_same_updates_in_the_same_order()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        var desks = new List<Desk> { head };
        for (var i = 0; i < 4; i++)
            desks.Add(await server.JoinMeetAsync(head, $"Desk {2 + (i % 2)}", wording: (Wording)(i % 2)));
        for (var round = 0; round < 50; round++)
        {
            foreach (var (desk, n) in desks.Select((desk, n) => (desk, n)))
                desk.Set($"meet.field{(round + n) % 7}", round * 10 + n);
        }

        await UntilAgreedAsync([.. desks]);
        foreach (var desk in desks)
            await desk.DisposeAsync();
    }

    [Fact]
    public async Task A_value_too_large_and_one_entry_too_many_are_refused_by_themselves()
    {
        await using var server = await MeetServer.StartAsync(meets => meets with { MaxEntries = 2, MaxValueBytes = 256 });
        await using var head = await server.CreateMeetAsync();
        for (var id = 1; id <= 3; id++)
            head.Set($"registration.entries[{id}]", Entry(id));
        head.Set("meet.notes", new string('x', 300));
        head.Set("meet.name", "fine");
        await head.UntilInStepAsync();
        Assert.Equal([null, null, "LIMIT", "TOO_LARGE", null], head.Memory.History.Select(edit => edit.Refused));
    }
}
