using System.Text.Json;
using Rollcall.Bench.Children;

namespace Rollcall.Bench.Readers;

/// <summary>Many readers of one server, all in one process of their own.</summary>
internal sealed class Readers : IDisposable
{
    private readonly Child _child = Child.Self("read");

    /// <summary>Connects so many and waits until each has been greeted.</summary>
    public async Task OpenAsync(ReaderScript script, int count)
    {
        await _child.SayAsync($"open {count} {JsonSerializer.Serialize(script)}");
        await _child.HearAsync("reached");
    }

    /// <summary>Lets each wait for so many messages more; then <see cref="ReachedAsync"/>.</summary>
    public Task ExpectAsync(int messages) => _child.SayAsync($"expect {messages}");

    /// <summary>Waits until every reader has all it expects.</summary>
    public Task ReachedAsync() => _child.HearAsync("reached");

    /// <summary>Hangs all of them up.</summary>
    public async Task CloseAsync()
    {
        await _child.SayAsync("close");
        await _child.HearAsync("closed");
    }

    public void Dispose() => _child.Dispose();
}
