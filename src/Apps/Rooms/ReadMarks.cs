using System.Buffers;
using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>How far each user has read; kept beside the log at most five seconds late, for 50,000 users, those first forgotten that moved their mark
/// the longest ago. Owned by the room's loop.</summary>
internal sealed class ReadMarks
{
    /// <summary>The document's name.</summary>
    public const string Document = "read-marks.json";

    private const int MostUsers = 50_000;

    private static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(5);

    private readonly Dictionary<long, (long Seq, long Turn)> marks = [];
    private long turns;

    /// <summary>When it is to be kept; null where nothing changed.</summary>
    public DateTimeOffset? SaveAt { get; set; }

    /// <summary>A user's mark; 0 where there is none.</summary>
    public long Of(long user) => marks.GetValueOrDefault(user).Seq;

    /// <summary>Moves a mark forwards; false where it stands there already or further.</summary>
    public bool Move(long user, long seq, DateTimeOffset now)
    {
        if (seq <= Of(user))
            return false;
        marks[user] = (seq, ++turns);
        if (marks.Count > MostUsers)
            marks.Remove(marks.MinBy(one => one.Value.Turn).Key);
        SaveAt ??= now + SaveAfter;
        return true;
    }

    /// <summary>Writes them, the longest unmoved first.</summary>
    public ReadOnlyMemory<byte> Write(string epoch)
    {
        var target = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WriteString("epoch"u8, epoch);
        json.WriteStartArray("marks"u8);
        foreach (var (user, mark) in marks.OrderBy(one => one.Value.Turn))
        {
            json.WriteStartArray();
            json.WriteNumberValue(user);
            json.WriteNumberValue(mark.Seq);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return target.WrittenMemory;
    }

    /// <summary>Takes in what was kept; false where it cannot be read, and then all begin anew.</summary>
    public bool Read(ReadOnlyMemory<byte> document, string epoch)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            if (json.RootElement.Text("epoch") != epoch)
                return true;
            foreach (var one in json.RootElement.GetProperty("marks").EnumerateArray())
                marks[one[0].GetInt64()] = (one[1].GetInt64(), ++turns);
            return true;
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd) || odd is IndexOutOfRangeException)
        {
            marks.Clear();
            return false;
        }
    }
}
