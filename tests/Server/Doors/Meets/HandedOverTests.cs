using Rollcall.Apps.Meets;
using Rollcall.Server.Doors.Meets.HandOver;
using Rollcall.Tests.Core.Store.Files;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>What a finished meet leaves in the outbox, where the power goes just after.</summary>
public class HandedOverTests
{
    // P25: the move to the finished meets is durable, and nothing is handed over after it.
    [Fact]
    public async Task Results_are_durable_with_the_name_of_their_folder_before_the_meet_is_moved()
    {
        using var data = new TemporaryFolder();
        var outbox = Path.Combine(data.Path, "outbox");
        var disk = new FailingDisk { FlushFolderFails = true };
        var results = new FiledResults(MeetId.Of(482_913_057), "csv"u8.ToArray(), "email"u8.ToArray(), "Open.opl.csv", DateTimeOffset.UnixEpoch);
        await Assert.ThrowsAnyAsync<IOException>(async () => await new OutboxFolder(outbox, disk).HandOverAsync(results));

        disk.FlushFolderFails = false;
        await new OutboxFolder(outbox, disk).HandOverAsync(results);
        Assert.Equal("csv", await File.ReadAllTextAsync(Path.Combine(outbox, "482913057", "opl.csv")));
        // As after a crash: the folder is there already, its name may not be durable yet.
        disk.FlushedFolders.Clear();
        await new OutboxFolder(outbox, disk).HandOverAsync(results);
        Assert.Equal([outbox, data.Path], disk.FlushedFolders);
        Assert.Equal([Path.Combine(outbox, "482913057")], Directory.GetFileSystemEntries(outbox));
    }
}
