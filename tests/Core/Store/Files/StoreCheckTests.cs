using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class StoreCheckTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_sound_folder_has_no_findings_also_while_a_server_runs_on_it()
    {
        await folder.WriteAsync(30, segmentBytes: 1024);
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
        await log.WriteSnapshotAsync(new Snapshot(30, Logged.Epoch, "{}"u8.ToArray()), default);
        await log.ArchiveAsync(default);

        Assert.Empty(StoreCheck.Run(StoreFolder.Options(folder.Path)));
    }

    [Fact]
    public async Task A_log_that_is_written_all_the_time_has_no_damage()
    {
        await using var store = folder.Open(segmentBytes: 2048);
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await log.AppendAsync(Logged.Round(log, Logged.Events(log.Head + 1, 5)), default);
        });

        for (var i = 0; i < 30; i++)
            Assert.DoesNotContain(StoreCheck.Run(StoreFolder.Options(folder.Path)), finding => finding.Weight == FindingWeight.Damage);

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Every_kind_of_damage_is_found_with_its_place_and_nothing_is_changed()
    {
        var whole = await folder.WriteAsync(5);
        var firstLine = whole.AsSpan().IndexOf((byte)'\n') + 1;
        whole[firstLine + 20] ^= 1;
        await File.WriteAllBytesAsync(folder.Log, [.. whole, .. "torn"u8]);
        await File.WriteAllTextAsync(folder.InMeet("auth.json"), "nonsense");
        await File.WriteAllTextAsync(folder.InMeet("snapshot.0000000000000004.json"), "nonsense");

        var findings = StoreCheck.Run(StoreFolder.Options(folder.Path)).ToList();

        Assert.Equal(
            [(FindingWeight.Damage, "updates.log", 2L), (FindingWeight.Damage, "updates.log", 6L), (FindingWeight.Note, "snapshot.0000000000000004.json", 0L), (FindingWeight.Damage, "auth.json", 0L)],
            findings.Select(finding => (finding.Weight, Path.GetFileName(finding.File), finding.Line)));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Mend));
        Assert.Equal(whole.Length + 4, new FileInfo(folder.Log).Length);
    }

    [Fact]
    public async Task A_last_file_that_does_not_go_on_from_the_one_before_is_found()
    {
        await folder.WriteAsync(30, segmentBytes: 1024);
        var first = await File.ReadAllBytesAsync(folder.InMeet("updates.0000000000000001.log"));
        await File.WriteAllBytesAsync(folder.Log, first);

        Assert.Contains(StoreCheck.Run(StoreFolder.Options(folder.Path)), finding => finding is { Weight: FindingWeight.Damage, Line: 1 });
        await Assert.ThrowsAsync<LogDamagedException>(folder.ReadAsync);
    }

    [Fact]
    public async Task A_torn_last_line_is_only_a_note()
    {
        var whole = await folder.WriteAsync(3);
        await File.WriteAllBytesAsync(folder.Log, whole[..^5]);

        var finding = Assert.Single(StoreCheck.Run(StoreFolder.Options(folder.Path)));
        Assert.Equal((FindingWeight.Note, 3), (finding.Weight, finding.Line));
    }
}
