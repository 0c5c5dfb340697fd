using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Two desks that worked on the same thing without seeing one another.</summary>
public class ConflictTests
{
    private const string Team = "registration.entries[10007].team";
    private const string Bodyweight = "registration.entries[10007].bodyweightKg";

    [Fact]
    public async Task The_specification_s_offline_conflict_happens_number_by_number()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var (a, b, epoch) = (scene.A, scene.B, scene.Epoch);

        // B is away.
        b.Cut();
        a.SayAs("UpdateInit", Batch(epoch, Set(Lot, 9, 31, 60)));
        Expect("""{"updateAcks":[{"localSeqNum":31,"serverSeqNum":61}],"lastServerSeq":61}""", (await a.HearNextAsync("UpdateAck")).Fields);

        await using var back = await scene.BackAsync();
        back.SayAs("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = 60 });
        var page = (await back.HearNextAsync("ServerPull")).Fields;
        Expect($$"""
            {"epoch":"{{epoch}}","updatesRelayed":[{"updateKey":"{{Lot}}","updateValue":9,"serverSeqNum":61,"priority":10,"locationName":"Head table","authorId":"{{scene.AuthorA}}"}],
             "lastServerSeq":61,"headServerSeq":61,"more":false,"resync":false,"finished":false}
            """, page);

        back.SayAs("UpdateInit", Batch(epoch, Set(Lot, 7, 12, 60), Set(Team, "Iron", 13, 60), Set(Bodyweight, 88.9, 14, 60)));
        Expect("""{"updateAcks":[{"localSeqNum":13,"serverSeqNum":63},{"localSeqNum":14,"serverSeqNum":64}],"lastServerSeq":64}""", (await back.HearNextAsync("UpdateAck")).Fields);
        var refused = (await back.HearNextAsync("UpdateRejected")).Fields;
        var reason = (string)refused["updatesRejected"]![0]!["reason"]!;
        Assert.NotEmpty(reason);
        refused["updatesRejected"]![0]!.AsObject().Remove("reason");
        Expect($$"""
            {"updatesRejected":[{"localSeqNum":12,"conflict":true,"code":"CONFLICT",
              "standing":{"updateValue":9,"serverSeqNum":61,"priority":10,"locationName":"Head table","authorId":"{{scene.AuthorA}}"} }],"lastServerSeq":64}
            """, refused);

        Expect($$"""
            {"epoch":"{{epoch}}","updatesRelayed":[
              {"updateKey":"{{Team}}","updateValue":"Iron","serverSeqNum":63,"priority":5,"locationName":"Desk 2","authorId":"{{scene.AuthorB}}"},
              {"updateKey":"{{Bodyweight}}","updateValue":88.9,"serverSeqNum":64,"priority":5,"locationName":"Desk 2","authorId":"{{scene.AuthorB}}"}],"lastServerSeq":64}
            """, (await a.HearNextAsync("UpdateRelay")).Fields);
        var conflict = (await a.HearNextAsync("ConflictNotice")).Fields["conflicts"]!.AsArray().Single()!.AsObject();
        Assert.Equal((62, "open", Lot), ((int)conflict["conflictId"]!, (string)conflict["state"]!, (string)conflict["updateKey"]!));
        Expect($$"""{"updateKey":"{{Lot}}","updateValue":7,"locationName":"Desk 2","priority":5}""", conflict["lost"]![0]!.AsObject());
        Expect("""{"updateValue":9,"locationName":"Head table","priority":10,"serverSeqNum":61}""", conflict["standing"]!.AsObject());
    }

