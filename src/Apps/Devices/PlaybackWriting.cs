using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Devices;

/// <summary>Writes <c>playback.*</c>.</summary>
internal static class PlaybackWriting
{
    public static string TypeOf(ServerMessage message) => message switch
    {
        ServerMessage.Welcome => "playback.welcome",
        ServerMessage.DeviceState => "playback.device_state",
        ServerMessage.QueueOfDevice { IsAnswer: true } => "playback.queue_sync",
        ServerMessage.QueueOfDevice => "playback.device_queue",
        ServerMessage.DeviceStopped => "playback.device_stopped",
        ServerMessage.DeviceListChanged => "playback.device_list_changed",
        ServerMessage.Command => "playback.command",
        ServerMessage.CommandAck => "playback.command_ack",
        ServerMessage.CommandResult => "playback.command_result",
        ServerMessage.HandOverRelease => "playback.handover_release",
        ServerMessage.HandOverTake => "playback.handover_take",
        ServerMessage.HandOverState => "playback.handover_state",
        ServerMessage.PlaybackError => "playback.error",
        _ => throw new InvalidOperationException($"No name for {message.GetType().Name}"),
    };

    public static void WriteFields(Utf8JsonWriter json, ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Welcome welcome:
                json.WriteNumber("device_id"u8, welcome.DeviceId);
                json.WriteStartObject("session"u8);
                json.WriteList("active_devices"u8, welcome.ActiveDevices, device => WriteActive(json, device));
                json.WriteEndObject();
                WriteDevices(json, welcome.Devices);
                break;
            case ServerMessage.DeviceState state:
                json.WriteNumber("device_id"u8, state.DeviceId);
                json.WriteString("device_name"u8, state.DeviceName);
                state.State.WriteTo(json, "state"u8);
                break;
            case ServerMessage.QueueOfDevice queue:
                json.WriteNumber("device_id"u8, queue.DeviceId);
                WriteQueue(json, queue.Queue);
                break;
            case ServerMessage.DeviceStopped stopped:
                json.WriteNumber("device_id"u8, stopped.DeviceId);
                json.WriteString("reason"u8, stopped.Reason);
                break;
            case ServerMessage.DeviceListChanged changed:
                WriteDevices(json, changed.Devices);
                ServerWriting.WriteChange(json, changed.Change);
                break;
            case ServerMessage.PlaybackError error:
                json.WriteString("code"u8, error.Code);
                json.WriteString("message"u8, error.Text);
                json.WriteString("context"u8, error.Context);
                WriteOptional(json, "command_id"u8, error.CommandId);
                WriteOptional(json, "handover_id"u8, error.HandOverId);
                break;
            default:
                WriteExchange(json, message);
                break;
        }
    }

    private static void WriteExchange(Utf8JsonWriter json, ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Command command:
                json.WriteString("command"u8, command.Name);
                command.Payload.WriteTo(json, "payload"u8);
                json.WriteNumber("sender_device_id"u8, command.SenderDeviceId);
                WriteOptional(json, "command_id"u8, command.CommandId);
                break;
            case ServerMessage.CommandAck ack:
                json.WriteString("command_id"u8, ack.CommandId);
                json.WriteNumber("target_device_id"u8, ack.TargetDeviceId);
                json.WriteBoolean("expects_result"u8, ack.ExpectsResult);
                break;
            case ServerMessage.CommandResult result:
                json.WriteString("command_id"u8, result.CommandId);
                json.WriteNumber("device_id"u8, result.DeviceId);
                json.WriteString("status"u8, result.Status);
                WriteOptional(json, "message"u8, result.Text);
                result.Data?.WriteTo(json, "data"u8);
                break;
            case ServerMessage.HandOverRelease release:
                json.WriteString("handover_id"u8, release.Id);
                json.WriteNumber("to_device_id"u8, release.Target);
                json.WriteNumber("timeout_ms"u8, release.TimeoutMs);
                break;
            case ServerMessage.HandOverTake take:
                json.WriteString("handover_id"u8, take.Id);
                json.WriteNumber("from_device_id"u8, take.Source);
                take.Released.State.Raw.WriteTo(json, "state"u8);
                WriteQueue(json, take.Released.Queue);
                json.WriteBoolean("play"u8, take.Play);
                json.WriteNumber("timeout_ms"u8, take.TimeoutMs);
                break;
            case ServerMessage.HandOverState state:
                json.WriteString("handover_id"u8, state.Id);
                json.WriteNumber("from_device_id"u8, state.Source);
                json.WriteNumber("to_device_id"u8, state.Target);
                json.WriteString("stage"u8, state.Stage);
                WriteOptional(json, "reason"u8, state.Reason);
                break;
            default:
                throw new InvalidOperationException($"No writing for {message.GetType().Name}");
        }
    }

    private static void WriteActive(Utf8JsonWriter json, ActiveDevice device)
    {
        json.WriteNumber("device_id"u8, device.Id);
        json.WriteString("device_name"u8, device.Name);
        device.State.WriteTo(json, "state"u8);
        WriteQueue(json, device.Queue);
    }

    private static void WriteDevices(Utf8JsonWriter json, IReadOnlyList<ConnectedDevice> devices) => json.WriteList("devices"u8, devices, device =>
    {
        json.WriteNumber("id"u8, device.Id);
        json.WriteString("name"u8, device.Name);
        json.WriteString("device_type"u8, device.DeviceType);
        json.WriteBoolean("is_playing"u8, device.IsPlaying);
        json.WriteNumber("connected_at"u8, device.ConnectedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("owner_user_id"u8, device.OwnerUserId);
        json.WriteString("owner_handle"u8, device.OwnerHandle);
        json.WriteBoolean("is_shared"u8, false);
    });

    private static void WriteQueue(Utf8JsonWriter json, QueueContent queue)
    {
        queue.Entries.WriteTo(json, "queue"u8);
        json.WriteNumber("queue_version"u8, queue.Version);
        queue.Context?.WriteTo(json, "context"u8);
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
