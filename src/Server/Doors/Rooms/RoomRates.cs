using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>How fast users may talk over all rooms. Any thread.</summary>
public sealed class RoomRates(RoomHouse house)
{
    private readonly Allowances<long> users = new(house.Settings.RatePerSecond, house.Settings.RateBurst, house.Time);

    /// <summary>Takes one message of a user: null if they may, otherwise the wait in milliseconds.</summary>
    public int? Take(long user) => users.Take(user);
}
