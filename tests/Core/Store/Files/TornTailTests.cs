using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class TornTailTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_torn_last_line_is_cut_off_and_reported_wherever_it_tore()
    {
        var whole = await folder.WriteAsync(3);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        await using var store = folder.Open();
        for (var length = lastLine; length < whole.Length; length++)
        {
            folder.Torn.Clear();
            var channel = Place($"cut{length}", whole[..length]);

            await using var log = (await store.OpenAsync(channel, create: false, default))!;

            Assert.Equal(2, log.Head);
            Assert.Equal(length == lastLine ? [] : [(channel, 3L, (long)length - lastLine, 2L)], folder.Torn.Select(torn => (torn.Channel, torn.Line, torn.Bytes, torn.Head)));
            Assert.Equal(whole[..lastLine], await File.ReadAllBytesAsync(PathOf(channel)));
            Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, [Logged.Event(3)]), default));
            Assert.Equal([1, 2, 3], await log.ReadAsync(0, default).Select(logged => logged.Seq).ToListAsync());
        }
    }

    [Fact]
    public async Task The_whole_lines_of_a_torn_round_are_kept()
    {
        var whole = await folder.WriteAsync(5);
        await File.WriteAllBytesAsync(folder.Log, whole[..^10]);

        Assert.Equal([1, 2, 3, 4], await folder.ReadAsync());
        Assert.Equal(4, Assert.Single(folder.Torn).Head);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8d3f01c2 {\"seq\":4,\"ep")]
    public async Task Zeros_that_a_power_failure_left_count_as_torn(string before)
    {
        var whole = await folder.WriteAsync(3);
        await File.WriteAllBytesAsync(folder.Log, [.. whole, .. Encoding.ASCII.GetBytes(before), .. new byte[5000]]);

        Assert.Equal([1, 2, 3], await folder.ReadAsync());
        Assert.Equal(before.Length + 5000, Assert.Single(folder.Torn).Bytes);
        Assert.Equal(whole, await File.ReadAllBytesAsync(folder.Log));
    }

    [Fact]
    public async Task A_log_that_is_nothing_but_a_torn_line_is_empty()
    {
        var whole = await folder.WriteAsync(1);
        await File.WriteAllBytesAsync(folder.Log, whole[..20]);

        Assert.Empty(await folder.ReadAsync());
        Assert.Equal((1, 0), (Assert.Single(folder.Torn).Line, folder.Torn[0].Head));
    }

    [Fact]
    public async Task Lines_that_a_killed_process_left_unflushed_are_made_durable_before_they_are_read()
    {
        await folder.WriteAsync(3);
        var disk = new FailingDisk();
        await using var store = folder.Open(disk);
        await using var log = await store.OpenAsync(StoreFolder.Meet, create: false, default);

        Assert.Equal(1, disk.Flushes);
    }

    [Fact]
    public void However_a_log_is_cut_short_the_events_before_the_cut_are_there()
    {
        using var store = new Disposing(folder.Open());
        var number = 0;
        Prop.ForAll(
            Gen.Choose(0, 60).ListOf(4).Select(sizes => sizes.ToList()).ToArbitrary(),
            Gen.Choose(0, 1000).ToArbitrary(),
            (sizes, cutAt) =>
            {
                var channel = ChannelName.Of("meet", $"p{number++}");
                using var log = store.Open(channel);
                var ends = new List<long>();
                foreach (var size in sizes)
                {
                    log.Append($$"""{"text":"{{new string('x', size)}}"}""");
                    ends.Add(new FileInfo(PathOf(channel)).Length);
                }
                log.Dispose();
                var cut = ends.Count == 0 ? 0 : ends[^1] * cutAt / 1000;
                if (ends.Count > 0) File.WriteAllBytes(PathOf(channel), File.ReadAllBytes(PathOf(channel))[..(int)cut]);

                using var again = store.Open(channel);
                return again.Log.Head == ends.Count(end => end <= cut);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private string PathOf(ChannelName channel) => Path.Combine(folder.Path, "current-meets", channel.Key, "updates.log");

    private ChannelName Place(string key, byte[] log)
    {
        var channel = ChannelName.Of("meet", key);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(channel))!);
        File.WriteAllBytes(PathOf(channel), log);
        return channel;
    }
}
