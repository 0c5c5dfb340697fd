using Rollcall.Core.Store;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class FolderMoveTests : IDisposable
{
    private readonly StoreFolder folder = new();
    private readonly FailingDisk disk = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_crash_before_the_move_to_the_archive_leaves_the_channel_current()
    {
        await folder.WriteAsync(2);
        await using (var store = folder.Open(disk))
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            disk.MoveFolderFails = true;
            await Assert.ThrowsAsync<StoreFailedException>(async () => await log.ArchiveAsync(default));
        }
        await AssertArchivesAsync(alreadyMoved: false);
    }

    [Fact]
    public async Task A_crash_after_the_move_to_the_archive_leaves_the_channel_archived()
    {
        await folder.WriteAsync(2);
        await using (var store = folder.Open(disk))
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            disk.FlushFolderFails = true;
            await Assert.ThrowsAsync<StoreFailedException>(async () => await log.ArchiveAsync(default));
            Assert.False(store.Health.Writable);
        }
        await AssertArchivesAsync(alreadyMoved: true);
    }

    [Fact]
    public async Task What_a_crash_left_of_a_channel_being_made_or_removed_is_swept_away()
    {
        await folder.WriteAsync(2);
        Directory.CreateDirectory(Path.Combine(folder.Path, "current-meets", ".new.111222333"));
        Directory.Move(Path.GetDirectoryName(folder.Log)!, Path.Combine(folder.Path, "current-meets", ".removed.482913057"));

        await using var store = folder.Open();

        Assert.False(store.Knows(StoreFolder.Meet));
        Assert.Empty(store.List("meet"));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder.Path, "current-meets")));
    }

    [Fact]
    public async Task A_channel_that_was_only_opened_leaves_nothing()
    {
        await using var store = folder.Open();
        await using (await store.OpenAsync(StoreFolder.Meet, create: true, default)) { }
        Assert.False(store.Knows(StoreFolder.Meet));
    }

    [Fact]
    public async Task A_channel_is_open_once_at_a_time()
    {
        await using var store = folder.Open();
        await using var log = await store.OpenAsync(StoreFolder.Meet, create: true, default);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.OpenAsync(StoreFolder.Meet, create: true, default));
    }

    [Fact]
    public async Task What_a_person_put_into_the_data_folder_is_no_channel()
    {
        await using var store = folder.Open();
        Directory.CreateDirectory(Path.Combine(folder.Path, "rooms", "not a key"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rooms", "readme"), "hello");
        Assert.Empty(store.List("room"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../auth.json")]
    [InlineData("auth.json")]
    [InlineData("updates.log")]
    [InlineData("updates.0000000000000001.log")]
    [InlineData("snapshot.0000000000000001.json")]
    [InlineData(".hidden")]
    public async Task A_document_may_not_take_the_place_of_the_stores_own_files(string name)
    {
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.WriteBesideAsync(name, "x"u8.ToArray(), default));
    }

    [Fact]
    public async Task The_secret_is_for_this_user_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode bits");
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await log.AppendAsync(Logged.Round(log, Logged.Events(1, 1), """{"hash":"one"}"""), default);

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.InMeet("auth.json")));
    }

    [Fact]
    public async Task Folders_the_store_makes_are_for_this_user_only_and_those_that_are_there_stay_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode bits");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        await log.AppendAsync(Logged.Round(log, Logged.Events(1, 1), null), default);
        var made = Path.GetDirectoryName(folder.InMeet("auth.json"))!;
        var root = Path.GetDirectoryName(made)!;
        if (!OperatingSystem.IsWindows()) Assert.Equal((owner, owner), (File.GetUnixFileMode(made), File.GetUnixFileMode(root)));

        await store.DisposeAsync();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(root, owner | UnixFileMode.GroupRead);
        await using var again = folder.Open();
        if (!OperatingSystem.IsWindows()) Assert.Equal(owner | UnixFileMode.GroupRead, File.GetUnixFileMode(root));
    }

    private async Task AssertArchivesAsync(bool alreadyMoved)
    {
        await using var store = folder.Open();
        Assert.Equal([(StoreFolder.Meet, alreadyMoved)], store.List("meet"));
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        await log.ArchiveAsync(default);
        Assert.Equal([(StoreFolder.Meet, true)], store.List("meet"));
        Assert.Equal(2, await log.ReadAsync(0, default).CountAsync());
    }
}
