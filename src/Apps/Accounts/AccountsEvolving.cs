using Rollcall.Core.Channels;

namespace Rollcall.Apps.Accounts;

/// <summary>What each event changes in the book.</summary>
internal static class AccountsEvolving
{
    public static AccountBook Evolve(AccountBook book, Happened<AccountEvent> happened) => happened.Body switch
    {
        AccountEvent.UserAdded added => WithUser(book, new(added.UserId, added.Handle, added.Role, added.PasswordHash, happened.At)) with { LastUser = added.UserId },
        AccountEvent.UserRemoved removed => WithoutUser(book, removed) with { LastRemoval = happened.Seq },
        AccountEvent.RoleSet set => WithUser(book, book.Users[set.UserId] with { Role = set.Role }),
        AccountEvent.PasswordSet set => WithUser(book, book.Users[set.UserId] with { PasswordHash = set.PasswordHash }),
        AccountEvent.HashRenewed renewed => WithUser(book, book.Users[renewed.UserId] with { PasswordHash = renewed.PasswordHash }),
        AccountEvent.DeviceAdded added => WithDevice(book, added, happened.At),
        AccountEvent.DeviceUpdated updated => Change(book, updated.DeviceId, device => device with
        {
            Type = updated.Type,
            ClientName = updated.Name ?? device.ClientName,
            OsInfo = updated.OsInfo ?? device.OsInfo,
            LastSeen = happened.At,
        }),
        AccountEvent.DeviceRenamed renamed => Change(book, renamed.DeviceId, device => device with { GivenName = renamed.Name }),
        AccountEvent.DeviceRemoved removed => WithoutDevice(book, removed),
        AccountEvent.SessionOpened opened => WithSession(book, opened, happened.At),
        AccountEvent.SessionClosed closed => WithoutSession(book, closed.SessionId),
        AccountEvent.Seen seen => WithSeen(book, seen),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.Body, "not an event of accounts"),
    };

    private static AccountBook WithUser(AccountBook book, Account user)
    {
        var before = book.Users.GetValueOrDefault(user.Id)?.Role;
        return book with
        {
            Users = book.Users.SetItem(user.Id, user),
            ByHandle = book.ByHandle.SetItem(user.Handle, user.Id),
            Admins = book.Admins + Count(user.Role) - Count(before),
        };
    }

    private static int Count(string? role) => role == AccountRole.Admin ? 1 : 0;

    private static AccountBook WithoutUser(AccountBook book, AccountEvent.UserRemoved removed)
    {
        var user = book.Users[removed.UserId];
        book = user.Sessions.Aggregate(book, WithoutSession);
        return book with
        {
            Users = book.Users.Remove(user.Id),
            ByHandle = book.ByHandle.Remove(user.Handle),
            Devices = book.Devices.RemoveRange(user.Devices),
            Admins = book.Admins - Count(user.Role),
        };
    }

    private static AccountBook WithDevice(AccountBook book, AccountEvent.DeviceAdded added, DateTimeOffset at)
    {
        var user = book.Users[added.UserId];
        var device = new Device(added.DeviceId, user.Id, added.Uuid, added.Type, added.Name, null, added.OsInfo, at, at, null);
        return book with
        {
            Devices = book.Devices.Add(device.Id, device),
            Users = book.Users.SetItem(user.Id, user with { Devices = user.Devices.Add(device.Id) }),
            LastDevice = device.Id,
        };
    }

    private static AccountBook Change(AccountBook book, long deviceId, Func<Device, Device> change) =>
        book with { Devices = book.Devices.SetItem(deviceId, change(book.Devices[deviceId])) };

    private static AccountBook WithoutDevice(AccountBook book, AccountEvent.DeviceRemoved removed)
    {
        var device = book.Devices[removed.DeviceId];
        book = device.Sessions.Aggregate(book, WithoutSession);
        var user = book.Users[device.UserId];
        return book with
        {
            Devices = book.Devices.Remove(device.Id),
            Users = book.Users.SetItem(user.Id, user with { Devices = user.Devices.Remove(device.Id) }),
        };
    }

    private static AccountBook WithSession(AccountBook book, AccountEvent.SessionOpened opened, DateTimeOffset at)
    {
        var user = book.Users[opened.UserId];
        book = book with
        {
            Sessions = book.Sessions.Add(opened.SessionId, new(opened.SessionId, opened.TokenHash, user.Id, opened.DeviceId, opened.Label, at, at)),
            ByToken = book.ByToken.Add(opened.TokenHash, opened.SessionId),
            Users = book.Users.SetItem(user.Id, user with { Sessions = user.Sessions.Add(opened.SessionId) }),
            LastSession = opened.SessionId,
        };
        return opened.DeviceId is { } device ? Change(book, device, one => one with { Sessions = one.Sessions.Add(opened.SessionId) }) : book;
    }

    private static AccountBook WithoutSession(AccountBook book, long id)
    {
        var session = book.Sessions[id];
        var user = book.Users[session.UserId];
        book = book with
        {
            Sessions = book.Sessions.Remove(id),
            ByToken = book.ByToken.Remove(session.TokenHash),
            Users = book.Users.SetItem(user.Id, user with { Sessions = user.Sessions.Remove(id) }),
        };
        return session.DeviceId is { } device ? Change(book, device, one => one with { Sessions = one.Sessions.Remove(id) }) : book;
    }

    private static AccountBook WithSeen(AccountBook book, AccountEvent.Seen seen)
    {
        var (devices, sessions) = (book.Devices.ToBuilder(), book.Sessions.ToBuilder());
        foreach (var one in seen.Devices)
        {
            var device = devices[one.Id];
            devices[one.Id] = device with
            {
                LastSeen = one.At > device.LastSeen ? one.At : device.LastSeen,
                DeliveredSeq = one.Delivered > (device.DeliveredSeq ?? -1) ? one.Delivered : device.DeliveredSeq,
            };
        }

        foreach (var one in seen.Sessions)
            sessions[one.Id] = sessions[one.Id] with { LastUsed = one.At };
        return book with { Devices = devices.ToImmutable(), Sessions = sessions.ToImmutable() };
    }
}
