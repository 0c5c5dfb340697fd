using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Measuring;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Looks at operators' names and passwords, slowly for those who guess (specification 6). The same for every door and every queue.</summary>
/// <remarks>Any thread. Those who ask with the same name and password at the same time wait for one look: after a restart all of an operator's
/// programs come back at once.</remarks>
internal sealed class OperatorLogIn(OperatorList operators, ServerParts parts)
{
    private const int MostKeys = 100_000;
    private const int LongestName = 256;
    private const int LongestPassword = 512;

    private readonly Throttle<string> addresses = new(ThrottleRule.Window(10, TimeSpan.FromMinutes(5)), MostKeys, parts.Time);
    private readonly Throttle<string> names = new(ThrottleRule.Window(20, TimeSpan.FromMinutes(15)), MostKeys, parts.Time);
    private readonly PasswordGate passwords = parts.Passwords;
    private readonly Identities? accounts = parts.Identities;
    private readonly Measures measures = parts.Measures;
    private readonly ILogger log = parts.Logs.CreateLogger<OperatorLogIn>();
    private readonly byte[] key = parts.Random.Bytes(32);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<LogIn>> looking = new(StringComparer.Ordinal);

    /// <summary>Whether there is an operator of any kind.</summary>
    public bool AnyOperator => operators.Any || accounts is { AnyAdmin: true };

    /// <summary>Whether the two belong together. <paramref name="queue"/> is for the log only.</summary>
    public async ValueTask<LogIn> CheckAsync(BasicCredentials given, ClientAddress address, string queue)
    {
        if (given.Name.Length is 0 or > LongestName || given.Password.Length > LongestPassword)
            return Note((LogIn?)new Attempt(this, address.Key, "").Begin() ?? new LogIn.Wrong(), queue);
        if (Remembered(given) is { } known)
            return Note(new LogIn.Good(known), queue);

        var (attempt, mark) = (new Attempt(this, address.Key, given.Name.ToLowerInvariant()), MarkOf(given));
        Task<LogIn>? look;
        bool isMine;
        lock (gate)
        {
            isMine = !looking.TryGetValue(mark, out look);
            if (isMine && attempt.Begin() is { } throttled)
                return Note(throttled, queue);
            if (isMine)
                looking[mark] = look = LookAsync(given, address, mark);
        }

        var answer = await look!;
        if (isMine && answer is not LogIn.Wrong)
            attempt.TakeBack();
        // Whoever waited for somebody else's look has failed as well, and may be one too many.
        return Note(!isMine && answer is LogIn.Wrong && attempt.Begin() is { } late ? late : answer, queue);
    }

    private static Operator Of(WhoIs who) => new(who.Handle, [], who.UserId, who.SessionId == 0 ? null : who.SessionId);

    private string MarkOf(BasicCredentials given) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{given.Name.Length}:{given.Name}{given.Password}")));

    private Operator? Remembered(BasicCredentials given)
    {
        if (operators.Find(given.Name) is { } named)
            return passwords.Remembers(given.Password, named.Hash) ? named.Who : null;
        return accounts?.RememberedPassword(given.Name, given.Password) is { IsAdmin: true } account ? Of(account) : null;
    }

    private async Task<LogIn> LookAsync(BasicCredentials given, ClientAddress address, string mark)
    {
        // Not under the caller's lock, whatever the gates of passwords do at once.
        await Task.Yield();
        try
        {
            if (operators.Find(given.Name) is { } named)
                return await passwords.VerifyAsync(given.Password, named.Hash, CancellationToken.None) switch
                {
                    PasswordAnswer.Right => new LogIn.Good(named.Who),
                    PasswordAnswer.Busy => new LogIn.Busy(),
                    _ => new LogIn.Wrong(),
                };
            if (accounts is null)
                return await passwords.VerifyNobodyAsync(given.Password, CancellationToken.None) == PasswordAnswer.Busy ? new LogIn.Busy() : new LogIn.Wrong();
            return await accounts.CheckPasswordAsync(given.Name, given.Password, address.Key) switch
            {
                PasswordVerdict.Good { Who: { IsAdmin: true } who } => new LogIn.Good(Of(who)),
                PasswordVerdict.Throttled throttled => new LogIn.Throttled(throttled.RetryAfter),
                PasswordVerdict.Busy => new LogIn.Busy(),
                _ => new LogIn.Wrong(),
            };
        }
        finally
        {
            lock (gate)
                looking.Remove(mark);
        }
    }

    private LogIn Note(LogIn came, string queue)
    {
        measures.AuthAttempt("queue", came switch { LogIn.Good => "ok", LogIn.Throttled => "throttled", LogIn.Busy => "busy", _ => "failed" });
        if (came is LogIn.Wrong)
            QueueDoorLog.LogInFailed(log, queue);
        else if (came is LogIn.Throttled)
            QueueDoorLog.LogInThrottled(log, queue);
        return came;
    }

    /// <summary>One attempt as both throttles count it: as failed, until it is taken back.</summary>
    private readonly record struct Attempt(OperatorLogIn To, string Address, string Name)
    {
        public LogIn.Throttled? Begin()
        {
            if (To.addresses.Begin(Address) is { } wait)
                return new(wait);
            if (To.names.Begin(Name) is not { } besieged)
                return null;
            To.addresses.Withdraw(Address);
            return new(besieged);
        }

        public void TakeBack()
        {
            To.addresses.Withdraw(Address);
            To.names.Withdraw(Name);
        }
    }
}
