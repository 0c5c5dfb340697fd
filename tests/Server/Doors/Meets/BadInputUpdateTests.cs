using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Updates and requests that are well formed and cannot be: section 9's table from passwords to positions (P32).</summary>
public class BadInputUpdateTests
{
    private const string Entry7 = "registration.entries[10007]";

    private static readonly (string Key, string? Value, string Code)[] Bad =
    [
        ("", "1", "BAD_KEY"), ("meet", "{}", "BAD_KEY"), ("registration.entries", "[]", "BAD_KEY"), ("registration", "{}", "BAD_KEY"), ("live", "{}", "BAD_KEY"),
        ("meet.", "1", "BAD_KEY"), ("meet.a.b", "1", "BAD_KEY"), ("meet[0]", "1", "BAD_KEY"), ("Meet.name", "\"x\"", "BAD_KEY"), (" meet.name", "\"x\"", "BAD_KEY"),
        ("meet.1st", "1", "BAD_KEY"), ("meet.nam\u00e9", "1", "BAD_KEY"), ("meet." + new string('a', 65), "1", "BAD_KEY"), ("meet." + new string('a', 300), "1", "BAD_KEY"),
        ("registration.entries[010007]", "{}", "BAD_KEY"), ("registration.entries[-1]", "{}", "BAD_KEY"), ("registration.entries[99999999999]", "{}", "BAD_KEY"),
        (Entry7 + ".squatKg[5]", "1", "BAD_KEY"), (Entry7 + ".lot[0]", "1", "BAD_KEY"), ("registration.nextEntryId", "1", "BAD_KEY"), ("registration.lookup", "{}", "BAD_KEY"),
        ("lifting.day", "1", "BAD_KEY"), ("lifting.platforms[0].day", "1", "BAD_KEY"), ("lifting.platforms[21].day", "1", "BAD_KEY"), ("live.platforms[1].lights.middle", "{}", "BAD_KEY"),
        ("language", "\"en\"", "BAD_KEY"), ("__proto__.x", "1", "BAD_KEY"), ("../../etc/passwd", "1", "BAD_KEY"),
        ("meet.name", null, "BAD_KEY"), ("lifting.platforms[1].day", null, "BAD_KEY"), (Entry7 + ".lot", null, "BAD_KEY"),
        ("meet.name", "7", "BAD_VALUE"), ("meet.name", "null", "BAD_VALUE"), ("meet.name", "\"a\\u0000b\"", "BAD_VALUE"), ("meet.name", $"\"{new string('x', 501)}\"", "BAD_VALUE"),
        ("meet.unknown", "{\"deep\":[\"a\\u0000b\"]}", "BAD_VALUE"), ("meet.unknown", "\"\\ud800\"", "BAD_VALUE"), ("meet.unknown", "1e400", "BAD_VALUE"), ("meet.unknown", "{\"a\\u0000\":1}", "BAD_VALUE"),
        ("meet.date", "\"2026-02-30\"", "BAD_VALUE"), ("meet.lengthDays", "15", "BAD_VALUE"), ("meet.inKg", "1", "BAD_VALUE"), ("meet.weightClassesKgMen", "[90,82.5]", "BAD_VALUE"),
        ("meet.squatBarAndCollarsWeightKg", "1000001", "BAD_VALUE"), (Entry7, "{\"id\":10008}", "BAD_VALUE"), (Entry7, "[]", "BAD_VALUE"), (Entry7, "{}", "BAD_VALUE"),
        (Entry7 + ".id", "10008", "BAD_VALUE"), (Entry7 + ".bodyweightKg", "-1000001", "BAD_VALUE"), (Entry7 + ".squatStatus[0]", "2", "BAD_VALUE"), (Entry7 + ".squatKg", "[1,2]", "BAD_VALUE"),
        ("lifting.platforms[1].lift", "\"X\"", "BAD_VALUE"),
        ("live.platforms[1].clock", """{"running":true,"startedAt":"2099-01-01T00:00:00.000Z","remainingMs":1,"lengthMs":1}""", "BAD_VALUE"),
        ("live.platforms[1].clock", """{"running":true,"startedAt":null,"remainingMs":3600001,"lengthMs":1}""", "BAD_VALUE"),
        ("live.platforms[1].lights.left", """{"decision":"good","cards":[],"at":"2099-01-01T00:00:00.000Z","entryId":1,"lift":"S","attempt":1}""", "BAD_VALUE"),
        ("meet.unknown", $"\"{new string('x', 32_767)}\"", "TOO_LARGE"), ("registration.entries[10099].lot", "1", "NO_SUCH_ENTRY"), ("registration.entries[10099]", null, "NO_SUCH_ENTRY"),
        ("live.platforms[3].never", null, "NO_SUCH_ENTRY"),
    ];

