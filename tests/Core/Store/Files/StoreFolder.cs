using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Channels;
using Rollcall.Core.Store.Files;
using Rollcall.Tests.Support;

namespace Rollcall.Tests.Core.Store.Files;

/// <summary>A data folder for one test: stores are opened on it, and its files can be looked at and damaged.</summary>
internal sealed class StoreFolder : IDisposable
{
    public static readonly ChannelName Meet = ChannelName.Of("meet", "482913057");

    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public string Log => InMeet("updates.log");

    public List<TornTail> Torn { get; } = [];

    public static FileStoreOptions Options(string path) => new(path, new Dictionary<string, KindFolders>
    {
        ["meet"] = new("current-meets", "finished-meets", "updates.log", "auth.json"),
        ["room"] = new("rooms", null, "events.log", "secret.json"),
    })
    {
        Threads = 4,
    };

    public string InMeet(string name) => folder.File("current-meets", Meet.Key, name);

    public FileStore Open(Disk? disk = null, long segmentBytes = 64 << 20)
    {
        var store = FileStore.Open(Options(Path) with { SegmentBytes = segmentBytes }, TimeProvider.System, NullLogger.Instance, disk);
        store.TornTailCut += Torn.Add;
        return store;
    }

    /// <summary>Makes a meet of so many events in rounds of one, and answers its log's bytes.</summary>
    public async Task<byte[]> WriteAsync(int events, long segmentBytes = 64 << 20)
    {
        await using var store = Open(segmentBytes: segmentBytes);
        await using var log = (await store.OpenAsync(Meet, create: true, default))!;
        for (var i = 1; i <= events; i++) await log.AppendAsync(Logged.Round(log, [Logged.Event(i, $$"""{"n":{{i}}}""")]), default);
        return await File.ReadAllBytesAsync(Log);
    }

    /// <summary>Opens the meet, and answers the numbers of its events.</summary>
    public async Task<List<long>> ReadAsync()
    {
        await using var store = Open();
        await using var log = (await store.OpenAsync(Meet, create: false, default))!;
        return await log.ReadAsync(0, default).Select(logged => logged.Seq).ToListAsync();
    }

    public void Dispose() => folder.Dispose();
}
