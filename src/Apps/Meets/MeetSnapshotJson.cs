using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>A meet's state written down. Only a shortcut: the log alone gives the same state, so a form that is not this one is simply not used.</summary>
internal static class MeetSnapshotJson
{
    private const int Form = 1;

    public static void Write(Meet meet, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WriteNumber("form"u8, Form);
        json.WriteNumber("head"u8, meet.Head);
        json.WriteBoolean("reborn"u8, meet.Reborn);
        json.WriteNumber("updates"u8, meet.Updates);
        json.WriteTime("began"u8, meet.Began);
        json.WriteNumber("nextBlock"u8, meet.NextBlock);
        json.WriteList("lineage"u8, meet.Lineage.Lives, life =>
        {
            json.WriteString("epoch"u8, life.Epoch);
            WriteNumber(json, "throughSeq"u8, life.ThroughSeq);
            json.WriteBoolean("kept"u8, life.KeptFromBefore);
        });
        json.WriteList("others"u8, meet.Lineage.Others, other =>
        {
            json.WriteString("epoch"u8, other.Key);
            json.WriteNumber("throughSeq"u8, other.Value);
        });
        json.WriteList("items"u8, meet.Content.Items, item => WriteItem(json, item));
        json.WriteList("authors"u8, meet.Authors.Values, author => WriteAuthor(json, author));
        json.WriteList("conflicts"u8, meet.Conflicts.Values, conflict => WriteConflict(json, conflict));
        if (meet.Recovering is { } recovering)
        {
            json.WriteStartObject("recovering"u8);
            json.WriteString("previous"u8, recovering.Previous);
            json.WriteNumber("through"u8, recovering.Through);
            json.WriteString("onlyAuthor"u8, recovering.OnlyAuthor);
            json.WriteNumber("count"u8, recovering.Count);
            json.WriteEndObject();
        }

        if (meet.Published is { } published)
        {
            json.WriteStartObject("published"u8);
            json.WriteTime("at"u8, published.At);
            json.WriteString("by"u8, published.By);
            json.WriteString("returnEmail"u8, published.ReturnEmail);
            json.WriteString("csvSource"u8, published.CsvSource);
            json.WriteString("csvSha256"u8, published.CsvSha256);
            InspectionJson.Write(json, published.Inspection);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The state, or null if the snapshot is of another form.</summary>
    public static Meet? Read(Meet empty, Snapshot snapshot)
    {
        try
        {
            using var parsed = JsonDocument.Parse(snapshot.Body);
            var json = parsed.RootElement;
            if (json.Whole("form") != Form || json.Whole("head") != snapshot.Seq)
                return null;
            var content = Content.Empty;
            foreach (var item in json.GetProperty("items").EnumerateArray())
                content = content.With(ReadItem(item));
            var conflicts = json.GetProperty("conflicts").EnumerateArray().Select(ReadConflict).ToImmutableSortedDictionary(one => one.ConflictId, one => one);
            return empty with
            {
                Head = snapshot.Seq,
                Reborn = json.GetProperty("reborn").GetBoolean(),
                Updates = json.Whole("updates"),
                Began = json.InstantOrNull("began"),
                NextBlock = json.Whole("nextBlock"),
                Lineage = new([.. json.GetProperty("lineage").EnumerateArray().Select(life => new Life(life.Text("epoch"), life.WholeOrNull("throughSeq"), life.GetProperty("kept").GetBoolean()))])
                {
                    Others = json.GetProperty("others").EnumerateArray().ToImmutableDictionary(other => other.Text("epoch"), other => other.Whole("throughSeq"), StringComparer.Ordinal),
                },
                Content = content,
                Authors = json.GetProperty("authors").EnumerateArray().Select(ReadAuthor).ToImmutableDictionary(one => one.AuthorId, StringComparer.Ordinal),
                Conflicts = conflicts,
                OpenConflicts = conflicts.Values.Count(one => one.State == ConflictState.Open),
                Recovering = json.TryGetProperty("recovering", out var one)
                    ? new(one.Text("previous"), one.Whole("through"), one.TextOrNull("onlyAuthor"), (int)one.Whole("count")) : null,
                Published = json.TryGetProperty("published", out var end)
                    ? new(end.Instant("at"), end.Text("by"), end.Text("returnEmail"), end.Text("csvSource"), end.Text("csvSha256")) { Inspection = InspectionJson.Read(end) } : null,
            };
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd))
        {
            return null;
        }
    }

    private static void WriteItem(Utf8JsonWriter json, Item item)
    {
        json.WriteString("key"u8, item.Key.Text);
        WriteValue(json, "value"u8, item.Value);
        WriteValue(json, "last"u8, item.LastValue);
        json.WriteNumber("number"u8, item.Number);
        json.WriteNumber("life"u8, item.Life);
        if (item.Origin is { } origin)
        {
            json.WriteString("originEpoch"u8, origin.Epoch);
            json.WriteNumber("originSeq"u8, origin.Seq);
        }

        json.WriteNumber("priority"u8, item.Priority);
        json.WriteString("location"u8, item.LocationName);
        json.WriteString("author"u8, item.AuthorId);
        if (!item.Overruled.IsEmpty)
        {
            json.WriteStartArray("overruled"u8);
            foreach (var number in item.Overruled)
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }
    }

    private static Item ReadItem(JsonElement json) => new(KeyOf(json), ReadValue(json, "value"), json.Whole("number"), (int)json.Whole("life"),
        json.TextOrNull("originEpoch") is { } epoch ? new Position(epoch, json.Whole("originSeq")) : null,
        (int)json.Whole("priority"), json.Text("location"), json.Text("author"))
    {
        LastValue = ReadValue(json, "last"),
        Overruled = json.TryGetProperty("overruled", out var overruled) ? [.. overruled.EnumerateArray().Select(number => number.GetInt64())] : [],
    };

    private static void WriteAuthor(Utf8JsonWriter json, MeetAuthor author)
    {
        json.WriteString("id"u8, author.AuthorId);
        json.WriteString("location"u8, author.LocationName);
        json.WriteNumber("role"u8, (int)author.Role);
        json.WriteList("answers"u8, author.Answers.OrderBy(one => one.Key), one =>
        {
            json.WriteNumber("local"u8, one.Key);
            json.WriteString("hash"u8, one.Value.Fingerprint);
            json.WriteNumber("number"u8, one.Value.Number);
            if (one.Value.Refusal is not { } refusal)
                return;
            json.WriteString("code"u8, refusal.Code);
            json.WriteString("reason"u8, refusal.Reason);
            if (refusal.Standing is { } standing)
                WriteStanding(json, standing);
        });
    }

    private static MeetAuthor ReadAuthor(JsonElement json) => new(json.Text("id"), json.TextOrNull("location"), (MeetRole)json.Whole("role"))
    {
        Answers = json.GetProperty("answers").EnumerateArray().ToImmutableDictionary(one => one.Whole("local"), one => new Answered(one.Text("hash"), one.Whole("number"),
            one.TextOrNull("code") is { } code ? new(code, one.Text("reason"), one.TryGetProperty("standing", out var standing) ? ReadStanding(standing) : null) : null)),
    };

    private static void WriteConflict(Utf8JsonWriter json, Conflict conflict)
    {
        json.WriteNumber("id"u8, conflict.ConflictId);
        json.WriteTime("at"u8, conflict.RaisedAt);
        json.WriteString("key"u8, conflict.Key.Text);
        json.WriteNumber("state"u8, (int)conflict.State);
        json.WriteList("lost"u8, conflict.Lost, lost =>
        {
            json.WriteString("key"u8, lost.Key.Text);
            WriteValue(json, "value"u8, lost.Value);
            json.WriteString("location"u8, lost.LocationName);
            json.WriteNumber("priority"u8, lost.Priority);
        });
        WriteStanding(json, conflict.Standing);
    }

    private static Conflict ReadConflict(JsonElement json) => new(json.Whole("id"), json.Instant("at"), KeyOf(json),
        [.. json.GetProperty("lost").EnumerateArray().Select(lost => new Lost(KeyOf(lost), ReadValue(lost, "value"), lost.Text("location"), (int)lost.Whole("priority")))],
        ReadStanding(json.GetProperty("standing")), (ConflictState)json.Whole("state"));

    private static void WriteStanding(Utf8JsonWriter json, Standing standing)
    {
        json.WriteStartObject("standing"u8);
        WriteValue(json, "value"u8, standing.Value);
        json.WriteNumber("number"u8, standing.Number);
        json.WriteNumber("priority"u8, standing.Priority);
        json.WriteString("location"u8, standing.LocationName);
        json.WriteString("author"u8, standing.AuthorId);
        json.WriteEndObject();
    }

    private static Standing ReadStanding(JsonElement json) =>
        new(ReadValue(json, "value"), json.Whole("number"), (int)json.Whole("priority"), json.Text("location"), json.Text("author"));

    private static void WriteValue(Utf8JsonWriter json, ReadOnlySpan<byte> name, SyncedValue? value)
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(value.Json.Span, skipInputValidation: true);
    }

    private static SyncedValue? ReadValue(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? SyncedValue.Of(value) : null;

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } given)
            json.WriteNumber(name, given);
    }

    private static MeetKey KeyOf(JsonElement json) =>
        MeetKey.TryParse(json.Text("key"), int.MaxValue, out var key) ? key : throw new FormatException("not a key");
}
