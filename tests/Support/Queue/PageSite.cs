using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A web site with one page at <c>/page</c>, which reports to <c>/report</c> of its own site. Everything else is passed on byte by byte to a server, where one is given: then the page is
/// on the server's own origin as far as a browser can tell.</summary>
internal sealed class PageSite : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<JsonObject> report = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string page;
    private readonly Uri? behind;

    public PageSite(string page, Uri? behind = null)
    {
        (this.page, this.behind) = (page, behind);
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    public Uri Page => new(Address, "/page");

    /// <summary>What the page says about itself, once.</summary>
    public Task<JsonObject> ReportAsync() => report.Task.WaitAsync(TimeSpan.FromSeconds(40));

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var (head, rest) = await HeadAsync(stream);
            if (head.StartsWith("GET /page", StringComparison.Ordinal))
                await SayAsync(stream, page);
            else if (head.StartsWith("POST /report ", StringComparison.Ordinal))
            {
                var length = int.Parse(head.Split('\n').First(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))[15..], System.Globalization.CultureInfo.InvariantCulture);
                var body = new byte[length];
                rest.CopyTo(body, 0);
                await stream.ReadExactlyAsync(body.AsMemory(rest.Length));
                await SayAsync(stream, "");
                report.TrySetResult(JsonNode.Parse(body)!.AsObject());
            }
            else if (behind is null)
                await SayAsync(stream, "");
            else
                await PassOnAsync(stream, [.. Encoding.Latin1.GetBytes(OnlyOne(head)), .. rest], behind);
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two hung up.
        }
    }

    // The next request on the same connection might be for this site itself.
    private static string OnlyOne(string head) => head.Replace("Connection: keep-alive\r\n", "Connection: close\r\n", StringComparison.OrdinalIgnoreCase);

    private static async Task PassOnAsync(NetworkStream stream, byte[] first, Uri behind)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, behind.Port);
        var there = server.GetStream();
        await there.WriteAsync(first);
        await Task.WhenAny(stream.CopyToAsync(there), there.CopyToAsync(stream));
    }

    private static async Task<(string Head, byte[] After)> HeadAsync(NetworkStream stream)
    {
        var (buffer, length) = (new byte[65_536], 0);
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length));
            if (count == 0)
                throw new IOException("hung up");
            length += count;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return (Encoding.Latin1.GetString(buffer, 0, end + 4), buffer[(end + 4)..length]);
        }
    }

    private static async Task SayAsync(NetworkStream stream, string html)
    {
        var body = Encoding.UTF8.GetBytes(html);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body);
    }
}
