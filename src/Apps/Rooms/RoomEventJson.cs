using System.Buffers;
using System.Text.Json;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>How events stand in the log. Old logs are read for years: fields are added, never changed.</summary>
internal static class RoomEventJson
{
    /// <summary>The event's name.</summary>
    public static string TypeOf(RoomEvent body) => body.GetType().Name;

    /// <summary>Writes the body as one JSON object.</summary>
    public static void Write(RoomEvent body, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WriteNumber("by"u8, body.By);
        switch (body)
        {
            case RoomEvent.Created created:
                json.WriteString("handle"u8, created.Handle);
                json.WriteString("epoch"u8, created.Epoch);
                WriteRoom(json, created.Info);
                break;
            case RoomEvent.Posted posted:
                json.WriteString("handle"u8, posted.Handle);
                WriteContent(json, posted.Subtype, posted.Text, posted.Body);
                break;
            case RoomEvent.Edited edited:
                json.WriteNumber("target"u8, edited.Target);
                json.WriteNumber("revision"u8, edited.Revision);
                WriteContent(json, edited.Subtype, edited.Text, edited.Body);
                break;
            case RoomEvent.Deleted deleted:
                json.WriteNumber("target"u8, deleted.Target);
                break;
            case RoomEvent.Changed changed:
                json.WriteNumber("version"u8, changed.Version);
                json.WriteStartArray("changed"u8);
                foreach (var field in changed.Fields)
                    json.WriteStringValue(field);
                json.WriteEndArray();
                WriteRoom(json, changed.Info);
                break;
            case RoomEvent.MemberChanged changed:
                WriteTarget(json, changed.Target, changed.TargetHandle);
                json.WriteString("role"u8, changed.Role is { } role ? RoomRoles.Name(role) : null);
                if (changed.InviteId is { } invite)
                    json.WriteString("invite"u8, invite);
                break;
            case RoomEvent.InviteCreated created:
                json.WriteString("invite"u8, created.InviteId);
                json.WriteString("codeHash"u8, created.CodeHash);
                json.WriteString("role"u8, RoomRoles.Name(created.Role));
                json.WriteNumber("maxUses"u8, created.MaxUses);
                json.WriteTime("expiresAt"u8, created.ExpiresAt);
                break;
            case RoomEvent.InviteRevoked revoked:
                json.WriteString("invite"u8, revoked.InviteId);
                break;
            case RoomEvent.Moderated moderated:
                json.WriteString("action"u8, NameOf(moderated.Action));
                WriteTarget(json, moderated.Target, moderated.TargetHandle);
                json.WriteTime("until"u8, moderated.Until);
                json.WriteString("reason"u8, moderated.Reason);
                break;
            case RoomEvent.RoomClosed closed:
                json.WriteString("reason"u8, closed.Reason);
                break;
            default:
                throw new InvalidOperationException($"No writing for {body.GetType().Name}");
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a body; throws <see cref="LogDamagedException"/> where it is not one that <see cref="Write"/> made.</summary>
    public static RoomEvent Read(string type, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(type, document.RootElement);
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd))
        {
            throw new LogDamagedException($"A room's log holds a '{type}' that cannot be read: {odd.Message}");
        }
    }

    /// <summary>An action's name on the wire and in the log.</summary>
    public static string NameOf(ModerationAction action) => action switch
    {
        ModerationAction.Kick => "kick",
        ModerationAction.Ban => "ban",
        ModerationAction.Unban => "unban",
        ModerationAction.Mute => "mute",
        _ => "unmute",
    };

    private static RoomEvent Read(string type, JsonElement json)
    {
        var by = json.Whole("by");
        return type switch
        {
            "Created" => new RoomEvent.Created(by, json.Text("handle"), json.Text("epoch"), RoomJson.ReadInfo(json.GetProperty("room"))),
            "Posted" => new RoomEvent.Posted(by, json.Text("handle"), json.Text("subtype"), json.TextOrNull("text"), BodyOf(json)),
            "Edited" => new RoomEvent.Edited(by, json.Whole("target"), json.Text("subtype"), json.TextOrNull("text"), BodyOf(json), (int)json.Whole("revision")),
            "Deleted" => new RoomEvent.Deleted(by, json.Whole("target")),
            "Changed" => new RoomEvent.Changed(by, RoomJson.ReadInfo(json.GetProperty("room")), (int)json.Whole("version"),
                [.. json.GetProperty("changed").EnumerateArray().Select(field => field.GetString()!)]),
            "MemberChanged" => new RoomEvent.MemberChanged(by, json.Whole("target"), json.Text("handle"),
                json.TextOrNull("role") is null ? null : json.Role("role"), json.TextOrNull("invite")),
            "InviteCreated" => new RoomEvent.InviteCreated(by, json.Text("invite"), json.Text("codeHash"), json.Role("role"), (int)json.Whole("maxUses"), json.Instant("expiresAt")),
            "InviteRevoked" => new RoomEvent.InviteRevoked(by, json.Text("invite")),
            "Moderated" => new RoomEvent.Moderated(by, ActionNamed(json.Text("action")), json.Whole("target"), json.Text("handle"), json.InstantOrNull("until"), json.TextOrNull("reason")),
            "RoomClosed" => new RoomEvent.RoomClosed(by, json.Text("reason")),
            _ => throw new LogDamagedException($"A room's log holds an event of unknown type '{type}'; it was written by a newer Rollcall"),
        };
    }

    private static void WriteRoom(Utf8JsonWriter json, RoomInfo info)
    {
        json.WriteStartObject("room"u8);
        json.WriteString("name"u8, info.Name);
        json.WriteInfo(info);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, string subtype, string? text, string? body)
    {
        json.WriteString("subtype"u8, subtype);
        if (text is not null)
            json.WriteString("text"u8, text);
        if (body is null)
            return;
        json.WritePropertyName("body"u8);
        json.WriteRawValue(body, skipInputValidation: true);
    }

    private static void WriteTarget(Utf8JsonWriter json, long target, string handle)
    {
        json.WriteNumber("target"u8, target);
        json.WriteString("handle"u8, handle);
    }

    private static string? BodyOf(JsonElement json) => json.TryGetProperty("body", out var body) ? body.GetRawText() : null;

    private static ModerationAction ActionNamed(string name) => name switch
    {
        "kick" => ModerationAction.Kick,
        "ban" => ModerationAction.Ban,
        "unban" => ModerationAction.Unban,
        "mute" => ModerationAction.Mute,
        "unmute" => ModerationAction.Unmute,
        _ => throw new FormatException($"no action is called {name}"),
    };
}
