using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Measuring;
using Rollcall.Core.Store;
using Rollcall.Server.Doors.Rooms;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public sealed class RoomStartTests : IDisposable
{
    private readonly Measures measures = new();
    private readonly RandomNumberGenerator chance = RandomNumberGenerator.Create();
    private readonly OneNode bus = new();

    public void Dispose()
    {
        measures.Dispose();
        chance.Dispose();
        bus.Dispose();
    }

    [Fact]
    public async Task A_room_that_cannot_be_read_for_whatever_reason_does_not_keep_the_others_shut()
    {
        var store = new MemoryStore();
        await WriteAsync(store, "good", operation: "42:m1");
        // No program writes such an operation; what reads it does not expect it either.
        await WriteAsync(store, "odd", operation: "nobody's");

        await using var house = HouseOf(store);
        await house.OpenAllAsync();

        Assert.Equal(["good"], house.Register.InOrder.Select(card => card.Id));
        Assert.Equal(1, house.Failed);
    }

    [Fact]
    public async Task The_roles_of_an_account_that_is_gone_go_also_when_a_disk_was_full_or_the_server_ended_before()
    {
        var store = new MemoryStore();
        await WriteAsync(store, "lobby", operation: "42:m1");
        await using var house = HouseOf(store);
        await house.OpenAllAsync();
        var (gone, accounts) = (false, default(DeletedAccounts));
        accounts = new(house, user => !gone || user != LivedRoom.Anna.UserId);
        await accounts.DropAsync();
        Assert.Single(house.Register.Find("lobby")!.Members);

        gone = true;
        accounts.Note();
        store.Refuses = "the disk is full";
        await accounts.DropAsync();
        Assert.Single(house.Register.Find("lobby")!.Members);
        store.Refuses = null;
        await accounts.DropAsync();
        Assert.Empty(house.Register.Find("lobby")!.Members);

        // As after a start: nobody told it.
        await using var again = HouseOf(store);
        await again.OpenAllAsync();
        var actor = (await again.FindAsync("lobby"))!;
        var asking = new RoomLetter.Asking(new RoomCommand.SetRole(LivedRoom.Root, LivedRoom.Anna, RoomRole.Owner));
        await actor.PostAsync(asking);
        await asking.Answer;
        await new DeletedAccounts(again, user => user != LivedRoom.Anna.UserId).DropAsync();
        Assert.Empty(again.Register.Find("lobby")!.Members);
    }

    private RoomHouse HouseOf(MemoryStore store) =>
        new(new(), Subtypes.OnlyText, store, new(TimeProvider.System, bus, NullLogger.Instance, RoundObserver.None), new(measures), chance);

    private static async Task WriteAsync(MemoryStore store, string id, string operation)
    {
        var lived = LivedRoom.Made();
        lived.Says(LivedRoom.Anna, "Hello", "m1");
        await using var log = (await store.OpenAsync(ChannelName.Of("room", id), create: true, CancellationToken.None))!;
        List<LoggedEvent> lines = [lived.Log[0], lived.Log[1] with { Op = operation }];
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(new(0, lines, log.Secret.Version, null), CancellationToken.None));
    }
}
