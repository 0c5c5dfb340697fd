using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Frames that are wrong whatever they say, and too much of what is right (P32).</summary>
public class BadInputFrameTests
{
    private static readonly string Ping = """{"type":"Ping"}""";

    // P32
    [Fact]
    public async Task A_binary_frame_closes_with_1003_and_text_that_is_not_UTF_8_with_1007_whoever_sends_it()
    {
        await using var scene = await BadInputScene.StartAsync();
        foreach (var somebody in (Func<Task<WireClient>>[])[scene.StrangerAsync, scene.MemberAsync])
        {
            var first = await somebody();
            first.SayBytes(Encoding.UTF8.GetBytes(Ping), isText: false);
            Assert.Equal(1003, await first.HearCloseAsync());
            var second = await somebody();
            second.SayBytes([.. "{\"type\":\""u8, 0xC3, 0x28, .. "\"}"u8], isText: true);
            Assert.Equal(1007, await second.HearCloseAsync());
            await scene.DemandUndisturbedAsync();
        }
    }

    // P32
    [Fact]
    public async Task A_stranger_may_say_16_KiB_at_once_and_no_more()
    {
        await using var scene = await BadInputScene.StartAsync();
        var stranger = await scene.StrangerAsync();
        stranger.SayText(PingOf(16_384));
        await stranger.HearNextAsync("Pong");
        stranger.SayText(PingOf(16_385));
        Assert.Equal(1009, await stranger.HearCloseAsync());
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task A_member_and_a_viewer_may_say_1_MiB_at_once_and_no_more()
    {
        await using var scene = await BadInputScene.StartAsync();
        var viewer = await scene.StrangerAsync();
        viewer.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["viewToken"] = scene.ViewToken });
        await viewer.HearAsync("MeetJoined");
        foreach (var one in new[] { await scene.MemberAsync(), viewer })
        {
            one.SayText(PingOf(1_048_576));
            await one.HearAsync("Pong");
            one.SayText(PingOf(1_048_577));
            Assert.Equal(1009, await one.HearCloseAsync());
        }

        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task A_message_in_fragments_is_one_message_also_with_a_ping_between_and_its_size_is_their_sum()
    {
        await using var scene = await BadInputScene.StartAsync();
        using var socket = await OpenAsync(scene);
        await socket.SendAsync(TestSocket.Text, "{\"type\":"u8.ToArray(), isFinal: false);
        await socket.SendAsync(TestSocket.Ping, "x"u8.ToArray());
        await socket.SendAsync(TestSocket.Continuation, [], isFinal: false);
        await socket.SendAsync(TestSocket.Continuation, "\"Ping\"}"u8.ToArray());
        Assert.Equal(TestSocket.Pong, (await socket.HearAsync()).Opcode);
        Assert.Contains("\"Pong\"", await socket.HearTextAsync(), StringComparison.Ordinal);

        await socket.SendAsync(TestSocket.Text, new byte[10_000].Select(_ => (byte)' ').ToArray(), isFinal: false);
        await socket.SendAsync(TestSocket.Continuation, new byte[10_000].Select(_ => (byte)' ').ToArray());
        Assert.Equal(1009, (await socket.HearCloseAsync()).CloseCode);
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task Frames_against_the_protocol_close_with_1002_and_disturb_nobody()
    {
        await using var scene = await BadInputScene.StartAsync();
        byte[][] wrong =
        [
            TestSocket.Frame(TestSocket.Text, Encoding.UTF8.GetBytes(Ping), isMasked: false), TestSocket.Frame(TestSocket.Text, Encoding.UTF8.GetBytes(Ping), reserved: 4),
            TestSocket.Frame(TestSocket.Continuation, Encoding.UTF8.GetBytes(Ping)), TestSocket.Frame(3, []), TestSocket.Frame(TestSocket.Ping, new byte[126]),
            [.. TestSocket.Frame(TestSocket.Text, "{"u8, isFinal: false), .. TestSocket.Frame(TestSocket.Text, "}"u8)],
        ];
        foreach (var bytes in wrong)
        {
            using var socket = await OpenAsync(scene);
            await socket.SendBytesAsync(bytes);
            Assert.Equal(1002, (await socket.HearCloseAsync()).CloseCode);
        }

        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task Somebody_who_says_too_much_is_closed_with_4002_and_the_others_go_on()
    {
        await using var scene = await BadInputScene.StartAsync(same => same with { MessagesPerSecond = 1, MessageBurst = 30 });
        using var socket = await OpenAsync(scene);
        for (var i = 0; i < 40; i++)
            await socket.SendTextAsync(Ping);
        var pongs = 0;
        while (await socket.HearAsync() is var frame && frame.Opcode != TestSocket.Close || Demand(4002, frame.CloseCode))
            pongs++;
        Assert.InRange(pongs, 30, 35);
        await scene.DemandUndisturbedAsync();

        static bool Demand(int wanted, int code)
        {
            Assert.Equal(wanted, code);
            return false;
        }
    }

    // P32
    [Fact]
    public async Task Who_does_not_join_in_time_is_closed_with_4500_pings_and_wrong_passwords_notwithstanding()
    {
        await using var scene = await BadInputScene.StartAsync(same => same with { HandshakeS = 4 });
        var silent = await scene.StrangerAsync();
        var busy = await scene.StrangerAsync();
        busy.Say("Ping");
        var wrong = Join(scene.MeetId, "Desk 2");
        wrong["password"] = "Chalk-and-Ammonia-8";
        busy.Say("JoinMeet", wrong);
        await busy.HearAsync("JoinRejected");
        Assert.Equal(4500, await silent.HearCloseAsync());
        Assert.Equal(4500, await busy.HearCloseAsync());
        // Those who joined stay.
        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task A_token_that_never_was_is_unknown_and_the_tenth_closes_with_4500()
    {
        await using var scene = await BadInputScene.StartAsync();
        var real = scene.Witness.Token;
        string[] tokens = ["", "x", "s1.", "s1..", "s1.a.b", "v1.123456789.1.x", scene.ViewToken + "x", real[..^2] + (real.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"), real[..^10], new string('s', 512)];
        foreach (var somebody in (Func<Task<WireClient>>[])[scene.StrangerAsync, scene.MemberAsync])
        {
            var client = await somebody();
            foreach (var token in tokens)
                client.Say("ClientPull", new JsonObject { ["sessionToken"] = token, ["lastServerSeq"] = 0 });
            foreach (var token in tokens)
            {
                var no = (await client.HearNextAsync("InvalidSession")).Fields;
                Assert.Equal((token, "UNKNOWN"), ((string)no["sessionToken"]!, (string)no["code"]!));
            }

            Assert.Equal(4500, await client.HearCloseAsync());
        }

        await scene.DemandUndisturbedAsync();
    }

    // P32
    [Fact]
    public async Task Nine_bad_tokens_close_nothing()
    {
        await using var scene = await BadInputScene.StartAsync();
        var member = await scene.MemberAsync();
        for (var i = 0; i < 9; i++)
        {
            member.Say("ClientPull", new JsonObject { ["sessionToken"] = "s1.x.y", ["lastServerSeq"] = 0 });
            await member.HearNextAsync("InvalidSession");
        }

        await member.PullAllAsync();
    }

    private static string PingOf(int bytes)
    {
        const string Head = """{"type":"Ping","payload":{"more":" """;
        return Head + new string('x', bytes - Head.Length - 3) + "\"}}";
    }

    private static Task<TestSocket> OpenAsync(BadInputScene scene) => TestSocket.ConnectAsync(new Uri(scene.Server.Address, "/ws"));
}
