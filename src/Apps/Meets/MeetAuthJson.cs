using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>How <c>auth.json</c> is written: readable, and without anything that lets somebody in.</summary>
internal static class MeetAuthJson
{
    public static void Write(MeetAuth auth, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WriteString("passwordHash"u8, auth.PasswordHash);
        json.WriteString("creatingLocation"u8, auth.CreatingLocation);
        json.WriteNumber("viewGeneration"u8, auth.ViewGeneration);
        json.WriteString("epoch"u8, auth.Epoch);
        json.WriteTime("restoredAt"u8, auth.RestoredAt);
        json.WriteNumber("highestBlock"u8, auth.HighestBlock);
        json.WriteStartArray("locations"u8);
        foreach (var location in auth.Locations)
            WriteLocation(json, location);
        json.WriteEndArray();
        json.WriteStartArray("sessions"u8);
        foreach (var session in auth.Sessions.Values.OrderBy(one => one.Issued))
            WriteSession(json, session);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static MeetAuth Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document);
            var json = parsed.RootElement;
            var sessions = json.GetProperty("sessions").EnumerateArray().Select(ReadSession);
            return new(json.Text("passwordHash"), [.. json.GetProperty("locations").EnumerateArray().Select(ReadLocation)], json.Text("creatingLocation"),
                (int)json.Whole("viewGeneration"), sessions.ToImmutableDictionary(one => one.Id, StringComparer.Ordinal), json.Text("epoch"),
                json.InstantOrNull("restoredAt"))
            {
                HighestBlock = json.WholeOrNull("highestBlock") ?? 0,
            };
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd))
        {
            throw new LogDamagedException("auth.json of a meet cannot be read; restore it from a backup, or move it away and let a director restore the meet");
        }
    }

    public static void WriteLocation(Utf8JsonWriter json, Location location)
    {
        json.WriteStartObject();
        json.WriteString("locationName"u8, location.LocationName);
        json.WriteNumber("priority"u8, location.Priority);
        json.WriteBoolean("director"u8, location.Director);
        json.WriteEndObject();
    }

    private static Location ReadLocation(JsonElement json) => new(json.Text("locationName"), (int)json.Whole("priority"), json.GetProperty("director").GetBoolean());

    private static void WriteSession(Utf8JsonWriter json, MeetSession session)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, session.Id);
        json.WriteString("authorId"u8, session.AuthorId);
        json.WriteString("locationName"u8, session.LocationName);
        json.WriteBoolean("writes"u8, session.Writes);
        json.WriteTime("issued"u8, session.Issued);
        json.WriteTime("lastUsed"u8, session.LastUsed);
        json.WriteBoolean("ended"u8, session.Ended);
        json.WriteEndObject();
    }

    private static MeetSession ReadSession(JsonElement json) => new(json.Text("id"), json.Text("authorId"), json.TextOrNull("locationName"),
        json.GetProperty("writes").GetBoolean(), json.Instant("issued"), json.Instant("lastUsed"), json.GetProperty("ended").GetBoolean());
}
