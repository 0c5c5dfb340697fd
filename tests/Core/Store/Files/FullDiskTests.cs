using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class FullDiskTests : IDisposable
{
    private const string LongBody = """{"text":"................................................................................................................"}""";

    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_full_disk_refuses_writes_loses_nothing_and_takes_them_again_once_there_is_room()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("a small file system can only be mounted by root on Linux");
        using var mount = new TemporaryFolder();
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", mount.Path);
        try
        {
            var store = FileStore.Open(StoreFolder.Options(mount.Path), TimeProvider.System, NullLogger.Instance);
            var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
            await File.WriteAllBytesAsync(mount.File("filler"), new byte[300_000]);
            var refused = await FillAsync(log);
            var acknowledged = log.Head;
            Assert.Equal("The disk is full.", refused.Reason);
            Assert.Equal((false, "The disk is full."), (store.Health.Writable, store.Health.Reason));
            Assert.Equal(acknowledged, await log.ReadAsync(0, default).CountAsync());

            File.Delete(mount.File("filler"));

            Assert.True(store.Health.Writable);
            Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, [Logged.Event(log.Head + 1)]), default));
            await log.DisposeAsync();
            await store.DisposeAsync();
            await using var again = FileStore.Open(StoreFolder.Options(mount.Path), TimeProvider.System, NullLogger.Instance);
            await using var found = (await again.OpenAsync(StoreFolder.Meet, create: false, default))!;
            Assert.Equal(acknowledged + 1, found.Head);
        }
        finally
        {
            await RunAsync("umount", "--lazy", mount.Path);
        }
    }

    [Theory]
    [InlineData(FailingDisk.NoSpace, "The disk is full.")]
    [InlineData(FailingDisk.ReadOnly, "The disk is read-only.")]
    public async Task A_write_that_finds_no_room_leaves_nothing_of_its_round(int error, string reason)
    {
        var disk = new FailingDisk();
        await using var store = folder.Open(disk);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2), """{"hash":"one"}"""), default);
        var before = await File.ReadAllBytesAsync(folder.Log);

        disk.WriteError = error;
        disk.Writes = bytes => Encoding.UTF8.GetString(bytes).Contains("\"seq\"", StringComparison.Ordinal);
        var result = await log.AppendAsync(Logged.Round(log, Logged.Events(3, 5), """{"hash":"two"}"""), default);

        Assert.Equal(new AppendResult.Refused(reason), result);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Log));
        Assert.Equal("""{"version":1,"document":{"hash":"one"}}""" + "\n", await File.ReadAllTextAsync(folder.InMeet("auth.json")));
        Assert.Equal((2, 1), (log.Head, log.Secret.Version));

        disk.WriteError = null;
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, Logged.Events(3, 1), """{"hash":"two"}"""), default));
        Assert.Equal((3, 2), (log.Head, log.Secret.Version));
    }

    [Fact]
    public async Task A_new_channel_that_finds_no_room_is_not_there()
    {
        var disk = new FailingDisk { WriteError = FailingDisk.NoSpace };
        await using var store = folder.Open(disk);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;

        Assert.IsType<AppendResult.Refused>(await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2), """{"hash":"one"}"""), default));
        Assert.False(store.Knows(StoreFolder.Meet));

        disk.WriteError = null;
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, Logged.Events(1, 1)), default));
        Assert.True(store.Knows(StoreFolder.Meet));
        Assert.False(File.Exists(folder.InMeet("auth.json")));
    }

    [Fact]
    public async Task A_snapshot_that_finds_no_room_does_no_harm()
    {
        var disk = new FailingDisk();
        await using var store = folder.Open(disk);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2)), default);

        disk.WriteError = FailingDisk.NoSpace;
        await log.WriteSnapshotAsync(new Snapshot(2, Logged.Epoch, "{}"u8.ToArray()), default);
        disk.WriteError = null;

        Assert.Null(await log.ReadSnapshotAsync(default));
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, Logged.Events(3, 1)), default));
    }

    [Fact]
    public async Task A_broken_write_that_cannot_be_taken_back_ends_the_log_and_opening_it_again_mends_it()
    {
        var disk = new FailingDisk();
        await using var store = folder.Open(disk);
        var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2)), default);

        (disk.WriteError, disk.TruncateFails) = (FailingDisk.BrokenDevice, true);
        await Assert.ThrowsAsync<StoreFailedException>(async () => await log.AppendAsync(Logged.Round(log, [Logged.Event(3, LongBody)]), default));
        await Assert.ThrowsAsync<StoreFailedException>(async () => await log.AppendAsync(Logged.Round(log, [Logged.Event(3)]), default));
        await log.DisposeAsync();
        (disk.WriteError, disk.TruncateFails) = (null, false);

        log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        Assert.Equal(2, log.Head);
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, [Logged.Event(3)]), default));
        await log.DisposeAsync();
    }

    private static async Task<AppendResult.Refused> FillAsync(IEventLog log)
    {
        while (true)
        {
            var result = await log.AppendAsync(Logged.Round(log, Logged.Events(log.Head + 1, 20, LongBody)), default);
            if (result is AppendResult.Refused refused) return refused;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
