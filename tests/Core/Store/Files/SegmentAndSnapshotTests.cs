using System.Text;
using Rollcall.Core.Store;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class SegmentAndSnapshotTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_long_log_goes_on_in_a_further_file_and_is_read_as_one()
    {
        await folder.WriteAsync(50, segmentBytes: 1024);

        var names = Directory.GetFiles(Path.GetDirectoryName(folder.Log)!).Select(Path.GetFileName).Order().ToList();
        Assert.Equal("updates.0000000000000001.log", names[0]);
        Assert.Equal("updates.log", names[^1]);
        Assert.InRange(names.Count, 4, 10);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), await folder.ReadAsync());
    }

    [Fact]
    public async Task A_crash_between_closing_a_file_and_beginning_the_next_loses_nothing()
    {
        await folder.WriteAsync(50, segmentBytes: 1024);
        var last = File.ReadLines(folder.Log).First().Split("\"seq\":")[1].Split(',')[0];
        File.Move(folder.Log, folder.InMeet($"updates.{long.Parse(last):D16}.log"));

        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        Assert.Equal(50, log.Head);
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, Logged.Events(51, 1)), default));
        Assert.Equal(51, await log.ReadAsync(0, default).CountAsync());
    }

    [Fact]
    public async Task Trimming_removes_whole_files_and_the_floor_says_so_also_after_a_restart()
    {
        await folder.WriteAsync(50, segmentBytes: 1024);
        long floor;
        await using (var store = folder.Open(segmentBytes: 1024))
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            floor = await log.TrimAsync(30, default);
            Assert.InRange(floor, 10, 30);
            Assert.Equal(floor + 1, await log.ReadAsync(0, default).Select(logged => logged.Seq).FirstAsync());
            Assert.Equal(floor, await log.TrimAsync(1, default));
        }

        await using var again = folder.Open();
        await using var found = (await again.OpenAsync(StoreFolder.Meet, create: false, default))!;
        Assert.Equal((floor, 50), (found.Floor, found.Head));
    }

    [Fact]
    public async Task Trimming_everything_still_leaves_the_number_of_the_last_event()
    {
        await folder.WriteAsync(50, segmentBytes: 1024);
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;

        Assert.InRange(await log.TrimAsync(50, default), 30, 49);
        Assert.Equal(50, log.Head);
    }

    [Fact]
    public async Task With_a_snapshot_the_files_before_it_are_not_read()
    {
        await WriteSnapshotAsync(50, at: [45]);
        Spoil(folder.InMeet("updates.0000000000000001.log"), 40);

        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;

        Assert.Equal(45, (await log.ReadSnapshotAsync(default))!.Seq);
        Assert.Equal([46, 47, 48, 49, 50], await log.ReadAsync(45, default).Select(logged => logged.Seq).ToListAsync());
        await Assert.ThrowsAsync<LogDamagedException>(async () => await log.ReadAsync(0, default).CountAsync());
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_is_passed_over_for_the_one_before()
    {
        await WriteSnapshotAsync(50, at: [20, 30, 40]);
        Assert.False(File.Exists(folder.InMeet("snapshot.0000000000000020.json")));
        Spoil(folder.InMeet("snapshot.0000000000000040.json"), 50);

        Assert.Equal(30, await SnapshotAsync());
        Spoil(folder.InMeet("snapshot.0000000000000030.json"), 50);
        Assert.Null(await SnapshotAsync());
        Assert.Equal(50, (await folder.ReadAsync()).Count);
    }

    [Fact]
    public async Task A_snapshot_of_events_that_the_log_does_not_hold_is_passed_over()
    {
        await WriteSnapshotAsync(20, at: [20]);
        foreach (var log in Directory.GetFiles(Path.GetDirectoryName(folder.Log)!, "updates.*")) File.Delete(log);
        Assert.Null(await SnapshotAsync());
        Assert.Empty(await folder.ReadAsync());

        await using (var store = folder.Open())
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            var rebuilt = Logged.Events(1, 25).Select(logged => logged with { Epoch = "another" }).ToList();
            await log.AppendAsync(Logged.Round(log, rebuilt), default);
        }
        Assert.Null(await SnapshotAsync());
    }

    [Fact]
    public async Task Reading_the_end_of_a_long_file_skips_what_is_before()
    {
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        var body = $$"""{"text":"{{new string('x', 1000)}}"}""";
        for (var i = 0; i < 10; i++) await log.AppendAsync(Logged.Round(log, Logged.Events(log.Head + 1, 100, body)), default);
        // A line long before the end is spoiled: only who reads it finds out.
        Spoil(folder.Log, 2000);

        Assert.Equal([998, 999, 1000], await log.ReadAsync(997, default).Select(logged => logged.Seq).ToListAsync());
        foreach (var after in new long[] { 63, 64, 65, 500, 999 })
            Assert.Equal(after + 1, await log.ReadAsync(after, default).Select(logged => logged.Seq).FirstAsync());
        await Assert.ThrowsAsync<LogDamagedException>(async () => await log.ReadAsync(0, default).CountAsync());
    }

    private async Task WriteSnapshotAsync(int events, int[] at)
    {
        await using var store = folder.Open(segmentBytes: 1024);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        for (var i = 1; i <= events; i++)
        {
            await log.AppendAsync(Logged.Round(log, Logged.Events(i, 1)), default);
            if (at.Contains(i)) await log.WriteSnapshotAsync(new Snapshot(i, Logged.Epoch, Encoding.UTF8.GetBytes($$"""{"at":{{i}}}""")), default);
        }
    }

    private async Task<long?> SnapshotAsync()
    {
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        return (await log.ReadSnapshotAsync(default))?.Seq;
    }

    private static void Spoil(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
