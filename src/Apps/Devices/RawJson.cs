using System.Text;
using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Devices;

/// <summary>A JSON value that is handed on as it came: compact, valid, and text throughout (no lone surrogates).</summary>
/// <param name="Utf8">The value, without blanks between its parts and without line breaks.</param>
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The value <c>null</c>.</summary>
    public static RawJson Null { get; } = new("null"u8.ToArray());

    /// <summary>The empty list.</summary>
    public static RawJson EmptyList { get; } = new("[]"u8.ToArray());

    /// <summary>Its size in bytes.</summary>
    public int Bytes => Utf8.Length;

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => Utf8.Length > 0 && Utf8.Span[0] == (byte)'{';

    /// <summary>Takes a value over; false where it holds half a character, which is legal JSON and no text.</summary>
    public static bool TryOf(JsonElement json, out RawJson raw)
    {
        try
        {
            raw = Write(json.WriteTo);
            return true;
        }
        catch (InvalidOperationException)
        {
            raw = Null;
            return false;
        }
    }

    /// <summary>Writes a value.</summary>
    internal static RawJson Write(Action<Utf8JsonWriter> write) => new(JsonText.Bytes(write, room: 256));

    /// <summary>Its text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    internal void WriteTo(Utf8JsonWriter json) => json.WriteRawValue(Utf8.Span, skipInputValidation: true);

    internal void WriteTo(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WritePropertyName(name);
        WriteTo(json);
    }
}
