using System.Buffers;
using System.Text.Json;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Devices;

/// <summary>How the life of a user's log lies beside it, in <c>life.json</c>.</summary>
internal static class LogLifeJson
{
    public static void Write(LogLife life, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WriteString("epoch"u8, life.Epoch);
        json.WriteNumber("floor"u8, life.Floor);
        json.WriteEndObject();
    }

    /// <summary>Reads it; throws <see cref="LogDamagedException"/> where it is not one that <see cref="Write"/> made.</summary>
    public static LogLife Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document);
            return new(parsed.RootElement.Text("epoch"), parsed.RootElement.Whole("floor"));
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd))
        {
            throw new LogDamagedException($"The life of a user's log cannot be read: {odd.Message}");
        }
    }
}
