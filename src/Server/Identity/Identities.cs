using Rollcall.Apps.Accounts;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Identity;

/// <summary>Whom the doors of every application ask who somebody is. Any thread; asking takes no lock and no disk.</summary>
public sealed class Identities
{
    // How exactly times of use are kept: a request within the hour writes nothing.
    private static readonly TimeSpan TouchEvery = TimeSpan.FromHours(1);

    private readonly AccountsHouse house;
    private readonly PasswordProof proof;
    private readonly SessionEndings endings;
    private readonly Touches touches = new();
    private readonly ILogger log;

    /// <summary>Listens to the channel of accounts.</summary>
    public Identities(AccountsHouse house, PasswordProof proof, ILogger<Identities> log)
    {
        (this.house, this.proof, this.log, endings) = (house, proof, log, new(log));
        house.Happened += Hear;
        house.Reread += book =>
        {
            foreach (var gone in endings.Connected.Where(id => !book.Sessions.ContainsKey(id)).ToList())
                endings.Tell(gone, EndReason.Revoked);
        };
    }

    /// <summary>Raised on the loop of accounts after it is durable; must not wait.</summary>
    public event Action<AccountNews>? News;

    /// <summary>Says whether a device is online: connected or within its grace period. Set by the application that holds the devices' sockets; until then
    /// a device is online while somebody is connected under one of its sessions.</summary>
    public Func<Device, bool>? Online { get; set; }

    /// <summary>All accounts, as they are on the disk.</summary>
    public AccountBook Book => house.Book;

    /// <summary>The channel they lie in.</summary>
    internal AccountsHouse House => house;

    /// <summary>Whether there is an account that operates the server.</summary>
    public bool AnyAdmin => Book.Admins > 0;

    /// <summary>Who sent a request, by its header or cookie. Roles are those of this moment.</summary>
    public IdentityReading Of(HttpRequest request)
    {
        if (SentToken.Of(request) is not { } token)
            return IdentityReading.None.Given;
        return token.Text is { } text && Find(text) is { } who ? new IdentityReading.Known(who, token.ByCookie) : IdentityReading.Bad.Token;
    }

    /// <summary>Who a token opens a session of; null where it opens none, or no longer.</summary>
    public WhoIs? OfToken(string token) => Find(token);

    /// <summary>Whose a session is; null where it has ended.</summary>
    public WhoIs? OfSession(long sessionId)
    {
        var book = Book;
        return book.Sessions.GetValueOrDefault(sessionId) is { } session && !IsExpired(session) && book.Users.GetValueOrDefault(session.UserId) is { } user
            ? new(user.Id, user.Handle, user.Role, session.Id, session.DeviceId) : null;
    }

    /// <summary>Whether a handle and password are somebody's; throttled as log-ins are. Opens no session.</summary>
    /// <param name="address">Of the client, as text.</param>
    public ValueTask<PasswordVerdict> CheckPasswordAsync(string handle, string password, string address) => proof.CheckAsync(handle, password, address);

    /// <summary>Whose handle and password were found right a moment ago; null for nobody. Costs no hash.</summary>
    public WhoIs? RememberedPassword(string handle, string password) => proof.Remembered(handle, password);

    /// <summary>Tells <paramref name="closed"/> once, with the reason, when a session ends: after that is durable, or at once if it has ended already. Counts as
    /// a connection of the session until disposed of: it then is neither unused nor the first to go. Must not wait.</summary>
    public IDisposable OnSessionEnded(long sessionId, Action<string> closed)
    {
        var deviceId = Book.Sessions.GetValueOrDefault(sessionId)?.DeviceId;
        Seen(sessionId, deviceId);
        return endings.Add(sessionId, closed, () => Seen(sessionId, deviceId), () => Book.Sessions.ContainsKey(sessionId));
    }

    /// <summary>Whether a device is online.</summary>
    public bool IsOnline(Device device) => Online?.Invoke(device) ?? device.Sessions.Any(endings.IsConnected);

    /// <summary>When a device was last seen: now, while it is connected.</summary>
    public DateTimeOffset LastSeen(Device device)
    {
        if (device.Sessions.Any(endings.IsConnected))
            return house.Time.GetUtcNow();
        return touches.OfDevice(device.Id) is { } seen && seen.At > device.LastSeen ? seen.At : device.LastSeen;
    }

