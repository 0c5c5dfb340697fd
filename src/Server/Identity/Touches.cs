using System.Collections.Concurrent;
using System.Collections.Immutable;
using Rollcall.Apps.Accounts;

namespace Rollcall.Server.Identity;

/// <summary>Who was seen since it was last written down. Writing every request down would cost a flush each; they are collected and written once a minute.</summary>
/// <remarks>Any thread may call it.</remarks>
internal sealed class Touches
{
    private readonly ConcurrentDictionary<long, DeviceSeen> devices = [];
    private readonly ConcurrentDictionary<long, SessionSeen> sessions = [];

    /// <summary>A device was seen.</summary>
    public void Device(long id, DateTimeOffset at, long? delivered = null) =>
        devices.AddOrUpdate(id, _ => new(id, at, delivered), (_, before) => new(id, Later(before.At, at), Farther(before.Delivered, delivered)));

    /// <summary>A session was used.</summary>
    public void Session(long id, DateTimeOffset at) => sessions.AddOrUpdate(id, _ => new(id, at), (_, before) => new(id, Later(before.At, at)));

    /// <summary>When a device was seen, and up to where it has what; null where nothing is to be written.</summary>
    public DeviceSeen? OfDevice(long id) => devices.GetValueOrDefault(id);

    /// <summary>When a session was used; null where nothing is to be written.</summary>
    public DateTimeOffset? OfSession(long id) => sessions.GetValueOrDefault(id)?.At;

    /// <summary>All of it.</summary>
    public AccountCommand.Touch All => new([.. devices.Values], [.. sessions.Values]);

    /// <summary>Forgets what has been written, unless there is something newer already.</summary>
    public void Written(AccountCommand.Touch touch)
    {
        foreach (var one in touch.Devices)
            devices.TryRemove(new(one.Id, one));
        foreach (var one in touch.Sessions)
            sessions.TryRemove(new(one.Id, one));
    }

    /// <summary>The same in the words of the book, with those connected last in line.</summary>
    public Lately Lately(IEnumerable<long> connectedDevices, IEnumerable<long> connectedSessions)
    {
        var seen = devices.ToImmutableDictionary(one => one.Key, one => one.Value.At).ToBuilder();
        var used = sessions.ToImmutableDictionary(one => one.Key, one => one.Value.At).ToBuilder();
        foreach (var id in connectedDevices)
            seen[id] = DateTimeOffset.MaxValue;
        foreach (var id in connectedSessions)
            used[id] = DateTimeOffset.MaxValue;
        return new(seen.ToImmutable(), used.ToImmutable());
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static long? Farther(long? one, long? other) => one is null ? other : other is null || one > other ? one : other;
}
