using System.Text;
using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class CompactionTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task After_a_compaction_nothing_of_what_was_written_before_is_anywhere_in_the_folder()
    {
        await folder.WriteAsync(50, segmentBytes: 1024);
        await using (var store = folder.Open(segmentBytes: 1024))
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            await log.WriteSnapshotAsync(Snapshot(20, "early"), default);
            await File.WriteAllTextAsync(folder.InMeet("snapshot.0000000000000030.json.unfinished"), "torn");
            await log.CompactAsync(Snapshot(50, "late"), default);
            Assert.Equal((50, 50), (log.Head, log.Floor));
            Assert.Equal(0, await log.ReadAsync(0, default).CountAsync());
        }

        var kept = string.Concat(Directory.GetFiles(folder.InMeet("")).Select(File.ReadAllText));
        Assert.DoesNotContain("\"n\":", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("early", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("torn", kept, StringComparison.Ordinal);
        Assert.Contains("late", kept, StringComparison.Ordinal);
        Assert.Empty(StoreCheck.Run(StoreFolder.Options(folder.Path)));
    }

    [Fact]
    public async Task The_log_goes_on_with_the_next_number_rolls_and_is_compacted_again()
    {
        await folder.WriteAsync(10);
        for (var round = 1; round <= 3; round++)
        {
            await using var store = folder.Open(segmentBytes: 512);
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            await log.CompactAsync(Snapshot(log.Head, $"round {round}"), default);
            var floor = log.Head;
            for (var i = 0; i < 15; i++)
                Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, [Logged.Event(log.Head + 1)]), default));
            Assert.Equal((floor, floor + 15), (log.Floor, log.Head));
        }

        await using var again = folder.Open();
        await using var found = (await again.OpenAsync(StoreFolder.Meet, create: false, default))!;
        Assert.Equal((40, 55), (found.Floor, found.Head));
        Assert.Equal(Enumerable.Range(41, 15).Select(i => (long)i), await found.ReadAsync(0, default).Select(one => one.Seq).ToListAsync());
        Assert.Equal(40, (await found.ReadSnapshotAsync(default))!.Seq);
        Assert.Empty(StoreCheck.Run(StoreFolder.Options(folder.Path)));
    }

    [Fact]
    public async Task A_compaction_right_after_another_changes_nothing()
    {
        await folder.WriteAsync(5);
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        await log.CompactAsync(Snapshot(5, "one"), default);
        await log.CompactAsync(Snapshot(5, "two"), default);
        Assert.Equal((5, 5), (log.Floor, log.Head));
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, [Logged.Event(6)]), default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.CompactAsync(Snapshot(5, "old"), default));
    }

    [Fact]
    public async Task A_crash_at_any_moment_leaves_a_log_that_opens_with_everything_and_can_be_compacted_again()
    {
        await folder.WriteAsync(30, segmentBytes: 512);
        var moments = new List<TemporaryFolder>();
        try
        {
            var disk = new WatchedDisk(() => moments.Add(CopyOf(folder.Path)));
            await using (var store = folder.Open(disk, segmentBytes: 512))
            {
                await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
                await log.WriteSnapshotAsync(Snapshot(12, "old"), default);
                disk.Watches = true;
                await log.CompactAsync(Snapshot(30, "new"), default);
                Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, [Logged.Event(31)]), default));
                disk.Watches = false;
            }

            Assert.InRange(moments.Count, 10, 60);
            foreach (var moment in moments)
                await AssertWholeAsync(moment.Path);
        }
        finally
        {
            moments.ForEach(moment => moment.Dispose());
        }
    }

    [Fact]
    public async Task Where_the_disk_is_full_nothing_is_removed_and_the_log_goes_on()
    {
        await folder.WriteAsync(8);
        var disk = new FailingDisk();
        await using var store = folder.Open(disk);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        disk.WriteError = FailingDisk.NoSpace;
        await Assert.ThrowsAsync<StoreFailedException>(async () => await log.CompactAsync(Snapshot(8, "x"), default));
        disk.WriteError = null;
        Assert.Equal((0, 8), (log.Floor, await log.ReadAsync(0, default).CountAsync()));
        await log.CompactAsync(Snapshot(8, "x"), default);
        Assert.Equal(8, log.Floor);
    }

    [Fact]
    public async Task Without_its_only_snapshot_a_compacted_log_is_damage_and_verify_says_so()
    {
        await folder.WriteAsync(8);
        await using (var store = folder.Open())
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            await log.CompactAsync(Snapshot(8, "x"), default);
        }

        File.Delete(folder.InMeet("snapshot.0000000000000008.json"));
        Assert.Contains(StoreCheck.Run(StoreFolder.Options(folder.Path)), finding => finding.Weight == FindingWeight.Damage && finding.What.Contains("no snapshot", StringComparison.Ordinal));
    }

    private static async Task AssertWholeAsync(string path)
    {
        Assert.DoesNotContain(StoreCheck.Run(StoreFolder.Options(path)), finding => finding.Weight == FindingWeight.Damage);
        await using var store = FileStore.Open(StoreFolder.Options(path), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        Assert.InRange(log.Head, 30, 31);
        var snapshot = await log.ReadSnapshotAsync(default);
        var from = snapshot?.Seq ?? 0;
        Assert.True(from >= log.Floor);
        Assert.Equal(Enumerable.Range((int)from + 1, (int)(log.Head - from)).Select(i => (long)i), await log.ReadAsync(from, default).Select(one => one.Seq).ToListAsync());
        await log.CompactAsync(Snapshot(log.Head, "again"), default);
        Assert.Equal(log.Head, log.Floor);
    }

    private static Snapshot Snapshot(long seq, string text) => new(seq, Logged.Epoch, Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""));

    private static TemporaryFolder CopyOf(string path)
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ".lock"))
        {
            var target = copy.File(Path.GetRelativePath(path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>A disk that stops before every call that changes something, as a power failure could.</summary>
    private sealed class WatchedDisk(Action watch) : Disk(Durability.Fsync)
    {
        public bool Watches { get; set; }

        public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
        {
            Look();
            base.Write(file, bytes, offset);
        }

        public override void Flush(SafeFileHandle file)
        {
            Look();
            base.Flush(file);
        }

        public override void FlushFolder(string path)
        {
            Look();
            base.FlushFolder(path);
        }

        public override void MoveFile(string source, string target)
        {
            Look();
            base.MoveFile(source, target);
        }

        public override void DeleteFile(string path)
        {
            Look();
            base.DeleteFile(path);
        }

        private void Look()
        {
            if (Watches)
                watch();
        }
    }
}
