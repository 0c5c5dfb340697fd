using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>An own update: what was set, and the position up to which the desk had been told everything when it was set.</summary>
internal sealed record OwnUpdate(long Local, string Key, JsonNode Value, string Epoch, long After);

/// <summary>What the server said to an own update.</summary>
/// <param name="Number">The number it stands under; null if it was refused.</param>
/// <param name="Code">Why it was refused; null if it was not.</param>
/// <param name="Reason">The same as a sentence for people.</param>
/// <param name="Standing">After a conflict: what stands instead.</param>
internal sealed record Answer(long? Number, string? Code, string? Reason, Item? Standing)
{
    /// <summary>What stands instead, in words.</summary>
    public string Stands => Standing is { } item ? $"{item.Value} kg of {item.Location}, priority {item.Priority}" : "nothing";

    public override string ToString() => Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"number {number}") : $"refused, {Code}";
}

/// <summary>What a client of a meet keeps: its token and position, what stands, its own updates and their answers. The desk owns it.</summary>
internal sealed class DeskMemory(string name)
{
    private long lastLocal;

    /// <summary>What the server told when the desk came in: <c>MeetCreated</c> or <c>MeetJoined</c>.</summary>
    public Message? Welcome { get; private set; }

    public string Token { get; private set; } = "";

    public string Epoch { get; private set; } = "";

    /// <summary>Up to which number the desk has been told everything.</summary>
    public long Cursor { get; private set; }

    public Content Content { get; } = new();

    /// <summary>Own updates without an answer, in order.</summary>
    public List<OwnUpdate> Pending { get; } = [];

    /// <summary>The latest answer to each own update.</summary>
    public Dictionary<long, Answer> Answers { get; } = [];

    /// <summary>The answer to an own update.</summary>
    public Answer AnswerTo(OwnUpdate update) => Answers[update.Local];

    /// <summary>Whether an own update was answered since it was last sent.</summary>
    public bool IsAnswered(OwnUpdate update) => Answers.ContainsKey(update.Local);

    /// <summary>What was heard, live or by a pull, in that order.</summary>
    public List<Item> Heard { get; } = [];

    /// <summary>The conflict list, by the number of the conflict.</summary>
    public SortedDictionary<long, JsonElement> Conflicts { get; } = [];

    /// <summary>Notes an own update as pending, before anything is sent.</summary>
    public OwnUpdate Edit(string key, JsonNode value)
    {
        var update = new OwnUpdate(++lastLocal, key, value, Epoch, Cursor);
        Pending.Add(update);
        return update;
    }

    /// <summary>Forgets what stands, so that the next pull brings everything.</summary>
    public void Forget()
    {
        Content.Clear();
        Cursor = 0;
    }

    /// <summary>What a message changes, as the protocol says a client merges.</summary>
    public void Take(Message message)
    {
        switch (message.Name)
        {
            case "MeetCreated" or "MeetJoined":
                (Welcome, Token, Epoch) = (message, message["sessionToken"].GetString()!, message["epoch"].GetString()!);
                break;
            case "UpdateAck":
                foreach (var ack in message["updateAcks"].EnumerateArray())
                    Acknowledge(ack.GetProperty("localSeqNum").GetInt64(), ack.GetProperty("serverSeqNum").GetInt64());
                break;
            case "UpdateRejected":
                foreach (var refused in message["updatesRejected"].EnumerateArray())
                    Refuse(refused);
                break;
            case "ServerPull" or "UpdateRelay":
                TakeItems(message);
                break;
            case "ConflictNotice":
                foreach (var conflict in message["conflicts"].EnumerateArray())
                    Conflicts[conflict.GetProperty("conflictId").GetInt64()] = conflict;
                break;
            case "StateRecovered":
                Content.Clear();
                (Epoch, Cursor) = (message["epoch"].GetString()!, 0);
                break;
        }

        if (message.Name is "UpdateAck" or "UpdateRejected" or "ServerPull" or "UpdateRelay"
            && message["lastServerSeq"] is { ValueKind: JsonValueKind.Number } cursor)
            Cursor = cursor.GetInt64();
    }

    private void TakeItems(Message message)
    {
        if (message.Name == "ServerPull" && message["resync"].GetBoolean())
            Content.Clear();
        Epoch = message["epoch"].GetString()!;
        foreach (var item in message["updatesRelayed"].EnumerateArray().Select(Item.Of))
        {
            Heard.Add(item);
            Content.Take(item);
        }
    }

    private void Acknowledge(long local, long number)
    {
        Answers[local] = new(number, null, null, null);
        if (Pending.Find(one => one.Local == local) is not { } own)
            return;
        Pending.Remove(own);
        var (priority, author) = (Welcome!["priority"].GetInt32(), Welcome["authorId"].GetString()!);
        Content.Take(new(own.Key, JsonSerializer.SerializeToElement(own.Value), number, priority, name, author, []));
    }

    private void Refuse(JsonElement refused)
    {
        var local = refused.GetProperty("localSeqNum").GetInt64();
        var own = Pending.Find(one => one.Local == local);
        Item? standing = null;
        if (own is not null && refused.GetProperty("standing") is { ValueKind: JsonValueKind.Object } stands)
        {
            var item = JsonNode.Parse(stands.GetRawText())!.AsObject();
            item["updateKey"] = own.Key;
            standing = Item.Of(JsonSerializer.SerializeToElement(item));
            Content.Take(standing);
        }

        Answers[local] = new(null, refused.GetProperty("code").GetString(), refused.GetProperty("reason").GetString(), standing);
        Pending.RemoveAll(one => one.Local == local);
    }
}