    // P32, P5
    [Fact]
    public async Task Each_update_that_cannot_be_is_refused_by_its_code_alone_and_the_good_ones_around_it_are_taken()
    {
        await using var scene = await BadInputScene.StartAsync();
        var member = await scene.MemberAsync();
        var local = 0L;
        await member.AskAsync("UpdateInit", Updates(Set(Entry7, Entry(10007), ++local, 1_000_000)), "UpdateAck");
        foreach (var (key, value, code) in Bad)
        {
            var bad = Of($"\"{JsonEncodedText.Encode(key)}\"", value, local + 2);
            member.SayText($"{{\"type\":\"UpdateInit\",\"payload\":{{\"sessionToken\":\"{member.Token}\",\"updates\":[{Good(local + 1)},{bad},{Good(local + 3)}]}}}}");
            var ack = await member.HearAsync("UpdateAck");
            var no = await member.HearAsync("UpdateRejected");
            var refused = no["updatesRejected"]!.AsArray().Single()!.AsObject();
            Assert.True(code == (string?)refused["code"], $"{key} = {value}: wanted {code}, heard {refused.ToJsonString()}");
            Assert.Equal((local + 2, false, null), ((long)refused["localSeqNum"]!, (bool)refused["conflict"]!, refused["standing"]));
            Assert.Equal([local + 1, local + 3], ack["updateAcks"]!.AsArray().Select(one => (long)one!["localSeqNum"]!));
            scene.DemandHarmless(no.ToJsonString());
            local += 3;
        }

        Assert.Equal([Entry7, "meet.good"], (await member.PullAllAsync())["updatesRelayed"]!.AsArray().Select(item => (string)item!["updateKey"]!));
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task A_value_of_32_KiB_is_taken_a_longer_one_and_more_entries_than_may_be_are_refused()
    {
        await using var scene = await BadInputScene.StartAsync(same => same with { MaxEntries = 2 });
        var member = await scene.MemberAsync();
        await member.AskAsync("UpdateInit", Updates(Set("meet.most", new string('x', 32_766), 1, 0)), "UpdateAck");
        var no = await member.AskAsync("UpdateInit", Updates(Set(Entry7, Entry(10007), 2, 0), Set("registration.entries[10008]", Entry(10008), 3, 0), Set("registration.entries[10009]", Entry(10009), 4, 0)), "UpdateRejected");
        Assert.Equal((4, "LIMIT"), ((int)no["updatesRejected"]![0]!["localSeqNum"]!, (string?)no["updatesRejected"]![0]!["code"]));
        await scene.DemandUndisturbedAsync();
    }

    // P32, P6
    [Fact]
    public async Task A_local_number_used_again_for_something_else_is_refused_and_for_the_same_answered_as_before()
    {
        await using var scene = await BadInputScene.StartAsync();
        var member = await scene.MemberAsync();
        var first = await member.AskAsync("UpdateInit", Updates(Set("meet.name", "A", 1, 0)), "UpdateAck");
        var again = await member.AskAsync("UpdateInit", Updates(Set("meet.name", "A", 1, 0)), "UpdateAck");
        Assert.Equal(first["updateAcks"]!.ToJsonString(), again["updateAcks"]!.ToJsonString());
        foreach (var other in new[] { Set("meet.name", "B", 1, 0), Set("meet.city", "A", 1, 0), Delete("meet.name", 1, 0) })
        {
            var no = await member.AskAsync("UpdateInit", Updates(other), "UpdateRejected");
            Assert.Equal("LOCAL_SEQ_REUSED", (string?)no["updatesRejected"]![0]!["code"]);
        }
    }

    // P32
    [Fact]
    public async Task An_unknown_epoch_counts_as_having_seen_nothing_and_a_position_above_the_head_as_having_seen_everything()
    {
        await using var scene = await BadInputScene.StartAsync();
        await scene.Head.AskAsync("UpdateInit", Updates(Set("meet.name", "A", 900_001, 0)), "UpdateAck");
        var member = await scene.MemberAsync();
        var blind = Updates(Set("meet.name", "B", 1, 1_000_000));
        blind["epoch"] = "neverwas";
        var no = await member.AskAsync("UpdateInit", blind, "UpdateRejected");
        Assert.Equal(("CONFLICT", "A"), ((string?)no["updatesRejected"]![0]!["code"], (string?)no["updatesRejected"]![0]!["standing"]!["updateValue"]));
        await member.AskAsync("UpdateInit", Updates(Set("meet.name", "C", 2, 9_007_199_254_740_991)), "UpdateAck");
        await scene.DemandUndisturbedAsync();
    }

    // P32, P18
    [Fact]
    public async Task A_cursor_above_the_head_or_of_an_unknown_epoch_changes_no_epoch()
    {
        await using var scene = await BadInputScene.StartAsync();
        var member = await scene.MemberAsync();
        var pulled = await member.AskAsync("ClientPull", new() { ["epoch"] = "neverwas", ["lastServerSeq"] = 12 }, "ServerPull");
        Assert.True((bool)pulled["resync"]!);
        member.SayAs("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 9_007_199_254_740_991 });
        var asked = await member.HearAsync("StateRecoveryRequest");
        pulled = await member.AskAsync("StateRecoveryResponse", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = asked["lastServerSeq"]!.DeepClone(), ["updates"] = new JsonArray(), ["done"] = true }, "ServerPull");
        Assert.Equal((true, scene.Epoch), ((bool)pulled["resync"]!, (string?)pulled["epoch"]));
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task A_creation_that_cannot_be_is_rejected_by_its_code()
    {
        await using var scene = await BadInputScene.StartAsync(withKey: true);
        var stranger = await scene.StrangerAsync();
        (string Code, Action<JsonObject> Spoil)[] all =
        [
            ("BAD_CREATE_KEY", one => one.Remove("createKey")), ("BAD_CREATE_KEY", one => one["createKey"] = "the-operators-kex"), ("UNSUPPORTED_VERSION", one => one["protocolVersion"] = 2),
            ("BAD_LOCATIONS", one => one["locations"] = new JsonArray()), ("BAD_LOCATIONS", one => one["thisLocationName"] = "Desk 9"), ("BAD_LOCATIONS", one => one["thisLocationName"] = ""),
            ("BAD_LOCATIONS", one => one["locations"]!.AsArray().Add(Location("HEAD TABLE", 1))), ("BAD_LOCATIONS", one => one["locations"]!.AsArray().Add(Location(" ", 1))),
            ("BAD_LOCATIONS", one => one["locations"]!.AsArray().Add(Location("a\nb", 1))), ("BAD_LOCATIONS", one => one["locations"]!.AsArray().Add(Location(new string('x', 101), 1))),
            ("BAD_LOCATIONS", one => one["locations"]!.AsArray().Add(Location("Desk 9", 1001))),
            ("BAD_LOCATIONS", one => one["locations"] = new JsonArray([.. Enumerable.Range(0, 65).Select(n => Location(n == 0 ? "Head table" : $"Desk {n}", 1))])),
            ("WEAK_PASSWORD", one => one["password"] = ""), ("WEAK_PASSWORD", one => one["password"] = "chalk-and-ammonia-7"), ("WEAK_PASSWORD", one => one["password"] = "CHALK-AND-AMMONIA-7"),
            ("WEAK_PASSWORD", one => one["password"] = "Chalk-and-Ammonia"), ("WEAK_PASSWORD", one => one["password"] = "ChalkAndAmmonia7"), ("WEAK_PASSWORD", one => one["password"] = "Chalk-7"),
            ("WEAK_PASSWORD", one => one["password"] = "Aa7-" + new string('x', 125)),
        ];
        foreach (var (code, spoil) in all)
        {
            var creation = BadInputScene.Creation();
            spoil(creation);
            stranger.Say("CreateMeet", creation);
            var no = (await stranger.HearNextAsync("RequestRejected")).Fields;
            Assert.True(("CreateMeet", code, null) == ((string?)no["request"], (string?)no["code"], no["retryAfterMs"]), $"wanted {code} for {creation.ToJsonString()}, heard {no.ToJsonString()}");
            scene.DemandHarmless(no.ToJsonString());
        }

        Assert.Equal(2, Directory.GetDirectories(scene.Server.MeetsFolder).Length);
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task More_meets_than_one_address_or_the_server_may_make_are_refused()
    {
        await using var few = await MeetServer.StartAsync(same => same with { CreatesPerHour = 2 });
        await using var client = await WireClient.ConnectAsync(few.Address);
        for (var i = 0; i < 2; i++)
        {
            client.Say("CreateMeet", BadInputScene.Creation());
            await client.HearAsync("MeetCreated");
        }

        client.Say("CreateMeet", BadInputScene.Creation());
        var no = await client.HearAsync("RequestRejected");
        Assert.Equal("THROTTLED", (string?)no["code"]);
        Assert.InRange((int)no["retryAfterMs"]!, 1, 3_600_000);

        await using var small = await MeetServer.StartAsync(same => same with { MaxCurrentMeets = 1 });
        await using var other = await WireClient.ConnectAsync(small.Address);
        other.Say("CreateMeet", BadInputScene.Creation());
        await other.HearAsync("MeetCreated");
        other.Say("CreateMeet", BadInputScene.Creation());
        Assert.Equal("SERVER_FULL", (string?)(await other.HearAsync("RequestRejected"))["code"]);
    }

    // P32
    [Fact]
    public async Task Joins_that_cannot_be_are_rejected_and_the_connection_stays()
    {
        await using var scene = await BadInputScene.StartAsync(same => same with { MaxViewers = 1, MaxSessions = 3 });
        var stranger = await scene.StrangerAsync();
        await RejectedAsync("BAD_CREDENTIALS", one => one["password"] = "Chalk-and-Ammonia-8");
        foreach (var id in new[] { "", "1", "012345678", "1234567890", "abcdefghi", "../../../x", "482 913 05x", new string('9', 5_000) })
            await RejectedAsync("BAD_CREDENTIALS", one => one["meetId"] = id);
        await RejectedAsync("UNSUPPORTED_VERSION", one => one["protocolVersion"] = 2);
        await RejectedAsync("BAD_CREDENTIALS", one => one["viewToken"] = "v1.x");
        await RejectedAsync("BAD_CREDENTIALS", one => one["viewToken"] = scene.Head.Token);
        await RejectedAsync("UNKNOWN_LOCATION", one => one["locationName"] = "Desk 9");
        await RejectedAsync("UNKNOWN_LOCATION", one => one.Remove("locationName"));
        await scene.MemberAsync();
        await RejectedAsync("MEET_FULL", _ => { });

        var viewer = await scene.StrangerAsync();
        viewer.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["viewToken"] = scene.ViewToken });
        await viewer.HearAsync("MeetJoined");
        await RejectedAsync("MEET_FULL", one => one["viewToken"] = scene.ViewToken);
        await scene.DemandUndisturbedAsync();

        async Task RejectedAsync(string code, Action<JsonObject> spoil)
        {
            var join = Join(scene.MeetId, "Desk 3");
            spoil(join);
            stranger.Say("JoinMeet", join);
            var no = (await stranger.HearNextAsync("JoinRejected")).Fields;
            Assert.True(code == (string?)no["code"], $"wanted {code} for {join.ToJsonString()}, heard {no.ToJsonString()}");
            scene.DemandHarmless(no.ToJsonString());
        }
    }

    // P32
    [Fact]
    public async Task A_bad_return_address_is_rejected()
    {
        await using var scene = await BadInputScene.StartAsync();
        foreach (var address in new[] { "", "a", "@b.c", "a@", "a@b@c.d", "a b@c.d", "a@b.c\nBcc: x@y.z", new string('a', 251) + "@b.c" })
        {
            var no = await scene.Head.AskAsync("PublishMeet", new() { ["returnEmail"] = address, ["oplCsv"] = "x\n" }, "RequestRejected");
            Assert.Equal(("PublishMeet", "BAD_EMAIL"), ((string?)no["request"], (string?)no["code"]));
        }

        await scene.DemandUndisturbedAsync();
    }

    private static string Good(long number) => Of("\"meet.good\"", $"{number}", number);

    private static string Of(string key, string? value, long local) =>
        $"{{\"updateKey\":{key},{(value is null ? "\"delete\":true" : $"\"updateValue\":{value}")},\"localSeqNum\":{local},\"afterServerSeqNum\":1000000}}";
}
