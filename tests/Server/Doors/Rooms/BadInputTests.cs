using System.Text.Json;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>The table of specification 9, row by row, over a whole server: what is wrong gets exactly one <c>error</c>, and the connection stays.</summary>
public class BadInputTests
{
    private static readonly string Deep = new string('[', 16) + new string(']', 16);

    // rooms P4
    [Theory]
    [InlineData("", "bad_json", null, null)]
    [InlineData("hello", "bad_json", null, null)]
    [InlineData("""{"type":"chat","data":{"text":"x"}} x""", "bad_json", null, null)]
    [InlineData("""{"type":"chat","data":{"text":"x"}}{}""", "bad_json", null, null)]
    [InlineData("""{"type":"chat","data":{"text":"x","text":"y"},"client_msg_id":"i"}""", "bad_json", null, null)]
    [InlineData("""{"type":"chat","data":{"text":"\udc00"},"client_msg_id":"i"}""", "bad_json", null, null)]
    [InlineData("""{"type":"chat","data":{"text":"x","\ud800":1},"client_msg_id":"i"}""", "bad_json", null, null)]
    [InlineData("""{"type":"chat","data":{"text":"x"},"client_msg_id":"i","more":DEEP}""", "too_deep", null, "i")]
    [InlineData("[]", "bad_message", null, null)]
    [InlineData("null", "bad_message", null, null)]
    [InlineData("""{"data":{"text":"x"},"client_msg_id":"i"}""", "bad_message", "type", "i")]
    [InlineData("""{"type":null,"data":{"text":"x"},"client_msg_id":"i"}""", "bad_message", "type", "i")]
    [InlineData("""{"type":"chat","client_msg_id":"i"}""", "bad_message", "data", "i")]
    [InlineData("""{"type":"chat","data":[],"client_msg_id":"i"}""", "bad_message", "data", "i")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"room_id":null,"client_msg_id":"i"}""", "bad_message", "room_id", "i")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"client_msg_id":"ä"}""", "bad_message", "client_msg_id", null)]
    [InlineData("""{"type":"chat","data":{"text":"x"},"client_msg_id":"LONG"}""", "bad_message", "client_msg_id", null)]
    [InlineData("""{"type":"Chat","data":{"text":"x"},"client_msg_id":"i"}""", "unknown_type", null, "i")]
    [InlineData("""{"type":"system","data":{"event":"ack"},"client_msg_id":"i"}""", "type_not_allowed", null, "i")]
    [InlineData("""{"type":"presence","data":{"event":"snapshot","mode":"list","users":[]}}""", "unknown_event", null, null)]
    [InlineData("""{"type":"presence","data":{"event":"diff"},"client_msg_id":"i"}""", "unknown_event", null, "i")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"room_id":"hall","client_msg_id":"i"}""", "wrong_room", null, "i")]
    [InlineData("""{"type":"chat","data":{"action":"send","text":"x","extra":1},"client_msg_id":"i"}""", "invalid_data", "extra", "i")]
    [InlineData("""{"type":"chat","data":{"action":"pin","id":"x"},"client_msg_id":"i"}""", "invalid_data", "action", "i")]
    [InlineData("""{"type":"chat","data":{"text":7},"client_msg_id":"i"}""", "invalid_data", "text", "i")]
    [InlineData("""{"type":"chat","data":{"action":"edit","id":7,"text":"x"},"client_msg_id":"i"}""", "invalid_data", "id", "i")]
    [InlineData("""{"type":"presence","data":{"event":"state"}}""", "invalid_data", "state", null)]
    [InlineData("""{"type":"presence","data":{"event":"read","seq":"1"}}""", "invalid_data", "seq", null)]
    [InlineData("""{"type":"chat","data":{"text":""},"client_msg_id":"i"}""", "text_empty", null, "i")]
    [InlineData("""{"type":"chat","data":{"text":" \t\r\n\u00a0"},"client_msg_id":"i"}""", "text_empty", null, "i")]
    [InlineData("""{"type":"chat","data":{"text":"OVER"},"client_msg_id":"i"}""", "text_too_long", null, "i")]
    [InlineData("""{"type":"chat","data":{"text":"a\u001b[1m"},"client_msg_id":"i"}""", "text_invalid", null, "i")]
    [InlineData("""{"type":"chat","data":{"text":"a\u009f"},"client_msg_id":"i"}""", "text_invalid", null, "i")]
    [InlineData("""{"type":"chat","data":{"subtype":"poll","body":{}},"client_msg_id":"i"}""", "unknown_subtype", null, "i")]
    [InlineData("""{"type":"chat","data":{"action":"edit","id":"EPOCH-99","text":"x"},"client_msg_id":"i"}""", "message_not_found", null, "i")]
    [InlineData("""{"type":"chat","data":{"action":"edit","id":"EPOCH-1","text":"x"},"client_msg_id":"i"}""", "message_not_found", null, "i")]
    [InlineData("""{"type":"chat","data":{"action":"delete","id":"other-2"},"client_msg_id":"i"}""", "message_not_found", null, "i")]
    [InlineData("""{"type":"chat","data":{"action":"delete","id":"EPOCH-3"},"client_msg_id":"i"}""", "message_deleted", null, "i")]
    [InlineData("""{"type":"chat","data":{"action":"edit","id":"EPOCH-2","text":"x"},"client_msg_id":"i"}""", "forbidden", null, "i")]
    [InlineData("""{"type":"chat","data":{"action":"delete","id":"EPOCH-2"},"client_msg_id":"i"}""", "forbidden", null, "i")]
    [InlineData("""{"type":"presence","data":{"event":"read","seq":0}}""", "bad_seq", null, null)]
    [InlineData("""{"type":"presence","data":{"event":"read","seq":99},"client_msg_id":"i"}""", "bad_seq", null, "i")]
    public async Task What_is_wrong_gets_one_error_with_its_own_name_and_the_connection_stays(string message, string code, string? field, string? id)
    {
        await using var server = await RoomServer.StartAsync();
        var epoch = await TalkAsync(server);
        using var ben = await server.JoinAsync("ben", "lobby");
        await ben.HearAsync("snapshot");

        await ben.SayAsync(message.Replace("EPOCH", epoch, StringComparison.Ordinal).Replace("DEEP", Deep, StringComparison.Ordinal)
            .Replace("LONG", new string('i', 65), StringComparison.Ordinal).Replace("OVER", new string('x', 4_001), StringComparison.Ordinal));
        await ben.SayAsync("""{"type":"presence","data":{"event":"ping","nonce":"after"}}""");
        var (errors, others) = (new List<JsonElement>(), new List<string>());
        for (var name = ""; name != "pong";)
        {
            var heard = (await ben.HearAsync())!.Value;
            name = Guest.NameOf(heard);
            if (name == "error")
                errors.Add(heard);
            else
                others.Add(name);
        }

        var error = Assert.Single(errors);
        var data = error.GetProperty("data");
        Assert.Equal((code, field, id), (data.GetProperty("code").GetString(), TextOf(data, "field"), TextOf(error, "client_msg_id")));
        Assert.False(data.GetProperty("fatal").GetBoolean());
        Assert.True(data.GetProperty("message").GetString()!.Length > 5);
        Assert.DoesNotContain("ack", others);
        Assert.DoesNotContain("chat", others);
    }

    // rooms P8
    [Fact]
    public async Task Under_a_name_used_before_only_a_chat_message_gets_the_first_answer_again()
    {
        await using var server = await RoomServer.StartAsync();
        using var anna = await server.JoinAsync("anna", "lobby");
        await anna.PostAsync("Hello", "once");
        await anna.HearAsync("ack");

        await anna.SayAsync("""{"type":"chat","data":{"text":""},"client_msg_id":"once"}""");
        Assert.True((await anna.HearAsync("ack")).GetProperty("data").GetProperty("duplicate").GetBoolean());
        foreach (var (message, code) in new[]
        {
            ("""{"type":"presence","data":{"event":"state","state":"gone"},"client_msg_id":"once"}""", "invalid_data"),
            ("""{"type":"system","data":{},"client_msg_id":"once"}""", "type_not_allowed"),
            ("""{"data":{},"client_msg_id":"once"}""", "bad_message"),
        })
        {
            await anna.SayAsync(message);
            var heard = (await anna.HearAsync())!.Value;
            while (Guest.NameOf(heard) is not ("error" or "ack"))
                heard = (await anna.HearAsync())!.Value;
            Assert.Equal(("error", code), (Guest.NameOf(heard), TextOf(heard.GetProperty("data"), "code")));
        }
    }

    [Fact]
    public async Task Who_may_not_talk_or_type_is_told_and_until_when()
    {
        await using var server = await RoomServer.StartAsync();
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        await server.AskAsync("anna", "PUT", $"/api/rooms/lobby/members/{server.IdOf("ben")}", new { role = "read_only" });
        await server.AskAsync("anna", "POST", "/api/rooms/lobby/mutes", new { user_id = server.IdOf("cleo"), duration_s = (int?)null });
        using var ben = await server.JoinAsync("ben", "lobby");
        using var cleo = await server.JoinAsync("cleo", "lobby");

        foreach (var message in new[] { """{"type":"chat","data":{"text":"x"}}""", """{"type":"presence","data":{"event":"typing","typing":true}}""", """{"type":"chat","data":{"action":"edit","id":"k-2","text":"x"}}""" })
        {
            await ben.SayAsync(message);
            Assert.Equal("read_only", TextOf((await ben.HearAsync("error")).GetProperty("data"), "code"));
            await cleo.SayAsync(message);
            var muted = (await cleo.HearAsync("error")).GetProperty("data");
            Assert.Equal(("muted", JsonValueKind.Null), (TextOf(muted, "code"), muted.GetProperty("until").ValueKind));
        }
    }

    // rooms P9
    [Theory]
    [InlineData(32_768, false)]
    [InlineData(32_769, true)]
    public async Task Fragments_count_together_and_one_too_many_closes_before_it_is_there(int bytes, bool closes)
    {
        await using var server = await RoomServer.StartAsync();
        using var line = await server.JoinRawAsync("anna", "lobby");
        var text = """{"type":"presence","data":{"event":"ping"},"timestamp":"-"}""";
        var message = System.Text.Encoding.ASCII.GetBytes(text.Replace("-", new string('-', bytes - text.Length + 1), StringComparison.Ordinal));
        await line.SendAsync(TestSocket.Text, message[..20_000], isFinal: false);
        await line.SendAsync(TestSocket.Continuation, message[20_000..20_001], isFinal: false);
        var last = TestSocket.Frame(TestSocket.Continuation, message.AsSpan(20_001));

        // Of what is too big only the header is sent: more is not waited for.
        await line.SendBytesAsync(closes ? last.AsMemory(0, 8) : last);

        if (closes)
        {
            var close = await line.HearCloseAsync();
            Assert.Equal((1009, "too_big"), (close.CloseCode, close.CloseReason));
            return;
        }

        while (Guest.NameOf(JsonDocument.Parse(await line.HearTextAsync()).RootElement) != "pong")
        {
            // The greeting.
        }
    }

    /// <summary>Anna says three things, of which ben's is the third, deleted; answers the epoch.</summary>
    private static async Task<string> TalkAsync(RoomServer server)
    {
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        using var ben = await server.JoinAsync("ben", "lobby");
        await anna.PostAsync("Hello", "a");
        await anna.HearAsync("ack");
        await ben.PostAsync("mine", "b");
        var own = (await ben.HearAsync("ack")).GetProperty("data");
        await ben.SayAsync(new { type = "chat", data = new { action = "delete", id = own.GetProperty("id").GetString() } });
        await ben.HearAsync("ack");
        await ben.SayGoodbyeAsync();
        return own.GetProperty("epoch").GetString()!;
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
