using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Rollcall.Core.Store.Files;

/// <summary>What is wrong with a line of a log.</summary>
internal enum LineFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The bytes are not those that were written; a crash in the middle of a write looks like this.</summary>
    Checksum,

    /// <summary>The checksum holds, but this is no line of ours; a crash does not do that.</summary>
    Header,

    /// <summary>A good line with a number out of turn: a line is missing or there twice.</summary>
    Order,

    /// <summary>The events of one command are not all there. At the end of a log a crash in the middle of a write looks like this.</summary>
    Unit,
}

/// <summary>One line of a log that has been read, without its line break: <c>8d3f01c2 {"seq":57,"epoch":"k3f9x2",...,"body":{...}}</c>,
/// the CRC-32C of the JSON bytes in eight hex digits, a space, the JSON.</summary>
internal readonly ref struct LogLine
{
    /// <summary>Bytes before the JSON: checksum and space.</summary>
    public const int Prefix = 9;

    private static ReadOnlySpan<byte> Opening => "{\"seq\":"u8;

    private readonly ReadOnlySpan<byte> epoch, op, type;

    private LogLine(long seq, DateTimeOffset at, int more, ReadOnlySpan<byte> epoch, ReadOnlySpan<byte> op, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        (Seq, At, More) = (seq, at, more);
        this.epoch = epoch;
        this.op = op;
        this.type = type;
        Body = body;
    }

    /// <summary>The event's number.</summary>
    public long Seq { get; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset At { get; }

    /// <summary>How many events of the same command follow.</summary>
    public int More { get; }

    /// <summary>The JSON object that is the event's body.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Reads a line whole: checksum and every field.</summary>
    public static LineFault TryRead(ReadOnlySpan<byte> line, out LogLine read)
    {
        read = default;
        if (!ChecksumHolds(line)) return LineFault.Checksum;
        try
        {
            return TryReadFields(line[Prefix..], out read) ? LineFault.None : LineFault.Header;
        }
        catch (JsonException)
        {
            return LineFault.Header;
        }
    }

    /// <summary>Reads only the event's number, without looking at the checksum; 0 where there is none.</summary>
    public static long SeqOf(ReadOnlySpan<byte> line) =>
        line.Length > Prefix + Opening.Length && line[Prefix..].StartsWith(Opening)
            && Utf8Parser.TryParse(line[(Prefix + Opening.Length)..], out long seq, out _) ? seq : 0;

    /// <summary>Whether this is a whole good line with more behind it: two lines whose line break was lost. A crash in the middle of a write leaves a part
    /// of one line, or zeros, but never this.</summary>
    public static bool HoldsMoreThanOne(ReadOnlySpan<byte> line)
    {
        if (line.Length <= Prefix) return false;
        var reader = new Utf8JsonReader(line[Prefix..], isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || !reader.TrySkip()) return false;
        }
        catch (JsonException)
        {
            return false;
        }
        var end = Prefix + (int)reader.BytesConsumed;
        return ChecksumHolds(line[..end]) && line.Length > end + 1 && line[(end + 1)..].ContainsAnyExcept((byte)0);
    }

    /// <summary>Whether the line begins with the checksum of what follows.</summary>
    public static bool ChecksumHolds(ReadOnlySpan<byte> line)
    {
        if (line.Length <= Prefix || line[Prefix - 1] != ' ') return false;
        Span<byte> expected = stackalloc byte[Prefix - 1];
        WriteChecksum(line[Prefix..], expected);
        return line[..(Prefix - 1)].SequenceEqual(expected);
    }

    /// <summary>Writes the CRC-32C of the bytes as eight small hex digits.</summary>
    public static void WriteChecksum(ReadOnlySpan<byte> json, Span<byte> into) =>
        Utf8Formatter.TryFormat(Crc32C(json), into, out _, new('x', 8));

    /// <summary>The event, with its own copy of the bytes.</summary>
    public LoggedEvent ToEvent() => new(Seq, Text(epoch)!, At, Text(op), Text(type)!, Body.ToArray(), More);

    /// <summary>Whether the event was written in this life of the log.</summary>
    public bool IsOfEpoch(string other) => Text(epoch) == other;

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }

    // The fields in the order in which they are written. The body is taken as it is: the checksum vouches for it.
    private static bool TryReadFields(ReadOnlySpan<byte> json, out LogLine read)
    {
        read = default;
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        if (!Next(ref reader, "seq"u8, JsonTokenType.Number) || !reader.TryGetInt64(out var seq)) return false;
        if (!Next(ref reader, "epoch"u8, JsonTokenType.String)) return false;
        var epoch = Token(ref reader, json);
        if (!Next(ref reader, "at"u8, JsonTokenType.String) || !reader.TryGetDateTimeOffset(out var at)) return false;
        ReadOnlySpan<byte> op = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName) return false;
        if (reader.ValueTextEquals("op"u8))
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String) return false;
            op = Token(ref reader, json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName) return false;
        }
        var more = 0;
        if (reader.ValueTextEquals("more"u8))
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out more) || more < 1) return false;
            if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName) return false;
        }
        if (!reader.ValueTextEquals("type"u8) || !reader.Read() || reader.TokenType != JsonTokenType.String) return false;
        var type = Token(ref reader, json);
        if (!Next(ref reader, "body"u8, JsonTokenType.StartObject)) return false;
        var body = json[(int)reader.TokenStartIndex..^1];
        read = new LogLine(seq, at, more, epoch, op, type, body);
        return json is [.., (byte)'}', (byte)'}'];
    }

    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, JsonTokenType value) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read() && reader.TokenType == value;

    // A string with its quotes.
    private static ReadOnlySpan<byte> Token(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json) =>
        json[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];

    private static string? Text(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty) return null;
        if (!token.Contains((byte)'\\')) return Encoding.UTF8.GetString(token[1..^1]);
        var reader = new Utf8JsonReader(token);
        reader.Read();
        return reader.GetString();
    }
}
