using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Core.Sessions;

/// <summary>Which passwords were found right lately, each only as an HMAC under a key that this process made up and nobody else has.
/// Wrong ones are never in it.</summary>
/// <remarks>May be called from any thread; the lock is held for a look-up.</remarks>
internal sealed class RememberedPasswords(int most, TimeSpan duration, RandomNumberGenerator random, TimeProvider time)
{
    private readonly byte[] key = random.Bytes(32);
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> until = [];
    private readonly Queue<string> oldest = new();

    /// <summary>Whether that password was right for that hash a short while ago.</summary>
    public bool Holds(string password, PasswordHash hash)
    {
        var mark = MarkOf(password, hash);
        lock (gate) return until.TryGetValue(mark, out var end) && time.GetUtcNow() < end;
    }

    /// <summary>Remembers that it was; the oldest is forgotten when there are too many.</summary>
    public void Add(string password, PasswordHash hash)
    {
        var mark = MarkOf(password, hash);
        lock (gate)
        {
            var now = time.GetUtcNow();
            // One that is there already keeps its place in the queue; it was found right twice at the same moment, or had run out.
            if (!until.ContainsKey(mark)) oldest.Enqueue(mark);
            until[mark] = now + duration;
            while (oldest.Count > most || oldest.TryPeek(out var first) && until[first] <= now) until.Remove(oldest.Dequeue());
        }
    }

    private string MarkOf(string password, PasswordHash hash) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes(hash.ToString()), 0, .. PasswordHash.BytesOf(password)]));
}
