namespace Rollcall.Apps.Rooms;

/// <summary>What an owner sets about a room.</summary>
/// <param name="Name">1-100 characters.</param>
/// <param name="MaxClients">Connections at once.</param>
/// <param name="IsPrivate">Whether only members may enter or look.</param>
/// <param name="Metadata">One JSON object, compact.</param>
/// <param name="Persistent">Whether it stays when nobody is there.</param>
/// <param name="DefaultRole">The role, in a public room, of whoever has none recorded.</param>
/// <param name="Retention">How much of what was said is served.</param>
public sealed record RoomInfo(string Name, int MaxClients, bool IsPrivate, string Metadata, bool Persistent, RoomRole DefaultRole, Retention Retention);

/// <summary>How much of a room's log is served.</summary>
/// <param name="MaxEntries">So many of the newest entries.</param>
/// <param name="MaxAgeSeconds">Entries not older than this; null for any age.</param>
public sealed record Retention(int MaxEntries, int? MaxAgeSeconds)
{
    /// <summary>What a room has unless its owner says otherwise.</summary>
    public static Retention Usual { get; } = new(100_000, null);
}

/// <summary>What an owner wants to change; null leaves a field as it is.</summary>
public sealed record RoomChange(
    string? Name = null, int? MaxClients = null, bool? IsPrivate = null, string? Metadata = null, bool? Persistent = null, RoomRole? DefaultRole = null, Retention? Retention = null)
{
    /// <summary>The room as wanted.</summary>
    public RoomInfo Of(RoomInfo info) => new(Name ?? info.Name, MaxClients ?? info.MaxClients, IsPrivate ?? info.IsPrivate, Metadata ?? info.Metadata,
        Persistent ?? info.Persistent, DefaultRole ?? info.DefaultRole, Retention ?? info.Retention);

    /// <summary>The names of the fields in which two differ, in the order of the room object.</summary>
    public static IEnumerable<string> Differences(RoomInfo before, RoomInfo after)
    {
        if (before.Name != after.Name)
            yield return "name";
        if (before.MaxClients != after.MaxClients)
            yield return "max_clients";
        if (before.IsPrivate != after.IsPrivate)
            yield return "is_private";
        if (before.Metadata != after.Metadata)
            yield return "metadata";
        if (before.Persistent != after.Persistent)
            yield return "persistent";
        if (before.DefaultRole != after.DefaultRole)
            yield return "default_role";
        if (before.Retention != after.Retention)
            yield return "retention";
    }
}
