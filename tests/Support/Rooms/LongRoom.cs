using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>A room of very many messages in files, as a server leaves it that stopped in order.</summary>
internal sealed class LongRoom : IDisposable
{
    private const int InRound = 5_000;
    private const int TextLength = 40;
    private static readonly DateTimeOffset Began = new(2026, 3, 7, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly RoomKind kind = new(RoomRules.Default);
    private readonly long segmentBytes;

    private LongRoom(long segmentBytes) => this.segmentBytes = segmentBytes;

    /// <summary>The folder of its log.</summary>
    public string LogFolder => folder.File("rooms", "lobby");

    /// <summary>Entry <c>n</c> says <c>message n</c>; the first one makes the room.</summary>
    public static async Task<LongRoom> WriteAsync(int entries, long segmentBytes)
    {
        var written = new LongRoom(segmentBytes);
        await using var store = written.OpenStore();
        await using var log = (await store.OpenAsync(LivedRoom.Channel, create: true, CancellationToken.None))!;
        var room = written.kind.Empty(LivedRoom.Channel);
        while (log.Head < entries)
        {
            var round = new List<LoggedEvent>(InRound);
            for (var seq = log.Head + 1; seq <= entries && round.Count < InRound; seq++)
            {
                var happened = Entry(seq);
                var body = new ArrayBufferWriter<byte>();
                written.kind.Write(happened.Body, body);
                round.Add(new(seq, "k3x9", happened.At, happened.Op, written.kind.TypeOf(happened.Body), body.WrittenMemory));
                room = written.kind.Evolve(room, happened);
            }

            if (await log.AppendAsync(new(log.Head, round, log.Secret.Version, null), CancellationToken.None) is not AppendResult.Done)
                throw new InvalidOperationException("the room could not be written");
        }

        var snapshot = new ArrayBufferWriter<byte>();
        written.kind.WriteSnapshot(room, snapshot);
        await log.WriteSnapshotAsync(new(entries, "k3x9", snapshot.WrittenMemory), CancellationToken.None);
        return written;
    }

    public static string TextOf(long seq) => $"message {seq} {new string('.', TextLength)}";

    /// <summary>A store over the folder, as a server opens it.</summary>
    public FileStore OpenStore() => FileStore.Open(
        new(folder.Path, new Dictionary<string, KindFolders> { ["room"] = new("rooms", null, "entries.log", "secret.json") }) { SegmentBytes = segmentBytes, Durability = Durability.Os },
        TimeProvider.System, NullLogger<FileStore>.Instance);

    /// <summary>Wakes the room.</summary>
    public async Task<(Actor<Room, RoomCommand, RoomEvent, RoomAnswer> Actor, RoomHistory History)> OpenAsync(FileStore store, RoomMeasures measures)
    {
        var log = (await store.OpenAsync(LivedRoom.Channel, create: false, CancellationToken.None))!;
        var around = new RoomSurroundings(RoomStage.Terms, measures, () => 0, _ => { }, _ => { });
        var actor = await Actor<Room, RoomCommand, RoomEvent, RoomAnswer>.StartAsync(kind, log, new(TimeProvider.System, new OneNode(), NullLogger.Instance, RoundObserver.None),
            _ => new RoomGathering("lobby", kind, around), CancellationToken.None);
        return (actor, new(actor, kind));
    }

    public void Dispose() => folder.Dispose();

    private static Happened<RoomEvent> Entry(long seq)
    {
        var info = LivedRoom.Info with { Retention = new(1_000_000, null) };
        return seq == 1 ? new(1, "k3x9", Began, null, new RoomEvent.Created(LivedRoom.Anna.UserId, "anna", "k3x9", info))
            : new(seq, "k3x9", Began.AddMilliseconds(seq), $"42:m{seq}", new RoomEvent.Posted(LivedRoom.Anna.UserId, "anna", "text", TextOf(seq), null));
    }
}
