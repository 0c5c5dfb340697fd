using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Accounts;

/// <summary>How events of accounts stand in the log, such as <c>user_added</c>. Old logs are read for years: fields are added, never changed.</summary>
internal static class AccountEventJson
{
    private static readonly Dictionary<string, JsonTypeInfo> ByName = new(StringComparer.Ordinal)
    {
        ["user_added"] = AccountJsonTypes.Default.UserAdded,
        ["user_removed"] = AccountJsonTypes.Default.UserRemoved,
        ["role_set"] = AccountJsonTypes.Default.RoleSet,
        ["password_set"] = AccountJsonTypes.Default.PasswordSet,
        ["hash_renewed"] = AccountJsonTypes.Default.HashRenewed,
        ["device_added"] = AccountJsonTypes.Default.DeviceAdded,
        ["device_updated"] = AccountJsonTypes.Default.DeviceUpdated,
        ["device_renamed"] = AccountJsonTypes.Default.DeviceRenamed,
        ["device_removed"] = AccountJsonTypes.Default.DeviceRemoved,
        ["session_opened"] = AccountJsonTypes.Default.SessionOpened,
        ["session_closed"] = AccountJsonTypes.Default.SessionClosed,
        ["seen"] = AccountJsonTypes.Default.Seen,
    };

    private static readonly Dictionary<Type, string> Names = ByName.ToDictionary(one => one.Value.Type, one => one.Key);

    /// <summary>The event's name.</summary>
    public static string TypeOf(AccountEvent body) => Names[body.GetType()];

    /// <summary>Writes the body as one JSON object.</summary>
    public static void Write(AccountEvent body, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        JsonSerializer.Serialize(json, body, ByName[TypeOf(body)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; throws <see cref="LogDamagedException"/> for anything else.</summary>
    public static AccountEvent Read(string type, ReadOnlyMemory<byte> body)
    {
        if (!ByName.TryGetValue(type, out var shape))
            throw new LogDamagedException($"'{type}' is not an event of accounts; was the log written by a later version?");
        try
        {
            return (AccountEvent)JsonSerializer.Deserialize(body.Span, shape)!;
        }
        catch (JsonException e)
        {
            throw new LogDamagedException($"an event {type} that cannot be read: {e.Message}");
        }
    }
}

/// <summary>The shapes of events and of the snapshot, generated when the program is built.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AccountEvent.UserAdded))]
[JsonSerializable(typeof(AccountEvent.UserRemoved))]
[JsonSerializable(typeof(AccountEvent.RoleSet))]
[JsonSerializable(typeof(AccountEvent.PasswordSet))]
[JsonSerializable(typeof(AccountEvent.HashRenewed))]
[JsonSerializable(typeof(AccountEvent.DeviceAdded))]
[JsonSerializable(typeof(AccountEvent.DeviceUpdated))]
[JsonSerializable(typeof(AccountEvent.DeviceRenamed))]
[JsonSerializable(typeof(AccountEvent.DeviceRemoved))]
[JsonSerializable(typeof(AccountEvent.SessionOpened))]
[JsonSerializable(typeof(AccountEvent.SessionClosed))]
[JsonSerializable(typeof(AccountEvent.Seen))]
[JsonSerializable(typeof(KeptAccounts))]
internal sealed partial class AccountJsonTypes : JsonSerializerContext;
