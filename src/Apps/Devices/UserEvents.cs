namespace Rollcall.Apps.Devices;

/// <summary>What may happen in a user's log. Its number, time and operation stand in the log itself.</summary>
public abstract record UserEvent
{
    private UserEvent() { }

    /// <summary>A sync event was appended.</summary>
    /// <param name="Type">The sync event's type.</param>
    /// <param name="Payload">An object.</param>
    /// <param name="Author">Who appended it.</param>
    public sealed record Appended(string Type, RawJson Payload, Author Author) : UserEvent;
}
