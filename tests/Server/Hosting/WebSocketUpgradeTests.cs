using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class WebSocketUpgradeTests
{
    private const string Upgrade = "Upgrade: websocket\r\n";
    private const string Connection = "Connection: Upgrade\r\n";
    private const string Version = "Sec-WebSocket-Version: 13\r\n";
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    [Theory]
    [InlineData(Upgrade + Connection + Version + Key)]
    [InlineData("upgrade: WebSocket\r\nconnection: keep-alive, UPGRADE\r\n" + Version + Key)]
    public async Task A_proper_handshake_is_answered_101(string headers) =>
        Assert.StartsWith("HTTP/1.1 101 ", await AnswerAsync(headers), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(Connection + Version + Key)]
    [InlineData(Upgrade + Version + Key)]
    [InlineData("Upgrade: h2c\r\n" + Connection + Version + Key)]
    [InlineData(Upgrade + Connection + Key)]
    [InlineData(Upgrade + Connection + "Sec-WebSocket-Version: 8\r\n" + Key)]
    public async Task What_is_not_one_is_answered_426_and_told_what_would_be(string headers)
    {
        var answer = await AnswerAsync(headers);

        Assert.StartsWith("HTTP/1.1 426 ", answer, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Version: 13\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Upgrade: websocket\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_GET_is_upgraded() =>
        Assert.StartsWith("HTTP/1.1 426 ", await AnswerAsync(Upgrade + Connection + Version + Key, "POST"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Sec-WebSocket-Key: c2hvcnQ=\r\n")]
    [InlineData("Sec-WebSocket-Key: not base64 at all!!!\r\n")]
    [InlineData(Key + Key)]
    public async Task A_bad_key_is_answered_400(string key) =>
        Assert.StartsWith("HTTP/1.1 400 ", await AnswerAsync(Upgrade + Connection + Version + key), StringComparison.Ordinal);

    private static async Task<string> AnswerAsync(string headers, string method = "GET")
    {
        await using var host = await SocketHost.StartAsync();
        using var client = await TestSocket.OpenAsync(host.Address);
        return await client.RequestAsync(host.Address, headers, method);
    }
}
