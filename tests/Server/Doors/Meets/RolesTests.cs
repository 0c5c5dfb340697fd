using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>What each token opens, and when it no longer does (P20).</summary>
public class RolesTests
{
    private static readonly (string Name, JsonObject Fields)[] Directors =
    [
        ("ManageMeet", new() { ["newViewToken"] = true }), ("ManageMeet", new() { ["password"] = "Another-Password-9" }), ("ManageMeet", new() { ["endSessions"] = "others" }),
        ("ManageMeet", new() { ["locations"] = new JsonArray(Location("Head table", 0), Location("Desk 2", 1000)) }),
        ("SettleConflict", new() { ["conflictId"] = 1, ["action"] = "apply" }), ("PublishMeet", new() { ["returnEmail"] = "a@b.c", ["oplCsv"] = "x\n" }),
        ("PublishMeet", new() { ["returnEmail"] = "a@b.c", ["oplCsv"] = "x\n", ["dryRun"] = true }),
    ];

    // P20
    [Fact]
    public async Task A_writer_neither_manages_nor_settles_nor_publishes()
    {
        await using var scene = await BadInputScene.StartAsync();
        foreach (var (name, fields) in Directors)
        {
            var no = await scene.Witness.AskAsync(name, fields, "RequestRejected");
            Assert.Equal((name, "NOT_DIRECTOR"), ((string?)no["request"], (string?)no["code"]));
        }

        await scene.DemandUndisturbedAsync();
        await using var stillIn = await scene.Server.JoinWireAsync(scene.MeetId, "Desk 3");
    }

