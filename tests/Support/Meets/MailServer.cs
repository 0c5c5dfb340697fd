using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace Rollcall.Tests.Support.Meets;

/// <summary>A mail server on a free port that keeps what it is given, refuses as often as it is told to, says nothing at all, or wants an encrypted line and a
/// log-in. Used by one test at a time.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> letters = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;

    public MailServer()
    {
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many letters it still refuses.</summary>
    public int Refusals { get; set; }

    /// <summary>What it says where it refuses.</summary>
    public string Refusal { get; init; } = "451 not now";

    /// <summary>It takes the line and says nothing, as one behind a filter does.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Who it is on an encrypted line (STARTTLS); without one it offers none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whom it wants to log in; null takes letters from anybody.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>How many letters it was offered.</summary>
    public int Offered { get; private set; }

    /// <summary>How often it was called.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether the last letter came over an encrypted line.</summary>
    public bool CameEncrypted { get; private set; }

    /// <summary>The next letter it took, as it came over the line.</summary>
    public async Task<string> NextAsync() => await letters.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                Calls++;
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(NetworkStream plain)
    {
        try
        {
            if (IsSilent)
            {
                // Until the other side has enough of it.
                await plain.ReadExactlyAsync(new byte[1], stopping.Token);
                return;
            }

            using var talk = new Talk(this, plain);
            await talk.SayAsync("220 here");
            await talk.RunAsync();
        }
        catch (Exception gone) when (gone is IOException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
        {
            // Hung up, or did not trust us.
        }
    }

    private sealed class Talk(MailServer server, Stream line) : IDisposable
    {
        private Stream line = line;
        private StreamReader reader = new(line, Encoding.Latin1);
        private bool isLoggedIn;

        public void Dispose() => reader.Dispose();

        public Task SayAsync(string text) => line.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n")).AsTask();

        public async Task RunAsync()
        {
            while (await reader.ReadLineAsync() is { } command && await AnswerAsync(command))
            {
            }
        }

        /// <summary>Answers a command; false at the end of the conversation.</summary>
        private async Task<bool> AnswerAsync(string command)
        {
            switch (command.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync("250-here");
                    if (server.Certificate is not null && line is not SslStream)
                        await SayAsync("250-STARTTLS");
                    await SayAsync(server.Account is null ? "250 8BITMIME" : "250 AUTH LOGIN");
                    return true;
                case "STARTTLS":
                    await SayAsync("220 go on");
                    var encrypted = new SslStream(line);
                    await encrypted.AuthenticateAsServerAsync(server.Certificate!);
                    (line, reader) = (encrypted, new StreamReader(encrypted, Encoding.Latin1));
                    return true;
                case "AUTH":
                    return await LogInAsync(command);
                case "MAIL":
                    return await OfferAsync();
                case "DATA":
                    await TakeAsync();
                    return true;
                case "QUIT":
                    await SayAsync("221 bye");
                    return false;
                default:
                    await SayAsync("250 well");
                    return true;
            }
        }

        private async Task<bool> LogInAsync(string command)
        {
            // AUTH LOGIN, with the name at once or asked for.
            var parts = command.Split(' ');
            var user = parts.Length > 2 ? parts[2] : await AskAsync("334 VXNlcm5hbWU6");
            var password = await AskAsync("334 UGFzc3dvcmQ6");
            isLoggedIn = server.Account is { } account && Text(user) == account.User && Text(password) == account.Password;
            await SayAsync(isLoggedIn ? "235 welcome" : "535 who are you");
            return true;
        }

        private async Task<bool> OfferAsync()
        {
            server.Offered++;
            if (server.Refusals > 0)
            {
                server.Refusals--;
                await SayAsync(server.Refusal);
                return false;
            }

            var lacks = server.Account is not null && !isLoggedIn;
            await SayAsync(lacks ? "530 log in first" : "250 well");
            return !lacks;
        }

        private async Task TakeAsync()
        {
            await SayAsync("354 go on");
            var letter = new StringBuilder();
            while (await reader.ReadLineAsync() is { } part && part != ".")
                letter.Append(part).Append('\n');
            await SayAsync("250 taken");
            server.CameEncrypted = line is SslStream;
            server.letters.Writer.TryWrite(letter.ToString());
        }

        private async Task<string> AskAsync(string question)
        {
            await SayAsync(question);
            return await reader.ReadLineAsync() ?? "";
        }

        private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
