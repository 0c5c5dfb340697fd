using System.Security.Cryptography;
using Rollcall.Core.Sessions;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Sessions;

public sealed class PasswordGateTests : IDisposable
{
    private static readonly ScryptCost Cheap = new(4, 8, 1);
    private readonly TestClock clock = new();
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();

    public void Dispose() => random.Dispose();

    [Fact]
    public async Task A_right_password_is_right_and_a_wrong_one_is_wrong()
    {
        using var gate = Gate(new PasswordGateOptions { Cost = Cheap });
        var hash = (await gate.HashAsync("right", default))!;

        Assert.Equal(PasswordAnswer.Right, await gate.VerifyAsync("right", hash, default));
        Assert.Equal(PasswordAnswer.Wrong, await gate.VerifyAsync("wrong", hash, default));
        Assert.Equal(PasswordAnswer.Wrong, await gate.VerifyNobodyAsync("right", default));
    }

    [Fact]
    public async Task Beyond_those_at_work_and_those_waiting_the_answer_is_busy()
    {
        using var held = new HeldRandom();
        using var gate = new PasswordGate(new PasswordGateOptions { AtOnce = 2, Waiting = 3, Cost = Cheap }, held, clock);
        var atWork = await held.HoldAsync(gate, 2);
        var waiting = Enumerable.Range(0, 3).Select(_ => gate.VerifyNobodyAsync("guess", default)).ToList();

        Assert.Equal(PasswordAnswer.Busy, await gate.VerifyNobodyAsync("guess", default));
        Assert.Null(await gate.HashAsync("new", default));

        held.Release();
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(PasswordAnswer.Wrong, answer));
        Assert.All(await Task.WhenAll(atWork), Assert.NotNull);
    }

    [Fact]
    public async Task A_right_password_is_remembered_so_that_a_thousand_desks_cost_one_hash()
    {
        using var held = new HeldRandom();
        using var gate = new PasswordGate(new PasswordGateOptions { AtOnce = 1, Waiting = 1, Cost = Cheap }, held, clock);
        var hash = (await gate.HashAsync("right", default))!;
        Assert.False(gate.Remembers("right", hash));
        await gate.VerifyAsync("right", hash, default);
        Assert.False(gate.Remembers("wrong", hash));

        // With the only thread held, nothing that needs a hash gets an answer.
        var atWork = await held.HoldAsync(gate, 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => gate.VerifyAsync("right", hash, default)));

        Assert.All(answers, answer => Assert.Equal(PasswordAnswer.Right, answer));
        held.Release();
        await Task.WhenAll(atWork);
    }

    [Fact]
    public async Task What_is_remembered_runs_out_and_goes_when_the_password_changes()
    {
        using var gate = Gate(new PasswordGateOptions { Cost = Cheap, RememberedFor = TimeSpan.FromMinutes(10) });
        var hash = (await gate.HashAsync("right", default))!;
        var changed = (await gate.HashAsync("right", default))!;
        await gate.VerifyAsync("right", hash, default);

        Assert.False(gate.Remembers("right", changed));
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.True(gate.Remembers("right", hash));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(gate.Remembers("right", hash));
    }

    [Fact]
    public async Task Only_so_many_are_remembered()
    {
        using var gate = Gate(new PasswordGateOptions { Cost = Cheap, Remembered = 3 });
        var hashes = new List<PasswordHash>();
        for (var i = 0; i < 5; i++)
        {
            hashes.Add((await gate.HashAsync($"p{i}", default))!);
            await gate.VerifyAsync($"p{i}", hashes[i], default);
        }
        Assert.Equal([false, false, true, true, true], hashes.Select((hash, i) => gate.Remembers($"p{i}", hash)));
    }

    [Fact]
    public async Task Who_left_while_waiting_is_not_hashed_for()
    {
        using var gate = Gate(new PasswordGateOptions { Cost = Cheap });
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.VerifyNobodyAsync("guess", left.Token));
    }

    private PasswordGate Gate(PasswordGateOptions options) => new(options, random, clock);
}