    // P20
    [Fact]
    public async Task A_reader_hears_updates_and_writes_none()
    {
        await using var scene = await BadInputScene.StartAsync();
        var reader = await scene.StrangerAsync();
        reader.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["password"] = Password, ["readOnly"] = true, ["watch"] = new JsonArray("updates", "conflicts") });
        var joined = await reader.HearAsync("MeetJoined");
        Assert.Equal(("reader", null, null), ((string?)joined["role"], joined["entryIds"], joined["locations"]));
        await scene.Head.AskAsync("UpdateInit", Updates(Set("meet.name", "A", 1_001, 0)), "UpdateAck");
        await reader.HearNextAsync("UpdateRelay");
        var refused = await reader.AskAsync("UpdateInit", Updates(Set("meet.name", "B", 1, 1_000_000)), "UpdateRejected");
        Assert.Equal("READ_ONLY", (string?)refused["updatesRejected"]![0]!["code"]);
        foreach (var (name, fields) in Directors)
            Assert.True((string?)(await reader.AskAsync(name, fields, "RequestRejected"))["code"] is "READ_ONLY" or "NOT_DIRECTOR", reader.ToString());
        Assert.Equal("NOT_ASKED", (string?)(await reader.AskAsync("StateRecoveryResponse", Answer(scene.Epoch), "RequestRejected"))["code"]);
        Assert.Equal("A", (string?)(await reader.PullAllAsync())["updatesRelayed"]![0]!["updateValue"]);
    }

    // P20
    [Fact]
    public async Task A_reader_at_a_director_s_location_is_no_director()
    {
        await using var scene = await BadInputScene.StartAsync();
        var reader = await scene.StrangerAsync();
        reader.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["password"] = Password, ["readOnly"] = true, ["locationName"] = "Head table" });
        Assert.Equal("reader", (string?)(await reader.HearAsync("MeetJoined"))["role"]);
        foreach (var (name, fields) in Directors)
            await reader.AskAsync(name, fields, "RequestRejected");
        await scene.DemandUndisturbedAsync();
    }

    // P20
    [Fact]
    public async Task A_view_token_reads_nothing_raw_and_writes_nothing_whether_it_joined_or_stands_for_a_session_token()
    {
        await using var scene = await BadInputScene.StartAsync();
        await scene.Head.AskAsync("UpdateInit", Updates(Set("registration.entries[10007]", new JsonObject { ["id"] = 10007, ["name"] = "Secret-Lifter", ["birthDate"] = "1990-01-02" }, 1_001, 0)), "UpdateAck");
        var joined = await scene.StrangerAsync();
        joined.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["viewToken"] = scene.ViewToken, ["watch"] = new JsonArray("updates", "conflicts", "presence") });
        Assert.Equal("viewer", (string?)(await joined.HearAsync("MeetJoined"))["role"]);
        var direct = await scene.StrangerAsync();
        direct.Token = scene.ViewToken;
        foreach (var viewer in new[] { joined, direct })
        {
            var page = await viewer.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0, ["epoch"] = "neverwas", ["watch"] = new JsonArray("updates", "conflicts") }, "ServerPull");
            Assert.Equal(("[]", false), (page["updatesRelayed"]!.ToJsonString(), (bool)page["more"]!));
            var refused = await viewer.AskAsync("UpdateInit", Updates(Set("meet.name", "B", 1, 0)), "UpdateRejected");
            Assert.Equal("READ_ONLY", (string?)refused["updatesRejected"]![0]!["code"]);
            foreach (var (name, fields) in Directors)
                Assert.Equal("READ_ONLY", (string?)(await viewer.AskAsync(name, fields, "RequestRejected"))["code"]);
            await viewer.AskAsync("StateRecoveryResponse", Answer(scene.Epoch), "RequestRejected");
        }

        await scene.DemandUndisturbedAsync();
        foreach (var viewer in new[] { joined, direct })
        {
            foreach (var said in await viewer.HearTheRestAsync())
                Assert.True(said.Name == "Presence", said.ToString());
            Assert.DoesNotContain("Secret-Lifter", viewer.ToString(), StringComparison.Ordinal);
        }
    }

    // P20
    [Fact]
    public async Task A_token_moves_its_connection_to_its_own_meet_and_touches_no_other()
    {
        await using var scene = await BadInputScene.StartAsync();
        await scene.Head.AskAsync("UpdateInit", Updates(Set("meet.name", "Here", 1_001, 0)), "UpdateAck");
        // The director of the other meet has a connection to this one.
        var member = await scene.MemberAsync();
        member.Token = scene.Elsewhere.Token;
        Assert.Empty((await member.PullAllAsync())["updatesRelayed"]!.AsArray());
        await member.AskAsync("UpdateInit", Updates(Set("meet.name", "There", 1_001, 0)), "UpdateAck");
        Assert.Equal(4505, await scene.Elsewhere.HearCloseAsync());
        await scene.Head.AskAsync("UpdateInit", Updates(Set("meet.city", "Here", 1_002, 0)), "UpdateAck");
        Assert.DoesNotContain(await member.HearTheRestAsync(), said => said.Name == "UpdateRelay");
        var all = await scene.Head.PullAllAsync();
        Assert.Equal(["Here", "Here"], all["updatesRelayed"]!.AsArray().Select(item => (string)item!["updateValue"]!));
        Assert.StartsWith("401", await scene.Server.GetAsync($"/api/meets/{scene.MeetId}", member.Token), StringComparison.Ordinal);
    }

    // P20
    [Fact]
    public async Task A_new_view_token_kills_the_old_ones()
    {
        await using var scene = await BadInputScene.StartAsync();
        var viewer = await scene.StrangerAsync();
        viewer.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["viewToken"] = scene.ViewToken });
        await viewer.HearAsync("MeetJoined");
        var managed = await scene.Head.AskAsync("ManageMeet", new() { ["newViewToken"] = true }, "MeetManaged");
        var gone = await viewer.HearAsync("InvalidSession");
        Assert.Equal(("ENDED", scene.ViewToken), ((string?)gone["code"], (string?)gone["sessionToken"]));
        Assert.Equal(4506, await viewer.HearCloseAsync());

        var late = await scene.StrangerAsync();
        late.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["viewToken"] = scene.ViewToken });
        Assert.Equal("BAD_CREDENTIALS", (string?)(await late.HearAsync("JoinRejected"))["code"]);
        late.Token = scene.ViewToken;
        Assert.Equal("ENDED", (string?)(await late.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "InvalidSession"))["code"]);
        Assert.StartsWith("401", await scene.Server.GetAsync($"/api/meets/{scene.MeetId}", scene.ViewToken), StringComparison.Ordinal);
        late.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["viewToken"] = (string?)managed["viewToken"] });
        await late.HearAsync("MeetJoined");
        await scene.DemandUndisturbedAsync();
    }

    // P20
    [Theory]
    [InlineData("ended")]
    [InlineData("others")]
    [InlineData("removed")]
    public async Task A_session_ends_when_a_director_ends_it_or_its_location_is_gone(string how)
    {
        await using var scene = await BadInputScene.StartAsync();
        JsonObject fields = how switch
        {
            "ended" => new() { ["endSessions"] = new JsonArray("desk 2") },
            "others" => new() { ["endSessions"] = "others" },
            _ => new() { ["locations"] = new JsonArray(Location("Head table", 10), Location("Desk 3", 5)) },
        };
        var managed = await scene.Head.AskAsync("ManageMeet", fields, "MeetManaged");
        Assert.Equal(1, (int)managed["sessionsEnded"]!);
        Assert.Equal("ENDED", (string?)(await scene.Witness.HearAsync("InvalidSession"))["code"]);
        Assert.Equal(4506, await scene.Witness.HearCloseAsync());
        var late = await scene.StrangerAsync();
        late.Token = scene.Witness.Token;
        foreach (var (name, more) in (IEnumerable<(string, JsonObject)>)[("ClientPull", new() { ["lastServerSeq"] = 0 }), ("UpdateInit", Updates(Set("meet.name", "x", 9, 0)))])
            Assert.Equal("ENDED", (string?)(await late.AskAsync(name, more, "InvalidSession"))["code"]);
        await scene.Server.RestartAsync();
        await using var afterwards = await WireClient.ConnectAsync(scene.Server.Address);
        afterwards.Token = scene.Witness.Token;
        Assert.Equal("ENDED", (string?)(await afterwards.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "InvalidSession"))["code"]);
    }

    // P20
    [Fact]
    public async Task A_session_used_on_a_second_connection_closes_the_first_with_4505()
    {
        await using var scene = await BadInputScene.StartAsync();
        var second = await scene.StrangerAsync();
        second.Token = scene.Witness.Token;
        await second.PullAllAsync();
        Assert.Equal(4505, await scene.Witness.HearCloseAsync());
        await second.AskAsync("UpdateInit", Updates(Set("meet.name", "x", 9, 0)), "UpdateAck");
    }

    // P6, P20
    [Fact]
    public async Task A_join_with_the_previous_token_goes_on_under_the_same_author_and_ends_the_old_session()
    {
        await using var scene = await BadInputScene.StartAsync();
        var before = await scene.MemberAsync();
        var first = await before.AskAsync("UpdateInit", Updates(Set("meet.name", "A", 1, 0)), "UpdateAck");
        var later = await scene.StrangerAsync();
        var join = Join(scene.MeetId, "Desk 3");
        join["previousSessionToken"] = before.Token;
        later.Say("JoinMeet", join);
        await later.HearAsync("MeetJoined");
        var again = await later.AskAsync("UpdateInit", Updates(Set("meet.name", "A", 1, 0)), "UpdateAck");
        Assert.Equal(first["updateAcks"]!.ToJsonString(), again["updateAcks"]!.ToJsonString());
        var stale = await scene.StrangerAsync();
        stale.Token = before.Token;
        Assert.Equal("ENDED", (string?)(await stale.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "InvalidSession"))["code"]);
    }

    // P20
    [Theory]
    [InlineData("another location")]
    [InlineData("another meet")]
    [InlineData("forged")]
    public async Task A_previous_token_that_is_not_of_this_meet_and_location_is_ignored(string what)
    {
        await using var scene = await BadInputScene.StartAsync();
        var join = Join(scene.MeetId, "Desk 3");
        join["previousSessionToken"] = what switch { "another location" => scene.Witness.Token, "another meet" => scene.Elsewhere.Token, _ => scene.Witness.Token[..^3] + "AAA" };
        var newcomer = await scene.StrangerAsync();
        newcomer.Say("JoinMeet", join);
        await newcomer.HearAsync("MeetJoined");
        await newcomer.AskAsync("UpdateInit", Updates(Set("meet.name", "A", 1, 0)), "UpdateAck");
        // The others' sessions and numbers are their own still.
        await scene.Witness.AskAsync("UpdateInit", Updates(Set("meet.city", "B", 1, 0)), "UpdateAck");
        await scene.Elsewhere.AskAsync("UpdateInit", Updates(Set("meet.city", "B", 9, 0)), "UpdateAck");
    }

    private static JsonObject Answer(string epoch) => new() { ["epoch"] = epoch, ["lastServerSeq"] = 5, ["updates"] = new JsonArray(), ["done"] = true };
}
