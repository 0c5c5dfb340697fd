using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public sealed class DirectOutputTests : IDisposable
{
    private const string Upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    // More than the system takes in at once, so that writing has to wait for the reader.
    private static readonly byte[] Large = [.. Enumerable.Range(0, 6_000_000).Select(i => (byte)('a' + (i % 23)))];
    private static readonly ConnectionLimits Limits = new() { OutboxBytes = 100_000_000 };
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly Switchboard _switchboard = new(TimeProvider.System, ConnectionObserver.None, NullLogger<Switchboard>.Instance);

    [Fact]
    public async Task A_large_answer_arrives_whole_however_slowly_it_is_read()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient();

        await using var body = await client.GetStreamAsync(new Uri(Address(app), "large"));
        var buffer = new byte[10_000];
        var total = 0;
        for (int count; (count = await body.ReadAsync(buffer)) > 0; total += count)
        {
            Assert.True(buffer.AsSpan(0, count).SequenceEqual(Large.AsSpan(total, count)));
        }

        Assert.Equal(Large.Length, total);
    }

    [Fact]
    public async Task Many_requests_share_a_connection()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient();

        for (var i = 0; i < 200; i++) Assert.Equal($"hello {i}", await client.GetStringAsync(new Uri(Address(app), $"hello?{i}")));
    }

    [Fact]
    public async Task Frames_stand_behind_the_101_even_when_a_large_answer_stands_before_it()
    {
        await using var app = await StartAsync();
        var address = Address(app);
        using var client = await TestSocket.OpenAsync(address, receiveBuffer: 4096);

        // All in one breath, and nothing read until it is all said: the server posts its frames the moment it has answered 101.
        await client.SendBytesAsync(Encoding.ASCII.GetBytes($"GET /large HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
        var head = await client.RequestAsync(address, Upgrade);
        Assert.Contains($"Content-Length: {Large.Length}", head, StringComparison.Ordinal);
        Assert.True((await client.ReadBytesAsync(Large.Length)).AsSpan().SequenceEqual(Large));

        Assert.StartsWith("HTTP/1.1 101 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        for (var i = 0; i < 1000; i++) Assert.Equal($"{i}", await client.HearTextAsync());
    }

    [Fact]
    public async Task A_large_frame_arrives_whole_at_a_slow_reader()
    {
        await using var app = await StartAsync();
        using var client = await TestSocket.ConnectAsync(new Uri(Address(app), "big-frame"), receiveBuffer: 4096);

        var frame = await client.HearAsync();

        Assert.True(frame.Payload.AsSpan().SequenceEqual(Large));
    }

    [Fact]
    public async Task With_TLS_between_the_frames_go_through_it()
    {
        await using var app = await StartAsync(isSecure: true);
        var address = Address(app);
        using var socket = await TestSocket.OpenAsync(address);
        await using var tls = new SslStream(socket.Stream, leaveInnerStreamOpen: true, (_, shown, _, _) => shown?.GetCertHashString() == _certificate.Thumbprint);
        await tls.AuthenticateAsClientAsync("localhost");

        await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\n{Upgrade}\r\n"));
        var all = new StringBuilder();
        var buffer = new byte[4096];
        while (!all.ToString().EndsWith("\u0003999", StringComparison.Ordinal))
        {
            all.Append(Encoding.Latin1.GetString(buffer, 0, await tls.ReadAsync(buffer)));
        }

        Assert.StartsWith("HTTP/1.1 101 ", all.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(string.Concat(Enumerable.Range(0, 1000).Select(i => $"\u0081{(char)$"{i}".Length}{i}")), all.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_goes_away_within_an_answer_harms_nobody()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var client = await TestSocket.OpenAsync(Address(app), receiveBuffer: 4096);
            await client.RequestAsync(new Uri(Address(app), "large"), "");
            client.Reset();
        }

        using var other = new HttpClient();
        Assert.Equal("hello 1", await other.GetStringAsync(new Uri(Address(app), "hello?1")));
    }

    [Fact]
    public async Task Cutting_a_line_whose_request_is_over_does_nothing()
    {
        var came = new TaskCompletionSource<Stream>();
        await using var app = await StartAsync(line => came.TrySetResult(line));
        using (var client = await TestSocket.ConnectAsync(Address(app)))
        {
            await client.SendCloseAsync(1000);
            await client.HearTheEndAsync();
        }

        var line = await came.Task;
        await _switchboard.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(30));
        using (var next = await TestSocket.ConnectAsync(Address(app)))
        {
            await line.DisposeAsync();
            Assert.Equal("0", await next.HearTextAsync());
        }
    }

    public void Dispose()
    {
        _switchboard.Dispose();
        _certificate.Dispose();
    }

    private static Uri Address(WebApplication app) => new(app.Urls.Single());

    private async Task<WebApplication> StartAsync(Action<Stream>? came = null, bool isSecure = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSockets(KestrelTuning.Tune).ConfigureKestrel(options =>
        {
            KestrelTuning.Tune(options);
            options.Listen(IPAddress.Loopback, port: 0, endpoint =>
            {
                if (isSecure) endpoint.UseHttps(_certificate);
            });
        });
        if (isSecure) builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        app.MapGet("/hello", (HttpContext context) => $"hello {context.Request.QueryString.Value![1..]}");
        app.MapGet("/large", () => Results.Bytes(Large));
        app.MapGet("/", context => ServeAsync(context, came, say =>
        {
            for (var i = 0; i < 1000; i++) say(Encoding.ASCII.GetBytes($"{i}"));
        }));
        app.MapGet("/big-frame", context => ServeAsync(context, came, say => say(Large)));
        await app.StartAsync();
        return app;
    }

    private async Task ServeAsync(HttpContext context, Action<Stream>? came, Action<Action<byte[]>> speak)
    {
        Assert.Null(WebSocketUpgrade.Check(context));
        var line = await WebSocketUpgrade.AcceptAsync(context);
        came?.Invoke(line);
        var connection = _switchboard.Connect(line, Limits);
        speak(payload => connection.Outbox.Post(SharedFrame.Text(payload)));
        await connection.RunAsync(new TestConversation());
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
