using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Measuring;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;

namespace Rollcall.Bench.Rooms;

/// <summary>A room of very many messages in the data folder of a server that does not run, as it would have left it.</summary>
internal sealed class LongRoom(string dataFolder)
{
    public const string Id = "long";
    private const int InRound = 5_000;
    private static readonly ChannelName Channel = ChannelName.Of("room", Id);
    private static readonly DateTimeOffset Began = new(2026, 3, 7, 10, 0, 0, TimeSpan.Zero);
    private static readonly string Text = new('x', 60);

    private readonly RoomKind kind = new(RoomRules.Default);

    /// <summary>The files of its log.</summary>
    public IEnumerable<string> LogFiles => Directory.GetFiles(Path.Combine(dataFolder, "rooms", Id), "entries*.log");

    /// <summary>Writes so many entries, and the snapshot of an orderly end.</summary>
    public async Task WriteAsync(int entries)
    {
        await using var store = OpenStore();
        await using var log = (await store.OpenAsync(Channel, create: true, CancellationToken.None))!;
        var room = kind.Empty(Channel);
        while (log.Head < entries)
        {
            var round = new List<LoggedEvent>(InRound);
            for (var seq = log.Head + 1; seq <= entries && round.Count < InRound; seq++)
            {
                var happened = Entry(seq);
                var body = new ArrayBufferWriter<byte>();
                kind.Write(happened.Body, body);
                round.Add(new(seq, happened.Epoch, happened.At, happened.Op, kind.TypeOf(happened.Body), body.WrittenMemory));
                room = kind.Evolve(room, happened);
            }

            if (await log.AppendAsync(new(log.Head, round, log.Secret.Version, null), CancellationToken.None) is not AppendResult.Done)
                throw new InvalidOperationException("the room could not be written");
        }

        var snapshot = new ArrayBufferWriter<byte>();
        kind.WriteSnapshot(room, snapshot);
        await log.WriteSnapshotAsync(new(entries, room.Epoch, snapshot.WrittenMemory), CancellationToken.None);
    }

    /// <summary>How long it takes until the room can be used.</summary>
    public async Task<TimeSpan> OpenAsync()
    {
        using var measures = new Measures();
        using var bus = new OneNode();
        await using var store = OpenStore();
        var told = new RoomTold(TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(60), 32_768, 4_000, 16, 10, 30, ["text"]);
        var terms = new RoomTerms(10, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), 200, 10_000, TimeSpan.FromSeconds(600), TimeSpan.FromDays(1), told);
        var around = new RoomSurroundings(terms, new(measures), () => 0, _ => { }, _ => { });
        var began = TimeProvider.System.GetTimestamp();
        var log = (await store.OpenAsync(Channel, create: false, CancellationToken.None))!;
        var actor = await Actor<Room, RoomCommand, RoomEvent, RoomAnswer>.StartAsync(kind, log, new(TimeProvider.System, bus, NullLogger.Instance, RoundObserver.None),
            _ => new RoomGathering(Id, kind, around), CancellationToken.None);
        var took = TimeProvider.System.GetElapsedTime(began);
        await actor.StopAsync();
        return took;
    }

    private FileStore OpenStore() => FileStore.Open(
        new(dataFolder, new Dictionary<string, KindFolders> { ["room"] = new("rooms", null, "entries.log", "secret.json") }) { Durability = Durability.Os }, TimeProvider.System, NullLogger<FileStore>.Instance);

    private static Happened<RoomEvent> Entry(long seq) => seq == 1
        ? new(1, "k3x9", Began, null, new RoomEvent.Created(1, "ada", "k3x9", new(Id, 100, false, "{}", true, RoomRole.Member, new(1_000_000, null))))
        : new(seq, "k3x9", Began.AddMilliseconds(seq), $"1:m{seq}", new RoomEvent.Posted(1, "ada", "text", $"{seq} {Text}", null));
}
