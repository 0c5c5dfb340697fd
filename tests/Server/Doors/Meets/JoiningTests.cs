using System.Text.Json.Nodes;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Who gets in, as what, and for how long.</summary>
public class JoiningTests
{
    [Fact]
    public async Task Whoever_makes_a_meet_is_its_director_and_hears_all_a_client_needs()
    {
        await using var server = await MeetServer.StartAsync();
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Say("CreateMeet", Create(Locations()));
        var created = (await client.HearNextAsync("MeetCreated")).Fields;
        Assert.Equal(["authorId", "entryIds", "epoch", "finished", "headServerSeq", "heartbeatSeconds", "locationName", "locations", "meetId", "priority",
            "protocolVersion", "role", "serverTime", "sessionToken", "viewToken"], created.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Matches("^[1-9][0-9]{2}-[0-9]{3}-[0-9]{3}$", (string)created["meetId"]!);
        Assert.Matches("^[a-z0-9]{1,16}$", (string)created["epoch"]!);
        Assert.Equal(("director", "Head table", 10, 2), ((string)created["role"]!, (string)created["locationName"]!, (int)created["priority"]!, (int)created["headServerSeq"]!));
        Expect("""{"from":10000,"to":19999}""", created["entryIds"]!.AsObject());
        Assert.EndsWith("Z", (string)created["serverTime"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{1}")]
    [InlineData("{0}.{0}")]
    public async Task A_meet_id_is_accepted_with_and_without_marks_between_its_groups(string writing)
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        var digits = head.Memory.MeetId.Replace("-", "", StringComparison.Ordinal);
        var written = writing switch { "{0}" => digits, "{1}" => head.Memory.MeetId.Replace('-', '_'), _ => $" {digits[..3]} {digits[3..6]}.{digits[6..]}".Trim() };
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Say("JoinMeet", Join(written, "desk 2"));
        Assert.Equal("Desk 2", (string)(await client.HearAsync("MeetJoined"))["locationName"]!);
    }

    [Fact]
    public async Task A_reader_reads_everything_and_writes_nothing()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        head.Set("meet.name", "Spring Open");
        await head.UntilInStepAsync();
        await using var reader = await WireClient.ConnectAsync(server.Address);
        reader.Say("JoinMeet", new() { ["meetId"] = head.Memory.MeetId, ["password"] = Password, ["readOnly"] = true, ["watch"] = new JsonArray("updates", "conflicts", "presence") });
        var joined = await reader.HearAsync("MeetJoined");
        Assert.Equal(("reader", null, null), ((string)joined["role"]!, joined["entryIds"], joined["locationName"]));
        Assert.Null(joined["locations"]);
        Assert.Single((await reader.PullAllAsync())["updatesRelayed"]!.AsArray());
        var refused = await reader.AskAsync("UpdateInit", Updates(Set("meet.name", "Mine", 1, 9)), "UpdateRejected");
        Assert.Equal(("READ_ONLY", false), ((string)refused["updatesRejected"]![0]!["code"]!, (bool)refused["updatesRejected"]![0]!["conflict"]!));
        foreach (var (name, fields) in DirectorsRequests())
            Assert.Contains((string)(await reader.AskAsync(name, fields, "RequestRejected"))["code"]!, (string[])["READ_ONLY", "NOT_DIRECTOR"]);
        head.Set("meet.name", "Autumn Open");
        Assert.Equal("Autumn Open", (string)(await reader.HearAsync("UpdateRelay"))["updatesRelayed"]![0]!["updateValue"]!);
    }

    [Fact]
    public async Task A_view_token_looks_and_does_nothing_else()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var display = await ViewAsync(server, head.Memory.MeetId, head.Memory.ViewToken);
        var joined = await display.HearAsync("MeetJoined");
        Assert.Equal(("viewer", head.Memory.ViewToken, null), ((string)joined["role"]!, (string)joined["sessionToken"]!, joined["authorId"]));
        head.Set("meet.name", "Spring Open");
        await head.UntilInStepAsync();
        var page = await display.PullAllAsync();
        Assert.Equal((0, 3, false), (page["updatesRelayed"]!.AsArray().Count, (int)page["lastServerSeq"]!, (bool)page["more"]!));
        var refused = await display.AskAsync("UpdateInit", Updates(Set("meet.name", "Mine", 1, 9)), "UpdateRejected");
        Assert.Equal("READ_ONLY", (string)refused["updatesRejected"]![0]!["code"]!);
        foreach (var (name, fields) in DirectorsRequests())
            Assert.Contains((string)(await display.AskAsync(name, fields, "RequestRejected"))["code"]!, (string[])["READ_ONLY", "NOT_DIRECTOR"]);
        Assert.DoesNotContain(await display.HearTheRestAsync(), said => said.Name is "UpdateRelay" or "ConflictNotice");
    }

    [Fact]
    public async Task A_new_view_token_kills_the_old_one_and_outlives_the_meet_s_end()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await using var display = await ViewAsync(server, scene.MeetId, scene.ViewToken);
        await display.HearAsync("MeetJoined");
        var fresh = (string)(await scene.A.AskAsync("ManageMeet", new() { ["newViewToken"] = true }, "MeetManaged"))["viewToken"]!;
        Assert.NotEqual(scene.ViewToken, fresh);
        Assert.Equal("ENDED", (string)(await display.HearAsync("InvalidSession"))["code"]!);
        Assert.Equal(4506, await display.HearCloseAsync());
        await using var old = await ViewAsync(server, scene.MeetId, scene.ViewToken);
        Assert.Equal("BAD_CREDENTIALS", (string)(await old.HearAsync("JoinRejected"))["code"]!);
        await using var other = await ViewAsync(server, scene.MeetId, fresh);
        await other.HearAsync("MeetJoined");
        Assert.StartsWith("200", await server.GetAsync($"/api/meets/{scene.MeetId}?viewToken={fresh}"), StringComparison.Ordinal);
        Assert.StartsWith("401", await server.GetAsync($"/api/meets/{scene.MeetId}?viewToken={scene.ViewToken}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_meet_and_a_bad_view_token_look_the_same()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var client = await WireClient.ConnectAsync(server.Address);
        var answers = new List<string>();
        JsonObject[] joins =
        [
            new() { ["meetId"] = head.Memory.MeetId, ["locationName"] = "Desk 2", ["password"] = "Chalk-and-Ammonia-8" },
            new() { ["meetId"] = "999-999-999", ["locationName"] = "Desk 2", ["password"] = Password },
            new() { ["meetId"] = "no such thing", ["locationName"] = "Desk 2", ["password"] = Password },
            new() { ["meetId"] = head.Memory.MeetId, ["locationName"] = "Nowhere", ["password"] = "wrong" },
            new() { ["meetId"] = head.Memory.MeetId, ["viewToken"] = head.Memory.ViewToken[..^2] + "zz" },
            new() { ["meetId"] = "999-999-999", ["viewToken"] = head.Memory.ViewToken },
        ];
        foreach (var join in joins)
        {
            client.Say("JoinMeet", join);
            answers.Add((await client.HearNextAsync("JoinRejected")).Fields.ToJsonString());
        }

        Assert.Contains("BAD_CREDENTIALS", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
        client.Say("JoinMeet", Join(head.Memory.MeetId, "Nowhere"));
        Assert.Equal("UNKNOWN_LOCATION", (string)(await client.HearNextAsync("JoinRejected")).Fields["code"]!);
        client.Say("JoinMeet", new() { ["meetId"] = head.Memory.MeetId, ["password"] = Password });
        Assert.Equal("UNKNOWN_LOCATION", (string)(await client.HearNextAsync("JoinRejected")).Fields["code"]!);
        client.Say("JoinMeet", Join(head.Memory.MeetId, "Desk 2"));
        await client.HearNextAsync("MeetJoined");
    }

    [Fact]
    public async Task Guessing_is_slowed_down_over_many_connections_and_longer_each_time()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(time: clock);
        await using var head = await server.CreateMeetAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal("BAD_CREDENTIALS", (await GuessAsync("wrong")).Code);
        Assert.Equal(("THROTTLED", 60_000), await GuessAsync(Password));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(("THROTTLED", 1_000), await GuessAsync(Password));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("BAD_CREDENTIALS", (await GuessAsync("wrong")).Code);
        Assert.Equal(("THROTTLED", 120_000), await GuessAsync(Password));
        clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal("", (await GuessAsync(Password)).Code);
        for (var i = 0; i < 10; i++)
            Assert.Equal("BAD_CREDENTIALS", (await GuessAsync("wrong")).Code);

        async Task<(string Code, int Wait)> GuessAsync(string password)
        {
            await using var client = await WireClient.ConnectAsync(server.Address);
            var join = Join(head.Memory.MeetId, "Desk 2");
            join["password"] = password;
            client.Say("JoinMeet", join);
            await client.EchoAsync();
            var answer = (await client.HearTheRestAsync()).Single(said => said.Name is "JoinRejected" or "MeetJoined");
            return answer.Name == "MeetJoined" ? ("", 0) : ((string)answer.Fields["code"]!, (int?)answer.Fields["retryAfterMs"] ?? 0);
        }
    }

    [Fact]
    public async Task An_unknown_meet_takes_as_long_as_a_wrong_password()
    {
        await using var server = await MeetServer.StartAsync(new RollcallSettings { Meets = MeetServer.Roomy }, passwordCost: new ScryptCost(12, 8, 1));
        await using var head = await server.CreateMeetAsync();
        await using var client = await WireClient.ConnectAsync(server.Address);
        var (unknown, wrong) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 8; i++)
        {
            unknown = Least(unknown, await TimeAsync("999-999-999"));
            wrong = Least(wrong, await TimeAsync(head.Memory.MeetId));
        }

        // The quickest of several, since anything else on the machine only adds.
        Assert.InRange(unknown / wrong, 0.5, 2.0);

        async Task<TimeSpan> TimeAsync(string meetId)
        {
            var join = Join(meetId, "Desk 2");
            join["password"] = "Not-the-password-1";
            var began = TimeProvider.System.GetTimestamp();
            client.Say("JoinMeet", join);
            await client.HearAsync("JoinRejected");
            return TimeProvider.System.GetElapsedTime(began);
        }

        static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
    }

    [Fact]
    public async Task Where_the_operator_set_a_key_only_those_who_know_it_make_meets()
    {
        await using var server = await MeetServer.StartAsync(meets => meets with { CreateKey = "Platform-Key-1", CreatesPerHour = 2 });
        await using var client = await WireClient.ConnectAsync(server.Address);
        foreach (var (key, answer) in new (string?, string)[] { (null, "BAD_CREATE_KEY"), ("platform-key-1", "BAD_CREATE_KEY"), ("Platform-Key-1", ""), ("Platform-Key-1", ""), ("Platform-Key-1", "THROTTLED") })
        {
            var create = Create(Locations());
            create["createKey"] = key;
            client.Say("CreateMeet", create);
            if (answer.Length == 0)
                await client.HearAsync("MeetCreated");
            else
                Assert.Equal(answer, (string)(await client.HearAsync("RequestRejected"))["code"]!);
        }
    }

    [Fact]
    public async Task A_full_meet_lets_nobody_in_until_somebody_leaves()
    {
        await using var server = await MeetServer.StartAsync(meets => meets with { MaxMembers = 2, MaxViewers = 1 });
        await using var head = await server.CreateMeetAsync();
        await using var second = await server.JoinWireAsync(head.Memory.MeetId, "Desk 2");
        await using var third = await WireClient.ConnectAsync(server.Address);
        third.Say("JoinMeet", Join(head.Memory.MeetId, "Desk 3"));
        Assert.Equal("MEET_FULL", (string)(await third.HearAsync("JoinRejected"))["code"]!);
        await using var display = await ViewAsync(server, head.Memory.MeetId, head.Memory.ViewToken);
        await display.HearAsync("MeetJoined");
        await using var another = await ViewAsync(server, head.Memory.MeetId, head.Memory.ViewToken);
        Assert.Equal("MEET_FULL", (string)(await another.HearAsync("JoinRejected"))["code"]!);
    }

    private static async Task<WireClient> ViewAsync(MeetServer server, string meetId, string viewToken)
    {
        var display = await WireClient.ConnectAsync(server.Address, "display");
        display.Say("JoinMeet", new() { ["meetId"] = meetId, ["viewToken"] = viewToken, ["watch"] = new JsonArray("updates", "conflicts", "platform:1") });
        return display;
    }

    private static IEnumerable<(string Name, JsonObject Fields)> DirectorsRequests() =>
    [
        ("ManageMeet", new() { ["newViewToken"] = true }),
        ("PublishMeet", new() { ["returnEmail"] = "me@example.org", ["oplCsv"] = "x" }),
        ("SettleConflict", new() { ["conflictId"] = 3, ["action"] = "apply" }),
    ];
}
