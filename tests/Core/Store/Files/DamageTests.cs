using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class DamageTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_flipped_bit_never_costs_an_event_that_is_not_on_the_last_line_unnoticed()
    {
        var whole = await folder.WriteAsync(4);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        await using var store = folder.Open();
        for (var bit = 0; bit < whole.Length * 8; bit += 3)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            await File.WriteAllBytesAsync(folder.Log, damaged);

            var seqs = await ReadOrNullAsync(store);

            if (bit / 8 < lastLine) Assert.Null(seqs);
            else if (seqs is not null) Assert.Equal([1, 2, 3], seqs);
        }
    }

    [Fact]
    public async Task A_damaged_line_is_named_with_what_to_do()
    {
        var whole = await folder.WriteAsync(3);
        whole[whole.AsSpan().IndexOf((byte)'\n') + 30] ^= 1;
        await File.WriteAllBytesAsync(folder.Log, whole);

        var damage = await Assert.ThrowsAsync<LogDamagedException>(folder.ReadAsync);

        Assert.Contains($"{folder.Log} line 2: its checksum does not match its content", damage.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the channel's folder from a backup, or move this file out", damage.Message, StringComparison.Ordinal);
        Assert.Equal(whole, await File.ReadAllBytesAsync(folder.Log));
    }

    [Fact]
    public async Task Two_bad_lines_at_the_end_are_damage_and_nothing_is_cut_off()
    {
        var whole = await folder.WriteAsync(3);
        whole[^3] ^= 1;
        whole[^70] ^= 1;
        await File.WriteAllBytesAsync(folder.Log, [.. whole, .. "half a li"u8]);

        await Assert.ThrowsAsync<LogDamagedException>(folder.ReadAsync);
        Assert.Equal(whole.Length + 9, new FileInfo(folder.Log).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_missing_line_is_damage_although_every_checksum_holds(int missing)
    {
        await folder.WriteAsync(3);
        var lines = await File.ReadAllLinesAsync(folder.Log);
        await File.WriteAllLinesAsync(folder.Log, lines.Where((_, i) => i != missing - 1));

        var damage = await Assert.ThrowsAsync<LogDamagedException>(folder.ReadAsync);
        Assert.Contains($"line {missing}: event {missing} should stand here", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_in_the_middle_of_a_log_is_damage()
    {
        await folder.WriteAsync(40, segmentBytes: 1024);
        var segments = Directory.GetFiles(Path.GetDirectoryName(folder.Log)!, "updates.0*").Order().ToList();
        File.Delete(segments[1]);

        var damage = await Assert.ThrowsAsync<LogDamagedException>(folder.ReadAsync);
        Assert.Contains("before it are missing", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_secret_is_named_with_what_to_do()
    {
        await folder.WriteAsync(1);
        await File.WriteAllTextAsync(folder.InMeet("auth.json"), """{"version":1,"docum""");

        var damage = await Assert.ThrowsAsync<LogDamagedException>(folder.ReadAsync);
        Assert.Contains("auth.json is damaged", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_moved_away_leaves_an_empty_channel_with_its_secret()
    {
        await using (var store = folder.Open())
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
            await log.AppendAsync(Logged.Round(log, Logged.Events(1, 2), """{"hash":"h"}"""), default);
        }
        File.Delete(folder.Log);

        await using var again = folder.Open();
        await using var found = (await again.OpenAsync(StoreFolder.Meet, create: false, default))!;
        Assert.Equal((0, 1), (found.Head, found.Secret.Version));
    }

    private static async Task<List<long>?> ReadOrNullAsync(FileStore store)
    {
        try
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: false, default))!;
            return await log.ReadAsync(0, default).Select(logged => logged.Seq).ToListAsync();
        }
        catch (LogDamagedException)
        {
            return null;
        }
    }
}
