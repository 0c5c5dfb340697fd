using System.Text;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>What a client may do wrong on its socket, and what it is told (devices P24).</summary>
public class BadInputTests
{
    // devices P24
    [Theory]
    [InlineData("no json", "parse_error")]
    [InlineData("[]", "parse_error")]
    [InlineData("{}", "parse_error")]
    [InlineData("""{"type":7}""", "parse_error")]
    [InlineData("""{"type":"\ud800"}""", "parse_error")]
    [InlineData("""{"type":""}""", "unknown_type")]
    [InlineData("""{"type":"connected"}""", "unknown_type")]
    [InlineData("""{"type":"error"}""", "unknown_type")]
    [InlineData("""{"type":"going_away"}""", "unknown_type")]
    [InlineData("""{"type":"sync"}""", "unknown_type")]
    [InlineData("""{"type":"playback"}""", "unknown_type")]
    [InlineData("""{"type":"presence.unwatch"}""", "unknown_type")]
    [InlineData("""{"type":"ping.pong"}""", "unknown_type")]
    [InlineData("""{"type":"foo.bar"}""", "unknown_type")]
    public async Task A_message_that_is_none_is_answered_and_the_socket_stays_open(string text, string code)
    {
        await using var server = await DeviceServer.StartAsync();
        using var socket = await server.ConnectAsync(await server.RegisterAsync("ada"));
        await socket.Socket.SendTextAsync(text);
        var told = Assert.Single(await socket.FlushAsync());
        Assert.Equal(("error", code), (told.Type, (string)told["code"]!));
    }

    // devices P24
    [Fact]
    public async Task What_is_ignored_is_ignored_and_what_is_broken_is_closed_while_others_go_on()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, other) = (await server.RegisterAsync("ada"), await server.RegisterAsync("bob", "device-9"));
        using var bystander = await server.ConnectAsync(other);
        using (var socket = await server.ConnectAsync(phone))
        {
            await socket.SayAsync("sync.anything");
            await socket.SayAsync("pong");
            await socket.Socket.SendAsync(TestSocket.Binary, [1, 2, 3]);
            await socket.Socket.SendAsync(TestSocket.Binary, [1], isFinal: false);
            await socket.Socket.SendAsync(TestSocket.Ping, []);
            await socket.Socket.SendAsync(TestSocket.Continuation, [2]);
            await socket.Socket.SendAsync(TestSocket.Text, "{\"type\":"u8.ToArray(), isFinal: false);
            await socket.Socket.SendAsync(TestSocket.Continuation, "\"foo\"}"u8.ToArray());
            Assert.Equal(TestSocket.Pong, (await socket.Socket.HearAsync()).Opcode);
            Assert.Equal("error", Assert.Single(await socket.FlushAsync()).Type);
            await socket.Socket.SendTextAsync($"{{\"type\":\"foo\",\"payload\":{new string('[', 70)}{new string(']', 70)}}}");
            Assert.Equal("parse_error", (string)Assert.Single(await socket.FlushAsync())["code"]!);
            await socket.SayAsync(new string('x', 100));
            Assert.Equal($"No handler for type '{new string('x', 64)}'.", (string)Assert.Single(await socket.FlushAsync())["message"]!);
        }

        Assert.Equal(1007, await CloseAsync(socket => socket.SendAsync(TestSocket.Text, [0xff, 0xfe])));
        Assert.Equal(1009, await CloseAsync(socket => socket.SendAsync(TestSocket.Text, new byte[131_073])));
        Assert.Equal(1002, await CloseAsync(socket => socket.SendAsync(TestSocket.Text, [1], isMasked: false)));
        Assert.Equal(1002, await CloseAsync(socket => socket.SendAsync(3, [1])));
        Assert.Equal(1002, await CloseAsync(socket => socket.SendAsync(TestSocket.Continuation, [1])));
        Assert.Empty(await bystander.FlushAsync());

        async Task<int> CloseAsync(Func<TestSocket, Task> say)
        {
            using var socket = await server.ConnectAsync(phone);
            await say(socket.Socket);
            return (await socket.Socket.HearCloseAsync()).CloseCode;
        }
    }

    // devices P24
    [Fact]
    public async Task More_than_the_burst_of_messages_is_too_fast()
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Devices = given.Devices with { MessageBurst = 50, MessagesPerSecond = 1 } });
        using var socket = await server.ConnectAsync(await server.RegisterAsync("ada"));
        var many = new List<byte>();
        for (var i = 0; i < 60; i++)
            many.AddRange(TestSocket.Frame(TestSocket.Text, Encoding.UTF8.GetBytes("""{"type":"sync.x"}""")));
        await socket.Socket.SendBytesAsync(many.ToArray());
        Assert.Equal((4002, "too_fast"), await socket.ClosedAsync());
    }
}
