using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;
using static Rollcall.Tests.Server.Doors.Meets.RecoveryWords;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Directors who make a lost meet again.</summary>
public class RestoreTests
{
    [Fact]
    public async Task With_only_the_passwords_gone_a_restore_keeps_epoch_and_content()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        var (before, epoch) = (Contents(head), head.Memory.Epoch);
        var id = head.Memory.MeetId;
        await server.RestartAsync(() => File.Delete(Path.Combine(server.FolderOf(id), "auth.json")));

        await using (var ask = await WireClient.ConnectAsync(server.Address))
        {
            ask.Token = desk.Memory.Token;
            var lost = await ask.AskAsync("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = 3 }, "RequestRejected");
            Assert.Equal(("MEET_LOST", 5000), ((string)lost["code"]!, (int)lost["retryAfterMs"]!));
            ask.Say("JoinMeet", new() { ["meetId"] = id, ["viewToken"] = head.Memory.ViewToken });
            Assert.Equal("MEET_LOST", (string)(await ask.HearAsync("JoinRejected"))["code"]!);
        }

        await head.CreateAsync(Locations(), Restore(head));
        await head.UntilInStepAsync();
        Assert.Equal((id, epoch), (head.Memory.MeetId, head.Memory.Epoch));
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        Assert.Equal(before, Contents(desk));
        desk.Set("meet.name", "It goes on");
        await UntilAgreedAsync(head, desk);
    }

    [Fact]
    public async Task Without_a_token_that_holds_a_restore_makes_a_new_meet_from_what_its_creator_gives()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        var (before, old) = (Contents(head), head.Memory.MeetId);
        await server.RestartAsync(() =>
        {
            server.LoseMeet(old);
            Directory.Delete(Path.Combine(server.DataFolder, "keys"), recursive: true);
        });

        await using (var ask = await WireClient.ConnectAsync(server.Address))
        {
            ask.Token = desk.Memory.Token;
            var invalid = await ask.AskAsync("ClientPull", new() { ["epoch"] = head.Memory.Epoch, ["lastServerSeq"] = 3 }, "InvalidSession");
            Assert.Equal("UNKNOWN", (string)invalid["code"]!);
        }

        await head.CreateAsync(Locations(), Restore(head));
        await head.UntilInStepAsync();
        Assert.NotEqual(old, head.Memory.MeetId);
        Assert.Equal(before, Contents(head));
        await using var joined = await server.JoinMeetAsync(head);
        await UntilAgreedAsync(head, joined);
    }

    [Fact]
    public async Task A_meet_that_is_there_is_not_restored_and_a_lost_one_only_once()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var again = await WireClient.ConnectAsync(server.Address);
        var create = Create(Locations());
        create["restore"] = Restore(head);
        again.Say("CreateMeet", create);
        Assert.Equal("MEET_EXISTS", (string)(await again.HearAsync("RequestRejected"))["code"]!);
        Assert.True(head.IsInStep);
    }
}
