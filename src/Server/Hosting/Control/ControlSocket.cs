using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rollcall.Server.Hosting.Control;

/// <summary>Where verbs of the command line reach a running server: a socket in the data folder that only its own system user can open. One line of JSON in,
/// <c>{"verb", "order"}</c>; one line of JSON out.</summary>
/// <remarks>One loop accepts; each asker has a task of its own.</remarks>
public sealed class ControlSocket : IAsyncDisposable
{
    private const int LongestLine = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket listener;
    private readonly string path;
    private readonly IReadOnlyDictionary<string, Func<JsonElement, Task<object>>> verbs;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;

    private ControlSocket(Socket listener, string path, IReadOnlyDictionary<string, Func<JsonElement, Task<object>>> verbs, ILogger log)
    {
        (this.listener, this.path, this.verbs, this.log) = (listener, path, verbs, log);
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The socket's place in a data folder.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "control.sock");

    /// <summary>Opens it; null where the system has no such sockets or the path is too long for one, which is logged: the server works without.</summary>
    public static ControlSocket? Open(string dataFolder, IReadOnlyDictionary<string, Func<JsonElement, Task<object>>> verbs, ILogger log)
    {
        var path = PathIn(dataFolder);
        Socket? socket = null;
        try
        {
            // The data folder belongs to this process: what is there was left by a crash.
            File.Delete(path);
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Before it listens nobody can connect, so that nobody can be quicker than this.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen();
            return new(socket, path, verbs, log);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            socket?.Dispose();
            log.NoControlSocket(e.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        File.Delete(path);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var asker = await listener.AcceptAsync(stopping.Token);
                _ = ServeAsync(asker);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                log.ControlFailed(e);
            }
        }
    }

    private async Task ServeAsync(Socket asker)
    {
        try
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            over.CancelAfter(Patience); // real time: a person waits out there
            await using var stream = new NetworkStream(asker, ownsSocket: true);
            if (await ReadLineAsync(stream, over.Token) is not { } line)
                return;
            using var asked = JsonDocument.Parse(line);
            if (!verbs.TryGetValue(asked.RootElement.GetProperty("verb").GetString() ?? "", out var verb))
                return;
            var answer = await verb(asked.RootElement.GetProperty("order"));
            await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType()), (byte)'\n'], over.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The asker left.
        }
        catch (Exception e)
        {
            log.ControlFailed(e);
        }
    }

    private static async Task<string?> ReadLineAsync(NetworkStream stream, CancellationToken cancel)
    {
        var (bytes, length) = (new byte[LongestLine], 0);
        while (length < bytes.Length)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(length), cancel);
            if (read == 0)
                return null;
            length += read;
            if (bytes[length - 1] == (byte)'\n')
                return Encoding.UTF8.GetString(bytes, 0, length - 1);
        }

        return null;
    }
}
