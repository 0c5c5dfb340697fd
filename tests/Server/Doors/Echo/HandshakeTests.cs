using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Echo;

/// <summary>The opening handshake of RFC 6455, header by header, over raw sockets.</summary>
public class HandshakeTests(EchoServer server) : IClassFixture<EchoServer>
{
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", Version = "Sec-WebSocket-Version: 13\r\n", Upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";

    [Theory]
    [InlineData(Upgrade + Version + Key, "101")]
    [InlineData("upgrade: WebSocket\r\nCONNECTION: keep-alive, uPgRaDe\r\n" + Version + Key, "101")]
    [InlineData("Upgrade: websocket\r\nConnection: keep-alive\r\nConnection: Upgrade\r\n" + Version + Key, "101")]
    [InlineData(Upgrade + Version + Key + "Sec-WebSocket-Extensions: permessage-deflate\r\n", "101")]
    [InlineData(Version + Key, "426")]
    [InlineData("Upgrade: websocket\r\n" + Version + Key, "426")]
    [InlineData("Connection: Upgrade\r\n" + Version + Key, "426")]
    [InlineData("Upgrade: h2c\r\nConnection: Upgrade\r\n" + Version + Key, "426")]
    [InlineData(Upgrade + Key, "426")]
    [InlineData(Upgrade + "Sec-WebSocket-Version: 8\r\n" + Key, "426")]
    [InlineData(Upgrade + "Sec-WebSocket-Version: 14\r\n" + Key, "426")]
    [InlineData(Upgrade + "Sec-WebSocket-Version: 13, 8\r\n" + Key, "426")]
    [InlineData(Upgrade + Version, "400")]
    [InlineData(Upgrade + Version + "Sec-WebSocket-Key: \r\n", "400")]
    [InlineData(Upgrade + Version + "Sec-WebSocket-Key: AAAA\r\n", "400")]
    [InlineData(Upgrade + Version + "Sec-WebSocket-Key: not base64 at all!!!!!!\r\n", "400")]
    [InlineData(Upgrade + Version + Key + Key, "400")]
    public async Task A_handshake_is_taken_or_refused_with_the_status_that_says_why(string headers, string status)
    {
        using var client = await TestSocket.OpenAsync(server.Address);

        var answer = await client.RequestAsync(server.Address, headers);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(status == "426", answer.Contains("Sec-WebSocket-Version: 13\r\n", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Sec-WebSocket-Extensions", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_the_switch_there_is_no_echo()
    {
        await using var plain = await TestServer.StartAsync();
        using var client = await TestSocket.OpenAsync(plain.Running.BaseAddress);
        var answer = await client.RequestAsync(new Uri(plain.Running.BaseAddress, "/echo"), Upgrade + Version + Key);

        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
    }
}
