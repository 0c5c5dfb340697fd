using System.Security.Cryptography;
using Rollcall.Core.Sessions;
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
            ["room"] = new("rooms", null, "entries.log", "secret.json"),
            // Old sync events are removed file by file, so the files are short.
            ["user"] = new("users", null, "events.log", "life.json") { SegmentBytes = 1 << 20 },
            ["accounts"] = new("accounts", null, "accounts.log", "secret.json"),
            ["queue"] = new("queues", null, "updates.log", "tickets.json"),
        })
        {
            SegmentBytes = settings.Store.SegmentBytes,
            Durability = settings.Store.Durability,
        };

    /// <summary>Takes the folder for this process and opens what lies in it; throws <see cref="StartRefusedException"/> where that cannot be.</summary>
    public static async Task<ServerParts> OpenAsync(ServerPlan plan, Observation observation)
    {
        var settings = plan.Settings;
        var store = Take(settings, plan.Time, observation);
        try
        {
            var folder = Path.GetFullPath(settings.DataDir);
            var parts = new ServerParts
            {
                Settings = settings,
                DataFolder = folder,
                Store = store,
                Keys = Keys(folder, plan.Random),
                Passwords = new PasswordGate(plan.PasswordWork, plan.Random, plan.Time),
                Time = plan.Time,
                Random = plan.Random,
                Logs = observation.Logs,
                Measures = observation.Measures,
                Origins = new OriginRules(settings.Origins),
                FrontEnds = plan.FrontEnds,
            };
            parts.Owned.Add(store);
            parts.Owned.Add(new DiskWatch(store, settings.Store.LowDiskBytes, plan.Time, observation.Logs.CreateLogger<DiskWatch>()));
            AddChecks(parts);
            return parts;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static FileStore Take(RollcallSettings settings, TimeProvider time, Observation observation)
    {
        try
        {
            var store = FileStore.Open(Layout(settings), time, observation.Logs.CreateLogger<FileStore>());
            store.TornTailCut += _ => observation.Measures.TornTail();
            store.Flushed += flushed => observation.Measures.StoreFlushed(flushed.Took, flushed.Bytes);
            return store;
        }
        catch (Exception e) when (e is DataFolderInUseException or DataFolderUnwritableException)
        {
            throw new StartRefusedException($"data_dir = \"{settings.DataDir}\": {e.Message}");
        }
    }

    private static SigningKeys Keys(string folder, RandomNumberGenerator random)
    {
        try
        {
            return SigningKeys.LoadOrCreate(Path.Combine(folder, "keys"), random);
        }
        catch (InvalidDataException e)
        {
            throw new StartRefusedException(e.Message);
        }
    }

    private static void AddChecks(ServerParts parts)
    {
        parts.HealthChecks.Add(new HealthCheck("store", NeededToServe: true, _ =>
        {
            var health = parts.Store.Health;
            return ValueTask.FromResult(new HealthFinding(health.Writable ? null : health.Reason, ("last_flush", health.LastFlush)));
        }));
        parts.HealthChecks.Add(new HealthCheck("disk", NeededToServe: false, _ =>
        {
            var free = parts.Store.Health.FreeBytes;
            var low = free < parts.Settings.Store.LowDiskBytes;
            return ValueTask.FromResult(new HealthFinding(low ? "free space is below store.low_disk_bytes" : null, ("free_bytes", free)));
        }));
    }
}
