using Rollcall.Core.Store;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class UnitTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task However_a_crash_cuts_a_round_a_command_is_there_with_all_its_events_or_with_none()
    {
        // Commands of one, three, one, and four events, the last three in one round.
        int[] ends = [1, 4, 5, 9];
        await AppendAsync(Logged.Unit(1, 1));
        var settled = new FileInfo(folder.Log).Length;
        await AppendAsync([.. Logged.Unit(2, 3), .. Logged.Unit(5, 1), .. Logged.Unit(6, 4)]);
        var whole = await File.ReadAllBytesAsync(folder.Log);
        for (var length = settled; length <= whole.Length; length++)
        {
            folder.Torn.Clear();
            await File.WriteAllBytesAsync(folder.Log, whole[..(int)length]);
            var lines = whole.AsSpan(0, (int)length).Count((byte)'\n');
            var there = ends.Last(end => end <= lines);

            Assert.Equal(Enumerable.Range(1, there).Select(seq => (long)seq), await folder.ReadAsync());

            var kept = Position(whole, there);
            Assert.Equal(whole[..kept], await File.ReadAllBytesAsync(folder.Log));
            Assert.Equal(length == kept ? [] : [(length - kept, (long)there)], folder.Torn.Select(torn => (torn.Bytes, torn.Head)));
        }
    }

    [Fact]
    public async Task After_a_torn_command_was_cut_off_the_next_one_takes_its_numbers()
    {
        await AppendAsync(Logged.Unit(1, 3));
        var whole = await File.ReadAllBytesAsync(folder.Log);
        await File.WriteAllBytesAsync(folder.Log, whole[..Position(whole, 2)]);

        await AppendAsync(Logged.Unit(1, 2));

        Assert.Equal([1, 2], await folder.ReadAsync());
    }

    [Fact]
    public async Task A_command_that_lost_events_in_the_middle_of_the_log_is_damage()
    {
        await AppendAsync([Logged.Event(1) with { More = 1 }, Logged.Event(2)]);
        await AppendAsync(Logged.Unit(3, 1));
        var lines = await File.ReadAllLinesAsync(folder.Log);
        var other = new StoreFolder();
        await using (var store = other.Open())
        await using (var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!)
            await log.AppendAsync(Logged.Round(log, [Logged.Event(1) with { More = 2 }, Logged.Event(2) with { More = 1 }, Logged.Event(3)]), default);
        lines[0] = (await File.ReadAllLinesAsync(other.Log))[0];
        other.Dispose();
        await File.WriteAllTextAsync(folder.Log, string.Join('\n', lines) + "\n");

        var damage = await Assert.ThrowsAsync<LogDamagedException>(folder.ReadAsync);

        Assert.Contains("line 2: the events of one command are not all there", damage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public async Task A_round_with_a_broken_command_is_a_bug_and_nothing_is_written(int first, int second)
    {
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await log.AppendAsync(Logged.Round(log, [Logged.Event(1) with { More = first }, Logged.Event(2) with { More = second }]), default));

        Assert.Equal(0, log.Head);
    }

    [Fact]
    public async Task A_line_says_how_many_events_of_its_command_follow_and_the_last_says_nothing()
    {
        await AppendAsync(Logged.Unit(1, 2));

        var lines = await File.ReadAllLinesAsync(folder.Log);

        Assert.Contains("""
            "op":"q7Jm2xV0aLk:18","more":1,"type":"Updated"
            """.Trim(), lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("more", lines[1], StringComparison.Ordinal);
    }

    private async Task AppendAsync(LoggedEvent[] events)
    {
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, events), default));
    }

    /// <summary>Where so many lines end.</summary>
    private static int Position(byte[] whole, int lines)
    {
        var at = 0;
        for (; lines > 0; lines--)
            at += whole.AsSpan(at).IndexOf((byte)'\n') + 1;
        return at;
    }
}