    [Fact]
    public async Task With_the_priorities_exchanged_the_late_desk_overrules_and_the_loser_is_told()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 5, desk2: 10);
        scene.B.Cut();
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 9, 31, 60)), "UpdateAck");
        await using var back = await scene.BackAsync();
        await back.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 60 }, "ServerPull");
        var ack = await back.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 7, 12, 60)), "UpdateAck");
        Expect("""{"updateAcks":[{"localSeqNum":12,"serverSeqNum":62}],"lastServerSeq":62}""", ack);

        var relayed = (await scene.A.HearNextAsync("UpdateRelay")).Fields["updatesRelayed"]![0]!.AsObject();
        Expect($$"""{"updateKey":"{{Lot}}","updateValue":7,"serverSeqNum":62,"priority":10,"locationName":"Desk 2","authorId":"{{scene.AuthorB}}","overruled":[61]}""", relayed);
        var conflict = (await scene.A.HearNextAsync("ConflictNotice")).Fields["conflicts"]![0]!.AsObject();
        Expect($$"""{"updateKey":"{{Lot}}","updateValue":9,"locationName":"Head table","priority":5}""", conflict["lost"]![0]!.AsObject());
    }

    [Theory]
    [InlineData(5, 5, 9)]
    [InlineData(6, 5, 9)]
    [InlineData(5, 6, 7)]
    public async Task The_higher_priority_stands_and_among_equals_the_first_to_arrive(int headTable, int desk2, int stands)
    {
        await using var two = await TwoDesks.StartAsync(Locations(headTable, desk2));
        var (_, head, desk) = two;
        head.Set("registration.entries[10007]", Entry(10007));
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        desk.Set(Lot, 7);
        head.Set(Lot, 9);
        await head.UntilInStepAsync();
        await two.DeskIsBackAsync();
        Assert.Equal(stands, (int)head.Memory.Canonical.Items[Lot].Value!);
    }

    [Fact]
    public async Task An_edit_that_had_seen_what_stands_replaces_it_whatever_the_priorities()
    {
        await using var two = await TwoDesks.StartAsync();
        var (_, head, desk) = two;
        head.Set("registration.entries[10007]", Entry(10007));
        head.Set(Lot, 9);
        await UntilAgreedAsync(head, desk);
        desk.Set(Lot, 7);
        await UntilAgreedAsync(head, desk);
        Assert.Equal(7, (int)head.Memory.Canonical.Items[Lot].Value!);
    }

    [Fact]
    public async Task Offline_edits_of_one_key_never_conflict_with_one_another()
    {
        await using var two = await TwoDesks.StartAsync();
        var (_, head, desk) = two;
        head.Set("registration.entries[10007]", Entry(10007));
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        for (var lot = 10; lot < 20; lot++)
            desk.Set(Lot, lot);
        await two.DeskIsBackAsync();
        Assert.Equal(19, (int)head.Memory.Canonical.Items[Lot].Value!);
        Assert.DoesNotContain(desk.Memory.History, edit => edit.Refused is not null);
    }

    [Fact]
    public async Task A_lifter_deleted_while_a_desk_of_lower_priority_edits_stays_deleted()
    {
        await using var two = await TwoDesks.StartAsync();
        var (_, head, desk) = two;
        head.Set("registration.entries[10007]", Entry(10007));
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        desk.Set(Lot, 7);
        head.Delete("registration.entries[10007]");
        await head.UntilInStepAsync();
        await two.DeskIsBackAsync();
        Assert.True(head.Memory.Canonical.Items["registration.entries[10007]"].Deleted);
        Assert.Equal("CONFLICT", desk.Memory.History.Single().Refused);
    }

    [Fact]
    public async Task A_lifter_deleted_while_a_desk_of_higher_priority_edits_comes_back_whole_with_the_edit()
    {
        await using var two = await TwoDesks.StartAsync(Locations(5, 10));
        var (server, head, desk) = two;
        await using var third = await server.JoinMeetAsync(head, "Desk 3");
        head.Set("registration.entries[10007]", Entry(10007, lot: 3, name: "Al Bo"));
        await UntilAgreedAsync(head, desk, third);
        await CutAsync(desk);
        desk.Set("meet.city", "Seattle");
        desk.Set(Lot, 7);
        desk.Set("meet.state", "WA");
        head.Delete("registration.entries[10007]");
        await head.UntilInStepAsync();
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk, third);
        Assert.Equal("Al Bo", (string)head.Memory.Canonical.Items["registration.entries[10007]"].Value!["name"]!);
        Assert.Equal(7, (int)head.Memory.Canonical.Items[Lot].Value!);
        await using var fresh = await server.JoinMeetAsync(head, "Desk 3");
        await UntilAgreedAsync(head, desk, fresh);
    }

    [Fact]
    public async Task What_the_author_hears_of_a_lifter_brought_back_claims_nothing_about_its_own_updates()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 5, desk2: 10);
        scene.B.Cut();
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Delete("registration.entries[10007]", 31, 60)), "UpdateAck");
        await using var back = await scene.BackAsync();
        await back.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 61 }, "ServerPull");
        back.SayAs("UpdateInit", Batch(scene.Epoch, Set("meet.city", "Seattle", 12, 60), Set(Lot, 7, 13, 60)));
        // 62 is the city, 63 the lifter that comes back, 64 its lot. A line that ends after the relay must not have moved the cursor past 62.
        var relay = (await back.HearNextAsync("UpdateRelay")).Fields;
        Assert.Equal(63, (int)relay["updatesRelayed"]!.AsArray().Single()!["serverSeqNum"]!);
        Assert.Equal(61, (int)relay["lastServerSeq"]!);
        Expect("""{"updateAcks":[{"localSeqNum":12,"serverSeqNum":62},{"localSeqNum":13,"serverSeqNum":64}],"lastServerSeq":64}""", (await back.HearNextAsync("UpdateAck")).Fields);
    }

    [Fact]
    public async Task A_director_applies_or_dismisses_what_lost_once_and_everybody_hears()
    {
        await using var two = await TwoDesks.StartAsync(watch: ["updates", "conflicts"]);
        var (server, head, desk) = two;
        head.Set("registration.entries[10007]", Entry(10007));
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        desk.Set(Lot, 7);
        desk.Set(Team, "Iron");
        head.Set(Lot, 9);
        head.Set(Team, "Steel");
        await head.UntilInStepAsync();
        await two.DeskIsBackAsync();
        await head.UntilAsync(() => head.Conflicts.Count == 2, "two conflicts");
        var (lot, team) = (Id(Lot), Id(Team));

        await using var director = await server.JoinWireAsync(head.Memory.MeetId, "Head table", watch: ["updates", "conflicts"]);
        Assert.Equal(2, (await director.HearAsync("ConflictNotice"))["conflicts"]!.AsArray().Count);
        var settled = await director.AskAsync("SettleConflict", Settle(lot, "apply"), "ConflictNotice");
        Assert.Equal("applied", (string)settled["conflicts"]![0]!["state"]!);
        await desk.UntilAsync(() => (int)desk.Memory.Canonical.Items[Lot].Value! == 7, "the lot applied");
        await director.AskAsync("SettleConflict", Settle(team, "dismiss"), "ConflictNotice");
        await head.UntilAsync(() => head.Conflicts.Values.All(one => (string)one["state"]! != "open"), "both settled");
        Assert.Equal("Steel", (string)head.Memory.Canonical.Items[Team].Value!);

        await director.HearTheRestAsync();
        Assert.Equal("applied", (string)(await director.AskAsync("SettleConflict", Settle(lot, "apply"), "ConflictNotice"))["conflicts"]![0]!["state"]!);
        Assert.Equal("ALREADY_SETTLED", (string)(await director.AskAsync("SettleConflict", Settle(lot, "dismiss"), "RequestRejected"))["code"]!);
        Assert.Equal("UNKNOWN_CONFLICT", (string)(await director.AskAsync("SettleConflict", Settle(1, "dismiss"), "RequestRejected"))["code"]!);
        await using var writer = await server.JoinWireAsync(head.Memory.MeetId, "Desk 3");
        Assert.Equal("NOT_DIRECTOR", (string)(await writer.AskAsync("SettleConflict", Settle(lot, "apply"), "RequestRejected"))["code"]!);

        long Id(string key) => head.Look(at => at.Conflicts.Single(one => (string)one.Value["updateKey"]! == key).Key);
    }

    [Fact]
    public async Task Conflicts_about_passing_state_are_decided_but_not_kept()
    {
        await using var two = await TwoDesks.StartAsync(watch: ["updates", "conflicts"]);
        var (server, head, desk) = two;
        await CutAsync(desk);
        desk.Set("lifting.platforms[1].flight", "B");
        head.Set("lifting.platforms[1].flight", "A");
        await head.UntilInStepAsync();
        await two.DeskIsBackAsync();
        Assert.Equal("CONFLICT", desk.Memory.History.Single().Refused);
        await using var late = await server.JoinWireAsync(head.Memory.MeetId, "Desk 3", watch: ["updates", "conflicts"]);
        Assert.DoesNotContain(await late.HearTheRestAsync(), said => said.Name == "ConflictNotice");
        Assert.Empty(head.Conflicts);
    }

    private static JsonObject Settle(long id, string action) => new() { ["conflictId"] = id, ["action"] = action };
}
