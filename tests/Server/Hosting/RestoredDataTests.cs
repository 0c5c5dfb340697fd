using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Devices;
using Rollcall.Apps.Queue;
using Rollcall.Apps.Rooms;
using Retention = Rollcall.Apps.Rooms.Retention;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

/// <summary>Logs out of a backup begin a new life, whatever kind of channel they are of, and nothing else about them changes.</summary>
public class RestoredDataTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restored_room_has_another_epoch_the_same_entries_and_keeps_both_over_openings_and_snapshots()
    {
        var kind = new RoomKind(RoomRules.Default);
        var made = new RoomEvent.Created(7, "Ann", "first", new RoomInfo("Lobby", 10, false, "{}", false, RoomRole.Member, Retention.Usual));
        var (before, after) = await RenewedAsync("room:lobby", kind, made, new RoomEvent.Posted(7, "Ann", "text", "hello", null));
        Assert.Equal("first", before.Epoch);
        Assert.NotEqual("first", after.Epoch);
        Assert.Equal((before.Head, before.Info.ToString(), before.CreatedAt), (after.Head, after.Info.ToString(), after.CreatedAt));
    }

    [Fact]
    public async Task A_restored_queue_has_another_epoch_and_the_same_terms()
    {
        var kind = new QueueKind(new QueueRules(100));
        var (before, after) = await RenewedAsync("queue:main", kind, new QueueEvent(By.Server, new QueueChange.Configured(new QueueTerms("DX", 10, null), "first", 24)));
        Assert.Equal("first", before.Epoch);
        Assert.NotEqual("first", after.Epoch);
        Assert.Equal((before.Terms, before.WorkedTtlHours, before.Head + 1), (after.Terms, after.WorkedTtlHours, after.Head));
    }

    [Fact]
    public async Task A_restored_users_log_has_another_epoch_and_the_same_floor()
    {
        var kind = new UserKind();
        using var folder = new TemporaryFolder();
        await using (var store = Open(folder))
        {
            await using var log = (await store.OpenAsync(Name("user:42"), create: true, Cancel))!;
            var begun = kind.Empty(Name("user:42")).Living(new LogLife("first", 1));
            var secret = new System.Buffers.ArrayBufferWriter<byte>();
            kind.WriteSecret(begun, secret);
            Assert.IsType<AppendResult.Done>(await log.AppendAsync(new(0, [], 0, secret.WrittenMemory), Cancel));
        }

        Assert.Equal(1, await RenewAsync(folder));
        await using var again = Open(folder);
        await using var opened = (await again.OpenAsync(Name("user:42"), create: false, Cancel))!;
        var life = (await Opening.ReadAsync(kind, opened, Cancel)).State.Life!;
        Assert.NotEqual("first", life.Epoch);
        Assert.Equal(1, life.Floor);
    }

    private static async Task<(TState Before, TState After)> RenewedAsync<TState, TCommand, TEvent, TAnswer>(string channel, Kind<TState, TCommand, TEvent, TAnswer> kind, params TEvent[] events)
        where TState : class
        where TCommand : class
        where TEvent : class
    {
        using var folder = new TemporaryFolder();
        TState before;
        await using (var store = Open(folder))
        {
            await using var log = (await store.OpenAsync(Name(channel), create: true, Cancel))!;
            var (state, lines) = (kind.Empty(Name(channel)), new List<LoggedEvent>());
            foreach (var one in events)
            {
                var (epoch, body) = (kind.EpochOf(state, one), new System.Buffers.ArrayBufferWriter<byte>());
                kind.Write(one, body);
                lines.Add(new(lines.Count + 1, epoch, DateTimeOffset.UnixEpoch, null, kind.TypeOf(one), body.WrittenMemory));
                state = kind.Evolve(state, new(lines.Count, epoch, DateTimeOffset.UnixEpoch, null, one));
            }

            Assert.IsType<AppendResult.Done>(await log.AppendAsync(new(0, lines, 0, null), Cancel));
            before = (await Opening.ReadAsync(kind, log, Cancel)).State;
        }

        Assert.Equal(1, await RenewAsync(folder));
        TState first;
        await using (var store = Open(folder))
        {
            await using var log = (await store.OpenAsync(Name(channel), create: false, Cancel))!;
            var opened = await Opening.ReadAsync(kind, log, Cancel);
            first = opened.State;
            // A channel that is parked right away writes a snapshot of what it just read.
            var body = new System.Buffers.ArrayBufferWriter<byte>();
            Assert.True(kind.WriteSnapshot(first, body));
            await log.WriteSnapshotAsync(new(opened.Head, kind.EpochOf(first), body.WrittenMemory), Cancel);
        }

        Assert.Empty(StoreCheck.Run(Layout(folder)));
        await using var again = Open(folder);
        await using var reopened = (await again.OpenAsync(Name(channel), create: false, Cancel))!;
        var after = (await Opening.ReadAsync(kind, reopened, Cancel)).State;
        Assert.Equal(kind.EpochOf(first), kind.EpochOf(after));
        return (before, after);
    }

    private static async Task<int> RenewAsync(TemporaryFolder folder)
    {
        await using var store = Open(folder);
        using var chance = RandomNumberGenerator.Create();
        return await RestoredData.RenewAsync(store, new RollcallSettings(), TimeProvider.System, chance, Cancel);
    }

    private static FileStore Open(TemporaryFolder folder) => FileStore.Open(Layout(folder), TimeProvider.System, NullLogger.Instance);

    private static FileStoreOptions Layout(TemporaryFolder folder) => KeptData.Layout(new RollcallSettings { DataDir = folder.Path });

    private static ChannelName Name(string text) => ChannelName.TryParse(text, out var name) ? name : throw new ArgumentException(text);
}
