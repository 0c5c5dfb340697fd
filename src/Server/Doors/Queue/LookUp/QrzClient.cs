using System.Net;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Doors.Queue.LookUp;

/// <summary>Asks the XML service of QRZ.com: logs in for a session key, looks up, logs in anew when the session has expired.</summary>
/// <remarks>Any number of look-ups at once; the session key is shared, and one log-in at a time makes it.</remarks>
public sealed class QrzClient : IDisposable
{
    private const int MostBytes = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterRefusedLogIn = TimeSpan.FromMinutes(5);

    private readonly QrzSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly HttpClient http;
    private readonly SemaphoreSlim loggingIn = new(1);

    // Written while logging in, read by every look-up.
    private volatile string? key;
    private DateTimeOffset refusedUntil = DateTimeOffset.MinValue;

    /// <summary>Begins without a session.</summary>
    public QrzClient(QrzSettings settings, TimeProvider time, ILogger log)
    {
        (this.settings, this.time, this.log) = (settings, time, log);
        // Not compressed: a small answer could then unpack to a large one. Not redirected: the password goes to the configured address and to no other.
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false, MaxConnectionsPerServer = 4, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private enum Fault
    {
        Limit,
        Broken,
    }

    /// <summary>Looks a call up: at most two tries of five seconds each, and the log-ins they need. Throws nothing for what the service does.</summary>
    public async Task<LookUpResult> LookUpAsync(string call, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            var result = await TryAsync(call, cancel);
            if (result is not LookUpResult.Failed || tries == 1)
                return result;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        loggingIn.Dispose();
    }

    private async Task<LookUpResult> TryAsync(string call, CancellationToken cancel)
    {
        var session = key ?? await LogInAsync(stale: null, cancel);
        for (var renewed = false; session is not null; renewed = true)
        {
            var (reply, fault) = await AskAsync($"s={Uri.EscapeDataString(session)}&callsign={Uri.EscapeDataString(call)}", cancel);
            if (reply is null)
                return fault == Fault.Limit ? new LookUpResult.LimitReached() : new LookUpResult.Failed();
            if (reply.Call is { } found)
                return new LookUpResult.Found(found);
            if (reply.Error?.StartsWith("Not found", StringComparison.OrdinalIgnoreCase) == true)
                return new LookUpResult.NotFound();
            if (reply.Error?.Contains("limit", StringComparison.OrdinalIgnoreCase) == true)
                return new LookUpResult.LimitReached();
            // An answer without a key says that the session is over, whatever words it uses for that.
            if (reply.Key is not null || renewed)
                return new LookUpResult.Failed();
            session = await LogInAsync(session, cancel);
        }

        return new LookUpResult.Failed();
    }

    /// <summary>The key of a session that is not <paramref name="stale"/>; null where none can be had.</summary>
    private async Task<string?> LogInAsync(string? stale, CancellationToken cancel)
    {
        await loggingIn.WaitAsync(cancel);
        try
        {
            if (key is { } fresh && fresh != stale)
                return fresh;
            key = null;
            if (time.GetUtcNow() < refusedUntil)
                return null;
            var (reply, _) = await AskAsync($"username={Uri.EscapeDataString(settings.Username!)}&password={Uri.EscapeDataString(settings.Password!)}&agent=Rollcall-{ProductVersion.Text}", cancel);
            if (reply is { Key: null })
            {
                // Asking again with the same password would only get the account locked.
                refusedUntil = time.GetUtcNow() + PauseAfterRefusedLogIn;
                QueueDoorLog.LookUpLogInRefused(log);
            }

            return key = reply?.Key;
        }
        finally
        {
            loggingIn.Release();
        }
    }

    private async Task<(QrzReply? Reply, Fault Fault)> AskAsync(string query, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            var address = settings.BaseUrl + (settings.BaseUrl.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;
            using var answer = await http.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return (null, Fault.Limit);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > MostBytes)
                return (null, Fault.Broken);
            return (await ReadAsync(answer, either.Token) is { } body ? QrzReply.Read(body) : null, Fault.Broken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (null, Fault.Broken);
        }
    }

    /// <summary>The body; null where it is too large.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var body = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            if (length == body.Length)
                Array.Resize(ref body, Math.Min(MostBytes + 1, body.Length * 4));
            var count = await stream.ReadAsync(body.AsMemory(length), cancel);
            length += count;
            if (length > MostBytes)
                return null;
            if (count == 0)
                return body.AsMemory(0, length);
        }
    }
}
