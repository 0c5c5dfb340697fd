using System.Globalization;
using System.Text.Json;
using Rollcall.Bench.Children;

namespace Rollcall.Bench.Readers;

/// <summary>Many readers of one server, all in one process of their own.</summary>
internal sealed class Readers : IDisposable
{
    private readonly Child _child = Child.Self("read");

    /// <summary>Connects so many and waits until each has been greeted. One goes first: where a password is asked for, the server then knows it and need
    /// not refuse any of a crowd because it has too many to check.</summary>
    public async Task OpenAsync(ReaderScript script, int count)
    {
        await _child.SayAsync($"open 1 {JsonSerializer.Serialize(script)}");
        await _child.HearAsync("reached");
        await _child.SayAsync($"open {count - 1} {JsonSerializer.Serialize(script with { Greeting = 0 })}");
        await _child.HearAsync("reached");
    }

    /// <summary>Lets each wait for so many messages more; then <see cref="ReachedAsync"/>.</summary>
    public Task ExpectAsync(int messages) => _child.SayAsync($"expect {messages}");

    /// <summary>Waits until every reader has all it expects.</summary>
    public Task ReachedAsync() => _child.HearAsync("reached");

    /// <summary>Notes from now on when each message comes to each reader.</summary>
    public async Task TimeAsync()
    {
        await _child.SayAsync("time");
        await _child.HearAsync("timing");
    }

    /// <summary>How long deliveries took since <see cref="TimeAsync"/>, once everybody has all of them.</summary>
    /// <param name="sentAt">When each message was sent, as timestamps of this machine's clock.</param>
    public async Task<DeliveryTimes> TimesAsync(IReadOnlyList<long> sentAt)
    {
        await _child.SayAsync(string.Create(CultureInfo.InvariantCulture, $"times {string.Join(',', sentAt)}"));
        var numbers = (await _child.HearAsync("times")).Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new((long)numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>Hangs all of them up.</summary>
    public async Task CloseAsync()
    {
        await _child.SayAsync("close");
        await _child.HearAsync("closed");
    }

    public void Dispose() => _child.Dispose();
}

/// <summary>From sending an update until a reader has it.</summary>
/// <param name="Count">Deliveries.</param>
/// <param name="MedianUs">The middle one, in microseconds.</param>
/// <param name="P99Us">99 of 100 are quicker; microseconds.</param>
internal sealed record DeliveryTimes(long Count, double MedianUs, double P99Us);
