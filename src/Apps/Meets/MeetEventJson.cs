using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>How events stand in the log. Old logs are read for years: fields are added, never changed.</summary>
internal static class MeetEventJson
{
    /// <summary>The event's name.</summary>
    public static string TypeOf(MeetEvent body) => body.GetType().Name;

    /// <summary>Writes the body as one JSON object.</summary>
    public static void Write(MeetEvent body, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        switch (body)
        {
            case MeetEvent.Created created:
                json.WriteString("epoch"u8, created.Epoch);
                json.WriteString("locationName"u8, created.LocationName);
                break;
            case MeetEvent.EpochBegan began:
                json.WriteString("epoch"u8, began.Epoch);
                json.WriteString("previousEpoch"u8, began.PreviousEpoch);
                json.WriteNumber("throughSeq"u8, began.ThroughSeq);
                json.WriteNumber("nextBlock"u8, began.NextBlock);
                if (began.OnlyAuthor is not null)
                    json.WriteString("onlyAuthor"u8, began.OnlyAuthor);
                break;
            case MeetEvent.Joined joined:
                json.WriteString("authorId"u8, joined.AuthorId);
                json.WriteString("locationName"u8, joined.LocationName);
                json.WriteString("role"u8, RoleName(joined.Role));
                if (joined.Block is { } block)
                {
                    json.WriteStartObject("entryIds"u8);
                    json.WriteNumber("from"u8, EntryIds.Of(block).From);
                    json.WriteNumber("to"u8, EntryIds.Of(block).To);
                    json.WriteEndObject();
                }

                break;
            case MeetEvent.Updated updated:
                WriteUpdate(json, updated.AuthorId, updated.LocalSeqNum, updated.LocationName, updated.Priority, updated.Key, updated.Value);
                WriteNumbers(json, updated.Overruled);
                if (updated.Origin is { } origin)
                {
                    json.WriteStartObject("origin"u8);
                    json.WriteString("epoch"u8, origin.Epoch);
                    json.WriteNumber("seq"u8, origin.Seq);
                    json.WriteEndObject();
                }

                break;
            case MeetEvent.Confirmed confirmed:
                json.WriteString("authorId"u8, confirmed.AuthorId);
                json.WriteNumber("localSeqNum"u8, confirmed.LocalSeqNum);
                json.WriteString("hash"u8, confirmed.Fingerprint);
                json.WriteNumber("number"u8, confirmed.Number);
                break;
            case MeetEvent.Refused refused:
                WriteUpdate(json, refused.AuthorId, refused.LocalSeqNum, refused.LocationName, refused.Priority, refused.Key, refused.Value);
                json.WriteString("code"u8, refused.Code);
                json.WriteString("reason"u8, refused.Reason);
                json.WriteBoolean("conflict"u8, refused.Standing is not null);
                if (refused.Standing is { } standing)
                    json.WriteNumber("standing"u8, standing);
                break;
            case MeetEvent.ConflictSettled settled:
                json.WriteNumber("conflictId"u8, settled.ConflictId);
                json.WriteString("state"u8, settled.Applied ? "applied" : "dismissed");
                json.WriteString("by"u8, settled.By);
                break;
            case MeetEvent.Recovered recovered:
                json.WriteString("epoch"u8, recovered.Epoch);
                json.WriteNumber("throughSeq"u8, recovered.ThroughSeq);
                json.WriteNumber("count"u8, recovered.Count);
                json.WriteNumber("nextBlock"u8, recovered.NextBlock);
                json.WriteBoolean("late"u8, recovered.Late);
                break;
            case MeetEvent.Published published:
                json.WriteString("by"u8, published.By);
                json.WriteString("returnEmail"u8, published.ReturnEmail);
                json.WriteString("csvSource"u8, published.CsvSource);
                json.WriteString("csvSha256"u8, published.CsvSha256);
                InspectionJson.Write(json, published.Inspection);
                break;
            default:
                throw new InvalidOperationException($"No writing for {body.GetType().Name}");
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a body; throws <see cref="LogDamagedException"/> where it is not one that <see cref="Write"/> made.</summary>
    public static MeetEvent Read(string type, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            return type switch
            {
                "Created" => new MeetEvent.Created(json.Text("epoch"), json.Text("locationName")),
                "EpochBegan" => new MeetEvent.EpochBegan(json.Text("epoch"), json.Text("previousEpoch"), json.Whole("throughSeq"), json.Whole("nextBlock"), json.TextOrNull("onlyAuthor")),
                "Joined" => new MeetEvent.Joined(json.Text("authorId"), json.TextOrNull("locationName"), RoleNamed(json.Text("role")),
                    json.TryGetProperty("entryIds", out var ids) ? ids.Whole("from") / EntryIds.BlockSize : null),
                "Updated" => new MeetEvent.Updated(json.Text("authorId"), json.WholeOrNull("localSeqNum"), json.Text("locationName"), (int)json.Whole("priority"),
                    KeyOf(json), ValueOf(json), Numbers(json), json.TryGetProperty("origin", out var origin) ? new Position(origin.Text("epoch"), origin.Whole("seq")) : null),
                "Confirmed" => new MeetEvent.Confirmed(json.Text("authorId"), json.Whole("localSeqNum"), json.Text("hash"), json.Whole("number")),
                "Refused" => new MeetEvent.Refused(json.Text("authorId"), json.WholeOrNull("localSeqNum"), json.Text("locationName"), (int)json.Whole("priority"),
                    KeyOf(json), ValueOf(json), json.Text("code"), json.Text("reason"), json.WholeOrNull("standing")),
                "ConflictSettled" => new MeetEvent.ConflictSettled(json.Whole("conflictId"), json.Text("state") == "applied", json.TextOrNull("by")),
                "Recovered" => new MeetEvent.Recovered(json.Text("epoch"), json.Whole("throughSeq"), (int)json.Whole("count"), json.Whole("nextBlock"), json.GetProperty("late").GetBoolean()),
                "Published" => new MeetEvent.Published(json.Text("by"), json.Text("returnEmail"), json.Text("csvSource"), json.Text("csvSha256")) { Inspection = InspectionJson.Read(json) },
                _ => throw new LogDamagedException($"A meet's log holds an event of unknown type '{type}'; it was written by a newer Rollcall"),
            };
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd))
        {
            throw new LogDamagedException($"A meet's log holds a '{type}' that cannot be read: {odd.Message}");
        }
    }

