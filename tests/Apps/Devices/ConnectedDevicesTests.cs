using Rollcall.Apps.Devices;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>What other applications may use (specification 4.4).</summary>
public class ConnectedDevicesTests
{
    private static readonly ServerMessage.Foreign Hello = new("chess.hello", RawJson.Null);

    [Fact]
    public async Task Other_applications_speak_to_one_device_to_all_to_all_but_one_and_to_everyone()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone, box) = (await home.ConnectAsync(7), await home.ConnectAsync(8), await home.ConnectAsync(9));
        var connected = home.Connected;
        Assert.Equal(Sending.Sent, connected.Send(Household.User, 7, Hello));
        Assert.Equal(Sending.NotConnected, connected.Send(Household.User, 77, Hello));
        Assert.Equal(Sending.NotConnected, connected.Send(1, 7, Hello));
        Assert.Empty(connected.SendToAll(Household.User, Hello, exceptDeviceId: 8));
        Assert.Equal(3, connected.SendToEveryone(Hello));
        Assert.Equal(3, (await browser.FlushAsync()).Count);
        Assert.Equal("chess.hello null", Assert.Single(await phone.FlushAsync()).ToString());
        Assert.Equal(2, (await box.FlushAsync()).Count);

        box.Member.Outbox.Close(CloseCode.Slow, "slow_consumer");
        Assert.Equal(Sending.Failed, connected.Send(Household.User, 9, Hello));
        Assert.Equal([9], connected.SendToAll(Household.User, Hello));
        Assert.Equal(2, connected.SendToEveryone(Hello));
    }

    [Fact]
    public async Task Who_is_connected_is_known_and_one_in_its_grace_period_is_not()
    {
        await using var home = await Household.StartAsync();
        var (phone, _) = (await home.ConnectAsync(9), await home.ConnectAsync(7));
        Assert.Equal([7, 9], home.Connected.DevicesOf(Household.User));
        Assert.Equal((1, 2), home.Connected.Count());
        await phone.LoseAsync();
        await home.ViewAsync();
        Assert.False(home.Connected.IsConnected(Household.User, 9));
        Assert.True(home.Connected.IsOnline(9));
        Assert.Equal((1, 1), home.Connected.Count());
        Assert.Empty(home.Connected.DevicesOf(1));
    }
}
