using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>A value of a key: any JSON, kept as the text it came in. Two values are equal if they are the same JSON: numbers by value, strings by
/// code unit, lists in order, objects without regard to order (specification 3.2).</summary>
public sealed class SyncedValue : IEquatable<SyncedValue>
{
    private byte[]? canonical;

    private SyncedValue(ReadOnlyMemory<byte> json) => Json = json;

    /// <summary>The value as UTF-8 JSON text without outer white space.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The number 0, with which a list is filled.</summary>
    public static SyncedValue Zero { get; } = new("0"u8.ToArray());

    /// <summary>Takes over the text of a parsed element.</summary>
    public static SyncedValue Of(JsonElement element) => new(JsonTextOf(element));

    /// <summary>Takes over what was put together of parts.</summary>
    public static SyncedValue Of(JsonNode node) => new(JsonText.Bytes(json => node.WriteTo(json), room: 256));

    /// <summary>Reads it again, to look inside.</summary>
    public JsonElement Parse()
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.Clone();
    }

    /// <summary>What lies at the end of <paramref name="steps"/> inside this value, or null if there is nothing.</summary>
    public SyncedValue? At(IEnumerable<object> steps)
    {
        JsonElement? here = null;
        foreach (var step in steps)
        {
            here ??= Parse();
            if (step is string name && here.Value.ValueKind == JsonValueKind.Object && here.Value.TryGetProperty(name, out var member))
                here = member;
            else if (step is int slot && here.Value.ValueKind == JsonValueKind.Array && slot < here.Value.GetArrayLength())
                here = here.Value[slot];
            else
                return null;
        }

        return here is null ? this : Of(here.Value);
    }

    /// <summary>A fingerprint of the key with this value (or with a deletion, for null): the first 16 bytes of SHA-256, in hex.</summary>
    public static string Fingerprint(string key, SyncedValue? value)
    {
        var text = new ArrayBufferWriter<byte>(key.Length + 64);
        Encoding.UTF8.GetBytes(key, text);
        text.Write(value is null ? "\0"u8 : "\u0001"u8);
        if (value is not null)
            text.Write(value.Canonical);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    /// <inheritdoc/>
    public bool Equals(SyncedValue? other) =>
        other is not null && (Json.Span.SequenceEqual(other.Json.Span) || Canonical.SequenceEqual(other.Canonical));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SyncedValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Canonical);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Json.Span);

    private ReadOnlySpan<byte> Canonical => canonical ??= CanonicalJson.Write(Json);

    private static byte[] JsonTextOf(JsonElement element)
    {
        var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element);
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return raw.ToArray();
        // White space inside is dropped, so that every value fits on one line of the log.
        var compact = new ArrayBufferWriter<byte>(raw.Length);
        try
        {
            using (var writer = new Utf8JsonWriter(compact, JsonText.Writing))
                element.WriteTo(writer);
            return compact.WrittenSpan.ToArray();
        }
        catch (InvalidOperationException)
        {
            // Escapes that are no text (a lone surrogate): kept as they came, so that the update can be refused by name.
            return raw.ToArray();
        }
    }
}
