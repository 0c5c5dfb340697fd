using System.Text.Json;
using Rollcall.Apps.Devices;

namespace Rollcall.Server.Doors.Devices;

/// <summary>The bodies of <c>GET /v1/sync/state</c> and <c>GET /v1/sync/events</c>.</summary>
internal static class SyncAnswers
{
    /// <summary>The events after a cursor.</summary>
    public static IResult Page(EventPage page) => new JsonAnswer(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("events"u8);
        foreach (var one in page.Events!)
            ServerWriting.WriteEvent(json, one);
        json.WriteEndArray();
        json.WriteNumber("current_seq"u8, page.CurrentSeq);
        json.WriteString("epoch"u8, page.Epoch);
        json.WriteNumber("head_seq"u8, page.Head);
        json.WriteNumber("floor_seq"u8, page.Floor);
        json.WriteBoolean("more"u8, page.HasMore);
        json.WriteEndObject();
    });

    /// <summary>The cursor cannot be followed: fetch the state.</summary>
    public static IResult Gone(EventPage page) => new JsonAnswer(
        json =>
        {
            const string sentence = "These events are not kept any more, or are of another log; fetch the state.";
            json.WriteStartObject();
            json.WriteString("detail"u8, sentence);
            json.WriteString("code"u8, "gone"u8);
            json.WriteString("error"u8, sentence);
            json.WriteString("epoch"u8, page.Epoch);
            json.WriteNumber("floor_seq"u8, page.Floor);
            json.WriteNumber("head_seq"u8, page.Head);
            json.WriteEndObject();
        },
        StatusCodes.Status410Gone);

    /// <summary>Everything as of the head. The last four are always empty; existing clients require them.</summary>
    public static IResult State(UserView view, IReadOnlyList<string> permissions) => new JsonAnswer(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, view.Log.Head);
        json.WriteString("epoch"u8, view.Epoch);
        json.WriteStartArray("documents"u8);
        foreach (var (key, document) in view.Log.Documents.All)
        {
            json.WriteStartObject();
            json.WriteString("collection"u8, key.Collection);
            json.WriteString("id"u8, key.Id);
            json.WritePropertyName("value"u8);
            json.WriteRawValue(document.Value.Utf8.Span, skipInputValidation: true);
            json.WriteNumber("seq"u8, document.Seq);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("permissions"u8);
        foreach (var permission in permissions)
            json.WriteStringValue(permission);
        json.WriteEndArray();
        json.WriteStartObject("likes"u8);
        WriteNone(json, "albums"u8);
        WriteNone(json, "artists"u8);
        WriteNone(json, "tracks"u8);
        json.WriteEndObject();
        WriteNone(json, "settings"u8);
        WriteNone(json, "playlists"u8);
        WriteNone(json, "notifications"u8);
        json.WriteEndObject();
    });

    private static void WriteNone(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
