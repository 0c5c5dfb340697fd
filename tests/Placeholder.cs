namespace Rollcall.Tests;

public class House
{
    [Xunit.Fact]
    public void A_channel_name_is_a_kind_and_a_key() =>
        Xunit.Assert.Equal("meet:482913057", Rollcall.Core.Channels.ChannelName.Of("meet", "482913057").ToString());
}
