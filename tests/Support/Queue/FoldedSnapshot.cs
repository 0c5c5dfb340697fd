using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Apps.Queue;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A client that takes a snapshot and folds the events over it that it hears, knowing nothing but the wire.</summary>
internal sealed class FoldedSnapshot(QueueState state, DateTimeOffset now)
{
    private readonly JsonObject held = Read(state, now);

    /// <summary>Hears an event as it is sent.</summary>
    public void Hear(Moment moment)
    {
        var lines = Encoding.UTF8.GetString(QueueWire.Block(moment).Bytes.Span).Split('\n');
        var heard = JsonNode.Parse(lines.Single(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..])!.AsObject();
        var data = heard["data"]?.DeepClone();
        switch (heard["type"]!.GetValue<string>())
        {
            case "system_status":
                held["system_status"] = data;
                break;
            case "current_qso":
                held["current_qso"] = data;
                break;
            case "queue_update":
                held["queue"] = data;
                break;
            case "frequency_update":
                held["frequency"] = data;
                break;
            case "split_update":
                held["split"] = data;
                break;
            case "queue_pause_update":
                held["paused"] = data!["paused"]!.DeepClone();
                break;
            case "worked_callers_update":
                HearWorked(data!.AsObject());
                break;
        }
    }

    /// <summary>What is held, without what passes with time and what follows from something else.</summary>
    public string Text => Comparable(held);

    /// <summary>The same of a snapshot of now.</summary>
    public static string TextOf(QueueState state, DateTimeOffset now) => Comparable(Read(state, now));

    private void HearWorked(JsonObject data)
    {
        var list = data["worked_callers"]?.AsArray() ?? held["worked_callers"]!["worked_callers"]!.AsArray();
        var lines = list.Select(one => one!.DeepClone()).ToList();
        if (data["worked_caller"] is { } caller)
        {
            lines.RemoveAll(one => one["callsign"]!.GetValue<string>() == caller["callsign"]!.GetValue<string>());
            lines.Insert(0, caller.DeepClone());
        }

        held["worked_callers"] = new JsonObject { ["worked_callers"] = new JsonArray([.. lines.Take(20)]), ["total"] = data["total"]!.DeepClone() };
    }

    private static JsonObject Read(QueueState state, DateTimeOffset now)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
            ViewObjects.Snapshot(json, state, null, now);
        return JsonNode.Parse(body.WrittenSpan)!.AsObject();
    }

    private static string Comparable(JsonObject snapshot)
    {
        var copy = snapshot.DeepClone().AsObject();
        foreach (var passing in new[] { "server_time", "seq", "average_seconds", "epoch" })
            copy.Remove(passing);
        copy["split"]!.AsObject().Remove("range");
        foreach (var entry in copy["queue"]!["queue"]!.AsArray())
            entry!.AsObject().Remove("time_in_queue");
        return copy.ToJsonString();
    }
}
