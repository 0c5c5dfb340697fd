using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Messages that are none, or that lack something: the first lines of section 9's table (P32).</summary>
public class BadInputMessageTests
{
    private static readonly string[] NoMessages =
    [
        "", " ", "hello", "{", "}", "nul", "null", "true", "7", "\"Ping\"", "[]", "[{\"type\":\"Ping\"}]", "{\"type\":\"Ping\"} {}", "{\"type\":\"Ping\",}", "{'type':'Ping'}",
        "{}", "{\"payload\":{}}", "{\"type\":\"Ping\",\"msgType\":\"PING\"}", "{\"Type\":\"Ping\"}", "{\"type\":7}", "{\"type\":null}", "{\"msgType\":[]}", "{\"type\":\"\\ud800\"}",
        "{\"type\":\"Ping\",\"type\":\"Ping\"}", "{\"type\":\"Ping\",\"payload\":{\"sentAt\":\"a\",\"sentAt\":\"b\"}}", "{\"type\":\"Ping\",\"payload\":{\"x\":{\"a\":1,\"\\u0061\":2}}}",
        "{\"\\ud800\":1,\"type\":\"Ping\",\"\\udc00\":1}", "{\"type\":\"Ping\",\"payload\":[]}", "{\"type\":\"Ping\",\"payload\":\"x\"}", "{\"type\":\"Ping\",\"payload\":7}",
        "{\"type\":\"Ping\",\"payload\":{\"sentAt\":\"\\udc00\"}}", "{\"type\":\"Ping\",\"payload\":{\"deep\":" + new string('[', 31) + new string(']', 31) + "}}",
        new string('[', 10_000), "{\"type\":\"Ping\",\"payload\":" + string.Concat(Enumerable.Repeat("{\"a\":", 2_000)),
    ];

