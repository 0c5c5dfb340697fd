using System.Buffers;
using System.Text.Json;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>How events stand in the log: <c>{"by":{..},"deed":{..},"change":{..},"receipt":{..}}</c> under the names of the specification.</summary>
internal static class QueueEventJson
{
    private static readonly Dictionary<string, Type> Types = typeof(QueueChange).GetNestedTypes().ToDictionary(Name);

    private static readonly Dictionary<Type, string> Names = Types.ToDictionary(one => one.Value, one => one.Key);

    /// <summary>The event's name, such as <c>entry_added</c>.</summary>
    public static string TypeOf(QueueEvent body) => Names[body.Change.GetType()];

    /// <summary>Writes the body as one JSON object.</summary>
    public static void Write(QueueEvent body, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WritePropertyName("by"u8);
        JsonSerializer.Serialize(json, body.By, QueueJson.Options);
        if (body.Deed is { } deed)
        {
            json.WritePropertyName("deed"u8);
            JsonSerializer.Serialize(json, deed, QueueJson.Options);
        }

        json.WritePropertyName("change"u8);
        JsonSerializer.Serialize(json, body.Change, body.Change.GetType(), QueueJson.Options);
        if (body.Receipt is { } receipt)
        {
            json.WritePropertyName("receipt"u8);
            JsonSerializer.Serialize(json, receipt, QueueJson.Options);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a body; throws <see cref="LogDamagedException"/> where it is not one that <see cref="Write"/> made.</summary>
    public static QueueEvent Read(string type, ReadOnlyMemory<byte> body)
    {
        if (!Types.TryGetValue(type, out var shape))
            throw new LogDamagedException($"A queue's log holds an event of unknown type '{type}'; it was written by a newer Rollcall");
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            return new(json.GetProperty("by").Deserialize<By>(QueueJson.Options)!, (QueueChange)json.GetProperty("change").Deserialize(shape, QueueJson.Options)!)
            {
                Deed = json.Given("deed")?.Deserialize<Deed>(QueueJson.Options),
                Receipt = json.Given("receipt")?.Deserialize<Receipt>(QueueJson.Options),
            };
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd) || odd is ArgumentException)
        {
            throw new LogDamagedException($"A queue's log holds a '{type}' that cannot be read: {odd.Message}");
        }
    }

    // "paused" is the event's name, and what is paused is a word of its own in the code.
    private static string Name(Type type) => type == typeof(QueueChange.PausedNow) ? "paused" : JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
}
