using Rollcall.Core.Channels;

namespace Rollcall.Apps.Accounts;

/// <summary>A log-in: the device is added or brought up to date, a session opened, and where a limit is passed something older goes.</summary>
internal static class LogIn
{
    public static Decision<AccountBook, AccountEvent, AccountAnswer> Decide(
        AccountBook state, AccountCommand.OpenSession open, int deviceLimit, int sessionLimit)
    {
        if (!state.Users.TryGetValue(open.UserId, out var user) || user.PasswordHash != open.CheckedHash)
            return AccountsKind.Refused("bad_credentials");
        var events = new List<AccountEvent>();
        if (open.RenewedHash is not null)
            events.Add(new AccountEvent.HashRenewed(user.Id, open.RenewedHash));

        var (card, sessionId) = (open.Device, state.LastSession + 1);
        var device = state.DevicesOf(user).FirstOrDefault(one => one.Uuid == card.Uuid);
        var deviceId = device?.Id ?? state.LastDevice + 1;
        events.Add(device is null
            ? new AccountEvent.DeviceAdded(deviceId, user.Id, card.Uuid, card.Type, card.Name, card.OsInfo)
            : new AccountEvent.DeviceUpdated(deviceId, user.Id, card.Type, card.Name, card.OsInfo));
        events.Add(new AccountEvent.SessionOpened(sessionId, user.Id, deviceId, null, open.TokenHash));

        var others = state.DevicesOf(user).Where(one => one.Id != deviceId).ToList();
        events.AddRange(others.OrderBy(open.Lately.Seen).ThenBy(one => one.Id).Take(others.Count + 1 - deviceLimit)
            .Select(one => AccountsKind.Remove(one, EndReason.DevicePruned)));
        var older = device is null ? [] : device.Sessions.Select(id => state.Sessions[id]).ToList();
        events.AddRange(older.OrderBy(open.Lately.Used).ThenBy(one => one.Id).Take(older.Count + 1 - sessionLimit)
            .Select(one => AccountsKind.Close(one, EndReason.Revoked)));
        return AccountsKind.Events(new AccountAnswer.Opened(sessionId, deviceId), events);
    }
}