    /// <summary>Up to where a device is known to have its user's sync events; null before its first connection.</summary>
    public long? DeliveredSeq(long deviceId)
    {
        var (kept, noted) = (Book.Devices.GetValueOrDefault(deviceId)?.DeliveredSeq, touches.OfDevice(deviceId)?.Delivered);
        return kept is null || noted > kept ? noted ?? kept : kept;
    }

    /// <summary>Notes that a device has its user's sync events up to a number; written with the other touches.</summary>
    public void Delivered(long deviceId, long seq) => touches.Device(deviceId, Now, seq);

    /// <summary>The same, durable when it completes; false where the store takes no writes (then it is written later).</summary>
    public async Task<bool> DeliveredDurablyAsync(long deviceId, long seq)
    {
        Delivered(deviceId, seq);
        return await house.AskAsync(new AccountCommand.Touch([new(deviceId, Now, seq)], [])) is AccountAnswer.Done;
    }

    /// <summary>Writes down who was seen; done once a minute and at the end.</summary>
    public async Task WriteTouchesAsync()
    {
        var touch = touches.All;
        if ((touch.Devices.Length > 0 || touch.Sessions.Length > 0) && await house.AskAsync(touch) is AccountAnswer.Done)
            touches.Written(touch);
    }

    /// <summary>Who was seen since it was last written down.</summary>
    internal Lately Lately()
    {
        var (book, connected) = (Book, endings.Connected.ToList());
        return touches.Lately(connected.Select(id => book.Sessions.GetValueOrDefault(id)?.DeviceId).OfType<long>(), connected);
    }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(house.Time.GetUtcNow().ToUnixTimeMilliseconds());

    private WhoIs? Find(string token)
    {
        var book = Book;
        if (book.SessionByToken(TokenHash.Of(token).Text) is not { } session || IsExpired(session))
            return null;
        var user = book.Users[session.UserId];
        if (Now - (touches.OfSession(session.Id) ?? session.LastUsed) >= TouchEvery)
            Seen(session.Id, session.DeviceId);
        return new(user.Id, user.Handle, user.Role, session.Id, session.DeviceId);
    }

    private bool IsExpired(Session session)
    {
        if (house.Settings.IdleDays == 0 || endings.IsConnected(session.Id))
            return false;
        var since = Now - TimeSpan.FromDays(house.Settings.IdleDays);
        return session.LastUsed <= since && (touches.OfSession(session.Id) ?? session.LastUsed) <= since;
    }

    private void Seen(long sessionId, long? deviceId)
    {
        touches.Session(sessionId, Now);
        if (deviceId is { } device)
            touches.Device(device, Now);
    }

    private void Hear(AccountEvent happened)
    {
        switch (happened)
        {
            case AccountEvent.SessionClosed closed:
                IdentityLog.SessionClosed(log, closed.SessionId, closed.UserId, closed.Reason);
                endings.Tell(closed.SessionId, closed.Reason);
                break;
            case AccountEvent.DeviceAdded added:
                Tell(new AccountNews.DeviceAdded(added.UserId, added.DeviceId));
                break;
            case AccountEvent.DeviceUpdated updated:
                Tell(new AccountNews.DeviceUpdated(updated.UserId, updated.DeviceId));
                break;
            case AccountEvent.DeviceRenamed renamed:
                Tell(new AccountNews.DeviceRenamed(renamed.UserId, renamed.DeviceId, renamed.Name));
                break;
            case AccountEvent.DeviceRemoved removed:
                IdentityLog.DeviceRemoved(log, removed.DeviceId, removed.UserId, removed.Reason);
                foreach (var session in removed.Sessions)
                    endings.Tell(session, removed.Reason);
                Tell(new AccountNews.DeviceRemoved(removed.UserId, removed.DeviceId, removed.Reason));
                break;
            case AccountEvent.UserRemoved removed:
                IdentityLog.Changed(log, removed.UserId, "removed");
                foreach (var session in removed.Sessions)
                    endings.Tell(session, EndReason.AccountRemoved);
                Tell(new AccountNews.UserRemoved(removed.UserId));
                break;
        }
    }

    private void Tell(AccountNews news)
    {
        foreach (var listener in News?.GetInvocationList().Cast<Action<AccountNews>>() ?? [])
        {
            try
            {
                listener(news);
            }
            catch (Exception e)
            {
                // An application's bug must not end the loop of accounts.
                IdentityLog.NewsFailed(log, e);
            }
        }
    }
}
