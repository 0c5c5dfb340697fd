using Rollcall.Server.CommandLine.Demo;
using Rollcall.Server.CommandLine.Simulate.Clients;

namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>One simulation from beginning to end: everybody comes in, in fine weather; then it is written, in the weather that was asked for; then the weather is fine again and
/// everybody has time to come back; then it is counted.</summary>
internal static class Simulation
{
    private const int ComingInAtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it. Throws <see cref="PlayBrokenException"/> where somebody cannot come in, or the server is not there.</summary>
    /// <param name="plan">What.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told the part that is done, 0 to 1, and what is so.</param>
    /// <param name="cancel">Ends it without a report.</param>
    public static async Task<SimulationReport> RunAsync(SimulationPlan plan, TimeProvider time, Action<double, Ledger> progress, CancellationToken cancel)
    {
        var scene = new SimulationScene(plan, time);
        if (plan.Kind == SimulatedKind.Rooms)
            await RoomScene.MakeAsync(scene, cancel);
        var clients = Enumerable.Range(0, plan.Clients).Select(number => Client(plan.Kind, number, scene)).ToList();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var living = new List<Task>();
        try
        {
            // The first one makes what the others come into.
            foreach (var some in clients.Take(1).Chunk(1).Concat(clients.Skip(1).Chunk(ComingInAtOnce)))
            {
                living.AddRange(some.Select(client => client.LiveAsync(end.Token)));
                await Task.WhenAll(some.Select(client => client.InStep)).WaitAsync(Patience, time, cancel);
            }

            var took = await WriteAsync(scene, clients, progress, cancel);
            await SettleAsync(scene, cancel);
            progress(1, scene.Ledger);
            return scene.Ledger.Report(took);
        }
        catch (TimeoutException)
        {
            throw new PlayBrokenException($"everybody to come in within {Patience.TotalSeconds} s", "silence");
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(living);
        }
    }

    private static SimulatedClient Client(SimulatedKind kind, int number, SimulationScene scene) => kind switch
    {
        SimulatedKind.Meets => new MeetClient(number, scene),
        SimulatedKind.Queue => new QueueClient(number, scene),
        _ => new RoomClient(number, scene),
    };

    private static async Task<TimeSpan> WriteAsync(SimulationScene scene, List<SimulatedClient> clients, Action<double, Ledger> progress, CancellationToken cancel)
    {
        var (plan, began) = (scene.Plan, scene.Time.GetTimestamp());
        using var over = new CancellationTokenSource(plan.Duration, scene.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        var stirring = Task.WhenAll(clients.Select(client => client.StirAsync(either.Token)));
        while (!stirring.IsCompleted)
        {
            progress(Math.Min(1, scene.Time.GetElapsedTime(began) / plan.Duration), scene.Ledger);
            await Task.WhenAny(stirring, Task.Delay(LookEvery, scene.Time, CancellationToken.None));
        }

        await stirring;
        return scene.Time.GetElapsedTime(began);
    }

    // Owed is what was acknowledged and not heard; open, what was not answered. Both come to nothing when all are back, unless something is lost.
    private static async Task SettleAsync(SimulationScene scene, CancellationToken cancel)
    {
        var began = scene.Time.GetTimestamp();
        while ((scene.Ledger.Open > 0 || scene.Ledger.Owed > 0) && scene.Time.GetElapsedTime(began) < scene.Plan.Settle)
            await Task.Delay(LookEvery, scene.Time, cancel);
    }
}
