using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Observing;

/// <summary>Figures of the process and its runtime, asked for when somebody scrapes.</summary>
internal static class ProcessMeasures
{
    public static void AddTo(Meter meter)
    {
        meter.CreateObservableGauge("rollcall_build_info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", ProductVersion.Text)), null, "Always 1, by version.");
        meter.CreateObservableCounter("process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time of the process, user and system.");
        meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, "By", "Memory of the process in the machine's RAM.");
        meter.CreateObservableGauge("process_start_time_seconds", StartTime, "s", "When the process began, in seconds since 1970.");
        meter.CreateObservableGauge("process_open_fds", OpenFiles, null, "Open file handles, sockets included.");
        meter.CreateObservableGauge("dotnet_gc_heap_bytes", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Memory of live objects.");
        meter.CreateObservableGauge("dotnet_gc_committed_bytes", () => GC.GetGCMemoryInfo().TotalCommittedBytes, "By", "Memory the garbage collector holds.");
        meter.CreateObservableCounter("dotnet_gc_allocated_bytes_total", () => GC.GetTotalAllocatedBytes(), "By", "Memory allocated so far.");
        meter.CreateObservableCounter("dotnet_gc_pause_seconds_total", () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time in which garbage collection stood still for everyone.");
        meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, null, "Garbage collections, by generation.");
        meter.CreateObservableGauge("dotnet_threadpool_threads", () => ThreadPool.ThreadCount, null, "Threads of the pool.");
        meter.CreateObservableGauge("dotnet_threadpool_queue_length", () => ThreadPool.PendingWorkItemCount, null, "Work waiting for a thread of the pool.");
        meter.CreateObservableCounter("dotnet_lock_contentions_total", () => Monitor.LockContentionCount, null, "Times a thread had to wait for a lock.");
    }

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }

    private static IEnumerable<Measurement<int>> OpenFiles() =>
        OperatingSystem.IsLinux() ? [new Measurement<int>(Directory.GetFileSystemEntries("/proc/self/fd").Length)] : [];

    private static IEnumerable<Measurement<int>> Collections() =>
        Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation =>
            new Measurement<int>(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation.ToString(CultureInfo.InvariantCulture))));
}