    // P32
    [Fact]
    public async Task What_is_no_message_is_called_malformed_and_the_connection_goes_on()
    {
        await using var scene = await BadInputScene.StartAsync();
        foreach (var part in NoMessages.Chunk(19))
        {
            var stranger = await scene.StrangerAsync();
            foreach (var text in part)
            {
                stranger.SayText(text);
                var no = (await stranger.HearNextAsync("MalformedMessage")).Fields;
                Assert.True(((string)no["errMsg"]!).Length > 5);
                Assert.True(no.ContainsKey("field"));
                scene.DemandHarmless(no.ToJsonString());
            }

            stranger.Say("Ping");
            await stranger.HearNextAsync("Pong");
        }

        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task As_deep_as_is_allowed_is_not_too_deep()
    {
        await using var scene = await BadInputScene.StartAsync();
        var stranger = await scene.StrangerAsync();
        stranger.SayText("{\"type\":\"Ping\",\"payload\":{\"deep\":" + new string('[', 30) + new string(']', 30) + "}}");
        await stranger.HearNextAsync("Pong");
    }

    // P32
    [Fact]
    public async Task The_twentieth_malformed_message_within_a_minute_closes_with_1008()
    {
        await using var scene = await BadInputScene.StartAsync();
        var member = await scene.MemberAsync();
        for (var i = 0; i < 20; i++)
            member.SayText("{");
        for (var i = 0; i < 20; i++)
            await member.HearNextAsync("MalformedMessage");
        Assert.Equal(1008, await member.HearCloseAsync());
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task Malformed_messages_further_apart_than_a_minute_close_nothing()
    {
        var clock = new TestClock();
        await using var server = await MeetServer.StartAsync(time: clock);
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Say("CreateMeet", BadInputScene.Creation());
        await client.HearAsync("MeetCreated");
        for (var i = 0; i < 25; i++)
        {
            client.SayText("{");
            await client.HearNextAsync("MalformedMessage");
            clock.Advance(TimeSpan.FromSeconds(4));
        }

        client.Say("Ping");
        await client.HearNextAsync("Pong");
    }

    // P32
    [Fact]
    public async Task Unknown_types_and_the_server_s_own_are_said_to_be_unknown()
    {
        await using var scene = await BadInputScene.StartAsync();
        var stranger = await scene.StrangerAsync();
        foreach (var type in new[] { "UpdateInitt", "ping", "PING", "", "MeetCreated", "UpdateAck", "UpdateRelay", "ServerPull", "Pong", "StateRecoveryRequest", "StateRecovered", "MalformedMessage", "InvalidSession" })
        {
            stranger.SayText(new JsonObject { ["type"] = type }.ToJsonString());
            Assert.Equal(type, (string?)(await stranger.HearNextAsync("UnknownMessageType")).Fields["msgType"]);
        }

        stranger.SayText("""{"msgType":"UpdateInit"}""");
        Assert.Equal("UpdateInit", (string?)(await stranger.HearNextAsync("UnknownMessageType")).Fields["unknownMsgType"]);
        stranger.SayText("""{"msgType":"UPDATE_ACK"}""");
        Assert.Equal("UPDATE_ACK", (string?)(await stranger.HearNextAsync("UnknownMessageType")).Fields["unknownMsgType"]);
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task An_unknown_type_is_given_back_cut_to_64_characters_also_in_the_middle_of_one()
    {
        await using var scene = await BadInputScene.StartAsync();
        var stranger = await scene.StrangerAsync();
        stranger.SayText(new JsonObject { ["type"] = new string('x', 500) }.ToJsonString());
        Assert.Equal(new string('x', 64), (string?)(await stranger.HearNextAsync("UnknownMessageType")).Fields["msgType"]);
        stranger.SayText(new JsonObject { ["type"] = new string('x', 63) + "\U0001F3CB" }.ToJsonString());
        Assert.StartsWith(new string('x', 63), (string?)(await stranger.HearNextAsync("UnknownMessageType")).Fields["msgType"], StringComparison.Ordinal);
        stranger.Say("Ping");
        await stranger.HearNextAsync("Pong");
    }

    // P32
    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_message_that_lacks_something_is_malformed_with_the_path_of_the_field(string name, string[][] table)
    {
        await using var scene = await BadInputScene.StartAsync();
        var member = await scene.MemberAsync();
        var said = 0;
        foreach (var row in table)
        {
            if (++said % 19 == 0)
                member = await scene.MemberAsync();
            member.SayText($"{{\"type\":\"{name}\",\"payload\":{row[0].Replace("TOKEN", member.Token, StringComparison.Ordinal)}}}");
            var no = (await member.HearNextAsync("MalformedMessage")).Fields;
            Assert.True(row[1] == (string?)no["field"], $"{row[0]}: wanted {row[1]}, heard {no.ToJsonString()}");
            Assert.Contains(row[1], (string)no["errMsg"]!, StringComparison.Ordinal);
            scene.DemandHarmless(no.ToJsonString());
        }

        // Nothing of it was done.
        Assert.Empty((await member.PullAllAsync())["updatesRelayed"]!.AsArray());
        await scene.DemandUndisturbedAsync();
    }

    public static TheoryData<string, string[][]> Tables() => new()
    {
        {
            "UpdateInit",
            [
                ["{}", "sessionToken"], ["null", "sessionToken"], ["""{"sessionToken":7}""", "sessionToken"], [$$"""{"sessionToken":"{{new string('s', 513)}}"}""", "sessionToken"],
                ["""{"sessionToken":"TOKEN"}""", "updates"], [One(""), "updates"], ["""{"sessionToken":"TOKEN","updates":{}}""", "updates"], [One("7"), "updates[0]"],
                ["""{"sessionToken":"TOKEN","epoch":"BIG","updates":[{"updateKey":"meet.name","updateValue":1,"localSeqNum":1,"afterServerSeqNum":0}]}""", "epoch"],
                ["""{"sessionToken":"TOKEN","epoch":7,"updates":[{"updateKey":"meet.name","updateValue":1,"localSeqNum":1,"afterServerSeqNum":0}]}""", "epoch"],
                [One("""{"updateValue":1,"localSeqNum":1,"afterServerSeqNum":0}"""), "updates[0].updateKey"],
                [One("""{"updateKey":7,"updateValue":1,"localSeqNum":1,"afterServerSeqNum":0}"""), "updates[0].updateKey"],
                [One("""{"updateKey":"meet.name","localSeqNum":1,"afterServerSeqNum":0}"""), "updates[0].updateValue"],
                [One("""{"updateKey":"meet.name","updateValue":"x","delete":true,"localSeqNum":1,"afterServerSeqNum":0}"""), "updates[0].delete"],
                [One("""{"updateKey":"meet.name","delete":"yes","localSeqNum":1,"afterServerSeqNum":0}"""), "updates[0].delete"],
                [One("""{"updateKey":"meet.name","updateValue":"x","afterServerSeqNum":0}"""), "updates[0].localSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":0,"afterServerSeqNum":0}"""), "updates[0].localSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":-1,"afterServerSeqNum":0}"""), "updates[0].localSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":1.5,"afterServerSeqNum":0}"""), "updates[0].localSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":"1","afterServerSeqNum":0}"""), "updates[0].localSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":9007199254740992,"afterServerSeqNum":0}"""), "updates[0].localSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":1e400,"afterServerSeqNum":0}"""), "updates[0].localSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":1}"""), "updates[0].afterServerSeqNum"],
                [One("""{"updateKey":"meet.name","updateValue":"x","localSeqNum":1,"afterServerSeqNum":null}"""), "updates[0].afterServerSeqNum"],
                [One($"{Good(2)},{Good(2)}"), "updates[1].localSeqNum"], [One($"{Good(2)},{Good(1)}"), "updates[1].localSeqNum"],
                [One($"{Good(1)},{Good(2)},7"), "updates[2]"], [One(string.Join(',', Enumerable.Range(1, 501).Select(n => Good(n)))), "updates"],
            ]
        },
        {
            "ClientPull",
            [
                ["{}", "sessionToken"], ["""{"sessionToken":"TOKEN"}""", "lastServerSeq"], ["""{"sessionToken":"TOKEN","lastServerSeq":"0"}""", "lastServerSeq"],
                ["""{"sessionToken":"TOKEN","lastServerSeq":-1}""", "lastServerSeq"], ["""{"sessionToken":"TOKEN","lastServerSeq":0,"limit":0}""", "limit"],
                ["""{"sessionToken":"TOKEN","lastServerSeq":0,"limit":1001}""", "limit"], ["""{"sessionToken":"TOKEN","lastServerSeq":0,"epoch":""}""", "epoch"],
                ["""{"sessionToken":"TOKEN","lastServerSeq":0,"watch":"updates"}""", "watch"], ["""{"sessionToken":"TOKEN","lastServerSeq":0,"watch":["updates",7]}""", "watch[1]"],
                ["""{"sessionToken":"TOKEN","lastServerSeq":0,"watch":["platform:21"]}""", "watch[0]"],
            ]
        },
        {
            "CreateMeet",
            [
                ["{}", "thisLocationName"], ["""{"thisLocationName":"A"}""", "password"], ["""{"thisLocationName":"A","password":true}""", "password"],
                ["""{"thisLocationName":"A","password":"Chalk-and-Ammonia-8"}""", "locations"], ["""{"thisLocationName":"A","password":"p","locations":[7]}""", "locations[0]"],
                ["""{"thisLocationName":"A","password":"p","locations":[{"priority":1}]}""", "locations[0].locationName"],
                ["""{"thisLocationName":"A","password":"p","locations":[{"locationName":"A"}]}""", "locations[0].priority"],
                ["""{"thisLocationName":"A","password":"p","locations":[{"locationName":"A","priority":1.5}]}""", "locations[0].priority"],
                ["""{"thisLocationName":"A","password":"p","locations":[{"locationName":"A","priority":1,"director":1}]}""", "locations[0].director"],
                ["""{"thisLocationName":"A","password":"p","locations":[{"locationName":"A","priority":1}],"restore":{}}""", "restore.meetId"],
                ["""{"thisLocationName":"A","password":"p","locations":[{"locationName":"A","priority":1}],"restore":{"meetId":"123456789"}}""", "restore.epoch"],
            ]
        },
        {
            "JoinMeet",
            [
                ["""{"password":"p","locationName":"A"}""", "meetId"], ["""{"meetId":123456789,"password":"p"}""", "meetId"], ["""{"meetId":"123456789"}""", "password"],
                ["""{"meetId":"123456789","password":""}""", "password"], [$$"""{"meetId":"123456789","password":"{{new string('p', 513)}}"}""", "password"],
                ["""{"meetId":"123456789","password":"p","readOnly":"no"}""", "readOnly"], ["""{"meetId":"123456789","password":"p","locationName":[]}""", "locationName"],
                ["""{"meetId":"123456789","viewToken":7}""", "viewToken"], ["""{"meetId":"123456789","password":"p","watch":["everything"]}""", "watch[0]"],
            ]
        },
        {
            "ManageMeet",
            [
                ["""{"sessionToken":"TOKEN","endSessions":7}""", "endSessions"], ["""{"sessionToken":"TOKEN","endSessions":"all"}""", "endSessions"],
                ["""{"sessionToken":"TOKEN","newViewToken":1}""", "newViewToken"], ["""{"sessionToken":"TOKEN","locations":{}}""", "locations"],
            ]
        },
        { "PublishMeet", [["""{"sessionToken":"TOKEN"}""", "returnEmail"], ["""{"sessionToken":"TOKEN","returnEmail":"a@b.c","oplCsv":7}""", "oplCsv"], ["""{"sessionToken":"TOKEN","returnEmail":"a@b.c","dryRun":"x"}""", "dryRun"]] },
        { "SettleConflict", [["""{"sessionToken":"TOKEN"}""", "conflictId"], ["""{"sessionToken":"TOKEN","conflictId":1}""", "action"], ["""{"sessionToken":"TOKEN","conflictId":1,"action":"delete"}""", "action"]] },
        {
            "StateRecoveryResponse",
            [
                ["""{"sessionToken":"TOKEN","lastServerSeq":1,"updates":[],"done":true}""", "epoch"], ["""{"sessionToken":"TOKEN","epoch":"a","updates":[],"done":true}""", "lastServerSeq"],
                ["""{"sessionToken":"TOKEN","epoch":"a","lastServerSeq":1,"done":true}""", "updates"], ["""{"sessionToken":"TOKEN","epoch":"a","lastServerSeq":1,"updates":[]}""", "done"],
                ["""{"sessionToken":"TOKEN","epoch":"a","lastServerSeq":1,"updates":[{"updateKey":"meet.name","updateValue":1,"serverSeqNum":1,"priority":-1,"locationName":"A","authorId":"x"}],"done":true}""", "updates[0].priority"],
            ]
        },
        { "Ping", [["""{"sentAt":7}""", "sentAt"], [$$"""{"sentAt":"{{new string('x', 41)}}"}""", "sentAt"]] },
    };

    private static string One(string updates) => $$"""{"sessionToken":"TOKEN","updates":[{{updates}}]}""";

    private static string Good(int local) => $$"""{"updateKey":"meet.name","updateValue":"x","localSeqNum":{{local}},"afterServerSeqNum":0}""";
}
