using System.Collections.Immutable;

namespace Rollcall.Apps.Accounts;

/// <summary>All accounts of the server with their devices and sessions; what a token opens is two look-ups away. Immutable: any thread may read it.</summary>
public sealed record AccountBook
{
    /// <summary>The one with nobody in it.</summary>
    public static AccountBook Empty { get; } = new();

    /// <summary>By id.</summary>
    public ImmutableDictionary<long, Account> Users { get; init; } = ImmutableDictionary<long, Account>.Empty;

    /// <summary>User ids by handle, without regard to case.</summary>
    public ImmutableDictionary<string, long> ByHandle { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.OrdinalIgnoreCase);

    /// <summary>By id.</summary>
    public ImmutableDictionary<long, Device> Devices { get; init; } = ImmutableDictionary<long, Device>.Empty;

    /// <summary>By id.</summary>
    public ImmutableDictionary<long, Session> Sessions { get; init; } = ImmutableDictionary<long, Session>.Empty;

    /// <summary>Session ids by the hash of their token.</summary>
    public ImmutableDictionary<string, long> ByToken { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>The highest user id ever given.</summary>
    public long LastUser { get; init; }

    /// <summary>The highest device id ever given.</summary>
    public long LastDevice { get; init; }

    /// <summary>The highest session id ever given.</summary>
    public long LastSession { get; init; }

    /// <summary>How many accounts have the role admin.</summary>
    public int Admins { get; init; }

    /// <summary>The number of the last event that removed a user; 0 where none did. Until the log's floor has reached it, traces of the user are on the disk.</summary>
    public long LastRemoval { get; init; }

    /// <summary>The user with that handle, or null.</summary>
    public Account? UserByHandle(string handle) => ByHandle.TryGetValue(handle, out var id) ? Users[id] : null;

    /// <summary>The session a token's hash opens, or null.</summary>
    public Session? SessionByToken(string tokenHash) => ByToken.TryGetValue(tokenHash, out var id) ? Sessions[id] : null;

    /// <summary>A user's devices, by id.</summary>
    public IEnumerable<Device> DevicesOf(Account user) => user.Devices.Select(id => Devices[id]);

    /// <summary>A user's sessions, by id.</summary>
    public IEnumerable<Session> SessionsOf(Account user) => user.Sessions.Select(id => Sessions[id]);
}
