using System.Text.Json;
using Rollcall.Core.Connections;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Devices;

/// <summary>Writes what the server says: <c>{"type": ..., "payload": ...}</c>.</summary>
public static class ServerWriting
{
    /// <summary>A message as one frame, for as many connections as hear it.</summary>
    public static SharedFrame Frame(ServerMessage message) => SharedFrame.Text(Write(message));

    /// <summary>A message as JSON.</summary>
    public static byte[] Write(ServerMessage message) => JsonText.Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, TypeOf(message));
        switch (message)
        {
            case ServerMessage.Pong:
                json.WriteNull("payload"u8);
                break;
            case ServerMessage.Foreign foreign:
                foreign.Payload.WriteTo(json, "payload"u8);
                break;
            default:
                json.WriteStartObject("payload"u8);
                WriteFields(json, message);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }, room: 256);

    /// <summary>An event, as pushed and as in answers by HTTP: <c>{seq, type, payload, server_timestamp}</c>.</summary>
    public static void WriteEvent(Utf8JsonWriter json, SyncEvent one)
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, one.Seq);
        json.WriteString("type"u8, one.Type);
        one.Payload.WriteTo(json, "payload"u8);
        json.WriteNumber("server_timestamp"u8, one.At.ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    /// <summary>The type that stands in a message.</summary>
    public static string TypeOf(ServerMessage message) => message switch
    {
        ServerMessage.Connected => "connected",
        ServerMessage.Pong => "pong",
        ServerMessage.Error => "error",
        ServerMessage.Sync => "sync",
        ServerMessage.GoingAway => "going_away",
        ServerMessage.PresenceDevices => "presence.devices",
        ServerMessage.Foreign foreign => foreign.Type,
        _ => PlaybackWriting.TypeOf(message),
    };

    private static void WriteFields(Utf8JsonWriter json, ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Connected connected:
                json.WriteNumber("device_id"u8, connected.DeviceId);
                json.WriteString("server_version"u8, connected.ServerVersion);
                json.WriteString("connection_id"u8, connected.ConnectionId);
                json.WriteNumber("user_id"u8, connected.UserId);
                json.WriteString("epoch"u8, connected.Epoch);
                json.WriteNumber("seq"u8, connected.Seq);
                json.WriteNumber("heartbeat_seconds"u8, connected.HeartbeatSeconds);
                break;
            case ServerMessage.Error error:
                json.WriteString("code"u8, error.Code);
                json.WriteString("message"u8, error.Text);
                break;
            case ServerMessage.Sync sync:
                json.WritePropertyName("event"u8);
                WriteEvent(json, sync.Event);
                break;
            case ServerMessage.GoingAway away:
                json.WriteString("reason"u8, away.Reason);
                json.WriteNumber("reconnect_after_ms"u8, away.ReconnectAfterMs);
                break;
            case ServerMessage.PresenceDevices presence:
                json.WriteList("devices"u8, presence.Devices, device => WritePresent(json, device));
                WriteChange(json, presence.Change);
                break;
            default:
                PlaybackWriting.WriteFields(json, message);
                break;
        }
    }

    /// <summary>Writes <c>change</c>: what happened, or null.</summary>
    internal static void WriteChange(Utf8JsonWriter json, Change? change)
    {
        if (change is null)
        {
            json.WriteNull("change"u8);
            return;
        }

        json.WriteStartObject("change"u8);
        json.WriteString("type"u8, change.Type);
        json.WriteNumber("device_id"u8, change.DeviceId);
        json.WriteEndObject();
    }

    private static void WritePresent(Utf8JsonWriter json, PresentDevice device)
    {
        json.WriteNumber("id"u8, device.Id);
        json.WriteString("name"u8, device.Name);
        json.WriteString("device_type"u8, device.DeviceType);
        json.WriteBoolean("online"u8, device.Online);
        json.WriteString("last_seen"u8, Instants.TextToSecond(device.LastSeen));
    }
}
