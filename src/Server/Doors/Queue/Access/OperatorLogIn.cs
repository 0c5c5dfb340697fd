using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Measuring;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Looks at operators' names and passwords, slowly for those who guess (specification 6). The same for every door and every queue.</summary>
/// <remarks>Any thread. Those who ask with the same name and password at the same time wait for one look: after a restart all of an operator's
/// programs come back at once.</remarks>
internal sealed class OperatorLogIn(OperatorList operators, PasswordGate passwords, Measures measures, TimeProvider time, RandomNumberGenerator chance, ILogger<OperatorLogIn> log)
{
    private const int MostKeys = 100_000;
    private const int LongestName = 256;
    private const int LongestPassword = 512;

    private readonly Throttle<string> addresses = new(ThrottleRule.Window(10, TimeSpan.FromMinutes(5)), MostKeys, time);
    private readonly Throttle<string> names = new(ThrottleRule.Window(20, TimeSpan.FromMinutes(15)), MostKeys, time);
    private readonly byte[] key = Key(chance);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<PasswordAnswer>> looking = new(StringComparer.Ordinal);

    /// <summary>Whether the two belong together. <paramref name="queue"/> is for the log only.</summary>
    public async ValueTask<LogIn> CheckAsync(BasicCredentials given, ClientAddress address, string queue)
    {
        if (given.Name.Length is 0 or > LongestName || given.Password.Length > LongestPassword)
            return await RefuseAsync(given, address, queue);
        var known = operators.Find(given.Name);
        if (known is { } remembered && passwords.Remembers(given.Password, remembered.Hash))
            return Good(remembered.Who);

        var attempt = new Attempt(this, address.Key, given.Name.ToLowerInvariant());
        Task<PasswordAnswer>? others;
        var mark = MarkOf(given);
        Task<PasswordAnswer>? mine = null;
        lock (gate)
        {
            if (!looking.TryGetValue(mark, out others))
            {
                if (attempt.Begin() is { } wait)
                    return Throttled(queue, wait);
                looking[mark] = mine = LookAsync(given, known?.Hash, mark);
            }
        }

        var answer = await (mine ?? others!);
        if (mine is null && answer == PasswordAnswer.Wrong && attempt.Begin() is { } late)
            return Throttled(queue, late);
        if (mine is not null && answer != PasswordAnswer.Wrong)
            attempt.TakeBack();
        switch (answer)
        {
            case PasswordAnswer.Right when known is { } right:
                return Good(right.Who);
            case PasswordAnswer.Busy:
                measures.AuthAttempt("queue", "busy");
                return new LogIn.Busy();
            default:
                return Wrong(queue);
        }
    }

    private static byte[] Key(RandomNumberGenerator chance)
    {
        var made = new byte[32];
        chance.GetBytes(made);
        return made;
    }

    private string MarkOf(BasicCredentials given) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{given.Name.Length}:{given.Name}{given.Password}")));

    private async Task<PasswordAnswer> LookAsync(BasicCredentials given, PasswordHash? hash, string mark)
    {
        // Not under the caller's lock, whatever the gate of passwords does at once.
        await Task.Yield();
        try
        {
            return hash is null ? await passwords.VerifyNobodyAsync(given.Password, CancellationToken.None) : await passwords.VerifyAsync(given.Password, hash, CancellationToken.None);
        }
        finally
        {
            lock (gate)
                looking.Remove(mark);
        }
    }

    /// <summary>What is too long to be anybody's is not looked at, but counts.</summary>
    private ValueTask<LogIn> RefuseAsync(BasicCredentials given, ClientAddress address, string queue)
    {
        var name = given.Name.Length > LongestName ? given.Name[..LongestName] : given.Name;
        return ValueTask.FromResult(new Attempt(this, address.Key, name.ToLowerInvariant()).Begin() is { } wait ? Throttled(queue, wait) : Wrong(queue));
    }

    private LogIn.Good Good(Operator who)
    {
        measures.AuthAttempt("queue", "ok");
        return new(who);
    }

    private LogIn Wrong(string queue)
    {
        measures.AuthAttempt("queue", "failed");
        QueueDoorLog.LogInFailed(log, queue);
        return new LogIn.Wrong();
    }

    private LogIn Throttled(string queue, TimeSpan wait)
    {
        measures.AuthAttempt("queue", "throttled");
        QueueDoorLog.LogInThrottled(log, queue);
        return new LogIn.Throttled(wait);
    }

    /// <summary>One attempt as both throttles count it: as failed, until it is taken back.</summary>
    private readonly record struct Attempt(OperatorLogIn To, string Address, string Name)
    {
        public TimeSpan? Begin()
        {
            if (To.addresses.Begin(Address) is { } wait)
                return wait;
            if (To.names.Begin(Name) is not { } besieged)
                return null;
            To.addresses.Withdraw(Address);
            return besieged;
        }

        public void TakeBack()
        {
            To.addresses.Withdraw(Address);
            To.names.Withdraw(Name);
        }
    }
}
