using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;
using static Rollcall.Tests.Server.Doors.Meets.RecoveryWords;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Desks that remember more, or other things, than the server does.</summary>
public class LateAnswerTests
{
    [Fact]
    public async Task A_desk_that_was_away_during_the_recovery_is_heard_later()
    {
        await using var two = await TwoDesks.StartAsync();
        var (_, head, desk) = two;
        await FillAsync(head, desk);
        await CutAsync(head);
        desk.Set("meet.city", "Seattle");
        desk.Set("meet.name", "Autumn Open");
        await desk.UntilInStepAsync();
        // Head table knows less than Desk 2, which is not there.
        await two.LoseLogAsync();
        Assert.False(head.Memory.Canonical.Items.ContainsKey("meet.city"));
        head.Set("meet.state", "WA");
        await head.UntilInStepAsync();
        await two.DeskIsBackAsync();
        Assert.Equal("Seattle", (string)head.Memory.Canonical.Items["meet.city"].Value!);
        Assert.Equal("Autumn Open", (string)head.Memory.Canonical.Items["meet.name"].Value!);
    }

    [Fact]
    public async Task A_desk_that_was_away_during_two_recoveries_is_heard_later()
    {
        await using var two = await TwoDesks.StartAsync();
        var (_, head, desk) = two;
        await FillAsync(head, desk);
        await CutAsync(head);
        desk.Set("meet.city", "Seattle");
        await desk.UntilInStepAsync();
        for (var loss = 0; loss < 2; loss++)
            await two.LoseLogAsync();
        await two.DeskIsBackAsync();
        Assert.Equal("Seattle", (string)head.Memory.Canonical.Items["meet.city"].Value!);
    }

    [Fact]
    public async Task A_late_answer_meets_newer_work_and_the_priorities_decide()
    {
        await using var two = await TwoDesks.StartAsync(watch: ["updates", "conflicts"]);
        var (_, head, desk) = two;
        await FillAsync(head, desk);
        await CutAsync(head);
        desk.Set("meet.name", "Autumn Open");
        desk.Set("meet.city", "Seattle");
        await desk.UntilInStepAsync();
        await two.LoseLogAsync();
        head.Set("meet.name", "Winter Open");
        await head.UntilInStepAsync();
        await two.DeskIsBackAsync();
        Assert.Equal("Winter Open", (string)head.Memory.Canonical.Items["meet.name"].Value!);
        await head.UntilAsync(() => head.Conflicts.Values.Any(one => (string?)one["lost"]![0]!["updateValue"] == "Autumn Open"), "the loser in the conflict list");
        Assert.Equal("Seattle", (string)head.Memory.Canonical.Items["meet.city"].Value!);
    }

    [Fact]
    public async Task An_edit_made_before_the_loss_is_judged_by_what_its_author_had_seen_then()
    {
        await using var two = await TwoDesks.StartAsync();
        var (_, head, desk) = two;
        head.Set("registration.entries[10007]", Entry(10007));
        head.Set(Lot, 9);
        head.Set("meet.city", "Tacoma");
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        desk.Set(Lot, 7);
        desk.Set("meet.city", "Seattle");
        head.Set("meet.city", "Olympia");
        await head.UntilInStepAsync();
        await two.LoseLogAsync();
        await two.DeskIsBackAsync();
        // It had seen lot 9 and replaces it; it had not seen Olympia, and Head table has priority.
        Assert.Equal(7, (int)head.Memory.Canonical.Items[Lot].Value!);
        Assert.Equal("Olympia", (string)head.Memory.Canonical.Items["meet.city"].Value!);
    }

    [Fact]
    public async Task The_lost_end_of_a_log_comes_back_from_whoever_heard_it()
    {
        await using var two = await TwoDesks.StartAsync();
        var (server, head, desk) = two;
        await FillAsync(head, desk);
        var before = Contents(head);
        await server.RestartAsync(() => CutOffLines(server.FolderOf(head.Memory.MeetId), 4));
        await head.ConnectAsync();
        await head.UntilInStepAsync();
        await two.DeskIsBackAsync();
        Assert.Equal(before, Contents(desk));
    }

    [Fact]
    public async Task A_made_up_cursor_changes_no_epoch_and_loses_nothing()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var asked = await scene.B.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 900 }, "StateRecoveryRequest");
        Assert.Equal(60, (int)asked["lastServerSeq"]!);
        scene.B.SayAs("StateRecoveryResponse", Page(scene.Epoch, 900, []));
        var page = await scene.B.HearAsync("ServerPull");
        Assert.Equal((true, scene.Epoch, 49), ((bool)page["resync"]!, (string)page["epoch"]!, page["updatesRelayed"]!.AsArray().Count));

        var unknown = await scene.B.AskAsync("ClientPull", new() { ["epoch"] = "zzzz", ["lastServerSeq"] = 900 }, "ServerPull");
        Assert.Equal((true, scene.Epoch, 49), ((bool)unknown["resync"]!, (string)unknown["epoch"]!, unknown["updatesRelayed"]!.AsArray().Count));
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "On", 5000, 60)), "UpdateAck");
        Assert.Equal(61, (int)(await scene.B.HearAsync("UpdateRelay"))["lastServerSeq"]!);
    }

    [Fact]
    public async Task An_update_made_at_a_made_up_cursor_counts_as_having_seen_everything()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var ack = await scene.B.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 8, 1, 5_000)), "UpdateAck");
        Assert.Equal(61, (int)ack["updateAcks"]![0]!["serverSeqNum"]!);
    }
}
