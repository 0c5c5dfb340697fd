using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Accounts;

/// <summary>The book written down. After a removal the log before it is gone, so that this is then all there is.</summary>
internal static class AccountsSnapshotJson
{
    private const int Form = 1;

    public static void Write(AccountBook book, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        var kept = new KeptAccounts(
            Form, book.LastUser, book.LastDevice, book.LastSession, book.LastRemoval,
            [.. book.Users.Values.OrderBy(user => user.Id).Select(user => new KeptUser(user.Id, user.Handle, user.Role, user.PasswordHash, user.CreatedAt))],
            [.. book.Devices.Values.OrderBy(device => device.Id).Select(device => new KeptDevice(device.Id, device.UserId, device.Uuid, device.Type,
                device.ClientName, device.GivenName, device.OsInfo, device.FirstSeen, device.LastSeen, device.DeliveredSeq))],
            [.. book.Sessions.Values.OrderBy(session => session.Id)]);
        JsonSerializer.Serialize(json, kept, AccountJsonTypes.Default.KeptAccounts);
    }

    /// <summary>The book, or null if it is of another form.</summary>
    public static AccountBook? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, AccountJsonTypes.Default.KeptAccounts) is { Form: Form } kept ? BookOf(kept) : null;
        }
        catch (JsonException)
        {
            // The caller reads the log instead, or says that it cannot.
            return null;
        }
    }

    private static AccountBook BookOf(KeptAccounts kept)
    {
        var (devicesOf, sessionsOf) = (kept.Devices.ToLookup(device => device.UserId), kept.Sessions.ToLookup(session => session.UserId));
        var sessionsOn = kept.Sessions.ToLookup(session => session.DeviceId);
        var users = kept.Users.Select(user => new Account(user.Id, user.Handle, user.Role, user.PasswordHash, user.CreatedAt)
        {
            Devices = [.. devicesOf[user.Id].Select(device => device.Id)],
            Sessions = [.. sessionsOf[user.Id].Select(session => session.Id)],
        }).ToImmutableDictionary(user => user.Id);
        return AccountBook.Empty with
        {
            Users = users,
            ByHandle = users.Values.ToImmutableDictionary(user => user.Handle, user => user.Id, StringComparer.OrdinalIgnoreCase),
            Devices = kept.Devices.Select(device => new Device(device.Id, device.UserId, device.Uuid, device.Type, device.ClientName, device.GivenName,
                device.OsInfo, device.FirstSeen, device.LastSeen, device.DeliveredSeq)
            { Sessions = [.. sessionsOn[device.Id].Select(session => session.Id)] })
                .ToImmutableDictionary(device => device.Id),
            Sessions = kept.Sessions.ToImmutableDictionary(session => session.Id),
            ByToken = kept.Sessions.ToImmutableDictionary(session => session.TokenHash, session => session.Id, StringComparer.Ordinal),
            LastUser = kept.LastUser,
            LastDevice = kept.LastDevice,
            LastSession = kept.LastSession,
            LastRemoval = kept.LastRemoval,
            Admins = users.Values.Count(user => user.Role == AccountRole.Admin),
        };
    }
}

/// <summary>The shape of the snapshot.</summary>
internal sealed record KeptAccounts(int Form, long LastUser, long LastDevice, long LastSession, long LastRemoval,
    ImmutableArray<KeptUser> Users, ImmutableArray<KeptDevice> Devices, ImmutableArray<Session> Sessions);

/// <summary>An account in it.</summary>
internal sealed record KeptUser(long Id, string Handle, string Role, string PasswordHash, DateTimeOffset CreatedAt);

/// <summary>A device in it.</summary>
internal sealed record KeptDevice(long Id, long UserId, string Uuid, string Type, string? ClientName, string? GivenName, string? OsInfo,
    DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long? DeliveredSeq);
