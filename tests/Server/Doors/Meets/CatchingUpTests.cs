using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Pulls, pages, and the stream that follows them.</summary>
public class CatchingUpTests
{
    [Fact]
    public async Task A_pull_comes_in_pages_and_the_stream_goes_on_where_they_end()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        var all = (await scene.B.PullAllAsync())["updatesRelayed"]!.AsArray().Select(item => (int)item!["serverSeqNum"]!).ToList();
        await using var client = await scene.BackAsync();
        var (numbers, cursor) = (new List<int>(), 0);
        for (var more = true; more;)
        {
            var page = await client.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = cursor, ["limit"] = 7 }, "ServerPull");
            numbers.AddRange(page["updatesRelayed"]!.AsArray().Select(item => (int)item!["serverSeqNum"]!));
            (cursor, more) = ((int)page["lastServerSeq"]!, (bool)page["more"]!);
            Assert.Equal((60, false), ((int)page["headServerSeq"]!, (bool)page["resync"]!));
            Assert.True(page["updatesRelayed"]!.AsArray().Count == (more ? 7 : 49 % 7 == 0 ? 7 : 49 % 7));
        }

        Assert.Equal(all, numbers);
        Assert.Equal(60, cursor);
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "on", 31, 60)), "UpdateAck");
        Assert.Equal(61, (int)(await client.HearNextAsync("UpdateRelay")).Fields["lastServerSeq"]!);
    }

    [Fact]
    public async Task Between_pages_nothing_is_relayed_and_answers_name_no_cursor()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await using var client = await scene.BackAsync();
        var page = await client.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 0, ["limit"] = 10 }, "ServerPull");
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "on", 31, 60)), "UpdateAck");
        client.SayAs("UpdateInit", Batch(scene.Epoch, Set("meet.city", "Seattle", 1, 60), Set("meet.name", "off", 2, 60)));
        var ack = (await client.HearNextAsync("UpdateAck")).Fields;
        Assert.True(ack.ContainsKey("lastServerSeq") && ack["lastServerSeq"] is null);
        var refused = (await client.HearNextAsync("UpdateRejected")).Fields;
        Assert.True(refused.ContainsKey("lastServerSeq") && refused["lastServerSeq"] is null);
        client.SayAs("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = (long)page["lastServerSeq"]!, ["limit"] = 1000 });
        var last = (await client.HearNextAsync("ServerPull")).Fields;
        Assert.Contains(last["updatesRelayed"]!.AsArray(), item => (string)item!["updateKey"]! == "meet.city");
        Assert.Equal(((bool)last["more"]!, (int)last["lastServerSeq"]!), (false, 63));
    }

    [Fact]
    public async Task A_page_holds_at_most_half_a_megabyte()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        for (var i = 0; i < 60; i++)
            head.Set($"meet.big{i}", new string('x', 30_000));
        await head.UntilInStepAsync();
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Token = head.Memory.Token;
        var page = await client.PullAllAsync();
        Assert.True((bool)page["more"]!);
        Assert.InRange(page.ToJsonString().Length, 400_000, 600_000);
        await head.UntilAsync(() => !head.IsConnected, "being replaced");
        Assert.Equal(4505, head.LastCloseCode);
        await head.ConnectAsync();
        await using var fresh = await server.JoinMeetAsync(head);
        await UntilAgreedAsync(head, fresh);
    }

    [Fact]
    public async Task Pulling_in_small_pages_while_others_write_ends_with_the_server_s_content()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        for (var i = 0; i < 40; i++)
            head.Set($"meet.field{i}", i);
        await head.UntilInStepAsync();
        await using var slow = server.DeskAt("Desk 2", pageSize: 1);
        var joining = slow.JoinAsync(head.Memory.MeetId);
        for (var i = 0; i < 300; i++)
        {
            head.Set($"meet.field{i % 50}", i);
            if (i % 10 == 0)
                await head.UntilInStepAsync();
        }

        await joining;
        await UntilAgreedAsync(head, slow);
    }

    [Fact]
    public async Task A_desk_that_joins_again_goes_on_from_its_cursor_with_what_it_did_meanwhile()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        head.Set("registration.entries[10001]", Entry(10001));
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        desk.Set("registration.entries[10001].lot", 8);
        desk.Set("registration.entries[20001]", Entry(20001));
        head.Set("registration.entries[10001].name", "Bo Al");
        await head.UntilInStepAsync();
        await desk.JoinAsync(head.Memory.MeetId);
        await UntilAgreedAsync(head, desk);
        Assert.Equal(8, (int)head.Memory.Canonical.Items["registration.entries[10001].lot"].Value!);
        Assert.DoesNotContain(desk.Memory.History, edit => edit.Refused is not null);
    }

    [Fact]
    public async Task A_token_used_first_in_an_update_attaches_and_waits_for_its_pull()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await using var client = await scene.BackAsync();
        client.SayAs("UpdateInit", Updates(Set("meet.name", "x", 1, 60)));
        Assert.Null((await client.HearNextAsync("UpdateAck")).Fields["lastServerSeq"]);
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.city", "on", 31, 60)), "UpdateAck");
        Assert.Empty(await client.HearTheRestAsync());
        var page = await client.AskAsync("ClientPull", new() { ["lastServerSeq"] = 60 }, "ServerPull");
        Assert.Equal([61, 62], page["updatesRelayed"]!.AsArray().Select(item => (int)item!["serverSeqNum"]!));
    }

    [Fact]
    public async Task Without_an_epoch_the_one_last_told_counts_and_before_that_the_token_s()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 9, 31, 60)), "UpdateAck");
        await using var client = await scene.BackAsync();
        // Seen at 61 in the token's epoch: replaces. Seen at 60: conflicts.
        client.SayAs("UpdateInit", Updates(Set(Lot, 8, 1, 61)));
        await client.HearNextAsync("UpdateAck");
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 10, 32, 62)), "UpdateAck");
        client.SayAs("UpdateInit", Updates(Set(Lot, 7, 2, 62)));
        Assert.Equal("CONFLICT", (string)(await client.HearNextAsync("UpdateRejected")).Fields["updatesRejected"]![0]!["code"]!);
        // An unknown epoch is before all others.
        client.SayAs("UpdateInit", Batch("nosuch", Set(Lot, 6, 3, 900)));
        Assert.Equal("CONFLICT", (string)(await client.HearNextAsync("UpdateRejected")).Fields["updatesRejected"]![0]!["code"]!);
    }

    [Fact]
    public async Task A_watch_list_in_a_pull_replaces_the_one_before()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        var page = await scene.B.AskAsync("ClientPull", new() { ["lastServerSeq"] = 60, ["watch"] = new JsonArray("presence") }, "ServerPull");
        Assert.False((bool)page["more"]!);
        await scene.B.HearAsync("Presence");
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "x", 31, 60)), "UpdateAck");
        var ack = await scene.B.AskAsync("UpdateInit", Updates(Set("meet.city", "y", 1, 60)), "UpdateAck");
        Assert.Null(ack["lastServerSeq"]);
        Assert.DoesNotContain(await scene.B.HearTheRestAsync(), said => said.Name == "UpdateRelay");
    }
}
