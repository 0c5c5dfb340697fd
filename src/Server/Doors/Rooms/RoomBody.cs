using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Rollcall.Apps.Rooms;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>The body of a request: one JSON object of at most 32,768 bytes whose fields are all known. A field that is not as it should be ends the reading
/// with <see cref="Wrong"/>.</summary>
internal sealed class RoomBody : IDisposable
{
    private const int MostBytes = 32_768;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly JsonDocument document;

    private RoomBody(JsonDocument document) => this.document = document;

    private JsonElement Root => document.RootElement;

    /// <summary>The body, to be disposed of; or why there is none.</summary>
    public static async ValueTask<(RoomBody? Body, RoomError? Refusal)> ReadAsync(HttpRequest request, params string[] fields)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return (null, RoomError.Of("json_required"));
        var bytes = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (length > MostBytes)
            return (null, RoomError.Of("too_big"));
        try
        {
            var document = JsonDocument.Parse(bytes.AsMemory(0, length), Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, RoomError.Of("bad_json"));
            var unknown = document.RootElement.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !fields.Contains(name));
            return unknown is null ? (new(document), null) : (null, RoomError.Of("invalid_field", unknown));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return (null, RoomError.Of("bad_json"));
        }
    }

    /// <summary>Text; null where it is absent.</summary>
    public string? Text(string name, int most)
    {
        if (!Root.TryGetProperty(name, out var value))
            return null;
        try
        {
            return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.EnumerateRunes().Count() <= most ? text : throw new Wrong(name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no text.
            throw new Wrong(name);
        }
    }

    /// <summary>A whole number within bounds; null where it is absent.</summary>
    public long? Whole(string name, long least, long most) =>
        !Root.TryGetProperty(name, out var value) ? null : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most ? number : throw new Wrong(name);

    /// <summary>Whether a field is there and null.</summary>
    public bool IsNull(string name) => Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Yes or no; null where it is absent.</summary>
    public bool? YesNo(string name) =>
        !Root.TryGetProperty(name, out var value) ? null : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new Wrong(name);

    /// <summary>A role; null where it is absent.</summary>
    public RoomRole? Role(string name) => Text(name, 20) is { } text ? RoomRoles.Named(text) ?? throw new Wrong(name) : null;

    /// <summary>A number that must be there.</summary>
    public long NeededUser() => Whole("user_id", 1, (1L << 53) - 1) ?? throw new Wrong("user_id");

    /// <summary>What of a room is to be set.</summary>
    public RoomChange Change(int mostClients)
    {
        var name = Text("name", 1_000)?.Trim();
        if (name is not null && (name.EnumerateRunes().Count() is < 1 or > 100 || name.Any(char.IsControl)))
            throw new Wrong("name");
        var role = Role("default_role");
        if (role > RoomRole.Member)
            throw new Wrong("default_role");
        return new(name, (int?)Whole("max_clients", 1, mostClients), YesNo("is_private"), Metadata(), YesNo("persistent"), role, Retention());
    }

    public void Dispose() => document.Dispose();

    private string? Metadata()
    {
        if (!Root.TryGetProperty("metadata", out var value))
            return null;
        try
        {
            if (value.ValueKind != JsonValueKind.Object || DepthOf(value) > 4 || value.EnumerateObject().Count() > 64 || value.EnumerateObject().Any(one => one.Name.EnumerateRunes().Count() is < 1 or > 64))
                throw new Wrong("metadata");
            var compact = ContentRules.Compact(value, out var bytes);
            return bytes <= 8_192 ? compact : throw new Wrong("metadata");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped, as a name or anywhere within: no text.
            throw new Wrong("metadata");
        }
    }

    private Retention? Retention()
    {
        if (!Root.TryGetProperty("retention", out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(field => field.Name is not ("max_entries" or "max_age_s"))
            || !value.TryGetProperty("max_entries", out var entries) || entries.ValueKind != JsonValueKind.Number || !entries.TryGetInt32(out var most) || most is < 1 or > 1_000_000)
            throw new Wrong("retention");
        if (!value.TryGetProperty("max_age_s", out var age) || age.ValueKind == JsonValueKind.Null)
            return new(most, null);
        return age.ValueKind == JsonValueKind.Number && age.TryGetInt32(out var seconds) && seconds is >= 60 and <= 315_360_000 ? new(most, seconds) : throw new Wrong("retention");
    }

    private static int DepthOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(one => DepthOf(one.Value)).DefaultIfEmpty(0).Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(DepthOf).DefaultIfEmpty(0).Max(),
        _ => 0,
    };

    /// <summary>A field that is not as it should be; ends the reading of one body and is answered by the door.</summary>
    internal sealed class Wrong(string field) : Exception
    {
        public string Field { get; } = field;
    }
}
