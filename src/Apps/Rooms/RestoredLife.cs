using System.Buffers;
using System.Text.Json;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Rooms;

/// <summary>The life of a room's log since it was restored from a backup; kept beside the log, as entries are what people said.</summary>
public sealed record RestoredLife(string Epoch);

/// <summary>How it lies there.</summary>
internal static class RestoredLifeJson
{
    public static void Write(RestoredLife life, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteString("epoch"u8, life.Epoch);
        json.WriteEndObject();
    }

    /// <summary>Reads it; throws <see cref="LogDamagedException"/> where it is not one that <see cref="Write"/> made.</summary>
    public static RestoredLife Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document);
            return new(parsed.RootElement.GetProperty("epoch").GetString()!);
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new LogDamagedException($"The life of a room's log cannot be read: {odd.Message}");
        }
    }
}
