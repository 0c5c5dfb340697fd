using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Rollcall.Tests.Support.Meets;

/// <summary>A mail server on a free port that keeps what it is given, or refuses as often as it is told to. Used by one test at a time.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> letters = Channel.CreateUnbounded<string>();
    private readonly Task accepting;

    public MailServer()
    {
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many letters it still refuses.</summary>
    public int Refusals { get; set; }

    /// <summary>How many it was offered.</summary>
    public int Offered { get; private set; }

    /// <summary>The next letter it took, as it came over the line.</summary>
    public async Task<string> NextAsync() => await letters.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 here");
        while (await ReadAsync(reader) is { } line)
        {
            var refuses = line.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase) && Offered++ >= 0 && Refusals > 0;
            if (refuses)
                Refusals--;
            await writer.WriteLineAsync(refuses ? "451 not now" : line is "DATA" ? "354 go on" : line is "QUIT" ? "221 bye" : "250 well");
            if (line is "QUIT" || refuses)
                return;
            if (line is not "DATA")
                continue;
            var letter = new StringBuilder();
            while (await ReadAsync(reader) is { } part && part != ".")
                letter.Append(part).Append('\n');
            await writer.WriteLineAsync("250 taken");
            letters.Writer.TryWrite(letter.ToString());
        }
    }

    private static async Task<string?> ReadAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadLineAsync();
        }
        catch (IOException)
        {
            // Hung up.
            return null;
        }
    }
}
