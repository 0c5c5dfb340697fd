using System.Net;
using System.Net.Sockets;
using Rollcall.Bench.Children;
using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;

namespace Rollcall.Bench.Measurements;

/// <summary>From the command <c>./rollcall</c>, everything built, until GET /health is answered with 200. Beside it: an ASP.NET Core application with one hub.</summary>
internal static class Start
{
    private const int Rounds = 9;
    private const double PromisedMilliseconds = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(2);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        List<double> ours = [], theirs = [];

        // The first round brings the files into the system's memory, and builds what is not built.
        for (var round = 0; round <= Rounds; round++)
        {
            var rollcall = await RollcallAsync();
            var bare = await SignalRAsync();
            if (round > 0)
                (ours, theirs) = ([.. ours, rollcall], [.. theirs, bare]);
        }

        const string What = "from ./rollcall to the answer of /health, median of 9";
        return
        [
            new(What, Median.Of(ours), "ms", "the limit we set ourselves", PromisedMilliseconds, Bound: 1),
            new(What, Median.Of(ours), "ms", "ASP.NET Core SignalR, until it listens", Median.Of(theirs)),
        ];
    }

    private static async Task<double> RollcallAsync()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        var began = TimeProvider.System.GetTimestamp();
        using var server = Child.StartIn(folder.Path, Path.Combine(Repository.Root, "rollcall"), "--bind_addr", $"127.0.0.1:{port}", "--metrics.bind_addr", "", "--log_level", "warning");
        while (!await IsHealthyAsync(port))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException("./rollcall did not become healthy");
            await Task.Delay(Between);
        }

        var took = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        await server.StopAsync();
        return took;
    }

    private static async Task<double> SignalRAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        using var server = Child.Self("serve", "signalr");
        await server.HearAsync("port");
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<bool> IsHealthyAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            // Not yet; that is what is measured.
            return false;
        }

        await socket.SendAsync("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"u8.ToArray());
        var answer = new byte[64];
        var count = await socket.ReceiveAsync(answer);
        return answer.AsSpan(0, count).StartsWith("HTTP/1.1 200"u8);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
