using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

/// <summary>Who read too slowly and goes on reading after all is told so, whatever the system's buffers still held.</summary>
public class SlowCloseTests
{
    private static readonly ConnectionLimits Limits = new() { OutboxBytes = 65_536, WriteStall = TimeSpan.FromSeconds(10), CloseGrace = TimeSpan.FromSeconds(3), SilenceLimit = TimeSpan.FromSeconds(75) };

    private static readonly TimeSpan Stuck = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(null, 0)]
    [InlineData(65_536, 0)]
    [InlineData(null, 6)]
    [InlineData(65_536, 6)]
    public async Task It_hears_everything_that_was_under_way_and_then_4001(int? receiveBuffer, int secondsLater)
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (client, connection, _) = await host.ConnectAsync(receiveBuffer);
        using var closing = client;
        connection.Settle();
        var frame = SharedFrame.Text(new byte[16_000]);
        // First all that the system takes for a reader who does not read, then more than may be owed.
        do
            connection.Outbox.Post(frame);
        while (await IsTakenAsync(connection.Outbox));
        while (!connection.Outbox.IsClosing)
            connection.Outbox.Post(frame);

        for (var second = 0; second < secondsLater; second++)
            time.Advance(TimeSpan.FromSeconds(1));
        HeardFrame heard;
        do
            heard = await client.HearAsync();
        while (heard.Opcode != TestSocket.Close);

        Assert.Equal((4001, "slow_consumer"), (heard.CloseCode, heard.CloseReason));
    }

    private static async Task<bool> IsTakenAsync(Outbox outbox)
    {
        await Task.WhenAny(outbox.DrainedAsync(), Task.Delay(Stuck));
        return outbox.OwedBytes == 0;
    }
}
