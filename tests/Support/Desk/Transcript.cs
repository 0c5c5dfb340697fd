using System.Text;
using System.Text.RegularExpressions;

namespace Rollcall.Tests.Support;

/// <summary>What one client said and heard, newest last, to be shown when a test fails. Any thread may add.</summary>
internal sealed partial class Transcript(string who)
{
    private const int Most = 60;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private int dropped;

    public void Add(string mark, string text)
    {
        text = Token().Replace(text, "s1...$1");
        lock (gate)
        {
            lines.Enqueue($"  {mark} {(text.Length <= 700 ? text : text[..700] + "...")}");
            if (lines.Count <= Most)
                return;
            lines.Dequeue();
            dropped++;
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            var text = new StringBuilder(who).Append(':').AppendLine();
            if (dropped > 0)
                text.Append("  (").Append(dropped).AppendLine(" earlier ones)");
            foreach (var line in lines)
                text.AppendLine(line);
            return text.ToString();
        }
    }

    // Only the end of a token tells it from others.
    [GeneratedRegex(@"s1\.[A-Za-z0-9_.-]{20,}([A-Za-z0-9_-]{4})")]
    private static partial Regex Token();
}
