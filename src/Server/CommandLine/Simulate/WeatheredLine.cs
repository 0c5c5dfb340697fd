using Rollcall.Server.CommandLine.Demo;

namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>One connection through simulated weather: both ways take their time, and what is sent may take the line with it. Two loops of its own carry what is
/// underway; <paramref name="heard"/> and <paramref name="ended"/> are called by the one that brings what came.</summary>
internal sealed class WeatheredLine(Line line, Weather weather, Random chance, TimeProvider time, Action<WeatheredLine, string> heard, Action<WeatheredLine> ended)
{
    // Each way has its own chance: the two loops and the owner never share one.
    private readonly Random fate = new(chance.Next());
    private readonly DelayedQueue<byte[]> outgoing = Delayed<byte[]>(weather, chance, time);
    private readonly DelayedQueue<string> incoming = Delayed<string>(weather, chance, time);
    private Task running = Task.CompletedTask;
    private volatile bool calm;

    /// <summary>Whether nothing is lost.</summary>
    public bool IsCalm
    {
        get => calm;
        set => calm = value;
    }

    /// <summary>Begins to carry.</summary>
    public void Start() => running = Task.WhenAll(SendAsync(), TakeAsync(), BringAsync());

    /// <summary>Sends something on its way; nobody knows whether it arrives.</summary>
    public void Send(byte[] text) => outgoing.Put(text);

    /// <summary>The line is gone; nothing is said to the other side.</summary>
    public async Task CutAsync()
    {
        await line.CutAsync();
        outgoing.End();
        await running;
        await line.DisposeAsync();
    }

    private static DelayedQueue<T> Delayed<T>(Weather weather, Random chance, TimeProvider time)
    {
        var own = new Random(chance.Next());
        return new(() => weather.DelayBy(own), time);
    }

    private async Task SendAsync()
    {
        await foreach (var text in outgoing.ArrivingAsync())
        {
            var isLost = !calm && fate.NextDouble() * 100 < weather.LossPercent;
            if (!isLost || fate.Next(2) == 0)
                await line.SendAsync(text, CancellationToken.None);
            if (isLost)
                await line.CutAsync();
        }
    }

    private async Task TakeAsync()
    {
        await foreach (var text in line.Heard.ReadAllAsync())
            incoming.Put(text);
        incoming.End();
        outgoing.End();
    }

    private async Task BringAsync()
    {
        await foreach (var text in incoming.ArrivingAsync())
            heard(this, text);
        ended(this);
    }
}
