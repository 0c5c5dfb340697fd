using System.Security.Cryptography;
using System.Text.Json;

namespace Rollcall.Apps.Queue;

/// <summary>Tells whether two commands ask for the same: a hash of operation and data, whoever asks and by whichever door.</summary>
internal static class Fingerprints
{
    public static string Of(QueueCommand command)
    {
        var tidy = command switch
        {
            QueueCommand.Register register => register with { Callsign = Callsign.Normal(register.Callsign), Known = null, AddressMustWait = null },
            QueueCommand.LogDirect direct => direct with { Callsign = Callsign.Normal(direct.Callsign), Known = null },
            _ => command,
        };
        tidy = tidy with { IdempotencyKey = null };
        var data = JsonSerializer.SerializeToUtf8Bytes(tidy, tidy.GetType(), QueueJson.WithoutAuthor);
        byte[] whole = [.. System.Text.Encoding.UTF8.GetBytes(tidy.GetType().Name), 0, .. data];
        return Convert.ToHexStringLower(SHA256.HashData(whole).AsSpan(0, 16));
    }
}
