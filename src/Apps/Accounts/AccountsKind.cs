using System.Buffers;
using System.Collections.Immutable;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Accounts;

/// <summary>What accounts decide, and what events change (devices specification 4.1).</summary>
/// <param name="deviceLimit">The most devices of one user.</param>
/// <param name="sessionLimit">The most sessions of one device.</param>
public sealed class AccountsKind(int deviceLimit, int sessionLimit) : Kind<AccountBook, AccountCommand, AccountEvent, AccountAnswer>
{
    // Nobody outside holds a cursor of this log, so that its life needs no name.
    private const string OnlyEpoch = "accounts";

    /// <inheritdoc/>
    public override AccountBook Empty(ChannelName channel) => AccountBook.Empty;

    /// <inheritdoc/>
    public override Decision<AccountBook, AccountEvent, AccountAnswer> Decide(AccountBook state, AccountCommand command, DateTimeOffset now) => command switch
    {
        AccountCommand.AddUser add => AddUser(state, add),
        AccountCommand.RemoveUser remove => OfUser(state, remove.UserId, user =>
            Done(new AccountEvent.UserRemoved(user.Id, [.. user.Devices], [.. user.Sessions]))),
        AccountCommand.SetRole set => OfUser(state, set.UserId, user =>
            !AccountRole.Is(set.Role) ? Refused("bad_role") : user.Role == set.Role ? Done() : Done(new AccountEvent.RoleSet(user.Id, set.Role))),
        AccountCommand.SetPassword set => OfUser(state, set.UserId, user => SetPassword(state, user, set)),
        AccountCommand.OpenSession open => LogIn.Decide(state, open, deviceLimit, sessionLimit),
        AccountCommand.OpenToken open => OfUser(state, open.UserId, user =>
            Events(new AccountAnswer.Done(state.LastSession + 1), [new AccountEvent.SessionOpened(state.LastSession + 1, user.Id, null, open.Label, open.TokenHash)])),
        AccountCommand.CloseSessions close => OfUser(state, close.UserId, user => CloseSessions(state, user, close)),
        AccountCommand.RevokeToken revoke => state.Sessions.TryGetValue(revoke.SessionId, out var token) && token.DeviceId is null
            ? Events(new AccountAnswer.Closed(1), [Close(token, EndReason.Revoked)])
            : Refused("not_found"),
        AccountCommand.RenameDevice rename => OfDevice(state, rename.UserId, rename.DeviceId, device =>
            device.GivenName == rename.Name ? Done() : Done(new AccountEvent.DeviceRenamed(device.Id, device.UserId, rename.Name))),
        AccountCommand.RemoveDevice remove => OfDevice(state, remove.UserId, remove.DeviceId, device => Done(Remove(device, EndReason.DeviceRemoved))),
        AccountCommand.Touch touch => Touch(state, touch),
        AccountCommand.Expire expire => Expire(state, expire, now),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "not a command of accounts"),
    };

    /// <inheritdoc/>
    public override AccountBook Evolve(AccountBook state, Happened<AccountEvent> happened) => AccountsEvolving.Evolve(state, happened);

    /// <inheritdoc/>
    public override string EpochOf(AccountBook state, AccountEvent next) => OnlyEpoch;

    /// <inheritdoc/>
    public override string EpochOf(AccountBook state) => OnlyEpoch;

    /// <inheritdoc/>
    public override string TypeOf(AccountEvent body) => AccountEventJson.TypeOf(body);

    /// <inheritdoc/>
    public override void Write(AccountEvent body, IBufferWriter<byte> target) => AccountEventJson.Write(body, target);

    /// <inheritdoc/>
    public override AccountEvent Read(string type, ReadOnlyMemory<byte> body) => AccountEventJson.Read(type, body);

    /// <inheritdoc/>
    public override bool WriteSnapshot(AccountBook state, IBufferWriter<byte> target)
    {
        AccountsSnapshotJson.Write(state, target);
        return true;
    }

    /// <inheritdoc/>
    public override AccountBook? ReadSnapshot(ChannelName channel, Snapshot snapshot) => AccountsSnapshotJson.Read(snapshot.Body);

    internal static AccountEvent Close(Session session, string reason) => new AccountEvent.SessionClosed(session.Id, session.UserId, session.DeviceId, reason);

    internal static AccountEvent Remove(Device device, string reason) => new AccountEvent.DeviceRemoved(device.Id, device.UserId, [.. device.Sessions], reason);

    internal static Decision<AccountBook, AccountEvent, AccountAnswer> Refused(string code) => new(new AccountAnswer.Refused(code), []);

    internal static Decision<AccountBook, AccountEvent, AccountAnswer> Events(AccountAnswer answer, IEnumerable<AccountEvent> events) =>
        new(answer, [.. events.Select(one => new Decided<AccountEvent>(one))]);

    private static Decision<AccountBook, AccountEvent, AccountAnswer> Done(params AccountEvent[] events) => Events(new AccountAnswer.Done(), events);

    private static Decision<AccountBook, AccountEvent, AccountAnswer> OfUser(AccountBook state, long id, Func<Account, Decision<AccountBook, AccountEvent, AccountAnswer>> decide) =>
        state.Users.TryGetValue(id, out var user) ? decide(user) : Refused("not_found");

    // Somebody else's is told like one that does not exist.
    private static Decision<AccountBook, AccountEvent, AccountAnswer> OfDevice(
        AccountBook state, long userId, long id, Func<Device, Decision<AccountBook, AccountEvent, AccountAnswer>> decide) =>
        state.Devices.TryGetValue(id, out var device) && device.UserId == userId ? decide(device) : Refused("not_found");

    private static Decision<AccountBook, AccountEvent, AccountAnswer> AddUser(AccountBook state, AccountCommand.AddUser add)
    {
        if (HandleRule.Fault(add.Handle) is not null)
            return Refused("bad_handle");
        if (!AccountRole.Is(add.Role))
            return Refused("bad_role");
        if (state.UserByHandle(add.Handle) is not null)
            return Refused("handle_taken");
        var id = state.LastUser + 1;
        return Events(new AccountAnswer.Done(id), [new AccountEvent.UserAdded(id, add.Handle, add.Role, add.PasswordHash)]);
    }

    private static Decision<AccountBook, AccountEvent, AccountAnswer> SetPassword(AccountBook state, Account user, AccountCommand.SetPassword set)
    {
        if (set.CheckedHash is not null && set.CheckedHash != user.PasswordHash)
            return Refused("wrong_password");
        var closed = state.SessionsOf(user).Where(session => session.Id != set.Keep).Select(session => Close(session, EndReason.PasswordChanged)).ToList();
        return Events(new AccountAnswer.Closed(closed.Count), [new AccountEvent.PasswordSet(user.Id, set.NewHash), .. closed]);
    }

    private static Decision<AccountBook, AccountEvent, AccountAnswer> CloseSessions(AccountBook state, Account user, AccountCommand.CloseSessions close)
    {
        var closed = state.SessionsOf(user)
            .Where(session => close.Scope switch
            {
                SessionScope.This => session.Id == close.Mine,
                SessionScope.Others => session.Id != close.Mine,
                _ => true,
            })
            .Select(session => Close(session, session.Id == close.Mine ? EndReason.LoggedOut : EndReason.Revoked)).ToList();
        return Events(new AccountAnswer.Closed(closed.Count), closed);
    }

    private static Decision<AccountBook, AccountEvent, AccountAnswer> Touch(AccountBook state, AccountCommand.Touch touch)
    {
        // Time and positions only go forward, whatever order touches come in; who has gone meanwhile is left out.
        ImmutableArray<DeviceSeen> devices = [.. touch.Devices.Where(seen => state.Devices.TryGetValue(seen.Id, out var device)
            && (seen.At > device.LastSeen || seen.Delivered > (device.DeliveredSeq ?? -1)))];
        ImmutableArray<SessionSeen> sessions = [.. touch.Sessions.Where(seen => state.Sessions.TryGetValue(seen.Id, out var session) && seen.At > session.LastUsed)];
        return devices.IsEmpty && sessions.IsEmpty ? Done() : Done(new AccountEvent.Seen(devices, sessions)) with { AnswerHoldsUnwritten = true };
    }

    private static Decision<AccountBook, AccountEvent, AccountAnswer> Expire(AccountBook state, AccountCommand.Expire expire, DateTimeOffset now)
    {
        var since = now - expire.Idle;
        var ended = state.Sessions.Values.Where(session => expire.Lately.Used(session) <= since).OrderBy(session => session.Id).ToList();
        var endedIds = ended.Select(session => session.Id).ToHashSet();
        var unused = state.Devices.Values.Where(device => expire.Lately.Seen(device) <= since && device.Sessions.All(endedIds.Contains)).OrderBy(device => device.Id);
        return Events(new AccountAnswer.Closed(ended.Count),
            [.. ended.Select(session => Close(session, EndReason.Expired)), .. unused.Select(device => new AccountEvent.DeviceRemoved(device.Id, device.UserId, [], EndReason.Expired))]);
    }
}
