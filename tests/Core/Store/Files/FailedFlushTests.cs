using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class FailedFlushTests : IDisposable
{
    private readonly StoreFolder folder = new();
    private readonly FailingDisk disk = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task After_a_failed_flush_the_whole_store_takes_no_writes_and_goes_on_reading()
    {
        await using var store = folder.Open(disk);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await using var other = (await store.OpenAsync(ChannelName.Of("room", "lobby"), create: true, default))!;
        await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2)), default);
        await other.AppendAsync(Logged.Round(other, Logged.Events(1, 2)), default);

        disk.FlushFails = true;
        await Assert.ThrowsAsync<StoreFailedException>(async () => await log.AppendAsync(Logged.Round(log, Logged.Events(3, 2)), default));
        disk.FlushFails = false;

        Assert.IsType<AppendResult.Refused>(await other.AppendAsync(Logged.Round(other, Logged.Events(3, 1)), default));
        Assert.Equal(2, await other.ReadAsync(0, default).CountAsync());
        Assert.False(store.Health.Writable);
        Assert.NotNull(store.Health.Reason);
    }

    [Fact]
    public async Task What_a_failed_flush_left_unsure_is_never_read_as_true()
    {
        await using (var store = folder.Open(disk))
        {
            var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
            await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2)), default);
            disk.FlushFails = true;
            await Assert.ThrowsAsync<StoreFailedException>(async () => await log.AppendAsync(Logged.Round(log, Logged.Events(3, 2)), default));
            disk.FlushFails = false;
            await log.DisposeAsync();

            log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            Assert.Equal(2, log.Head);
            Assert.IsType<AppendResult.Refused>(await log.AppendAsync(Logged.Round(log, Logged.Events(3, 1)), default));
            await log.DisposeAsync();
        }

        await using var restarted = folder.Open();
        await using var found = (await restarted.OpenAsync(StoreFolder.Meet, create: false, default))!;
        Assert.Equal(2, found.Head);
        Assert.IsType<AppendResult.Done>(await found.AppendAsync(Logged.Round(found, Logged.Events(3, 1)), default));
    }

    [Fact]
    public async Task A_log_whose_unsure_lines_cannot_be_cut_off_is_not_opened_before_a_restart()
    {
        await using var store = folder.Open(disk);
        var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2)), default);
        (disk.FlushFails, disk.TruncateFails) = (true, true);
        await Assert.ThrowsAsync<StoreFailedException>(async () => await log.AppendAsync(Logged.Round(log, Logged.Events(3, 2)), default));
        (disk.FlushFails, disk.TruncateFails) = (false, false);
        await log.DisposeAsync();

        await Assert.ThrowsAsync<StoreFailedException>(async () => await store.OpenAsync(StoreFolder.Meet, create: false, default));
    }
}
