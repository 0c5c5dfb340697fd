using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public class RoomFullDiskTests
{
    // rooms P35
    [Fact]
    public async Task On_a_full_disk_nothing_is_said_and_reads_and_presence_go_on_until_there_is_room_again()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("a small file system can only be mounted by root on Linux");
        using var small = await SmallDisk.MountAsync("1m");
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RatePerSecond = 10_000, RateBurst = 10_000 }, folder: small.File("data"));
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        await anna.PostAsync("before", "m0");
        await anna.HearAsync("ack");
        await small.FillAsync();

        var (refused, number) = (default(System.Text.Json.JsonElement), 0);
        while (refused.ValueKind == System.Text.Json.JsonValueKind.Undefined)
        {
            await anna.PostAsync(new string('x', 3_000), $"m{++number}");
            while (await anna.HearAsync() is { } message)
            {
                if (Guest.NameOf(message) == "error")
                    refused = message;
                if (Guest.NameOf(message) is "ack" or "error")
                    break;
            }
        }

        Assert.Equal(($"m{number}", "storage_unavailable"), (refused.GetProperty("client_msg_id").GetString(), refused.GetProperty("data").GetProperty("code").GetString()));
        Assert.True(refused.GetProperty("data").GetProperty("retry_after_ms").GetInt32() > 0);
        Assert.Equal("before", (await server.AskAsync("ben", "GET", "/api/rooms/lobby/messages?after=0&limit=1")).Body.GetProperty("items")[0].GetProperty("data").GetProperty("text").GetString());
        using var ben = await server.JoinAsync("ben", "lobby");
        await ben.HearAsync("snapshot");
        await ben.SayAsync("""{"type":"presence","data":{"event":"typing","typing":true}}""");
        await anna.HearAsync("typing");
        small.Empty();

        await anna.PostAsync("after", $"m{number}");
        Assert.False((await anna.HearAsync("ack")).GetProperty("data").GetProperty("duplicate").GetBoolean());
    }
}
