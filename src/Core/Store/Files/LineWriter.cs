using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Core.Store.Files;

/// <summary>Builds the lines of one round in a buffer that is used again for the next.</summary>
/// <remarks>Belongs to one log; used by whoever appends to it.</remarks>
internal sealed class LineWriter
{
    private const int KeptBytes = 256 * 1024;
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private byte[] buffer = [];
    private int length;

    /// <summary>The lines written so far.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Forgets the lines; gives back the room of an unusually large round.</summary>
    public void Clear()
    {
        length = 0;
        if (buffer.Length > KeptBytes) buffer = [];
    }

    /// <summary>Adds the line of an event. Throws <see cref="ArgumentException"/> for a body that is not one JSON object on one line:
    /// it would break the log for good.</summary>
    public void Add(LoggedEvent logged)
    {
        var body = logged.Body.Span;
        if (body is not [(byte)'{', .., (byte)'}'] || body.Contains((byte)'\n'))
            throw new ArgumentException($"the body of event {logged.Seq} ({logged.Type}) is not one JSON object on one line");
        var line = Begin();
        Put("{\"seq\":"u8);
        Put(logged.Seq);
        Put(",\"epoch\":"u8);
        Put(logged.Epoch);
        Put(",\"at\":\""u8);
        Put(logged.At);
        Put("\""u8);
        if (logged.Op is { } op)
        {
            Put(",\"op\":"u8);
            Put(op);
        }
        if (logged.More > 0)
        {
            Put(",\"more\":"u8);
            Put(logged.More);
        }
        Put(",\"type\":"u8);
        Put(logged.Type);
        Put(",\"body\":"u8);
        Put(body);
        End(line);
    }

    /// <summary>Adds the line of a snapshot, in the same form with fewer fields.</summary>
    public void Add(Snapshot snapshot)
    {
        var line = Begin();
        Put("{\"seq\":"u8);
        Put(snapshot.Seq);
        Put(",\"epoch\":"u8);
        Put(snapshot.Epoch);
        Put(",\"body\":"u8);
        Put(snapshot.Body.Span);
        End(line);
    }

    private int Begin()
    {
        var line = length;
        Room(LogLine.Prefix);
        length += LogLine.Prefix;
        return line;
    }

    private void End(int line)
    {
        Put("}"u8);
        var prefix = buffer.AsSpan(line, LogLine.Prefix);
        LogLine.WriteChecksum(buffer.AsSpan(line + LogLine.Prefix, length - line - LogLine.Prefix), prefix);
        prefix[^1] = (byte)' ';
        Put("\n"u8);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        length += bytes.Length;
    }

    private void Put(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        length += written;
    }

    private void Put(DateTimeOffset at)
    {
        at.UtcDateTime.TryFormat(Room(24), out var written, Instants.Format, CultureInfo.InvariantCulture);
        length += written;
    }

    private void Put(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            Put("\""u8);
            Put(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            Put("\""u8);
            return;
        }
        var room = Room(text.Length + 2);
        room[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, room[1..]);
        room[text.Length + 1] = (byte)'"';
        length += text.Length + 2;
    }

    private Span<byte> Room(int bytes)
    {
        if (buffer.Length - length < bytes) Array.Resize(ref buffer, Math.Max(length + bytes, Math.Max(1024, buffer.Length * 2)));
        return buffer.AsSpan(length);
    }
}
