using System.Net;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>Limits per address (queue specification 9).</summary>
public class AddressLimitTests
{
    private static readonly ClientAddress Away = ClientAddress.Of(IPAddress.Parse("192.0.2.7"));

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", false)]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", false)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", false)]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::ffff:127.0.0.9", "127.0.0.9", true)]
    public void An_address_is_counted_as_itself_or_as_its_64_bits(string address, string key, bool isLoopback) =>
        Assert.Equal(new ClientAddress(key, isLoopback), ClientAddress.Of(IPAddress.Parse(address)));

    [Fact]
    public void An_address_makes_so_many_requests_and_then_waits()
    {
        var clock = new TestClock();
        var rates = new AddressRates(2, 3, clock);
        for (var i = 0; i < 3; i++)
            Assert.Null(rates.Take(Away));
        Assert.Equal(TimeSpan.FromMilliseconds(500), rates.Take(Away));
        Assert.Null(rates.Take(ClientAddress.Of(IPAddress.Parse("192.0.2.8"))));
        clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Null(rates.Take(Away));
        Assert.NotNull(rates.Take(Away));
        for (var i = 0; i < 100; i++)
            Assert.Null(rates.Take(ClientAddress.Of(IPAddress.Loopback)));
    }

    [Fact]
    public void An_address_has_so_many_connections_and_all_together_have_so_many()
    {
        var count = new DoorCount(3, 2);
        Assert.Equal(DoorCount.Refusal.None, count.Admit(Away, out var first));
        Assert.Equal(DoorCount.Refusal.None, count.Admit(Away, out _));
        Assert.Equal(DoorCount.Refusal.AddressFull, count.Admit(Away, out _));
        first!.Dispose();
        first.Dispose();
        Assert.Equal(DoorCount.Refusal.None, count.Admit(Away, out _));
        Assert.Equal(DoorCount.Refusal.None, count.Admit(ClientAddress.Of(IPAddress.Loopback), out _));
        Assert.Equal(DoorCount.Refusal.Full, count.Admit(ClientAddress.Of(IPAddress.Loopback), out _));
    }
}
