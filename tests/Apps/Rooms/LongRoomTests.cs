using System.Text.Json;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Measuring;
using Rollcall.Core.Store;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Apps.Rooms;

/// <summary>A room of very many messages: 100,000 by default, a million with <c>ROLLCALL_LONG=1</c>.</summary>
public sealed class LongRoomTests : IDisposable
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1";
    private static readonly int Entries = IsLong ? 1_000_000 : 100_000;
    private static readonly long SegmentBytes = IsLong ? 64 << 20 : 4 << 20;

    private readonly Measures measures = new();

    public void Dispose() => measures.Dispose();

    [Fact]
    public async Task A_long_room_opens_within_a_second_and_any_page_of_it_comes_within_twenty_milliseconds()
    {
        using var room = await LongRoom.WriteAsync(Entries, SegmentBytes);
        // The quickest of a few: what others do on the same machine lengthens an opening, and never shortens one.
        var opened = await OpenAndCloseAsync(room);
        for (var again = 0; again < 4 && opened.TotalMilliseconds > 1_000; again++)
            opened = await OpenAndCloseAsync(room) is var took && took < opened ? took : opened;
        Assert.InRange(opened.TotalMilliseconds, 0, 1_000);

        await using var store = room.OpenStore();
        var (actor, history) = await room.OpenAsync(store, new RoomMeasures(measures));
        Assert.Equal(Entries, actor.State.Head);
        var pages = new List<double>();
        for (var i = 1; i <= 50; i++)
        {
            var before = Entries / 51L * i;
            var began = TimeProvider.System.GetTimestamp();
            var page = (await history.PageAsync(before, null, 50, 1 << 20))!;
            pages.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            Assert.Equal(Enumerable.Range((int)before - 50, 50).Select(seq => LongRoom.TextOf(seq)), page.Items.Select(TextOf));
        }

        // The middle one: others run on the same machine.
        Assert.InRange(pages.Order().ElementAt(25), 0, 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Entries} entries: opened in {opened.TotalMilliseconds:F0} ms, a page in {pages.Order().ElementAt(25):F2} ms, at most {pages.Max():F2} ms");
        await actor.StopAsync();
    }

    [Fact]
    public async Task A_page_is_found_without_reading_what_lies_before_it()
    {
        using var room = await LongRoom.WriteAsync(40_000, segmentBytes: 1 << 20);
        // Whoever read the oldest file from its beginning would come upon this.
        var oldest = Path.Combine(room.LogFolder, "entries.0000000000000001.log");
        await using (var file = File.OpenWrite(oldest))
        {
            file.Position = 300;
            file.WriteByte((byte)'?');
        }

        await using var store = room.OpenStore();
        var (actor, history) = await room.OpenAsync(store, new RoomMeasures(measures));
        var page = (await history.PageAsync(3_001, null, 100, 1 << 20))!;

        Assert.Equal(Enumerable.Range(2_901, 100).Select(seq => LongRoom.TextOf(seq)), page.Items.Select(TextOf));
        await Assert.ThrowsAsync<LogDamagedException>(async () => await history.PageAsync(null, 0, 100, 1 << 20));
        await actor.StopAsync();
    }

    private async Task<TimeSpan> OpenAndCloseAsync(LongRoom room)
    {
        await using var store = room.OpenStore();
        var began = TimeProvider.System.GetTimestamp();
        var (actor, _) = await room.OpenAsync(store, new RoomMeasures(measures));
        var took = TimeProvider.System.GetElapsedTime(began);
        await actor.StopAsync();
        return took;
    }

    private static string TextOf(byte[] item) => JsonDocument.Parse(item).RootElement.GetProperty("data").GetProperty("text").GetString()!;
}
