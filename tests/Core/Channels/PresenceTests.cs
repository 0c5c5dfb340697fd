using Rollcall.Core.Channels;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

public class PresenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);
    private readonly Presence<string> presence = new(TimeSpan.FromSeconds(10));

    [Fact]
    public void Somebody_leaves_when_the_last_connection_is_gone_and_the_grace_period_is_over()
    {
        Assert.True(presence.Arrive("Desk 2"));
        Assert.False(presence.Arrive("Desk 2"));
        presence.Depart("Desk 2", Start);
        Assert.Equal((1, true, null), (presence.Connections("Desk 2"), presence.IsPresent("Desk 2"), presence.NextDeparture));
        presence.Depart("Desk 2", Start);
        Assert.Equal((0, true, Start.AddSeconds(10)), (presence.Connections("Desk 2"), presence.IsPresent("Desk 2"), presence.NextDeparture));
        Assert.False(presence.Settle(Start.AddSeconds(9.9)));
        Assert.Null(presence.LastSeen("Desk 2"));
        Assert.True(presence.Settle(Start.AddSeconds(10)));
        Assert.Equal((false, Start, null), (presence.IsPresent("Desk 2"), presence.LastSeen("Desk 2"), presence.NextDeparture));
        Assert.Empty(presence.Present);
    }

    [Fact]
    public void Who_comes_back_within_the_grace_period_was_never_away()
    {
        presence.Arrive("Desk 2");
        presence.Depart("Desk 2", Start);
        Assert.False(presence.Arrive("Desk 2"));
        Assert.Null(presence.NextDeparture);
        Assert.False(presence.Settle(Start.AddSeconds(60)));
        Assert.Equal(["Desk 2"], presence.Present);
        Assert.Null(presence.LastSeen("Desk 2"));
    }
}
