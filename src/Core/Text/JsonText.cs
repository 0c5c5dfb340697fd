using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Core.Text;

/// <summary>How JSON is written in logs and on the wire.</summary>
public static class JsonText
{
    /// <summary>Text is escaped only where JSON asks for it; the writer's own checks are left to the tests.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What <paramref name="write"/> writes, as bytes.</summary>
    /// <param name="write">Writes one value.</param>
    /// <param name="room">How many bytes are kept ready at first.</param>
    public static byte[] Bytes(Action<Utf8JsonWriter> write, int room = 512)
    {
        var target = new ArrayBufferWriter<byte>(room);
        using (var json = new Utf8JsonWriter(target, Writing))
            write(json);
        return target.WrittenSpan.ToArray();
    }

    /// <summary>One object as bytes; <paramref name="fields"/> writes what stands in it.</summary>
    public static byte[] ObjectOf(Action<Utf8JsonWriter> fields, int room = 512) => Bytes(
        json =>
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        },
        room);

    /// <summary>A member that is a time (see <see cref="Instants.Text"/>) or null.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } at)
            json.WriteString(name, Instants.Text(at));
        else
            json.WriteNull(name);
    }

    /// <summary>A member that is a whole number or null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    /// <summary>A member that is a number or null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    /// <summary>A member that is a list of objects; <paramref name="fields"/> writes what stands in each.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> all, Action<T> fields)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            json.WriteStartObject();
            fields(one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
