namespace Rollcall.Apps.Rooms;

/// <summary>The numbers by which rooms decide.</summary>
/// <param name="EditWindow">How long an author may edit; zero for ever.</param>
/// <param name="MaxMembers">Recorded roles in one room.</param>
/// <param name="MaxInvites">Live invites of one room.</param>
public sealed record RoomRules(TimeSpan EditWindow, int MaxMembers, int MaxInvites)
{
    /// <summary>How long an operation is remembered.</summary>
    public static readonly TimeSpan OperationAge = TimeSpan.FromHours(24);

    /// <summary>Over how many entries an operation is remembered.</summary>
    public const int OperationEntries = 50_000;

    /// <summary>The rules where nothing is configured.</summary>
    public static RoomRules Default { get; } = new(TimeSpan.FromDays(1), 10_000, 100);
}
