using System.Threading.Channels;
using Rollcall.Server.CommandLine.Demo;

namespace Rollcall.Server.CommandLine.Simulate.Clients;

/// <summary>Something a client asked for and has no answer to yet.</summary>
/// <param name="Number">The client's own number for it, from 1.</param>
/// <param name="Made">When.</param>
/// <param name="Text">As it is sent, and sent again.</param>
internal sealed record Operation(long Number, DateTimeOffset Made, byte[] Text);

/// <summary>One client under simulated weather: connects, listens, perhaps writes, loses its line, comes back and goes on from its position. Everything of it happens on its one
/// loop, fed by a mailbox that timers and its line write to.</summary>
internal abstract class SimulatedClient(int number, SimulationScene scene)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Channel<Happening> mailbox = Channel.CreateUnbounded<Happening>(new() { SingleReader = true });
    private readonly Random chance = new(unchecked((scene.Plan.Seed * 31) + number));
    private readonly TaskCompletionSource inStep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Operation> pending = [];
    // Every so many-th one, writers and listeners alike.
    private readonly bool isIntermittent = Math.Floor((number + 1) * scene.Plan.Weather.IntermittentPercent / 100) > Math.Floor(number * scene.Plan.Weather.IntermittentPercent / 100);
    private WeatheredLine? line;
    private long lastNumber;
    private int failures;
    private bool isReady;
    // Until the simulation begins, and when it is over.
    private bool isCalm = true;
    private bool hasBeenThere;

    /// <summary>Which one it is, from 0.</summary>
    public int Number => number;

    /// <summary>Whether it writes.</summary>
    public virtual bool Writes => number < Scene.Plan.Writers;

    /// <summary>Completes when it is there for the first time; fails where it cannot come in.</summary>
    public Task InStep => inStep.Task;

    protected SimulationScene Scene => scene;

    protected DateTimeOffset Now => scene.Time.GetUtcNow();

    /// <summary>Where its connection goes, with whose token; asked anew every time.</summary>
    protected abstract (string Path, string? Token) Address { get; }

    /// <summary>Lives until told to end.</summary>
    public async Task LiveAsync(CancellationToken cancel)
    {
        mailbox.Writer.TryWrite(new Happening.Connect());
        try
        {
            await foreach (var one in mailbox.Reader.ReadAllAsync(cancel))
                await HandleAsync(one, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The simulation is over.
        }
        finally
        {
            if (line is not null)
                await line.CutAsync();
        }
    }

    /// <summary>Writes at its pace, and has its outages, until that is over.</summary>
    public async Task StirAsync(CancellationToken over)
    {
        var (pace, weather) = (new Random(chance.Next()), new Random(chance.Next()));
        mailbox.Writer.TryWrite(new Happening.Turn(Calm: false));
        await Task.WhenAll(Writes ? WriteAsync(pace) : Task.CompletedTask, isIntermittent ? DropAsync(weather) : Task.CompletedTask);
        mailbox.Writer.TryWrite(new Happening.Turn(Calm: true));

        async Task WriteAsync(Random random)
        {
            // Not all at the same moment.
            var every = TimeSpan.FromSeconds(1 / scene.Plan.RatePerSecond);
            await WaitAsync(every * random.NextDouble(), over);
            while (!over.IsCancellationRequested)
            {
                // Counted where it is decided: a client that is busy connecting makes it later, and the end must wait for it.
                scene.Ledger.Making();
                mailbox.Writer.TryWrite(new Happening.Write());
                await WaitAsync(every, over);
            }
        }

        async Task DropAsync(Random random)
        {
            await WaitAsync(scene.Plan.Weather.NextOutage(random), over);
            while (!over.IsCancellationRequested)
            {
                mailbox.Writer.TryWrite(new Happening.Drop());
                await WaitAsync(scene.Plan.Weather.Outage + scene.Plan.Weather.NextOutage(random), over);
            }
        }
    }

    /// <summary>What is said first on a new connection; nothing where the server speaks first.</summary>
    protected abstract void Greet();

    /// <summary>Takes in what came.</summary>
    protected abstract void Take(string text);

    /// <summary>The next operation as it is sent.</summary>
    protected abstract byte[] Make(long operation);

    /// <summary>Sends what is no operation.</summary>
    protected void Say(byte[] text) => line?.Send(text);

    /// <summary>It is there and has been told what it missed, or will be: what it has no answers to is sent again.</summary>
    protected void Arrived()
    {
        if (hasBeenThere && !isReady)
            scene.Ledger.ComeBack();
        (isReady, hasBeenThere, failures) = (true, true, 0);
        inStep.TrySetResult();
        foreach (var one in pending)
            line?.Send(one.Text);
    }

    /// <summary>It was not let in: the simulation cannot begin, or this client tries again.</summary>
    protected void TurnedAway(string why)
    {
        inStep.TrySetException(new PlayBrokenException($"client {number} to come in", why));
        if (line is not null)
            mailbox.Writer.TryWrite(new Happening.Ended(line));
    }

    /// <summary>An own operation was acknowledged.</summary>
    protected void Acknowledge(long operation, string? id, string life, long seq)
    {
        if (pending.Find(one => one.Number == operation) is not { } own)
            return;
        pending.Remove(own);
        if (id is not null)
            scene.Ledger.Acknowledge(id, life, seq, own.Made, Now);
    }

    /// <summary>An own operation was refused.</summary>
    protected void Refuse(long operation, string code)
    {
        if (pending.RemoveAll(one => one.Number == operation) > 0)
            scene.Ledger.Refuse(code);
    }

    protected void Hear(string id, bool live) => scene.Ledger.Hear(number, id, Now, live);

    private async Task HandleAsync(Happening happening, CancellationToken cancel)
    {
        switch (happening)
        {
            case Happening.Connect when line is null:
                await ConnectAsync(cancel);
                break;
            case Happening.Said said when said.Line == line:
                Take(said.Text);
                break;
            case Happening.Ended ended when ended.Line == line:
                await LoseAsync(BackOff());
                break;
            case Happening.Drop when line is not null && !isCalm:
                await LoseAsync(scene.Plan.Weather.Outage);
                break;
            case Happening.Write:
                var made = new Operation(++lastNumber, Now, Make(lastNumber));
                pending.Add(made);
                if (isReady)
                    line?.Send(made.Text);
                break;
            case Happening.Turn(var calm):
                isCalm = calm;
                if (line is not null)
                    line.IsCalm = calm;
                break;
        }
    }

    private async Task ConnectAsync(CancellationToken cancel)
    {
        var (path, token) = Address;
        try
        {
            var opened = await Line.OpenAsync(scene.Plan.Server, path, token, cancel);
            line = new(opened, scene.Plan.Weather, chance, scene.Time, (from, text) => mailbox.Writer.TryWrite(new Happening.Said(from, text)), from => mailbox.Writer.TryWrite(new Happening.Ended(from))) { IsCalm = isCalm };
            line.Start();
            Greet();
        }
        catch (PlayBrokenException refused)
        {
            // Who was never in cannot wait for a server that comes back: nothing has begun yet.
            if (!hasBeenThere)
                TurnedAway(refused.Came);
            PostLater(BackOff(), new Happening.Connect());
        }
    }

    private async Task LoseAsync(TimeSpan away)
    {
        isReady = false;
        var lost = line!;
        line = null;
        await lost.CutAsync();
        if (!hasBeenThere)
            TurnedAway("the connection ended");
        PostLater(away, new Happening.Connect());
    }

    // Twice as long each time, and not all at the same moment.
    private TimeSpan BackOff()
    {
        var most = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures++, 6)));
        return (most < LongestWait ? most : LongestWait) * (0.5 + (0.5 * chance.NextDouble()));
    }

    private void PostLater(TimeSpan wait, Happening what) => _ = PostLaterAsync(wait, what);

    private async Task PostLaterAsync(TimeSpan wait, Happening what)
    {
        await Task.Delay(wait, scene.Time);
        mailbox.Writer.TryWrite(what);
    }

    private async Task WaitAsync(TimeSpan span, CancellationToken over) =>
        await Task.Delay(span, scene.Time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
