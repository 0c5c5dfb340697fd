using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>Reads a meet's log as somebody would who has only the description of its lines: CRC-32C in hex, a space, one JSON object; numbers without gaps.</summary>
internal static class MeetLogFile
{
    /// <summary>All events of a folder, over all its segments; fails where a line is not as described.</summary>
    public static IReadOnlyList<JsonObject> Read(string folder)
    {
        var events = new List<JsonObject>();
        // Closed segments carry their first number in the name; the file without one is the end.
        var files = Directory.GetFiles(folder, "updates*.log").OrderBy(file => Path.GetFileName(file) == "updates.log").ThenBy(file => file, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var text = File.ReadAllBytes(file);
            var start = 0;
            while (start < text.Length)
            {
                var end = Array.IndexOf(text, (byte)'\n', start);
                Assert.True(end >= 0, $"{file} ends in the middle of a line");
                events.Add(ReadLine(text.AsSpan(start, end - start), file));
                start = end + 1;
            }
        }

        for (var i = 1; i < events.Count; i++)
            Assert.Equal((long)events[i - 1]["seq"]! + 1, (long)events[i]["seq"]!);
        return events;
    }

    private static JsonObject ReadLine(ReadOnlySpan<byte> line, string file)
    {
        Assert.True(line.Length > 10 && line[8] == ' ', $"{file}: a line without a checksum");
        var written = uint.Parse(Encoding.ASCII.GetString(line[..8]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var json = line[9..];
        Assert.Equal(Crc32C(json), written);
        return JsonNode.Parse(json)!.AsObject();
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
        }

        return ~crc;
    }
}
