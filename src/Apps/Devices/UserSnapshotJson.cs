using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Devices;

/// <summary>A user's log folded and written down. More than a shortcut once retention removed events: from then on it is what the documents are read from.</summary>
internal static class UserSnapshotJson
{
    private const int Form = 1;

    public static void Write(UserLog log, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WriteNumber("form"u8, Form);
        json.WriteNumber("latestOfAnother"u8, log.LatestOfAnother);
        if (log.Latest is { } latest)
        {
            json.WriteStartObject("latest"u8);
            json.WriteNumber("seq"u8, latest.Seq);
            json.WriteNumber("at"u8, latest.At.ToUnixTimeMilliseconds());
            json.WriteString("author"u8, latest.Author.ToString());
            json.WriteString("type"u8, latest.Type);
            latest.Payload.WriteTo(json, "payload"u8);
            json.WriteEndObject();
        }

        json.WriteStartArray("documents"u8);
        foreach (var (key, document) in log.Documents.All)
        {
            json.WriteStartObject();
            json.WriteString("collection"u8, key.Collection);
            json.WriteString("id"u8, key.Id);
            json.WriteNumber("seq"u8, document.Seq);
            document.Value.WriteTo(json, "value"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("done"u8);
        foreach (var (operation, seq) in log.Done)
            json.WriteNumber(operation, seq);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The state, or null if the snapshot is of another form.</summary>
    public static UserLog? Read(UserLog empty, Snapshot snapshot)
    {
        try
        {
            using var parsed = JsonDocument.Parse(snapshot.Body, new() { MaxDepth = 128 });
            var json = parsed.RootElement;
            if (json.GetProperty("form").GetInt32() != Form)
                return null;
            var documents = json.GetProperty("documents").EnumerateArray().Aggregate(Documents.Empty, (all, one) =>
                all.Set(new(one.Text("collection"), one.Text("id")), new(Raw(one, "value"), one.Whole("seq"))));
            var read = empty with
            {
                Latest = json.TryGetProperty("latest", out var latest) ? ReadLatest(latest) : null,
                LatestOfAnother = json.Whole("latestOfAnother"),
                Documents = documents,
                Done = json.GetProperty("done").EnumerateObject().ToImmutableDictionary(one => one.Name, one => one.Value.GetInt64(), StringComparer.Ordinal),
            };
            return read.Head == snapshot.Seq ? read : null;
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd))
        {
            return null;
        }
    }

    private static SyncEvent ReadLatest(JsonElement json) =>
        new(json.Whole("seq"), json.Text("type"), Raw(json, "payload"), DateTimeOffset.FromUnixTimeMilliseconds(json.Whole("at")), Author.Parse(json.Text("author")));

    private static RawJson Raw(JsonElement json, string name) => RawJson.TryOf(json.GetProperty(name), out var raw) ? raw : throw new FormatException($"{name} is no text");
}
