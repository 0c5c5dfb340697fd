using System.Globalization;
using System.Text.Json;

namespace Rollcall.Bench.Readers;

/// <summary>The process of many readers: one thread that waits for all their sockets and for its own standard input.</summary>
internal sealed class ReaderChild : IDisposable
{
    private const int CommandTag = -1;

    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly List<ReaderSocket> _readers = [];
    private readonly Epoll _epoll = new();
    private List<(long Message, long At)>? _arrivals;
    private long _target;
    private int _waiting;

    /// <summary>Does what it is told until its input ends.</summary>
    public static void Run()
    {
        using var child = new ReaderChild();
        child.Loop();
    }

    public void Dispose()
    {
        foreach (var reader in _readers) reader.Dispose();
        _epoll.Dispose();
    }

    private void Loop()
    {
        const int StandardInput = 0;
        _epoll.Watch(StandardInput, CommandTag);
        var tags = new int[1024];
        while (true)
        {
            var count = _epoll.Wait(tags);
            foreach (var tag in tags.AsSpan(0, count))
            {
                if (tag != CommandTag)
                {
                    TakeIn(_readers[tag]);
                    continue;
                }

                if (Console.ReadLine() is not { } command) return;
                Obey(command);

                // It may have closed those whose tags are still to come; who has something to say is told again.
                break;
            }
        }
    }

    private void Obey(string command)
    {
        var words = command.Split(' ', 3);
        switch (words[0])
        {
            case "open":
                var script = JsonSerializer.Deserialize<ReaderScript>(words[2])!;
                for (var left = int.Parse(words[1], CultureInfo.InvariantCulture); left > 0; left--) Open(script);
                Expect(script.Greeting);
                break;
            case "expect":
                Expect(int.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            case "time":
                // From now on it is noted when each message came to each reader; those that follow are numbered from what all have now.
                _arrivals = [];
                Console.WriteLine("timing");
                break;
            case "times":
                Console.WriteLine($"times {Times(words[1])}");
                _arrivals = null;
                break;
            case "close":
                foreach (var reader in _readers) reader.Dispose();
                _readers.Clear();
                (_target, _waiting) = (0, 0);
                Console.WriteLine("closed");
                break;
            default:
                throw new InvalidOperationException($"Nobody knows '{command}'");
        }
    }

    /// <summary>How long deliveries took, given when each message was sent: count, median and 99th percentile in microseconds.</summary>
    private string Times(string sent)
    {
        var sentAt = sent.Split(',').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var first = _target - sentAt.Length;
        var took = _arrivals!.Select(one => TimeProvider.System.GetElapsedTime(sentAt[one.Message - first], one.At).TotalMicroseconds).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{took.Count} {took[took.Count / 2]:F0} {took[took.Count * 99 / 100]:F0}");
    }

    private void Open(ReaderScript script)
    {
        var reader = new ReaderSocket(script);
        _epoll.Watch(reader.Descriptor, _readers.Count);
        _readers.Add(reader);
    }

    private void Expect(int messages)
    {
        _target += messages;
        _waiting = _readers.Count(reader => reader.Messages < _target);
        if (_waiting == 0) Console.WriteLine("reached");
    }

    private void TakeIn(ReaderSocket reader)
    {
        var before = reader.Messages;
        reader.TakeIn(_buffer);
        for (var number = before; _arrivals is not null && number < reader.Messages; number++) _arrivals.Add((number, TimeProvider.System.GetTimestamp()));
        if (before >= _target || reader.Messages < _target || --_waiting > 0) return;
        Console.WriteLine("reached");
    }
}