    /// <summary>A role's name on the wire and in the log.</summary>
    public static string RoleName(MeetRole role) => role switch
    {
        MeetRole.Viewer => "viewer",
        MeetRole.Reader => "reader",
        MeetRole.Writer => "writer",
        _ => "director",
    };

    private static MeetRole RoleNamed(string name) => name switch
    {
        "viewer" => MeetRole.Viewer,
        "reader" => MeetRole.Reader,
        "writer" => MeetRole.Writer,
        "director" => MeetRole.Director,
        _ => throw new FormatException($"no role is called {name}"),
    };

    private static void WriteUpdate(Utf8JsonWriter json, string author, long? local, string location, int priority, MeetKey key, SyncedValue? value)
    {
        json.WriteString("authorId"u8, author);
        if (local is { } number)
            json.WriteNumber("localSeqNum"u8, number);
        json.WriteString("locationName"u8, location);
        json.WriteNumber("priority"u8, priority);
        json.WriteString("updateKey"u8, key.Text);
        json.WriteValueOrDelete(value);
    }

    private static void WriteNumbers(Utf8JsonWriter json, ImmutableArray<long> overruled)
    {
        if (overruled.IsEmpty)
            return;
        json.WriteStartArray("overruled"u8);
        foreach (var number in overruled)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static ImmutableArray<long> Numbers(JsonElement json) =>
        json.TryGetProperty("overruled", out var numbers) ? [.. numbers.EnumerateArray().Select(number => number.GetInt64())] : [];

    private static MeetKey KeyOf(JsonElement json) =>
        MeetKey.TryParse(json.Text("updateKey"), int.MaxValue, out var key) ? key : throw new FormatException("not a key");

    private static SyncedValue? ValueOf(JsonElement json) => json.TryGetProperty("updateValue", out var value) ? SyncedValue.Of(value) : null;
}
