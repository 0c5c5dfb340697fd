using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rollcall.Apps.Devices;

/// <summary>The two types of events that mean something to the server: <c>document_set</c> and <c>document_deleted</c>.</summary>
internal static partial class DocumentEvent
{
    private const string Setting = "document_set";
    private const string Deleting = "document_deleted";

    /// <summary>The documents after an event that was accepted.</summary>
    public static Documents Fold(Documents documents, SyncEvent next)
    {
        if (next.Type is not (Setting or Deleting))
            return documents;
        using var payload = JsonDocument.Parse(next.Payload.Utf8);
        var key = KeyOf(payload.RootElement) ?? throw new FormatException($"event {next.Seq} names no document");
        return next.Type == Deleting ? documents.Delete(key) : documents.Set(key, new(ValueOf(payload.RootElement), next.Seq));
    }

    /// <summary>Why an event of this type cannot be taken, or null.</summary>
    public static UserAnswer.Rejected? Refusal(Documents documents, string type, RawJson payload)
    {
        if (type is not (Setting or Deleting))
            return null;
        using var parsed = JsonDocument.Parse(payload.Utf8);
        if (KeyOf(parsed.RootElement) is not { } key)
            return new("bad_payload", "payload needs collection (1-64 of A-Z, a-z, 0-9, '.', '_', '-') and id (1-128 characters).");
        if (type == Deleting)
            return null;
        if (!parsed.RootElement.TryGetProperty("value"u8, out _))
            return new("bad_payload", "payload needs a value; null is one.");
        return documents.HasRoomFor(key, ValueOf(parsed.RootElement)) ? null
            : new("documents_full", "There is no room for more documents; delete some, or make them smaller.");
    }

    private static RawJson ValueOf(JsonElement payload) =>
        RawJson.TryOf(payload.GetProperty("value"u8), out var value) ? value : throw new FormatException("half a character in what was accepted");

    private static DocumentKey? KeyOf(JsonElement payload) =>
        payload.TryGetProperty("collection"u8, out var collection) && collection.ValueKind == JsonValueKind.String && Collection().IsMatch(collection.GetString()!)
        && payload.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String && IsId(id.GetString()!)
            ? new(collection.GetString()!, id.GetString()!) : null;

    private static bool IsId(string id) => id.Length > 0 && id.EnumerateRunes().Count() <= 128 && !id.Any(char.IsControl);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Collection();
}
