namespace Rollcall.Apps.Rooms;

/// <summary>Somebody who acts in a room, or on whom somebody acts.</summary>
/// <param name="UserId">The account's number; 0 is the server itself.</param>
/// <param name="Handle">The account's name.</param>
/// <param name="IsOperator">Whether the account has an owner's rights in every room.</param>
public readonly record struct Person(long UserId, string Handle, bool IsOperator = false)
{
    /// <summary>The server, when it speaks for itself.</summary>
    public static Person Server { get; } = new(0, "");
}
