using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Store.Files;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class OwnershipTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_second_store_on_the_same_folder_is_told_so()
    {
        await using (folder.Open())
        {
            var refusal = Assert.Throws<DataFolderInUseException>(() => folder.Open());
            Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("stop that one", refusal.Message, StringComparison.Ordinal);
        }
        await using var later = folder.Open();
    }

    [Fact]
    public async Task The_folder_of_another_process_is_free_as_soon_as_that_one_is_killed()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("needs the flock program of Linux");
        using var other = Process.Start(new ProcessStartInfo("flock", ["--no-fork", Path.Combine(folder.Path, ".lock"), "sh", "-c", "echo held; exec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
        Assert.Throws<DataFolderInUseException>(() => folder.Open());

        other.Kill();
        await other.WaitForExitAsync();

        await using var store = folder.Open();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(Path.Combine(folder.Path, "file"), "");
        var below = Path.Combine(folder.Path, "file", "data");

        var refusal = Assert.Throws<DataFolderUnwritableException>(
            () => FileStore.Open(StoreFolder.Options(below), TimeProvider.System, NullLogger.Instance));

        Assert.Contains(below, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("data_dir", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_on_a_read_only_disk_is_named()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("/proc is a file system of Linux");
        Assert.Throws<DataFolderUnwritableException>(() => FileStore.Open(StoreFolder.Options("/proc/rollcall"), TimeProvider.System, NullLogger.Instance));
    }
}
