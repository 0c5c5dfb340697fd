using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Hosting;

/// <summary>The data folder: where each kind of channel lies in it, and how it is taken over at the start.</summary>
internal static class KeptData
{
    /// <summary>Where everything lies. A further kind of channel is one line here.</summary>
    public static FileStoreOptions Layout(RollcallSettings settings) =>
        new(Path.GetFullPath(settings.DataDir), new Dictionary<string, KindFolders>
        {
            ["meet"] = new("current-meets", "finished-meets", "updates.log", "auth.json"),
        })
        {
            SegmentBytes = settings.Store.SegmentBytes,
            Durability = settings.Store.Durability,
        };

    /// <summary>Takes the folder for this process; throws <see cref="StartRefusedException"/> where that cannot be.</summary>
    public static ServerParts Open(RollcallSettings settings, TimeProvider time, Observation observation)
    {
        var layout = Layout(settings);
        FileStore store;
        try
        {
            store = FileStore.Open(layout, time, observation.Logs.CreateLogger<FileStore>());
        }
        catch (Exception e) when (e is DataFolderInUseException or DataFolderUnwritableException)
        {
            throw new StartRefusedException($"data_dir = \"{settings.DataDir}\": {e.Message}");
        }

        var measures = observation.Measures;
        store.TornTailCut += _ => measures.TornTail();
        store.Flushed += flushed => measures.StoreFlushed(flushed.Took, flushed.Bytes);
        var parts = new ServerParts(settings, store, layout.DataFolder, time, observation.Logs, measures);
        parts.Owned.Add(store);
        parts.Owned.Add(new DiskWatch(store, settings.Store.LowDiskBytes, time, observation.Logs.CreateLogger<DiskWatch>()));
        parts.HealthChecks.Add(new HealthCheck("store", NeededToServe: true, _ =>
        {
            var health = store.Health;
            return ValueTask.FromResult(new HealthFinding(health.Writable ? null : health.Reason, ("last_flush", health.LastFlush)));
        }));
        parts.HealthChecks.Add(new HealthCheck("disk", NeededToServe: false, _ =>
        {
            var free = store.Health.FreeBytes;
            var low = free < settings.Store.LowDiskBytes;
            return ValueTask.FromResult(new HealthFinding(low ? "free space is below store.low_disk_bytes" : null, ("free_bytes", free)));
        }));
        return parts;
    }
}
