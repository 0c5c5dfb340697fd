using System.Buffers;
using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;

namespace Rollcall.Tests.Support.Meets;

/// <summary>All of a meet's state as one text, so that two can be compared and a difference be seen.</summary>
internal static class StateText
{
    public static string Of(Meet meet)
    {
        var body = new ArrayBufferWriter<byte>();
        new MeetKind(MeetRules.Default).WriteSnapshot(meet, body);
        var json = JsonNode.Parse(body.WrittenSpan)!.AsObject();
        var authors = json["authors"]!.AsArray().OrderBy(author => (string)author!["id"]!, StringComparer.Ordinal).Select(author => author!.DeepClone());
        json["authors"] = new JsonArray([.. authors]);
        json["openConflicts"] = meet.OpenConflicts;
        json["entries"] = meet.Content.Entries;
        json["bytes"] = meet.Content.Bytes;
        return json.ToJsonString(new() { WriteIndented = true });
    }
}
