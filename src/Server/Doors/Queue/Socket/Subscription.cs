using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>What a WebSocket wants to hear, and where it was.</summary>
/// <param name="Topics">What it hears from then on.</param>
/// <param name="Since">Where it was; null where it does not ask for what it missed.</param>
/// <param name="IsFull">Whether the answer tells more than the topics.</param>
internal sealed record Subscription(QueueTopics Topics, Position? Since, bool IsFull)
{
    // Signals to one connection come unasked; clients may name them.
    internal static IReadOnlyList<string> Unasked { get; } = ["connected", "server_shutdown", "caller_update", "you_are_next"];

    /// <summary>Reads what <c>events.subscribe</c> brings; what does not fit is noted in the input.</summary>
    public static Subscription Read(OperationInput input, bool isOperator)
    {
        var topics = Names(input) ?? (isOperator ? QueueTopics.Public | QueueTopics.Operators : QueueTopics.Public);
        if (!isOperator && (topics & QueueTopics.Operators) != 0)
            input.Refuse(Refusal.Unauthorized);
        var (since, epoch) = (input.OptionalWhole("since", 0, long.MaxValue), input.OptionalText("epoch", most: 64));
        if ((since is null) != (epoch is null))
            input.Refuse("'since' and 'epoch' fields belong together");
        return new(topics, since is { } seq && epoch is not null ? new Position(epoch, seq) : null, IsFull: true);
    }

    /// <summary>Reads what <c>events.unsubscribe</c> brings.</summary>
    public static Subscription WithoutThose(OperationInput input, QueueTopics before) => new(Names(input) is { } those ? before & ~those : QueueTopics.None, null, IsFull: false);

    /// <summary>Writes which events there are.</summary>
    public static void WriteList(Utf8JsonWriter json, QueueTopics topics, bool isOperator, QueueState queue)
    {
        json.WriteStartObject();
        json.WriteStartArray("events"u8);
        foreach (var (topic, name) in TopicNames.All.Where(one => isOperator || (one.Topic & QueueTopics.Operators) == 0))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("audience"u8, (topic & QueueTopics.Operators) != 0 ? "operators" : "public");
            json.WriteBoolean("subscribed"u8, (topics & topic) != 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("epoch"u8, queue.Epoch);
        json.WriteNumber("seq"u8, queue.Head);
        json.WriteNumber("oldest_seq"u8, queue.Recent.IsEmpty ? queue.Head + 1 : queue.Recent[0].Happened.Seq);
        json.WriteEndObject();
    }

    /// <summary>Writes what somebody who subscribes is told.</summary>
    public void Write(Utf8JsonWriter json, Subscribed subscribed, string? operatorName)
    {
        json.WriteStartObject();
        json.WriteStartArray("subscribed"u8);
        foreach (var (_, name) in TopicNames.All.Where(one => (subscribed.Topics & one.Topic) != 0))
            json.WriteStringValue(name);
        json.WriteEndArray();
        if (IsFull)
        {
            json.WriteString("epoch"u8, subscribed.State.Epoch);
            json.WriteNumber("seq"u8, subscribed.State.Head);
            json.WriteBoolean("recovered"u8, subscribed.Recovered == true);
            json.WriteNumber("replayed"u8, subscribed.Replayed);
            if (subscribed.Recovered == false)
            {
                json.WritePropertyName("snapshot"u8);
                ViewObjects.Snapshot(json, subscribed.State, operatorName, subscribed.Now);
            }
        }

        json.WriteEndObject();
    }

    private static QueueTopics? Names(OperationInput input)
    {
        if (input.Element("events") is not { } events || events.ValueKind == JsonValueKind.Null)
            return null;
        if (events.ValueKind != JsonValueKind.Array || events.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String))
        {
            input.Refuse("'events' field must be an array of names");
            return null;
        }

        var topics = QueueTopics.None;
        foreach (var name in events.EnumerateArray().Select(one => one.GetString()!))
        {
            if (TopicNames.Named(name) is { } topic)
                topics |= topic;
            else if (!Unasked.Contains(name))
                input.Refuse("'events' field holds a name that is no event");
        }

        return topics;
    }
}
