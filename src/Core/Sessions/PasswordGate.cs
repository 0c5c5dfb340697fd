using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Rollcall.Core.Sessions;

/// <summary>What came of looking at a password.</summary>
public enum PasswordAnswer
{
    /// <summary>It is the password.</summary>
    Right,

    /// <summary>It is not.</summary>
    Wrong,

    /// <summary>Too many are waiting; nobody looked. Come back later.</summary>
    Busy,
}

/// <summary>How much password work is taken on.</summary>
public sealed record PasswordGateOptions
{
    /// <summary>Hashes computed at the same time; each takes a thread and the memory of its cost.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>How many may wait; beyond that the answer is <see cref="PasswordAnswer.Busy"/>.</summary>
    public int Waiting { get; init; } = 64;

    /// <summary>What new hashes cost, and what looking at nobody's password costs.</summary>
    public ScryptCost Cost { get; init; } = ScryptCost.Default;

    /// <summary>How many right passwords are remembered.</summary>
    public int Remembered { get; init; } = 10_000;

    /// <summary>For how long since the password was last hashed.</summary>
    public TimeSpan RememberedFor { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>Where passwords are hashed and looked at: a bounded number at once, on threads of its own, the rest waits or is turned away.
/// A password found right is remembered for a while as a keyed hash, so that a thousand desks coming back do not cost a thousand hashes.</summary>
/// <remarks>May be called from any thread.</remarks>
public sealed class PasswordGate : IDisposable
{
    private readonly BlockingCollection<Action> waiting;
    private readonly Thread[] threads;
    private readonly PasswordGateOptions options;
    private readonly RandomNumberGenerator random;
    private readonly RememberedPasswords remembered;
    private readonly PasswordHash nobody;

    public PasswordGate(PasswordGateOptions options, RandomNumberGenerator random, TimeProvider time)
    {
        this.options = options;
        this.random = random;
        remembered = new RememberedPasswords(options.Remembered, options.RememberedFor, random, time);
        nobody = NobodysHash(options.Cost, random);
        waiting = new BlockingCollection<Action>(options.Waiting);
        threads = [.. Enumerable.Range(1, options.AtOnce).Select(n => new Thread(Work) { IsBackground = true, Name = $"password {n}", Priority = ThreadPriority.BelowNormal })];
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>How much password work is taken on.</summary>
    public PasswordGateOptions Options => options;

    /// <summary>Whether this is the password of that hash.</summary>
    public async Task<PasswordAnswer> VerifyAsync(string password, PasswordHash hash, CancellationToken cancel)
    {
        if (remembered.Holds(password, hash)) return PasswordAnswer.Right;
        if (await RunAsync(() => hash.Matches(password), cancel) is not { } right) return PasswordAnswer.Busy;
        if (!right.Value) return PasswordAnswer.Wrong;
        remembered.Add(password, hash);
        return PasswordAnswer.Right;
    }

    /// <summary>For somebody who does not exist: costs what a wrong password costs, so that nobody can tell the two apart by time.
    /// Never <see cref="PasswordAnswer.Right"/>.</summary>
    public async Task<PasswordAnswer> VerifyNobodyAsync(string password, CancellationToken cancel)
    {
        // Looked up as well: it, too, takes its microsecond.
        _ = remembered.Holds(password, nobody);
        return await RunAsync(() => nobody.Matches(password), cancel) is null ? PasswordAnswer.Busy : PasswordAnswer.Wrong;
    }

    /// <summary>Whether the password was found right a short while ago; costs no hash. For who may pass a throttle.</summary>
    public bool Remembers(string password, PasswordHash hash) => remembered.Holds(password, hash);

    /// <summary>Hashes a new password; null when too many are waiting.</summary>
    public async Task<PasswordHash?> HashAsync(string password, CancellationToken cancel) =>
        (await RunAsync(() => PasswordHash.Of(password, options.Cost, random), cancel))?.Value;

    /// <summary>Ends the threads once what waits is done.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        foreach (var thread in threads) thread.Join();
        waiting.Dispose();
    }

    // A salt and a result that no password has.
    private static PasswordHash NobodysHash(ScryptCost cost, RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[48];
        random.GetBytes(bytes);
        var text = $"scrypt${cost.LogN}${cost.R}${cost.P}${Convert.ToBase64String(bytes[..16])}${Convert.ToBase64String(bytes[16..])}";
        return PasswordHash.TryParse(text, out var hash) ? hash : throw new ArgumentOutOfRangeException(nameof(cost), cost, "not a cost that can be computed here");
    }

    private Task<Done<T>?> RunAsync<T>(Func<T> work, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<Done<T>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return waiting.TryAdd(() => Complete(done, work, cancel), 0, CancellationToken.None) ? done.Task : Task.FromResult<Done<T>?>(null);
    }

    private static void Complete<T>(TaskCompletionSource<Done<T>?> done, Func<T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            // Whoever asked has left; the others need not wait for that answer.
            done.SetCanceled(cancel);
            return;
        }
        try
        {
            done.SetResult(new Done<T>(work()));
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private void Work()
    {
        foreach (var work in waiting.GetConsumingEnumerable()) work();
    }

    private sealed record Done<T>(T Value);
}
